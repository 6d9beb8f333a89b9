import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incident } from '../../../functions/incident/incident.ts';
import { given, type Given } from '../../given.ts';

const teams = ['service-desk', 'network', 'applications', 'security'];
const story = { summary: 'a', tried: 'b', nextStep: 'c', customerTold: 'd' };
const owned = { title: 'Broken', requester: 'guest', state: 'assigned', team: 'service-desk', assignee: 'anna', impact: 'low', urgency: 'low', reassignmentCount: 0, transferCount: 0, reopenCount: 0 };

type Move = { readonly do: 'transfer'; readonly to: string; readonly override: boolean } | { readonly do: 'accept' | 'reject' | 'assign' | 'resolve' | 'reopen' };
const moves = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('transfer' as const), to: fc.constantFrom(...teams), override: fc.constant(false) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('accept' as const, 'reject' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('assign' as const, 'resolve' as const, 'reopen' as const) }) },
);
const withOverrides = fc.oneof({ weight: 5, arbitrary: moves }, { weight: 1, arbitrary: fc.record({ do: fc.constant('transfer' as const), to: fc.constantFrom(...teams), override: fc.constant(true) }) });

/** What a careful clerk would write down of one incident, transfer by transfer. */
interface Book { team: string; had: Set<string>; taken: number; pending?: { from: string; to: string; overridden: boolean } }

function play(at: Given, move: Move, book: Book): { now: Given; allowed: boolean } {
  const staff = at.as('agent').who('somebody', { team: book.pending?.to ?? book.team });
  const outcome = move.do === 'transfer' ? (move.override ? at.as('agent', 'lead').who('nadia', { team: book.team }) : staff).when('transfer', { team: move.to, ...story, ...(move.override && { override: 'The customer waits at the desk' }) })
    : move.do === 'accept' ? staff.when('accept')
      : move.do === 'reject' ? staff.when('rejectTransfer', { reason: 'Not ours' })
        : move.do === 'assign' ? staff.when('assign', { team: book.team })
          : move.do === 'resolve' ? staff.when('resolve', { resolution: 'x', resolutionCode: 'fixed' }) : staff.when('reopen', { reason: 'x' });
  return { now: outcome.next, allowed: outcome.refused === undefined };
}

function follow(book: Book, move: Move): void {
  if (move.do === 'transfer') book.pending = { from: book.team, to: move.to, overridden: move.override };
  else if (move.do === 'accept') {
    book.had.add(book.pending!.from);
    book.team = book.pending!.to;
    book.taken++;
    delete book.pending;
  } else if (move.do === 'reject') delete book.pending;
}

