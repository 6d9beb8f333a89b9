import { describe, expect, test } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import { risk } from '../../../functions/risk/risk.ts';
import { checkCatalogue } from '../../../shared/record/catalogue.ts';
import { given } from '../../given.ts';

const now = '2026-03-02T10:00:00.000Z';
const high = { likelihood: 'likely', impact: 'major', proximity: 'near' };
const low = { likelihood: 'unlikely', impact: 'minor', proximity: 'near' };
const rest = (estimate: typeof high) => ({ residualLikelihood: estimate.likelihood, residualImpact: estimate.impact, residualProximity: estimate.proximity });

const made = (more: object = {}) => given(risk).at(now).when('create', { title: 'The only router fails in high season', kind: 'threat', owner: 'chen', ...more }).next;
const assessed = (estimate = high, more: object = {}) => made(more).when('assess', estimate).next;
const planned = (more: object = {}) => assessed(high, more).when('plan', { response: 'reduce', treatment: 'Buy a second router', treatmentOwner: 'bram', treatmentDue: '2026-04-01', ...(more as { kind?: string }).kind === 'opportunity' && { response: 'enhance' } }).next;
const treated = (estimate = low) => planned().when('treat', { ...rest(estimate), result: 'Installed and tested' }).next;

test('fits together with the rest of the catalogue', () => {
  expect(checkCatalogue(definitions).filter((fault) => /^risk/.test(fault))).toEqual([]);
});

describe('assessing', () => {
  test('scores 4 × 4 × 2 for what is likely, major and near', () => {
    expect(assessed().when('comment', { text: 'Hm' }).record).toMatchObject({ state: 'assessed', score: 32, exposure: 32 });
  });

  test('counts what treatment left as the exposure', () => {
    expect(treated().when('comment', { text: 'Hm' }).record).toMatchObject({ state: 'treated', score: 32, residualScore: 8, exposure: 8 });
  });

  test('anew voids what was decided on the old estimate, and keeps the plan', () => {
    const anew = treated().as('lead').when('accept', { reason: 'Rare enough' }).next.as('agent').when('assess', high);
    expect(anew.record).toMatchObject({ state: 'assessed', exposure: 32, treatment: 'Buy a second router' });
    expect(anew.record).not.toHaveProperty('acceptance');
    for (const gone of ['residualScore', 'residualLikelihood', 'residualImpact', 'residualProximity']) expect(anew.record).not.toHaveProperty(gone);
  });

  test('does not take a score from anybody', () => {
    expect(made().when('update', { score: 1 }).refused).toEqual(['invalid-fields', '/score read-only']);
  });
});

describe('treating', () => {
  test('needs a plan with an owner and a date', () => {
    expect(assessed().when('treat', { ...rest(low), result: 'Done' }).refused).toEqual(['no-treatment-planned']);
    expect(assessed().when('plan', { response: 'reduce', treatment: 'Something' }).refused).toEqual(['invalid-fields', '/treatmentOwner required', '/treatmentDue required']);
  });

  test('exploits no threat, avoids no opportunity, and plans nothing for yesterday', () => {
    const plan = { treatment: 'Something', treatmentOwner: 'bram' };
    expect(assessed().when('plan', { ...plan, response: 'exploit', treatmentDue: '2026-03-01' }).refused).toEqual(['invalid-fields', '/response not-allowed', '/treatmentDue in-the-past']);
    expect(assessed(high, { kind: 'opportunity' }).when('plan', { ...plan, response: 'avoid', treatmentDue: '2026-03-02' }).refused).toEqual(['invalid-fields', '/response not-allowed']);
  });

  test('leaves no more of a threat and no less of an opportunity than there was', () => {
    const worse = { ...high, proximity: 'imminent' };
    expect(planned().when('treat', { ...rest(worse), result: 'Done' }).refused).toEqual(['residual-beyond-score']);
    expect(planned({ kind: 'opportunity' }).when('treat', { ...rest(worse), result: 'Done' }).record).toMatchObject({ state: 'treated', residualScore: 48 });
    expect(planned({ kind: 'opportunity' }).when('treat', { ...rest(low), result: 'Done' }).refused).toEqual(['residual-beyond-score']);
  });
});

