import { describe, expect, test } from 'vitest';
import { agreement } from '../../../functions/service-level/agreement.ts';
import { priorityMatrix } from '../../../functions/service-level/priority-matrix.ts';
import { given } from '../../given.ts';

const calendar = { timeZone: 'Europe/Brussels', week: { monday: [['09:00', '17:00']] }, holidays: ['2026-12-25'] };
const terms = { title: 'Standard', kind: 'SLA', calendar, targets: { 1: { response: 'PT15M', resolution: 'PT4H' }, 2: { resolution: 'PT8H' } } };
const agreed = (more: object = {}) => given(agreement).as('manager').when('create', { ...terms, ...more });

describe('an agreement', () => {
  test('is a draft until it is activated, and covers its service from then on', () => {
    const covers = (record: object) => agreement.unique!.covers!.by(record as never);
    const draft = agreed({ service: 'wifi' });
    expect([draft.record.state, covers(draft.record)]).toEqual(['draft', undefined]);
    const active = draft.next.when('activate');
    expect(covers(active.record)).toEqual(['SLA', 'wifi']);
    expect(covers(agreed().next.when('activate').record)).toEqual(['SLA', '*']);
    expect(covers(active.next.when('end').record)).toBeUndefined();
  });

  test('once in force stays about the same service and of the same kind', () => {
    const draft = agreed({ service: 'wifi' }).next;
    expect(draft.when('update', { service: 'pool', kind: 'OLA' }).record).toMatchObject({ service: 'pool', kind: 'OLA' });
    const active = draft.when('activate').next;
    for (const change of [{ service: 'pool' }, { service: null }, { kind: 'OLA' }]) expect(active.when('update', change).refused).toEqual(['in-force']);
    expect(active.when('update', { service: 'wifi', kind: 'SLA', title: 'Better' }).record).toMatchObject({ title: 'Better', service: 'wifi' });
  });

  test('answers before it resolves', () => {
    expect(agreed({ targets: { 3: { response: 'P2D', resolution: 'PT47H' } } }).refused).toEqual(['response-after-resolution']);
    expect(agreed({ targets: { 3: { response: 'P2D', resolution: 'PT48H' }, 4: { response: 'PT1H' } } }).refused).toBeUndefined();
    expect(agreed().next.when('update', { targets: { 2: { response: 'PT9H' } } }).refused).toEqual(['response-after-resolution']);
  });

  test.each([
    ['a duration that nobody can count', { targets: { 1: { response: `PT${'9'.repeat(30)}H`, resolution: 'PT1H' } } }, '/targets/1/response invalid-duration'],
    ['a priority that there is not', { targets: { 6: {} } }, '/targets/6 unknown-field'],
    ['a week without opening hours', { calendar: { timeZone: 'UTC', week: {} } }, '/calendar/week never-opens'],
    ['a time zone that there is not', { calendar: { ...calendar, timeZone: 'Europe/Atlantis' } }, '/calendar/timeZone unknown-time-zone'],
    ['a holiday that does not exist', { calendar: { ...calendar, holidays: ['2026-02-30'] } }, '/calendar/holidays/0 bad-holiday'],
    ['a warning at the breach', { warnAt: [100] }, '/warnAt/0 too-large'],
    ['no days to reopen', { reopenDays: 0 }, '/reopenDays too-small'],
  ])('does not take %s', (_, more, fault) => expect(agreed(more).refused).toEqual(['invalid-fields', fault]));

  test('changes target by target, and hour by hour', () => {
    const changed = agreed().next.when('update', { targets: { 1: { resolution: 'PT6H' }, 2: null }, calendar: { week: { monday: [['08:00', '17:00']] } } });
    expect(changed.record).toMatchObject({ targets: { 1: { response: 'PT15M', resolution: 'PT6H' } }, calendar: { timeZone: 'Europe/Brussels', week: { monday: [['08:00', '17:00']] }, holidays: ['2026-12-25'] } });
    expect(changed.record.targets).not.toHaveProperty('2');
  });

  test('is for managers to make', () => expect(agreed().next.as('agent').when('activate').refused).toEqual(['not-allowed']));
});

describe('a matrix of priorities', () => {
  const row = { high: 1, medium: 2, low: 3 };
  test('has a priority from 1 to 5 for every impact and urgency', () => {
    const make = (more: object) => given(priorityMatrix).as('manager').when('create', { name: 'default', high: row, medium: row, low: row, ...more });
    expect(make({}).record).toMatchObject({ id: 'default', state: 'active' });
    expect(make({ low: { high: 0, medium: 6 } }).refused?.slice().sort()).toEqual(['/low/high too-small', '/low/low required', '/low/medium too-large', 'invalid-fields']);
    expect(make({}).next.when('update', { low: { low: 5 } }).record.low).toEqual({ high: 1, medium: 2, low: 5 });
  });
  test('is in force until it is retired', () => {
    const by = priorityMatrix.unique!.inForce!.by;
    expect([by({ state: 'active', name: 'default' } as never), by({ state: 'retired', name: 'default' } as never)]).toEqual([['default'], undefined]);
  });
});
