import { defineRecord } from '../../shared/record/define.ts';
import { invalid, type Refusal } from '../../shared/record/fault.ts';
import { choice, duration, integer, longText, optional, ref, shortName, text } from '../../shared/record/field.ts';
import { approvers } from '../../shared/record/presets/approval.ts';
import { quorumRules } from '../../shared/record/presets/tally.ts';

/** Who decides on changes of a risk, and by which rule: `peer`, `change-manager`, `cab`, `board` by rising risk, and `ecab` for emergencies. */
export const changeAuthority = defineRecord({
  name: 'change-authority', practice: 'change', family: 'service', route: 'change-authorities', prefix: 'CHA', identity: 'name',
  help: 'Who decides on changes, and by which rule.',
  fields: {
    name: shortName({ help: 'peer, change-manager, cab and board decide by rising risk, ecab on emergencies; others by escalation.' }),
    displayName: optional(text()),
    description: optional(longText({ max: 2000 })),
    members: approvers({ help: 'Who votes.' }),
    rule: choice(...quorumRules),
    k: optional(integer({ min: 1, max: 30, help: 'With k-of-n: so many must approve.' })),
    percentage: optional(integer({ min: 1, max: 100, help: 'With percentage: so large a part of the members must approve, rounded up.' })),
    mandatory: optional(approvers({ help: 'Members without whose approval nothing is approved.' })),
    deadline: optional(duration({ help: 'How long they have; P5D when left out.' })),
    remindEvery: optional(duration({ help: 'A third of the deadline when left out.' })),
    next: optional(ref('change-authority', {}, { help: 'Who decides when these did not in time.' })),
    quorum: optional(integer({ min: 1, max: 30, help: 'How many members a meeting needs.' })),
  },
  fixed: { name: 'the short name is what everything refers to.' },
  states: ['active', 'dissolved'], done: ['dissolved'],
  events: ['dissolved'],
  create: { by: ['change-manager', 'system', 'importer'], check: ({ input }) => fitsMembers(input) },
  update: { by: ['change-manager', 'system', 'importer'], check: ({ record, input }) => fitsMembers({ ...record, ...input }) },
  comment: { by: ['change-manager', 'cab'] },
  commands: { dissolve: { help: 'Decides no more; what waits for it runs out and goes to the next', from: ['active'], to: 'dissolved', by: ['change-manager'], happened: 'dissolved' } },
  // What a change looks up when it is put to the vote.
  unique: {
    decides: {
      by: ({ state, name }) => state === 'active' ? [name] : undefined,
      carries: ['name', 'members', 'rule', 'k', 'percentage', 'mandatory', 'deadline', 'remindEvery', 'next'], help: 'There is an authority of that name.',
    },
  },
  lists: { byState: { by: 'state' } },
  summary: ['name', 'displayName', 'rule', 'k', 'percentage', 'deadline', 'next', 'quorum'],
  searched: ['name', 'displayName'],
});

interface Terms { readonly name?: string; readonly members?: readonly string[]; readonly rule?: string; readonly k?: number; readonly percentage?: number; readonly mandatory?: readonly string[]; readonly next?: string; readonly quorum?: number }

function fitsMembers({ name, members = [], rule, k, percentage, mandatory, next, quorum }: Terms): Refusal | undefined {
  const size = new Set(members).size;
  const faults = [
    ...(size === 0 ? [{ pointer: '/members', code: 'required', detail: 'An authority of nobody decides nothing.' }] : []),
    ...(rule === 'k-of-n' && !k ? [{ pointer: '/k', code: 'required', detail: 'Say how many of them must approve.' }] : []),
    ...(rule === 'percentage' && !percentage ? [{ pointer: '/percentage', code: 'required', detail: 'Say how large a part of them must approve.' }] : []),
    ...(rule === 'k-of-n' && k && k > size ? [{ pointer: '/k', code: 'too-large', detail: `There are ${size} members, of whom ${k} cannot approve.` }] : []),
    ...(quorum && quorum > size ? [{ pointer: '/quorum', code: 'too-large', detail: `There are ${size} members.` }] : []),
    ...(mandatory ?? []).filter((one) => !members.includes(one)).map((one) => ({ pointer: '/mandatory', code: 'not-a-member', detail: `${one} is no member.` })),
    ...(next && next === name ? [{ pointer: '/next', code: 'not-allowed', detail: 'Another authority has to be next.' }] : []),
  ];
  return faults.length ? invalid(faults) : undefined;
}
