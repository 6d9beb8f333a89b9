import { isDeepStrictEqual } from 'node:util';
import { marshall } from '@aws-sdk/util-dynamodb';
import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import { eventsOf } from '../../../shared/events/envelope.ts';
import { noticesOf } from '../../../shared/events/notify.ts';
import { presentRecord } from '../../../shared/http/present.ts';
import type { Actor, AnyDefinition, AnyRecord, Role } from '../../../shared/record/define.ts';
import { Refusal } from '../../../shared/record/fault.ts';
import { schemaOf, type FieldMap } from '../../../shared/record/field.ts';
import { decide, isEmpty, type Decision } from '../../../shared/record/lifecycle.ts';
import type { Found } from '../../../shared/record/references.ts';
import { allowedCommands, ruleOf, sharedCommands } from '../../../shared/record/rules.ts';
import type { Entry } from '../../../shared/store/entry.ts';
import { itemOf, recordOf } from '../../../shared/store/rows.ts';
import { valid, values } from '../../values.ts';

const START = Date.parse('2026-03-02T09:00:00.000Z');
const people = ['anna', 'bram', 'guest'];
const exists = new Set([...people, 'network', 'default']);
const manners: readonly (readonly Role[])[] = [[], ['agent'], ['agent', 'lead'], ['agent', 'security'], ['manager', 'admin'], ['system'], ['importer'], ['agent', 'lead', 'security', 'change-manager', 'cab', 'release-manager', 'operations', 'manager', 'admin']];

/** Records of other types: with something in every field, whatever it is, as long as it is valid. */
const others = new Map(definitions.map((definition) => [definition.name, fc.sample(values(partial({ ...definition.fields, ...definition.kept }, false)), { numRuns: 1, seed: 7 })[0]!]));
const found: Found = (type, id) => exists.has(id) ? { id, number: id, state: 'active', version: 1, createdAt: '', createdBy: '', updatedAt: '', watchers: [], ...others.get(type), name: id } as AnyRecord : undefined;

function partial(fields: FieldMap, optional = true): FieldMap {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, optional }]));
}

/** What an agreement carries, where one is looked up; other markers carry valid values of the record that they belong to. */
const terms: Record<string, unknown> = {
  calendar: { timeZone: 'Europe/Brussels', week: { monday: [['09:00', '17:00']], thursday: [['09:00', '12:30'], ['13:00', '18:00']] }, holidays: ['2026-03-05'] },
  targets: Object.fromEntries([1, 2, 3, 4, 5].map((priority) => [priority, { response: 'PT1H', resolution: 'PT4H', ...(priority === 1 && { calendar: 'always' }) }])), warnAt: [50, 80],
};
const factsFor = (definition: AnyDefinition): Arbitrary<Record<string, unknown>> => fc.record(Object.fromEntries(Object.entries(definition.lookups ?? {})
  .map(([name, { of, pick }]) => {
    const owner = definitions.find((one) => one.name === of)!;
    const carried = Object.fromEntries(Object.entries({ ...owner.fields, ...owner.kept }).filter(([one]) => one in pick));
    return [name, fc.option(values(carried).map((some) => ({ ...some, ...Object.fromEntries(Object.keys(some).filter((one) => one in terms).map((one) => [one, terms[one]])) })), { nil: undefined })];
  })));

const anyJson = fc.oneof({ weight: 2, arbitrary: fc.jsonValue() }, { weight: 1, arbitrary: fc.constantFrom(null, '', '\ud800', '\0', -1, 1e308, 5e-324, {}, [], [[]], { toString: 1 }, JSON.parse('{"__proto__":{"a":1}}')) });

/** Bodies of a command: valid ones, valid ones with something else in one place, and anything that JSON can say. */
function bodies(fields: FieldMap): Arbitrary<unknown> {
  const sound = values(fields);
  const spoilt = fc.tuple(sound, fc.constantFrom(...Object.keys(fields), 'other', '__proto__', 'state'), anyJson).map(([body, name, value]) => ({ ...body, [name]: value }));
  return fc.oneof({ weight: 6, arbitrary: sound }, { weight: 2, arbitrary: spoilt }, { weight: 1, arbitrary: anyJson });
}

interface Move { readonly command: string; readonly body: unknown; readonly roles: readonly Role[]; readonly who: string; readonly minutes: number; readonly facts: Record<string, unknown> }
const moves = (definition: AnyDefinition): Arbitrary<Move> => fc.constantFrom('update', ...sharedCommands, ...Object.keys(definition.commands), ...Object.keys(definition.commands)).chain((command) => {
  const rule = ruleOf(definition, command)!;
  return fc.record({ command: fc.constant(command), body: bodies({ ...(command === 'update' ? partial(rule.fields) : rule.fields), ...rule.asks }), roles: fc.constantFrom(...manners), who: fc.constantFrom(...people), minutes: fc.constantFrom(-1, 0, 1, 60, 60 * 24 * 9), facts: factsFor(definition) });
});

