import { describe, expect, test } from 'vitest';
import { stepsFor } from '../../../functions/release/rollout.ts';
import { given, type Given } from '../../given.ts';
import { answered, beforeProduction, deploy, inProduction, must, plan, release } from './pipeline.ts';

const later = (hours: number): string => new Date(Date.parse('2026-03-02T12:00:00.000Z') + hours * 3_600_000).toISOString();
const canary = { approach: 'canary', canary: { percent: 5, bakeTime: 'PT1H', maxErrorRate: 1 } };
const report = (at: Given, body: object) => at.as('operations').when('reportHealth', body);

describe('the approach', () => {
  const names = (more: object) => stepsFor('production', more as never).map(({ name, action, percent }) => `${name}: ${action} ${percent}`);

  test('says what is deployed in turn', () => {
    expect(names({ approach: 'big-bang' })).toEqual(['everybody: deploy 100']);
    expect(names({ approach: 'phased', rings: [{ name: 'staff', percent: 10 }, { name: 'Italy', percent: 100 }] })).toEqual(['staff: deploy 10', 'Italy: deploy 100']);
    expect(names(canary)).toEqual(['canary: deploy 5', 'everybody: deploy 100']);
    expect(names({ approach: 'blue-green' })).toEqual(['idle side: deploy 0', 'switch-over: switch 100']);
    expect(names({ approach: 'pull', pull: { window: 'P3D', minimumReached: 80 } })).toEqual(['published: publish 100']);
    expect(names({ approach: 'feature-flag', featureFlag: { name: 'checkout', steps: [5, 100] } })).toEqual(['dark: deploy 0', 'checkout 5 %: set-flag 5', 'checkout 100 %: set-flag 100']);
  });

  test.each<[object, string]>([
    [{ approach: 'phased' }, '/rings required'], [{ approach: 'phased', rings: [{ name: 'a', percent: 50 }, { name: 'b', percent: 40 }] }, '/rings not-rising'], [{ approach: 'phased', rings: [{ name: 'a', percent: 50 }] }, '/rings not-rising'],
    [{ approach: 'canary' }, '/canary required'], [{ approach: 'canary', canary: { percent: 100, bakeTime: 'PT1H', maxErrorRate: 1 } }, '/canary/percent too-large'],
    [{ approach: 'pull' }, '/pull required'], [{ approach: 'feature-flag', featureFlag: { name: 'x', steps: [] } }, '/featureFlag/steps not-rising'],
  ])('is refused when it cannot be carried out: %j', (more, fault) => {
    expect(given(release).as('release-manager').when('create', { title: 'x', kind: 'minor', service: 'shop', ...more }).refused).toEqual(['invalid-fields', fault]);
  });

  test('asks for one ring after the other, and is complete with the last', () => {
    const rings = [{ name: 'staff', percent: 10 }, { name: 'Italy', percent: 60 }, { name: 'Europe', percent: 100 }];
    let at = inProduction({ approach: 'phased', rings });
    for (const { name } of rings) {
      expect(at.as('system').when('enterEarlyLife').refused).toContain('gate-shut');
      const asked = at.as('system').when('deploy');
      expect(asked.data.deployment).toMatchObject({ ring: name, approach: 'phased', rollout: 'REL0000001-r1', completes: name === 'Europe' });
      expect(asked.next.when('deploy').refused).toEqual(['nothing-to-deploy']);
      at = must(answered(asked));
    }
    expect(at.as('system').when('deploy').refused).toEqual(['nothing-to-deploy']);
    expect(at.as('system').when('enterEarlyLife').record).toMatchObject({ state: 'early-life-support', earlyLifeUntil: '2026-03-16T12:00:00.000Z', evidence: { production: { deployment: 'DEP-Europe' } } });
  });
});

