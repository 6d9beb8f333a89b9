import { describe, expect, test } from 'vitest';
import { defineRecord, type AnyDefinition } from '../../../shared/record/define.ts';
import { forbidden, refused } from '../../../shared/record/fault.ts';
import { choice, flag, integer, list, object, optional, ref, text } from '../../../shared/record/field.ts';
import { given } from '../../given.ts';

/** Something asked for: as small as a definition can be that has every kind of rule. */
const wish = defineRecord({
  name: 'wish', practice: 'test', family: 'general', route: 'wishes', prefix: 'WSH', help: 'Something asked for.',
  fields: {
    title: text(), requester: ref('person'), size: optional(choice('small', 'large')), team: optional(ref('team', { line: integer(), quiet: flag() })), terms: optional(object({ days: optional(integer()), place: optional(text()) })),
    helpers: optional(list(ref('person'), { max: 3 })),
  },
  kept: { cost: integer(), reason: text(), line: integer(), quiet: flag(), granted: flag(), names: list(text(), { max: 2 }) },
  fixed: { requester: 'it is who asked; make another.' },
  states: ['open', 'granted', 'denied'], done: ['granted', 'denied'], events: ['granted', 'denied', 'cheered', 'routed', 'named'],
  derive: { cost: ({ record }) => (record.size === 'large' ? 10 : record.size === 'small' ? 1 : undefined), line: ({ refs }) => refs.team?.line, quiet: ({ refs }) => refs.team?.quiet || undefined },
  create: { by: ['anyone'], check: ({ input, actor }) => input.requester === actor.name ? undefined : forbidden('own-only', 'For yourself only.') },
  update: { by: ['requester', 'agent'], from: ['open'] },
  commands: {
    grant: {
      help: 'Grant it', from: ['open'], to: 'granted', by: ['lead'], happened: 'granted', takes: { size: 'required', team: 'optional' }, asks: { reason: text(), loudly: optional(flag()) },
      check: ({ record }) => record.title === 'The moon' ? refused('too-much', 'Nobody can grant that.') : undefined,
      change: () => ({ granted: true }), note: ({ asked }) => asked.reason, also: ({ asked }) => asked.loudly ? [{ type: 'cheered' }] : [],
    },
    deny: { help: 'Deny it', by: ['lead'], to: ({ record }) => record.size === 'large' ? 'denied' : undefined, happened: 'denied', visibility: 'internal' },
    route: { help: 'Give it to the quiet team', by: ['agent'], happened: 'routed', change: () => ({ team: 'silent' }) },
    name: { help: 'Name it', by: ['agent'], happened: 'named', asks: { name: text() }, change: ({ record, asked }) => ({ names: [...(record.names ?? []), asked.name] }) },
  },
  lists: {}, summary: ['title'],
});

const teams = { 'team/loud': { line: 1 }, 'team/silent': { line: 3, quiet: true } };
const open = (more: object = {}) => given(wish, { title: 'A bicycle', requester: 'otto', state: 'open', ...more }).facing({ others: teams });

describe('a refusal', () => {
  test('is first about who may, before a word of fields', () => {
    expect(open().when('grant', { nonsense: 1 }).refused).toEqual(['not-allowed']);
    expect(open({ state: 'granted' }).when('grant').refused).toEqual(['not-allowed']);
  });
  test('is then about all fields at once, before the state', () => {
    expect(open({ state: 'granted' }).as('lead').when('grant', { size: 'huge', nonsense: 1, loudly: 'yes' }).refused?.slice().sort()).toEqual(['/loudly wrong-type', '/nonsense unknown-field', '/reason required', '/size not-allowed', 'invalid-fields']);
  });
  test('is then about the state, before the rule', () => {
    expect(open({ state: 'granted', title: 'The moon' }).as('lead').when('grant', { size: 'small', reason: 'x' }).refused).toEqual(['command-not-allowed']);
  });
  test('is at last about the rule', () => {
    expect(open({ title: 'The moon' }).as('lead').when('grant', { size: 'small', reason: 'x' }).refused).toEqual(['too-much']);
  });
  test('of an unknown command is that, also where the language knows the word', () => {
    for (const command of ['nonsense', 'constructor', 'toString', '__proto__', 'hasOwnProperty']) expect(open().when(command).refused).toEqual(['unknown-command']);
  });
  test('leaves the record as it was', () => {
    expect(open({ title: 'The moon' }).as('lead').when('grant', { size: 'small', reason: 'x' }).record).toMatchObject({ state: 'open', version: 1 });
  });
});