const walks = (definition: AnyDefinition): Arbitrary<{ made: unknown; facts: Record<string, unknown>; steps: Move[] }> =>
  fc.record({ made: bodies(definition.fields), facts: factsFor(definition), steps: fc.array(moves(definition), { maxLength: 14 }) });

const actorOf = ({ roles, who }: Pick<Move, 'roles' | 'who'>): Actor =>
  ({ tenant: 'campsite', name: roles.includes('system') ? 'system' : who, roles, profile: { team: 'network', manager: 'bram', organisation: 'campsite' } });

function step({ definition, record, move, now }: { definition: AnyDefinition; record?: AnyRecord; move: Move; now: string }): Decision | Refusal {
  const { command, body, facts } = move;
  return decide({ definition, record, command, body, actor: actorOf(move), now, found, facts, identity: { number: `${definition.prefix}0000001`, id: `${definition.prefix}0000001` } });
}

/** What has to hold of every decision, so that nothing behind it can fail: the table, the bus, mail, and the answer. */
function checkDecision(definition: AnyDefinition, decision: Decision, now: string): void {
  const { record, due } = decision;
  expect(definition.states).toContain(record.state);
  const kept = Object.fromEntries(Object.entries({ ...definition.fields, ...definition.kept }).filter(([name]) => record[name] !== undefined));
  const checked = schemaOf(kept).safeParse(Object.fromEntries(Object.keys(kept).map((name) => [name, record[name]])));
  expect(checked.success ? [] : checked.error.issues.map(({ path, message }) => `${definition.name} ${path.join('/')}: ${message}`)).toEqual([]);
  expect(isDeepStrictEqual(JSON.parse(JSON.stringify(record)), JSON.parse(JSON.stringify(recordOf(itemOf({ definition, tenant: 'campsite', record, due, wall: now })))))).toBe(true);
  marshall(itemOf({ definition, tenant: 'campsite', record, due, wall: now }), { removeUndefinedValues: true });
  if (due !== undefined) expect(new Date(due).toISOString()).toBe(due);
  const { happenings, link: _, ...rest } = decision.step;
  const entry = { tenant: 'campsite', type: definition.name, id: record.id, version: record.version, at: now, actor: 'anna', correlation: 'c', ...rest, events: happenings.map(({ type, data }, at) => ({ id: `e${at}`, type, data })) } as Entry;
  for (const { detail } of eventsOf(entry, definition.practice)) noticesOf(detail, definition);
  for (const roles of manners) presentRecord({ definition, record, actor: { tenant: 'campsite', name: 'anna', roles, profile: {} }, at: now });
}

/** What is offered is not refused by state or actor; and what is done for a person was offered. An importer brings along what other systems allowed. */
function checkOffer(definition: AnyDefinition, { record, move, decision }: { record: AnyRecord; move: Move; decision: Decision | Refusal }): void {
  const offered = allowedCommands(definition, record, actorOf(move)).includes(move.command);
  if (decision instanceof Refusal) {
    if (decision.code === 'command-not-allowed' || decision.code === 'not-allowed') expect([move.command, record.state, offered]).toEqual([move.command, record.state, false]);
  } else if (!move.roles.some((role) => role === 'system' || role === 'importer')) expect([move.command, record, offered]).toEqual([move.command, record, true]);
}

describe('whatever a client sends', () => {
  let decided = 0;
  test.each(definitions.map((definition) => [definition.name, definition] as const))('a %s answers with a decision or a refusal, and stays sound', (_, definition) => {
    const makers: readonly Role[] = definition.create.by.every((who) => who === 'system' || who === 'importer') ? ['system'] : manners.at(-1)!;
    fc.assert(fc.property(walks(definition), ({ made, facts, steps }) => {
      let record: AnyRecord | undefined;
      let time = START;
      for (const move of [{ command: 'create', body: made, roles: makers, who: 'anna', minutes: 0, facts }, ...steps]) {
        time += move.minutes * 60_000;
        const now = new Date(time).toISOString();
        const decision = step({ definition, record, move, now });
        if (record) checkOffer(definition, { record, move, decision });
        if (decision instanceof Refusal) {
          expect(decision.code).toMatch(/^[a-z][a-z-]*$/);
          for (const fault of decision.faults) expect(fault).toEqual({ pointer: expect.any(String), code: expect.any(String), detail: expect.any(String) });
          if (!record) return;
          continue;
        }
        checkDecision(definition, decision, now);
        if (isEmpty(decision)) continue;
        decided++;
        record = decision.record;
        expect(record.version).toBeGreaterThan(0);
      }
    }), { numRuns: 80 });
  });

  // A walk says nothing that gets nowhere.
  test('has led somewhere in all this', () => expect(decided).toBeGreaterThan(1_000));
});