describe('a canary', () => {
  test('goes on when it was healthy while it was watched', () => {
    const baking = deploy(inProduction(canary), { errorRate: 0.2 });
    expect(baking.record.rollout).toMatchObject({ status: 'watched', watchedUntil: later(1) });
    expect(baking.due).toBe(later(1));
    expect(baking.next.as('system').when('deploy').refused).toEqual(['nothing-to-deploy']);
    const baked = baking.next.swept(later(1));
    expect([baked.record.rollout.status, baked.events]).toEqual(['done', ['deployment-recorded', 'verified']]);
    expect(baked.next.as('system').when('deploy').data.deployment).toMatchObject({ ring: 'everybody', completes: true });
  });

  test('fails as soon as errors pass the limit, and is rolled back to the build before', () => {
    const failed = report(deploy(inProduction(canary)).next, { errorRate: 1.1 });
    expect([failed.record.rollout.status, failed.events]).toEqual(['failed', ['health-reported', 'verification-failed']]);
    const undoing = failed.next.as('system').when('rollBack');
    expect(undoing.data.deployment).toMatchObject({ artefact: 'ART0000001', action: 'roll-back', environment: 'prd', approach: 'canary' });
    const undone = answered(undoing);
    expect(undone.record).toMatchObject({ state: 'rolled-back', rollback: { status: 'succeeded', reason: '1.1 % of errors, and 1 % are allowed.' } });
    expect(undone.data).toMatchObject({ rollout: 'REL0000001-r1', reason: '1.1 % of errors, and 1 % are allowed.' });
  });

  test('does not mind errors at the limit', () => {
    expect(report(deploy(inProduction(canary)).next, { errorRate: 1 }).record.rollout.status).toBe('watched');
  });

  test('fails when nobody reported on it: no news is bad news', () => {
    const baked = deploy(inProduction(canary)).next.swept(later(1));
    expect(baked.record.rollout).toMatchObject({ status: 'failed', reason: 'Nobody reported how it did while it was watched.' });
  });

  test('fails on a major incident of its service', () => {
    const failed = deploy(inProduction(canary)).next.as('system').when('failVerification', { reason: 'Major incident INC0000001.' });
    expect(failed.record.rollout).toMatchObject({ status: 'failed', reason: 'Major incident INC0000001.' });
  });
});

describe('pull', () => {
  const pull = { approach: 'pull', pull: { window: 'P2D', minimumReached: 80 } };

  test.each([[79, 'failed'], [80, 'done']])('that reached %i per cent at the end of its window is %s', (reached, status) => {
    expect(report(deploy(inProduction(pull)).next, { reached }).next.swept(later(48)).record.rollout.status).toBe(status);
  });
});

describe('the gate to production, once more for every ring', () => {
  const rings = [{ name: 'staff', percent: 10 }, { name: 'all', percent: 100 }];
  const blackout = { facts: { calendar: { blackouts: [{ maintenance: 'MNT0000001', title: 'Stocktaking', start: '2026-03-01T00:00:00.000Z', end: '2026-03-03T00:00:00.000Z', all: true }] } } };

  test('holds what it would no longer let through, until it opens again', () => {
    const first = must(deploy(inProduction({ approach: 'phased', rings })));
    const held = first.facing(blackout).as('system').when('deploy');
    expect([held.record.rollout.status, held.events]).toEqual(['held', ['deploying', 'held']]);
    expect(held.record.rollout.reason).toContain('Stocktaking');
    expect(held.next.as('release-manager').when('resume').refused).toEqual(['gate-shut', '/productionIn blackout']);
    expect(held.next.as('release-manager').at('2026-03-03T00:00:00.000Z').when('resume').data.deployment).toMatchObject({ ring: 'all' });
  });

  test('stops a rollout when a change in it loses its approval while it is on its way', () => {
    const asked = inProduction().as('system').when('deploy');
    const lost = asked.next.facing({ others: { 'change/CHG0000001': { state: 'canceled' } } }).when('recheck', { change: 'CHG0000001' });
    expect([lost.record.rollout.status, lost.events]).toEqual(['failed', ['change-rechecked', 'approval-lost', 'verification-failed']]);
  });
});

