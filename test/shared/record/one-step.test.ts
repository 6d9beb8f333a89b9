import { describe, expect, it } from 'vitest';
import { incident } from '../../../functions/incident/incident.ts';
import type { AnyDefinition, AnyRecord, Role } from '../../../shared/record/define.ts';
import { Refusal } from '../../../shared/record/fault.ts';
import { decide, decideAll, isEmpty, type Decision, type Order } from '../../../shared/record/lifecycle.ts';

const asked = (role: Role = 'agent') => ({
  definition: incident as unknown as AnyDefinition, actor: { tenant: 'campsite', name: 'anna', roles: [role], profile: { team: 'service-desk' } }, now: '2026-01-01T12:00:00.000Z', facts: {},
  found: (_: string, id: string) => ({ id, name: id, team: 'network' }) as unknown as AnyRecord, identity: { number: 'INC0000001', id: 'INC0000001' },
});
const made = (): AnyRecord => (decide({ ...asked(), command: 'create', body: { title: 'Tablet is black', requester: 'guest' } }) as Decision).record;
const together = (record: AnyRecord | undefined, ...orders: Order[]): Decision => {
  const decision = decideAll({ ...asked(), record, orders });
  if (decision instanceof Refusal) throw decision;
  return decision;
};

describe('several commands as one step', () => {
  it('lead where they lead one by one, and make one version', () => {
    const { record, step } = together(made(), { command: 'assign', body: { assignee: 'chen' } }, { command: 'start', body: {} }, { command: 'hold', body: { reason: 'vendor', note: 'Ticket 17' } });
    expect(record).toMatchObject({ state: 'on-hold', version: 2, assignee: 'chen', team: 'network', holdReason: 'vendor' });
    expect(step).toMatchObject({ from: 'new', to: 'on-hold', note: 'Ticket 17', changes: { assignee: { to: 'chen' }, holdReason: { to: 'vendor' } } });
    expect(step.happenings.map(({ type }) => type)).toEqual(['assigned', 'started', 'held']);
  });

  it('are called after what tells most: the making, then the last change of state, then the last that is no mere update', () => {
    const assign: Order = { command: 'assign', body: { assignee: 'chen' } };
    const update: Order = { command: 'update', body: { title: 'Tablet stays black' } };
    expect(together(undefined, { command: 'create', body: { title: 'x', requester: 'guest' } }, assign).step).toMatchObject({ command: 'create', to: 'assigned' });
    const { record } = together(made(), assign, { command: 'start', body: {} });
    expect(together(record, { command: 'resolve', body: { resolution: 'Charged', resolutionCode: 'fixed' } }, update).step.command).toBe('resolve');
    expect(together(record, { command: 'assign', body: { assignee: 'dina' } }, update).step.command).toBe('assign');
    expect(together(record, update, { command: 'update', body: { category: 'hardware' } }).step.command).toBe('update');
  });

  it('tell nothing of what came and went in between', () => {
    const { step } = together(made(), { command: 'update', body: { title: 'y' } }, { command: 'update', body: { title: 'Tablet is black' } });
    expect(step.changes).toEqual({});
  });

  it('each have a time of their own', () => {
    const { record } = together(undefined, { command: 'create', body: { title: 'x', requester: 'guest' }, at: '2026-01-01T08:00:00.000Z' }, { command: 'assign', body: { assignee: 'chen' }, at: '2026-01-01T09:00:00.000Z' });
    expect(record).toMatchObject({ createdAt: '2026-01-01T08:00:00.000Z', updatedAt: '2026-01-01T09:00:00.000Z', version: 1 });
  });

  it('are refused all together when one of them is', () =>
    expect(decideAll({ ...asked(), record: made(), orders: [{ command: 'assign', body: { assignee: 'chen' } }, { command: 'close', body: {} }] })).toMatchObject({ code: 'command-not-allowed' }));

  it('are internal when one of them is', () =>
    expect(together(made(), { command: 'update', body: { title: 'y' } }, { command: 'comment', body: { text: 'Between us', visibility: 'internal' } }).step).toMatchObject({ visibility: 'internal', note: 'Between us' }));

  it('are nothing when none of them changes anything', () => expect(isEmpty(together(made(), { command: 'update', body: {} }, { command: 'update', body: { title: 'Tablet is black' } }))).toBe(true));

  it('that are only one are that one', () => {
    const orders: Order[] = [{ command: 'assign', body: { assignee: 'chen' } }];
    const record = made();
    expect(together(record, ...orders)).toEqual(decide({ ...asked(), record, ...orders[0]! }));
  });

  it('tie one record at most', () => {
    const link: Order = { command: 'link', body: { type: 'relates-to', target: 'INC0000002' } };
    expect(together(made(), { command: 'update', body: { title: 'y' } }, link).step.link).toEqual({ type: 'relates-to', target: 'INC0000002' });
    expect(() => together(made(), link, link)).toThrow('one record at most');
  });
});

describe('requeue', () => {
  it('is for imports: what another system put back is new again, whoever has it', () => {
    const record = together(made(), { command: 'assign', body: { assignee: 'chen' } }).record;
    expect(decide({ ...asked('importer'), record, command: 'requeue', body: {} })).toMatchObject({ record: { state: 'new', assignee: 'chen' } });
    expect(decide({ ...asked('admin'), record, command: 'requeue', body: {} })).toMatchObject({ code: 'not-allowed' });
  });
});
