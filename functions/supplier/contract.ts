import { defineRecord } from '../../shared/record/define.ts';
import { invalid, refused, type Refusal } from '../../shared/record/fault.ts';
import { choice, date, decimal, flag, instant, integer, list, longText, object, optional, ref, text } from '../../shared/record/field.ts';
import { dayStart, onceAt, tell, told } from '../../shared/record/presets/register.ts';
import { addDays, nextEnd, noticeDeadline } from './term.ts';
import { underpinning } from './underpinning.ts';

/** Days of warning ahead of a deadline, unless the contract says otherwise. */
const REMIND_DAYS = 30;

const reason = longText({ max: 2000 });
const managers = ['lead', 'manager', 'importer'] as const;

/** What was agreed with a supplier: for how long, at what price, and which services it underpins. */
export const contract = defineRecord({
  name: 'contract', practice: 'supplier', family: 'general', route: 'contracts', prefix: 'CTR',
  help: 'What was agreed with a supplier: for how long, at what price, and which services it underpins.',
  fields: {
    title: text(),
    supplier: ref('supplier', { displayName: text() }),
    kind: choice('service', 'maintenance', 'licence', 'lease', 'framework'),
    reference: optional(text({ max: 64, help: 'The number that the supplier knows it by.' })),
    owner: optional(ref('person', {}, { help: 'Who decides about renewal and notice.' })),
    services: optional(list(ref('service'), { max: 20, help: 'Services that it underpins.' })),
    agreement: optional(ref('agreement', { kind: text() }, { help: 'The agreement of kind UC with the hours and targets that the supplier promised.' })),
    starts: date(),
    ends: date({ help: 'The last day of the term.' }),
    noticePeriod: optional(object({ months: optional(integer({ max: 60 })), days: optional(integer({ max: 366 })) }, { help: 'How long before the end notice must be given.' })),
    renewsFor: optional(integer({ min: 1, max: 120, help: 'Months for which it renews by itself unless notice is given; left out, it expires.' })),
    remindDays: optional(integer({ max: 366, help: `Days of warning ahead of the last day of notice, or of the end; ${REMIND_DAYS} when left out.` })),
    annualValue: optional(decimal({ help: 'A year, in the currency of the books.' })),
  },
  kept: {
    noticeBy: date({ help: 'The last day on which notice can be given: the end less the notice period.' }),
    noticeReminder: date(), renewalReminder: date(),
    noticeGivenAt: instant(), renewals: integer(), terminatedOn: date(),
    told: told('noticeReminder', 'renewalReminder'),
  },
  fixed: { supplier: 'a contract with somebody else is another contract.' },
  states: ['draft', 'active', 'notice-given', 'expired', 'terminated'], done: ['expired', 'terminated'],
  events: ['activated', 'renewed', 'renewed-by-itself', 'notice-given', 'notice-withdrawn', 'expired', 'terminated', 'notice-due', 'renewal-due'],
  derive: {
    noticeBy: ({ record: { ends, noticePeriod } }) => noticePeriod && noticeDeadline(ends, noticePeriod),
    noticeReminder: ({ record: { noticeBy, remindDays = REMIND_DAYS } }) => noticeBy && addDays(noticeBy, -remindDays),
    renewalReminder: ({ record: { ends, renewsFor, remindDays = REMIND_DAYS } }) => renewsFor ? undefined : addDays(ends, -remindDays),
  },
  create: { by: ['lead', 'manager', 'system', 'importer'], check: ({ record, input, refs }) => checkTerms({ ...record, ...input }, refs) },
  update: {
    by: ['lead', 'manager', 'system', 'importer'],
    check: ({ record, input, refs, actor }) => input.ends && record.state !== 'draft' && !actor.roles.includes('importer')
      ? refused('term-agreed', 'Its term was agreed; use renew for a longer one, or terminate.') : checkTerms({ ...record, ...input }, refs),
  },
  comment: { by: ['agent', 'lead', 'manager', 'security', 'operations', 'system', 'importer'] },
  commands: {
    activate: { help: 'Signed: it is in force', from: ['draft'], to: 'active', happened: 'activated', by: [...managers, 'system'] },
    renew: {
      help: 'Agree on a longer term', from: ['active', 'notice-given', 'expired'], to: 'active', happened: 'renewed', by: managers,
      takes: { ends: 'required', annualValue: 'optional' },
      check: ({ record, input }) => input.ends! > record.ends ? undefined : invalid([{ pointer: '/ends', code: 'not-later', detail: `The new term must end after the present one, ${record.ends}.` }]),
      change: ({ record }) => ({ renewals: (record.renewals ?? 0) + 1, noticeGivenAt: undefined }),
    },
    giveNotice: {
      help: 'Tell the supplier that it will not be renewed', from: ['active'], to: 'notice-given', happened: 'notice-given', by: managers,
      asks: { reason, agreedLate: optional(flag({ help: 'The supplier accepts the notice although the last day for it has passed.' })) },
      check: ({ record, asked, now }) => record.noticeBy && now.slice(0, 10) > record.noticeBy && !asked.agreedLate
        ? refused('notice-too-late', `The last day to give notice was ${record.noticeBy}${record.renewsFor ? `; it renews for ${record.renewsFor} months` : ''}. Say agreedLate when the supplier accepts it all the same.`) : undefined,
      change: ({ now }) => ({ noticeGivenAt: now }),
      note: ({ asked }) => asked.reason,
    },
    withdrawNotice: {
      help: 'It goes on after all, as agreed with the supplier', from: ['notice-given'], to: 'active', happened: 'notice-withdrawn', by: managers,
      asks: { reason }, change: () => ({ noticeGivenAt: undefined }), note: ({ asked }) => asked.reason,
    },
    terminate: {
      help: 'End it before its time, for cause or by agreement', from: ['draft', 'active', 'notice-given'], to: 'terminated', happened: 'terminated', by: ['manager', 'importer'],
      asks: { reason }, change: ({ now }) => ({ terminatedOn: now.slice(0, 10) }), note: ({ asked }) => asked.reason,
    },
    renewByItself: {
      help: 'Nobody gave notice in time', from: ['active'], happened: 'renewed-by-itself', by: ['system'],
      check: ({ record, now }) => record.renewsFor && isOver(record.ends, now) ? undefined : notOver(record.ends),
      change: ({ record, now }) => ({ renewals: (record.renewals ?? 0) + 1, ends: nextEnd({ end: record.ends, months: record.renewsFor!, today: now.slice(0, 10) }) }),
    },
    expire: {
      help: 'Its term is over', from: ['active', 'notice-given'], to: 'expired', happened: 'expired', by: ['system'],
      check: ({ record, now }) => isOver(record.ends, now) ? undefined : notOver(record.ends),
    },
    tellNotice: tell({ date: 'noticeReminder', unless: isDecided, happened: 'notice-due', help: 'Say that notice can be given for a short time only' }),
    tellRenewal: tell({ date: 'renewalReminder', unless: isDecided, happened: 'renewal-due', help: 'Say that it ends soon and does not renew by itself' }),
  },
  timers: {
    notice: { help: 'The last day to give notice comes near', at: onceAt('noticeReminder', isDecided), run: 'tellNotice' },
    renewal: { help: 'It ends soon and does not renew by itself', at: onceAt('renewalReminder', isDecided), run: 'tellRenewal' },
    renewing: { help: 'Its term is over and nobody gave notice', at: ({ state, renewsFor, ends }) => state === 'active' && renewsFor ? dayStart(addDays(ends, 1)) : undefined, run: 'renewByItself' },
    expiry: { help: 'Its term is over', at: ({ state, renewsFor, ends }) => state === 'notice-given' || (state === 'active' && !renewsFor) ? dayStart(addDays(ends, 1)) : undefined, run: 'expire' },
  },
  lists: { byState: { by: 'state' }, bySupplier: { by: 'supplier' }, byOwner: { by: 'owner' } },
  summary: ['title', 'supplier', 'kind', 'reference', 'owner', 'services', 'agreement', 'ends', 'noticeBy', 'renewsFor', 'annualValue'],
  searched: ['title', 'reference'],
  queries: { underpinning },
});

const isOver = (ends: string, now: string): boolean => now.slice(0, 10) > ends;
const notOver = (ends: string): Refusal => refused('term-not-over', `Its term lasts until ${ends}.`);

function isDecided({ state }: { state: string }): boolean {
  return state !== 'active';
}

function checkTerms({ starts, ends }: { starts: string; ends: string }, { agreement }: { agreement?: { kind?: string } }): Refusal | undefined {
  const faults = [
    ...(ends < starts ? [{ pointer: '/ends', code: 'before-start', detail: 'The last day must not be before the first.' }] : []),
    ...(agreement && agreement.kind !== 'UC' ? [{ pointer: '/agreement', code: 'not-underpinning', detail: `A contract with a supplier is underpinned by an agreement of kind UC, and this one is of kind ${agreement.kind}.` }] : []),
  ];
  return faults.length ? invalid(faults) : undefined;
}