describe('accepting', () => {
  const accept = { reason: 'The season is short' };

  test('is for a team lead within the appetite', () => {
    expect(treated().as('lead').when('accept', accept).record).toMatchObject({ state: 'accepted', acceptance: { by: 'anna', exposure: 8, appetite: 18, reason: 'The season is short' } });
    expect(treated().as('agent').when('accept', accept).refused).toEqual(['not-allowed']);
  });

  test('takes a manager above the appetite', () => {
    expect(assessed().as('lead').when('accept', accept).refused).toEqual(['above-appetite']);
    expect(assessed().as('manager').when('accept', accept).record).toMatchObject({ state: 'accepted', aboveAppetite: true });
  });

  test('goes by the appetite of the category, then by the default one', () => {
    const facing = (facts: object) => assessed(high, { category: 'network' }).as('lead').facing({ facts: { ...facts } });
    expect(facing({ own: { threat: 32, opportunity: 0 }, standing: { threat: 5, opportunity: 5 } }).when('accept', accept).record.state).toBe('accepted');
    expect(facing({ own: { threat: 31, opportunity: 75 } }).when('accept', accept).refused).toEqual(['above-appetite']);
    expect(facing({ standing: { threat: 40, opportunity: 0 } }).when('accept', accept).record.state).toBe('accepted');
  });

  test('of an opportunity above the appetite takes a manager only while nobody acted on it', () => {
    expect(assessed(high, { kind: 'opportunity' }).as('lead').when('accept', accept).refused).toEqual(['above-appetite']);
    const seized = planned({ kind: 'opportunity' }).when('treat', { ...rest(high), result: 'Offered to all' }).next;
    expect(seized.as('lead').when('accept', accept).record.state).toBe('accepted');
  });

  test('cannot be had by moving what is accepted into a narrower category', () => {
    const accepted = treated().as('lead').when('accept', accept).next;
    const narrow = accepted.facing({ facts: { own: { threat: 4, opportunity: 4 } } });
    expect(narrow.when('update', { category: 'safety' }).refused).toEqual(['above-appetite']);
    expect(narrow.when('update', { title: 'Another name' }).refused).toBeUndefined();
  });

  test('is weighed anew when the appetite changes', () => {
    const accepted = treated().as('lead').when('accept', accept).next;
    expect(accepted.as('system').facing({ facts: { own: { threat: 4, opportunity: 4 } } }).when('touch').record).toMatchObject({ state: 'accepted', appetite: 4, aboveAppetite: true });
  });
});

describe('dates', () => {
  test('tell of a review once, and again only of the next one', () => {
    const waiting = assessed();
    const told = waiting.swept('2026-06-01T00:00:00.000Z');
    expect(told.events).toEqual(['review-due']);
    expect(told.due).toBeUndefined();
    expect(told.next.swept('2026-06-01T00:01:00.000Z').events).toEqual([]);
    const reviewed = told.next.when('review', { findings: 'Nothing changed' });
    expect(reviewed.record.reviewDue).toBe('2026-08-31');
    expect(reviewed.next.swept('2026-08-30T23:59:00.000Z').events).toEqual([]);
    expect(reviewed.next.swept('2026-08-31T00:00:00.000Z').events).toEqual(['review-due']);
  });

  test('tell once when two sweeps come at the same moment', () => {
    const told = assessed().at('2026-06-01T00:00:00.000Z').as('system').when('tellReview');
    expect(told.events).toEqual(['review-due']);
    expect(told.next.when('tellReview').refused).toEqual(['nothing-to-tell']);
  });

  test('tell of a treatment that is due, unless it is done', () => {
    expect(planned().swept('2026-04-01T00:00:00.000Z').events).toEqual(['treatment-due']);
    expect(treated().swept('2026-04-01T00:00:00.000Z').events).toEqual([]);
  });

  test('tell of a treatment anew when it was put off', () => {
    const late = planned().swept('2026-04-01T00:00:00.000Z').next;
    const again = late.when('plan', { response: 'reduce', treatment: 'Buy a second router', treatmentOwner: 'bram', treatmentDue: '2026-05-01' }).next;
    expect(again.swept('2026-04-02T00:00:00.000Z').events).toEqual([]);
    expect(again.swept('2026-05-01T00:00:00.000Z').events).toEqual(['treatment-due']);
  });

  test('of what is closed are told to nobody', () => {
    const closed = planned().as('lead').when('close', { outcome: 'removed', reason: 'The line was given up' });
    expect(closed).toMatchObject({ due: undefined, events: ['closed'], record: { state: 'closed', outcome: 'removed' } });
    expect(closed.next.swept('2027-01-01T00:00:00.000Z').events).toEqual([]);
  });

  test('of reviews lie ahead', () => {
    expect(assessed().when('review', { findings: 'Fine', reviewDue: '2026-03-02' }).refused).toEqual(['invalid-fields', '/reviewDue in-the-past']);
  });

  test('cannot be told of by people', () => {
    expect(assessed().as('admin').when('tellReview').refused).toEqual(['not-allowed']);
  });
});
