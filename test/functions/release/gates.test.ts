import { describe, expect, test } from 'vitest';
import { given, type Given } from '../../given.ts';
import { beforeProduction, deploy, hash, must, noon, otherHash, plan, release, surroundings } from './pipeline.ts';

const blackout = (more: object = {}) => ({ maintenance: 'MNT0000001', title: 'Black Friday', start: '2026-03-01T00:00:00.000Z', end: '2026-03-05T00:00:00.000Z', all: true, ...more });
const closed = (more: object = {}) => ({ facts: { calendar: { blackouts: [blackout(more)] } } });
const facing = (others: object) => (at: Given) => at.facing({ others: others as Record<string, object> });
const knowing = (change: object) => (at: Given) => must(at.as('system').facing({ others: { 'change/CHG0000001': { title: 'A new checkout', type: 'normal', ...change } } }).when('recheck', { change: 'CHG0000001' }));
const edited = (change: object) => (at: Given) => must(at.when('update', change));

describe('the gate to production', () => {
  test('opens when O, T and A passed on the same build, the business signed, changes are approved, it can be undone and no blackout is on', () => {
    expect(beforeProduction().when('promote')).toMatchObject({ record: { state: 'production' }, events: ['promoted'] });
  });

  test.each<[string, (at: Given) => Given, string]>([
    ['the artefact is quarantined', facing({ 'artefact/ART0000002': { sha256: hash, service: 'shop' } }), '/artefact artefact-not-deployable'],
    ['its tests no longer pass', facing({ 'test-plan/TST0000001': { purpose: 'test', sha256: hash, coverage: 80 } }), '/testPlan tests-not-passed'],
    ['its tests are of another build', facing({ 'test-plan/TST0000001': { purpose: 'test', passed: true, sha256: otherHash } }), '/testPlan tests-not-passed'],
    ['acceptance tests no longer pass', facing({ 'test-plan/TST0000002': { purpose: 'acceptance', sha256: hash } }), '/acceptancePlan acceptance-tests-not-passed'],
    ['no acceptance plan is named', edited({ acceptancePlan: null }), '/acceptancePlan acceptance-plan-missing'],
    ['the business took its signature back', (at) => must(at.who('boss').when('withdrawSignOff', { reason: 'Prices are wrong.' })).who('rik'), '/signOff sign-off-missing'],
    ['a change is not approved any more', knowing({ state: 'authorize' }), '/contents/0 change-not-approved'],
    ['a change was canceled', knowing({ state: 'canceled' }), '/contents/0 change-not-approved'],
    ['a change failed', knowing({ state: 'closed', closureCode: 'failed' }), '/contents/0 change-not-approved'],
    ['it has no rollback plan', edited({ rollbackPlan: null }), '/rollbackPlan rollback-plan-missing'],
    ['the build to go back to is quarantined', facing({ 'artefact/ART0000001': { sha256: otherHash, service: 'shop' } }), '/rollbackArtefact rollback-artefact-not-deployable'],
    ['a blackout is on everywhere', (at) => at.facing(closed()), '/productionIn blackout'],
    ['a blackout is on in its environment', (at) => at.facing(closed({ all: undefined, environments: ['prd'] })), '/productionIn blackout'],
    ['a blackout is on for its service', (at) => at.facing(closed({ all: undefined, services: ['shop'] })), '/productionIn blackout'],
  ])('stays shut when %s', (_, spoil, fault) => {
    expect(spoil(beforeProduction()).when('promote').refused).toEqual(['gate-shut', fault]);
  });

  test.each<[string, string]>([['development', 'development-not-passed'], ['test', 'test-not-passed'], ['acceptance', 'acceptance-not-passed']])('stays shut when another build ran in %s', (stage, code) => {
    const { record } = beforeProduction().when('include', { change: 'CHG0000001' });
    const spoiled = { ...record, evidence: { ...record.evidence, [stage]: { ...record.evidence[stage], sha256: otherHash } } };
    expect(given(release, spoiled).as('release-manager').at(noon).facing({ others: surroundings }).when('promote').refused).toEqual(['gate-shut', `/evidence/${stage} ${code}`]);
  });

  test('stays shut for a release that contains no change', () => {
    const bare = ['CHG0000001', 'CHG0000002'].reduce((at, change) => must(at.when('exclude', { change })), beforeProduction());
    expect(bare.when('promote').refused).toEqual(['gate-shut', '/contents no-changes']);
  });

  test.each<[string, object]>([
    ['is over', { end: '2026-03-02T12:00:00.000Z' }], ['has not begun', { start: '2026-03-03T00:00:00.000Z' }], ['is elsewhere', { all: undefined, environments: ['other'] }],
    ['recurs on other days', { end: undefined, recurrence: { timeZone: 'Europe/Rome', week: { friday: [['00:00', '24:00']] }, holidays: [] } }],
  ])('does not mind a blackout that %s', (_, more) => {
    expect(beforeProduction().facing(closed(more)).when('promote').refused).toBeUndefined();
  });

  test('names every unmet condition at once', () => {
    const at = must(knowing({ state: 'new' })(edited({ rollbackPlan: null })(beforeProduction())).facing(closed()).who('boss').when('withdrawSignOff', { reason: 'No.' })).who('rik');
    expect(at.when('promote').refused).toEqual(['gate-shut', '/signOff sign-off-missing', '/contents/0 change-not-approved', '/rollbackPlan rollback-plan-missing', '/productionIn blackout']);
  });

  test('is opened by its gatekeeper only', () => {
    expect(beforeProduction().as('lead').when('promote').refused).toEqual(['not-the-gatekeeper']);
    expect(beforeProduction().as('agent').when('promote').refused).toEqual(['not-allowed']);
  });
});