describe('work goes one way', () => {
  const walk = (steps: readonly Move[], check: (move: Move, book: Book, allowed: boolean) => void): void => {
    let at = given(incident, owned);
    const book: Book = { team: 'service-desk', had: new Set(), taken: 0 };
    for (const move of steps) {
      const { now, allowed } = play(at, move, book);
      check(move, book, allowed);
      if (!allowed) continue;
      follow(book, move);
      at = now;
    }
    const { record } = at.as('importer').when('comment', { text: 'x' });
    expect([record.team, record.transferCount]).toEqual([book.pending?.to ?? book.team, book.taken + (book.pending ? 1 : 0)]);
  };

  test('without an override never back to a team that had it, and never a third time', () => {
    fc.assert(fc.property(fc.array(moves, { maxLength: 25 }), (steps) => walk(steps, (move, book, allowed) => {
      if (move.do !== 'transfer' || !allowed) return;
      expect(book.had.has(move.to)).toBe(false);
      expect(book.taken).toBeLessThan(2);
      expect(move.to).not.toBe(book.team);
    })), { numRuns: 400 });
  });

  test('nor after a lead has overridden it, whether that was taken over or rejected', () => {
    fc.assert(fc.property(fc.array(withOverrides, { maxLength: 25 }), (steps) => walk(steps, (move, book, allowed) => {
      if (move.do !== 'transfer' || !allowed || move.override) return;
      expect([move.to, [...book.had]]).toEqual([move.to, [...book.had].filter((team) => team !== move.to)]);
      expect(book.taken).toBeLessThan(2);
    })), { numRuns: 400 });
  });

  test('and what is rejected uses no transfer up and closes no way', () => {
    const rejected = given(incident, owned).as('agent').who('anna', { team: 'service-desk' }).when('transfer', { team: 'network', ...story }).next.who('chen', { team: 'network' }).when('rejectTransfer', { reason: 'Not ours' });
    expect(rejected.record).toMatchObject({ team: 'service-desk', assignee: 'anna', transferCount: 0, teamsHad: [], handover: { outcome: 'rejected', reason: 'Not ours' } });
    expect(rejected.next.who('anna').when('transfer', { team: 'network', ...story }).refused).toBeUndefined();
  });

  test('as far as what was agreed for all services says, where the service has no agreement of its own', () => {
    const thrice = given(incident, { ...owned, transferCount: 2, teamsHad: ['applications', 'security'] });
    const moved = (facts: object) => thrice.facing({ facts: facts as Record<string, unknown> }).when('transfer', { team: 'network', ...story }).refused;
    expect(moved({ standing: { maxTransfers: 3 } })).toBeUndefined();
    expect(moved({ agreement: {}, standing: { maxTransfers: 3 } })).toEqual(['too-many-transfers']);
    expect(moved({ agreement: { maxTransfers: 3 }, standing: { maxTransfers: 1 } })).toBeUndefined();
  });

  test('as far as the agreement says', () => {
    const twice = { ...owned, transferCount: 2, teamsHad: ['applications', 'security'] };
    expect(given(incident, twice).when('transfer', { team: 'network', ...story }).refused).toEqual(['too-many-transfers']);
    expect(given(incident, twice).facing({ facts: { agreement: { maxTransfers: 3 } } }).when('transfer', { team: 'network', ...story }).refused).toBeUndefined();
    expect(given(incident, { ...owned, transferCount: 1 }).facing({ facts: { agreement: { maxTransfers: 1 } } }).when('transfer', { team: 'network', ...story }).refused).toEqual(['too-many-transfers']);
  });

  test('and only a lead with a reason may turn it back', () => {
    const had = given(incident, { ...owned, teamsHad: ['network'] });
    expect(had.when('transfer', { team: 'network', ...story }).refused).toEqual(['ping-pong']);
    expect(had.when('transfer', { team: 'network', ...story, override: 'x' }).refused).toEqual(['lead-only']);
    expect(had.as('agent', 'lead').when('transfer', { team: 'network', ...story })).toMatchObject({ refused: ['ping-pong'] });
    expect(had.as('lead').when('transfer', { team: 'network', ...story, override: 'x' })).toMatchObject({ events: ['transferred', 'one-way-overridden'], record: { pingPong: true }, data: { reason: 'x', to: 'network' } });
  });

  test('and is never done by assigning it', () => {
    const others = { 'person/chen': { team: 'network' }, 'person/anna': { team: 'service-desk' } };
    expect(given(incident, owned).facing({ others }).when('assign', { team: 'network' }).refused).toEqual(['transfer-required']);
    expect(given(incident, owned).facing({ others }).when('assign', { assignee: 'chen' }).refused).toEqual(['transfer-required']);
    expect(given(incident, owned).facing({ others }).when('assign', { team: 'service-desk', assignee: 'chen' }).refused).toEqual(['invalid-fields', '/assignee not-in-team']);
    expect(given(incident, { ...owned, state: 'new' }).facing({ others }).when('assign', { assignee: 'chen' }).record).toMatchObject({ team: 'network', assignee: 'chen', teamsHad: ['service-desk'], reassignmentCount: 1 });
  });
});

describe('while a transfer waits', () => {
  const pending = given(incident, owned).when('transfer', { team: 'network', ...story }).next;
  test('nobody works on it, and nothing else is done with whose it is', () => {
    for (const [command, body] of [['start', {}], ['hold', { reason: 'vendor', note: 'x' }], ['resolve', { resolution: 'x', resolutionCode: 'y' }], ['assign', { team: 'network' }], ['transfer', { team: 'applications', ...story }]] as const) {
      expect([command, pending.who('chen', { team: 'network' }).when(command, body).refused]).toEqual([command, ['transfer-pending']]);
    }
  });
  test('only the receivers answer it, or an admin', () => {
    for (const command of ['accept', 'rejectTransfer']) expect(pending.who('anna', { team: 'service-desk' }).when(command, command === 'accept' ? {} : { reason: 'x' }).refused).toEqual(['receivers-only']);
    expect(pending.as('admin').who('boss').when('accept').refused).toBeUndefined();
    expect(given(incident, owned).when('accept').refused).toEqual(['no-transfer-pending']);
  });
  test('lists tell so, and that it is over', () => {
    expect(incident.summary).toContain('handoverOutcome');
    expect(pending.as('importer').when('comment', { text: 'x' }).record.handoverOutcome).toBe('pending');
    expect(pending.who('chen', { team: 'network' }).when('accept').record.handoverOutcome).toBe('accepted');
    expect(pending.who('chen', { team: 'network' }).when('rejectTransfer', { reason: 'x' }).record.handoverOutcome).toBe('rejected');
  });
  test('the requester may still cancel it', () => expect(pending.as().who('guest').when('cancel', { reason: 'Found it' }).record).toMatchObject({ state: 'canceled' }));
});