describe('what fails', () => {
  test('before production is undone where it failed, and can be planned anew', () => {
    const failed = deploy(must(plan().when('begin')), { state: 'failed' });
    expect(failed.events).toEqual(['deployment-recorded', 'verification-failed']);
    const undone = answered(failed.next.as('system').when('rollBack'));
    expect([undone.record.state, undone.record.rollback.stage]).toEqual(['failed', 'development']);
    expect(must(undone.next.as('release-manager').when('replan', { reason: 'Mended.' })).when('begin').record).toMatchObject({ state: 'development', round: 2 });
  });

  test('and has no build to go back to is removed', () => {
    const failed = deploy(inProduction({ rollbackArtefact: undefined }), { state: 'failed' });
    expect(failed.next.as('system').when('rollBack').data.deployment).toMatchObject({ action: 'remove', artefact: 'ART0000002' });
  });

  test('to be rolled back waits for people, who can try again', () => {
    const undoing = deploy(inProduction(), { state: 'failed' }).next.as('system').when('rollBack');
    const stuck = answered(undoing, { state: 'failed' });
    expect([stuck.record.state, stuck.record.rollback.status, stuck.events]).toEqual(['production', 'failed', ['deployment-recorded', 'rollback-failed']]);
    expect(answered(stuck.next.as('operations').when('rollBack')).record.state).toBe('rolled-back');
  });

  test('to be taken up by anybody fails after ten minutes', () => {
    const asked = inProduction().as('system').when('deploy');
    expect(asked.next.swept(later(0.16)).events).toEqual([]);
    expect(asked.next.swept(later(0.17)).record.rollout).toMatchObject({ status: 'failed' });
  });

  test('is not what answers an earlier request', () => {
    const asked = inProduction().as('system').when('deploy');
    const old = { 'deployment/DEP9': { number: 'DEP9', release: 'REL0000001', ring: 'everybody', stage: 'production', state: 'succeeded', createdAt: '2026-03-01T00:00:00.000Z' } };
    expect(asked.next.facing({ others: old }).when('recordDeployment', { deployment: 'DEP9' }).refused).toEqual(['not-awaited']);
  });
});

test('a release that was canceled waits for nothing', () => {
  const asked = must(plan().when('begin')).as('system').when('deploy');
  expect(asked.due).toBeDefined();
  const canceled = asked.next.as('release-manager').when('cancel', { reason: 'No longer wanted.' });
  expect([canceled.record.state, canceled.due]).toEqual(['canceled', undefined]);
});

test('early life is half a year at most: an execution lasts no longer than a year', () => {
  expect(plan({ earlyLifeDays: 180 }).as('agent').when('comment', { text: 'x' }).record.earlyLifeDays).toBe(180);
  expect(() => plan({ earlyLifeDays: 181 })).toThrow('/earlyLifeDays');
});

describe('another build', () => {
  test('starts again in development', () => {
    const back = beforeProduction().when('rework', { artefact: 'ART0000003', reason: 'A typing error.' });
    expect(back.record).toMatchObject({ state: 'development', artefact: 'ART0000003' });
    expect([back.record.evidence, back.record.signOff]).toEqual([undefined, undefined]);
    expect(beforeProduction().when('update', { artefact: 'ART0000003' }).refused).toEqual(['build-under-way']);
  });
});

describe('the handover to support', () => {
  const inEarlyLife = () => must(must(deploy(inProduction())).as('system').when('enterEarlyLife'));

  test('wants known errors, documentation and training, and early life to be over', () => {
    expect(inEarlyLife().as('lead').when('handOver').refused).toEqual([
      'gate-shut', '/handover/knownErrors known-errors-missing', '/handover/documentation documentation-missing', '/handover/training training-missing', '/earlyLifeUntil early-life-not-over',
    ]);
    const done = ['knownErrors', 'documentation', 'training'].reduce((at, item) => must(at.as('agent').when('confirmHandover', { item, evidence: 'Done.' })), inEarlyLife());
    const over = done.swept('2026-03-16T12:00:00.000Z');
    expect(over.events).toEqual(['early-life-over']);
    expect(over.next.swept('2026-03-17T12:00:00.000Z').events).toEqual([]);
    const handed = over.next.as('lead').when('handOver');
    expect(handed.record.state).toBe('review');
    expect(handed.next.as('release-manager').when('close', { lessons: 'Small releases hurt less.' }).record).toMatchObject({ state: 'closed', lessons: 'Small releases hurt less.' });
  });
});
