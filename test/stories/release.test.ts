import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type Client, type Desk } from './desk.ts';

let desk: Desk;
let rik: Client, boss: Client;
beforeAll(async () => {
  desk = await openDesk();
  [rik, boss] = ['vt-release', 'vt-manager'].map((name) => desk.as(name)) as [Client, Client];
  await order(rik, 'change-models', { name: shopModel, displayName: 'Release of the shop', implementationPlan: 'By the pipeline.', testPlan: 'Its plans.', backoutPlan: 'Roll back.', communicationPlan: 'Notes.' });
  await order(desk.as('vt-admin'), `change-models/${shopModel}/authorise`);
});
afterAll(() => desk?.stop());

const order = async (who: Client, path: string, body: object = {}): Promise<any> => {
  const reply = await who.post(`/v1/${path}`, body);
  if (reply.status >= 300) throw new Error(`${path} was refused: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
};
let builds = 0;
const aBuild = (): Promise<any> => order(rik, 'artefacts', { service: 'shop', build: `9.${++builds}`, sha256: builds.toString(16).padStart(64, '0'), location: 's3://vendotool-library/shop.zip', committedAt: '2026-01-01T00:00:00Z' });

async function aPlan(purpose: 'test' | 'acceptance'): Promise<string> {
  const { number } = await order(rik, 'test-plans', { title: `Shop: ${purpose}`, purpose, criteria: [{ id: 'U1', kind: 'utility', text: 'Orders' }, { id: 'W1', kind: 'warranty', text: 'Fast' }] });
  await order(rik, `test-plans/${number}/agree`);
  return number;
}

const shopModel = 'shop-release';

/** A standard change after a model of its own, approved with it. */
async function aChange(): Promise<string> {
  // Far ahead, so that no sweep opens its window while the story goes on.
  const start = Date.parse(await desk.advance('PT0S')) + 60 * 24 * 3_600_000;
  const planned = { plannedStart: new Date(start).toISOString(), plannedEnd: new Date(start + 3_600_000).toISOString() };
  const { number } = await order(rik, 'changes', { title: 'Gift cards', type: 'standard', model: shopModel, service: 'shop', ...planned });
  await order(rik, `changes/${number}/submit`);
  await desk.settle();
  expect((await rik.get(`/v1/changes/${number}`)).body.state).toBe('scheduled');
  return number;
}

interface Made { number: string; artefact: any; test: string; acceptance: string; change: string }

async function aRelease(more: object = {}): Promise<Made> {
  const [artefact, test, acceptance] = [await aBuild(), await aPlan('test'), await aPlan('acceptance')];
  const { number } = await order(rik, 'releases', {
    title: 'Shop', kind: 'minor', service: 'shop', owner: 'vt-release', signatory: 'vt-manager', artefact: artefact.number, testPlan: test, acceptancePlan: acceptance, approach: 'big-bang', rollbackPlan: 'Back to the build before.',
    developmentIn: 'development', testIn: 'test', acceptanceIn: 'acceptance', productionIn: 'production', ...more,
  });
  const change = await aChange();
  await order(rik, `releases/${number}/include`, { change });
  return { number, artefact, test, acceptance, change };
}

/** CI/CD: takes what is asked for and answers. */
async function ci(release: string, answer: 'succeed' | 'fail' = 'succeed', body: object = answer === 'fail' ? { reason: 'Exit code 1' } : {}): Promise<any> {
  await desk.settle();
  const { items } = (await rik.get(`/v1/deployments?release=${release}&state=requested,running`)).body;
  expect(items).toHaveLength(1);
  const { body: { callback, ...deployment } } = await rik.get(`/v1/deployments/${items[0].number}`);
  expect((await rik.post(callback[answer], body)).status).toBe(200);
  await desk.settle();
  return deployment;
}
const standing = async (number: string): Promise<any> => (await rik.get(`/v1/releases/${number}`)).body;
const passRun = (plan: string, artefact: string): Promise<any> => order(rik, `test-plans/${plan}/reportRun`, { artefact, results: [{ criterion: 'U1', outcome: 'passed' }, { criterion: 'W1', outcome: 'passed' }] });

async function upToProduction({ number, artefact, test, acceptance }: Made): Promise<void> {
  await order(rik, `releases/${number}/begin`);
  await ci(number);
  await order(rik, `releases/${number}/promote`);
  await ci(number);
  const xml = '<testsuites><testsuite><testcase name="orders [U1]"/><testcase name="fast [W1]"/></testsuite></testsuites>';
  await order(rik, `test-plans/${test}/reportJunit`, { artefact: artefact.number, xml });
  await order(rik, `releases/${number}/promote`);
  await ci(number);
  await passRun(acceptance, artefact.number);
  await order(boss, `releases/${number}/signOff`, { evidence: 'It sells.' });
}

const canary = { approach: 'canary', canary: { percent: 5, bakeTime: 'PT1H', maxErrorRate: 1 } };
const dora = async (): Promise<any> => (await rik.get('/v1/deployments/dora')).body;
const inProduction = async (): Promise<any> => (await rik.get('/v1/deployments/running?environment=production')).body.items.find(({ service }: any) => service === 'shop');

describe('a release through OTAP', () => {
  it('goes through four stages to its closing, within 60 state transitions', async () => {
    const before = await dora();
    const made = await aRelease({ ...canary, earlyLifeDays: 1 });
    const { number, artefact, change } = made;
    await upToProduction(made);
    await order(rik, `releases/${number}/promote`);
    await ci(number, 'succeed', { errorRate: 0.1 });
    expect((await standing(number)).rollout).toMatchObject({ name: 'canary', status: 'watched' });
    expect((await inProduction()).rolling).toMatchObject({ build: artefact.build, ring: 'canary', percent: 5 });
    await desk.advance('PT1H');
    expect(await ci(number)).toMatchObject({ environment: 'production', ring: 'everybody', completes: true, sha256: artefact.sha256, release: number });
    expect((await standing(number)).state).toBe('early-life-support');
    expect(await inProduction()).toMatchObject({ build: artefact.build, release: number });
    expect((await dora()).deploymentFrequency.deliveries).toBe(before.deploymentFrequency.deliveries + 1);

    for (const item of ['knownErrors', 'documentation', 'training']) await order(desk.as('vt-agent'), `releases/${number}/confirmHandover`, { item, evidence: 'Done.' });
    const early = await desk.as('vt-agent').post(`/v1/releases/${number}/handOver`);
    expect([early.status, early.body.errors]).toMatchObject([409, [{ pointer: '/earlyLifeUntil', code: 'early-life-not-over' }]]);
    await desk.advance('P1D');
    await order(desk.as('vt-agent'), `releases/${number}/handOver`);
    await order(rik, `releases/${number}/close`, { lessons: 'Small is beautiful.' });
    const [execution] = await desk.executions(number);
    expect(execution).toMatchObject({ machine: 'release-pipeline', status: 'SUCCEEDED' });
    expect(execution.transitions).toBeLessThanOrEqual(60);

    expect((await rik.get(`/v1/releases/${number}/contents`)).body).toMatchObject({ artefact: { sha256: artefact.sha256 }, changes: [{ change, approved: true }] });
    expect((await rik.get(`/v1/releases/${number}/notes`)).body.markdown).toContain(`Gift cards (${change})`);
    expect((await rik.get(`/v1/releases/${number}/otap`)).body.stages.map(({ stage, passed }: any) => [stage, passed])).toEqual([['development', true], ['test', true], ['acceptance', true], ['production', true]]);
  });

  it('answers for the defects that came through its tests, each once', async () => {
    const { number, test } = await aRelease();
    const agent = desk.as('vt-agent');
    const incident = await desk.as('vt-customer').report({ title: 'The cart forgets', service: 'shop' });
    expect((await agent.post(`/v1/incidents/${incident}/links`, { type: 'caused-by', target: number })).status).toBe(201);
    await order(agent, `test-plans/${test}/recordEscape`, { text: 'The cart forgets.', incident, criterion: 'U1' });
    await order(agent, `test-plans/${test}/recordEscape`, { text: 'Prices flicker.' });
    await desk.settle();
    expect(await standing(number)).toMatchObject({ escapedCount: 2, escapes: [{ defect: incident }, { defect: `${test}/2` }] });
  });

  it('is stopped at production by each condition in turn and by all at once; then it passes, its canary fails, and it is rolled back by itself', async () => {
    const old = await inProduction();
    const made = await aRelease({ ...canary, rollbackArtefact: old.artefact });
    const { number, artefact, acceptance, change } = made;
    await upToProduction(made);
    const codes = async (): Promise<string[]> => {
      await desk.settle();
      const { status, body } = await rik.post(`/v1/releases/${number}/promote`);
      expect([status, body.code]).toEqual([409, 'gate-shut']);
      const { next } = (await rik.get(`/v1/releases/${number}/otap`)).body;
      expect(next.unmet.map(({ condition }: any) => condition)).toEqual(body.errors.map(({ code }: any) => code));
      return body.errors.map(({ code }: any) => code);
    };
    const patch = async (body: object): Promise<void> => { expect((await rik.patch(`/v1/releases/${number}`, body, { 'if-match': '*' })).status).toBe(200); };
    const admin = desk.as('vt-admin');

    const breaks: [string, () => Promise<unknown>, string[], () => Promise<unknown>][] = [
      ['no rollback plan', () => patch({ rollbackPlan: null }), ['rollback-plan-missing'], () => patch({ rollbackPlan: 'Back.' })],
      ['no signature', () => order(boss, `releases/${number}/withdrawSignOff`, { reason: 'Prices are wrong.' }), ['sign-off-missing'], () => order(boss, `releases/${number}/signOff`, { evidence: 'Prices are right.' })],
      ['acceptance failed', () => order(rik, `test-plans/${acceptance}/reportRun`, { artefact: artefact.number, results: [{ criterion: 'U1', outcome: 'failed' }] }), ['acceptance-tests-not-passed'], () => passRun(acceptance, artefact.number)],
      ['a quarantine', () => order(rik, `artefacts/${artefact.number}/quarantine`, { reason: 'A doubt.' }), ['artefact-not-deployable'], () => order(admin, `artefacts/${artefact.number}/clear`, { reason: 'All is well.' })],
      ['a change without approval', () => order(admin, `change-models/${shopModel}/suspend`, { reason: 'Too many failures.' }), ['change-not-approved'], () => order(admin, `change-models/${shopModel}/reinstate`, { reason: 'Mended.' })],
      ['a blackout', () => order(rik, 'maintenance', { title: 'Black Friday', kind: 'blackout', environments: ['production'], start: '2020-01-01T00:00:00Z', end: '2099-01-01T00:00:00Z' }), ['blackout'],
        async () => order(rik, `maintenance/${(await rik.get('/v1/maintenance?kind=blackout&state=active')).body.items[0].number}/stop`, { reason: 'Over.' })],
    ];
    for (const [, shut, wanted, open] of breaks) {
      await shut();
      expect(await codes()).toEqual(wanted);
      await open();
    }
    await order(boss, `releases/${number}/withdrawSignOff`, { reason: 'Look again.' });
    for (const [what, shut] of breaks) if (what !== 'no signature') await shut();
    expect(await codes()).toEqual(['artefact-not-deployable', 'acceptance-tests-not-passed', 'sign-off-missing', 'change-not-approved', 'rollback-plan-missing', 'blackout']);
    for (const [what, , , open] of breaks) if (what !== 'no signature') await open();
    await order(boss, `releases/${number}/signOff`, { evidence: 'Prices are right.' });
    await desk.settle();
    expect((await rik.get(`/v1/changes/${change}`)).body.state).toBe('scheduled');
    expect((await order(rik, `releases/${number}/promote`)).state).toBe('production');

    const { failed } = (await dora()).changeFailureRate;
    expect(await ci(number)).toMatchObject({ ring: 'canary', percent: 5, completes: false });
    await order(rik, `releases/${number}/reportHealth`, { errorRate: 4.5 });
    expect(await ci(number)).toMatchObject({ action: 'roll-back', artefact: old.artefact, environment: 'production' });
    expect(await standing(number)).toMatchObject({ state: 'rolled-back', rollback: { status: 'succeeded', reason: '4.5 % of errors, and 1 % are allowed.' } });
    const [execution] = await desk.executions(number);
    expect([execution.status, execution.transitions <= 60]).toEqual(['SUCCEEDED', true]);
    expect((await dora()).changeFailureRate.failed).toBe(failed + 1);
    expect(await inProduction()).toMatchObject({ build: old.build });
  });
});

describe('CI/CD', () => {
  it('that does not answer is asked again, and then what it should have deployed is undone', async () => {
    const { number } = await aRelease();
    await order(rik, `releases/${number}/begin`);
    await desk.settle();
    await desk.advance('PT61M');
    const { items } = (await rik.get(`/v1/deployments?release=${number}`)).body;
    expect(items.map(({ action, state, attempt }: any) => [action, state, attempt])).toEqual([['remove', 'requested', 1], ['deploy', 'failed', 2]]);
    await ci(number);
    expect((await standing(number)).state).toBe('failed');
  });

  it('may repeat its answer', async () => {
    const { number } = await aRelease();
    await order(rik, `releases/${number}/begin`);
    const { number: deployment } = await ci(number);
    expect((await rik.post(`/v1/deployments/${deployment}/succeed`)).status).toBe(200);
    expect((await rik.post(`/v1/deployments/${deployment}/fail`, { reason: 'x' })).body.code).toBe('ended-already');
    expect((await desk.events(deployment, 'deployment.succeeded'))).toHaveLength(1);
  });
});

describe('the demonstration', () => {
  it('shows the shop released twice, once rolled back in production', async () => {
    const { items } = (await rik.get('/v1/releases?sort=createdAt')).body;
    expect(items.slice(0, 3).map(({ title, state }: any) => [title.slice(0, 8), state])).toEqual([['Shop 2.4', 'rolled-back'], ['Shop 2.5', 'early-life-support'], ['Shop 2.6', 'planning']]);
  });
});