describe('the gates before it', () => {
  test('want a registered build and an environment for every stage', () => {
    expect(plan({ artefact: undefined, testIn: undefined, acceptanceIn: undefined }).when('begin').refused).toEqual(['gate-shut', '/artefact artefact-missing', '/testIn environment-missing', '/acceptanceIn environment-missing']);
  });

  test('want it to run in the stage that it leaves', () => {
    expect(must(plan().when('begin')).when('promote').refused).toEqual(['gate-shut', '/evidence/development development-not-passed']);
  });

  test('want test evidence before acceptance', () => {
    const inTest = must(deploy(must(must(deploy(must(plan().when('begin')))).when('promote'))));
    expect(inTest.facing({ others: { 'test-plan/TST0000001': { purpose: 'test' } } }).when('promote').refused).toEqual(['gate-shut', '/testPlan tests-not-passed']);
    expect(inTest.when('promote').record.state).toBe('acceptance');
  });
});

describe('the sign-off', () => {
  const inAcceptance = () => must(beforeProduction().who('boss').when('withdrawSignOff', { reason: 'Look again.' }));

  test('is the signatory’s, and the delegate’s while that person is away', () => {
    const away = inAcceptance().facing({ others: { 'person/boss': { absence: { from: '2026-03-01', until: '2026-03-09', delegate: 'deputy' } } } });
    expect(inAcceptance().who('rik').when('signOff', { evidence: 'Fine.' }).refused).toEqual(['not-the-signatory']);
    expect(inAcceptance().who('deputy').when('signOff', { evidence: 'Fine.' }).refused).toEqual(['not-the-signatory']);
    expect(away.who('deputy').when('signOff', { evidence: 'Fine.' }).record.signOff).toMatchObject({ by: 'deputy', sha256: hash });
  });

  test('wants user-acceptance evidence', () => {
    expect(inAcceptance().who('boss').facing({ others: { 'test-plan/TST0000002': { purpose: 'acceptance' } } }).when('signOff', { evidence: 'Fine.' }).refused).toEqual(['gate-shut', '/acceptancePlan acceptance-tests-not-passed']);
  });

  test('is not for who owns the release', () => {
    expect(given(release).as('release-manager').when('create', { title: 'x', kind: 'minor', service: 'shop', approach: 'big-bang', owner: 'rik', signatory: 'rik' }).refused).toEqual(['invalid-fields', '/signatory own-release']);
  });
});