describe('a command', () => {
  test('sets what it takes, what its rule changes and what follows, and tells it', () => {
    const granted = open().as('lead').when('grant', { size: 'large', reason: 'Birthday', loudly: true });
    expect(granted).toMatchObject({ record: { state: 'granted', size: 'large', cost: 10, granted: true, version: 2 }, events: ['granted', 'cheered'], note: 'Birthday' });
    expect(granted.record).not.toHaveProperty('reason');
    expect(granted.record).not.toHaveProperty('loudly');
  });
  test('takes null for what it may be told as not told', () => {
    expect(open({ team: 'loud' }).as('lead').when('grant', { size: 'large', reason: 'x', team: null }).record).toMatchObject({ team: 'loud' });
    expect(open().as('lead').when('grant', { size: null, reason: 'x' }).refused).toEqual(['invalid-fields', '/size not-allowed']);
  });
  test('that leads nowhere leaves the state', () => {
    expect(open().as('lead').when('deny')).toMatchObject({ record: { state: 'open' }, events: ['denied'] });
    expect(open({ size: 'large' }).as('lead').when('deny').record.state).toBe('denied');
  });
  test('without states starts from all that are not done', () => {
    expect(open({ state: 'denied' }).as('lead').when('deny').refused).toEqual(['command-not-allowed']);
  });
  test('sees at its end what its own rule brought about', () => {
    expect(open({ team: 'loud' }).when('comment', { text: 'x' }).record).toMatchObject({ line: 1 });
    expect(open({ team: 'loud', line: 1 }).when('route').record).toMatchObject({ team: 'silent', line: 3, quiet: true });
    expect(open({ team: 'silent', quiet: true }).when('update', { team: null }).record).not.toHaveProperty('quiet');
  });
  test('does not make a list longer than its field allows', () => {
    const twice = open().when('name', { name: 'one' }).next.when('name', { name: 'two' });
    expect(twice.record.names).toEqual(['one', 'two']);
    expect(twice.next.when('name', { name: 'three' }).refused).toEqual(['list-full']);
  });
});

describe('making one', () => {
  const nobody = given(wish).as().who('otto');
  test('begins in the first state', () => {
    expect(nobody.when('create', { title: 'x', requester: 'otto', size: 'small' })).toMatchObject({ record: { number: 'WSH0000001', id: 'WSH0000001', state: 'open', version: 1, cost: 1, createdBy: 'otto', watchers: [] }, events: ['created'] });
  });
  test('does not take what the system keeps, and says so of each', () => {
    expect(nobody.when('create', { title: 'x', requester: 'otto', cost: 1, granted: true, number: 'X', state: 'granted', version: 9, id: 'x', watchers: ['otto'], clocks: [], createdAt: 'x' }).refused?.slice().sort()).toEqual([
      '/clocks read-only', '/cost read-only', '/createdAt read-only', '/granted read-only', '/id read-only', '/number read-only', '/state read-only', '/version read-only', '/watchers read-only', 'invalid-fields',
    ]);
  });
  test('asks its own rule last', () => expect(nobody.when('create', { title: 'x', requester: 'anna' }).refused).toEqual(['own-only']));
});

describe('a patch', () => {
  const mine = open({ size: 'small', cost: 1, terms: { days: 3, place: 'here' } }).as().who('otto');
  test('clears with null what may be left out', () => {
    const cleared = mine.when('update', { size: null }).record;
    expect(cleared).not.toHaveProperty('size');
    expect(cleared).not.toHaveProperty('cost');
    expect(mine.when('update', { title: null }).refused).toEqual(['invalid-fields', '/title wrong-type']);
  });
  test('leaves the members of a structure that it does not name', () => {
    expect(mine.when('update', { terms: { days: 5 } }).record.terms).toEqual({ days: 5, place: 'here' });
    expect(mine.when('update', { terms: { place: null } }).record.terms).toEqual({ days: 3 });
    expect(mine.when('update', { terms: null }).record).not.toHaveProperty('terms');
    expect(mine.when('update', { terms: { days: 'x' } }).refused).toEqual(['invalid-fields', '/terms/days wrong-type']);
  });
  test('does not change what is fixed, and says what to do instead', () => expect(mine.when('update', { requester: 'anna' }).refused).toEqual(['invalid-fields', '/requester read-only']));
  test('that changes nothing is no step', () => {
    const same = mine.when('update', { size: 'small', title: 'A bicycle', terms: { days: 3 } });
    expect([same.events, same.record.version]).toEqual([[], 1]);
  });
  test('is told from the moment that something changes', () => expect(mine.when('update', { title: 'Two bicycles' })).toMatchObject({ events: ['updated'], record: { version: 2 } }));
});

describe('references', () => {
  const strict = { definition: wish as unknown as AnyDefinition };
  test('to what does not exist are told with the other faults, wherever they stand', async () => {
    const { decide } = await import('../../../shared/record/lifecycle.ts');
    const refusal: any = decide({
      ...strict, command: 'create', actor: { tenant: 't', name: 'otto', roles: [] }, now: '2026-01-01T00:00:00.000Z', facts: {}, identity: { number: 'WSH1', id: 'WSH1' },
      body: { requester: 'otto', team: 'nowhere', helpers: ['otto', 'nobody', 'a b'], size: 'x' }, found: (type, id) => (type === 'person' && id === 'otto' ? { id } : undefined) as any,
    });
    expect(refusal.faults.map(({ pointer, code }: any) => `${pointer} ${code}`).sort()).toEqual(['/helpers/1 unknown-reference', '/helpers/2 invalid-reference', '/size not-allowed', '/team unknown-reference', '/title required']);
  });
});

describe('watching', () => {
  const reported = open({ watchers: ['anna'] });
  test('is for oneself, and only staff and who reported it watch for others', () => {
    expect(reported.when('watch', { person: 'bram' }).record.watchers).toEqual(['anna', 'bram']);
    expect(reported.as().who('otto').when('watch', { person: 'bram' }).record.watchers).toEqual(['anna', 'bram']);
    const outsider = open({ watchers: ['guest', 'vera'] }).as().who('guest');
    expect(outsider.when('watch', { person: 'bram' }).refused).toEqual(['own-watch-only']);
    expect(outsider.when('unwatch', { person: 'vera' }).refused).toEqual(['own-watch-only']);
    expect(outsider.when('unwatch').record.watchers).toEqual(['vera']);
  });
  test('twice is once, and no step', () => {
    expect(open({ watchers: ['anna', 'bram'] }).when('watch')).toMatchObject({ events: [], record: { version: 1, watchers: ['anna', 'bram'] } });
    expect(reported.who('bram').when('unwatch')).toMatchObject({ events: [], record: { version: 1 } });
  });
  test('is for fifty people at most', () => {
    const full = open({ watchers: Array.from({ length: 50 }, (_, n) => `p${n}`) });
    expect(full.when('watch').refused).toEqual(['too-many-watchers']);
    expect(full.when('watch', { person: 'p7' }).refused).toBeUndefined();
  });
});

describe('comments', () => {
  test('are for everybody who has a part in it, in any state, and internal ones for staff', () => {
    expect(open({ state: 'denied' }).as().who('otto').when('comment', { text: 'But why?' })).toMatchObject({ events: ['commented'], note: 'But why?' });
    expect(open().as().who('otto').when('comment', { text: 'x', visibility: 'internal' }).refused).toEqual(['staff-only']);
    expect(open().as().who('guest').when('comment', { text: 'x' }).refused).toEqual(['not-allowed']);
    expect(open().when('comment', { text: 'x', visibility: 'secret' }).refused).toEqual(['invalid-fields', '/visibility not-allowed']);
  });
});

describe('a replay of history', () => {
  const replay = given(wish).as('importer').who('importer');
  test('brings along what the other system kept', () => {
    expect(open().as('importer').when('comment', { text: 'x', granted: true, names: ['one'] }).record).toMatchObject({ granted: true, names: ['one'] });
  });
  test('keeps to the kinds of the fields, and to what is derived', () => {
    expect(open().as('importer').when('comment', { text: 'x', granted: 'yes', nonsense: 1 }).refused).toEqual(['invalid-fields', '/nonsense unknown-field', '/granted wrong-type']);
    expect(open({ size: 'small' }).as('importer').when('comment', { text: 'x', cost: 99 }).record.cost).toBe(1);
  });
  test('is for nobody else', () => expect(open().as('admin').when('comment', { text: 'x', granted: true }).refused).toEqual(['invalid-fields', '/granted unknown-field']));
  test('passes the rules of making one as well', () => expect(replay.when('create', { title: 'x', requester: 'otto' }).refused).toEqual(['own-only']));
});
