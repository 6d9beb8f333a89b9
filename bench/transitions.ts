import { openDesk, type Client, type Desk } from '../test/stories/desk.ts';
import { prices } from './cost/prices.ts';
import type { Measure } from './measure.ts';

const { usd, per } = prices.transitions;

const plans = { implementationPlan: 'Swap it', testPlan: 'Try it', backoutPlan: 'Put it back', communicationPlan: 'Tell them' };

/** State transitions, and what they cost, of a normal change with one CAB round and of a release through four stages. */
export async function transitions(): Promise<Measure[]> {
  const desk = await openDesk();
  try {
    const figures: [string, number, number][] = [
      ['a normal change with one CAB round', await countedOf(desk, await change(desk)), 15],
      ['a release through four stages, big bang', await countedOf(desk, await release(desk)), 60],
    ];
    return figures.flatMap(([what, figure, atMost]): Measure[] => [
      { bench: 'transitions', what, figure, unit: 'transitions', atMost },
      { bench: 'transitions', what: `price of 1,000 of them`, figure: figure * 1000 * usd / per, unit: 'US$' },
    ]);
  } finally {
    await desk.stop();
  }
}

async function countedOf(desk: Desk, number: string): Promise<number> {
  const [execution] = await desk.executions(number);
  if (execution?.status !== 'SUCCEEDED') throw new Error(`The workflow of ${number} is ${execution?.status}`);
  return execution.transitions as number;
}

async function give(who: Client, path: string, body: object = {}): Promise<any> {
  const reply = await who.post(`/v1/${path}`, body);
  if (reply.status >= 300) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** A normal change from its report to its review, with one CAB round; answers its number. */
export async function change(desk: Pick<Desk, 'as' | 'advance' | 'settle'>): Promise<string> {
  const now = Date.parse(await desk.advance('PT0S'));
  const at = (hours: number): string => new Date(now + hours * 3_600_000).toISOString();
  const { number } = await give(desk.as('guest'), 'changes', { title: 'Replace a switch', type: 'normal', impact: 'high', probability: 'medium', ...plans, plannedStart: at(24), plannedEnd: at(26) });
  await give(desk.as('guest'), `changes/${number}/submit`);
  await desk.settle();
  await give(desk.as('emil'), `changes/${number}/approve`);
  await give(desk.as('fatou'), `changes/${number}/approve`);
  await give(desk.as('bram'), `changes/${number}/assign`, { assignee: 'chen' });
  await desk.advance('PT25H');
  await give(desk.as('chen'), `changes/${number}/complete`, { closureCode: 'successful' });
  await desk.settle();
  await give(desk.as('dina'), `changes/${number}/review`, { findings: 'As planned' });
  await desk.settle();
  return number;
}

/** A release with one standard change through four stages, big bang, up to its closing; answers its number. Once on a desk. */
export async function release(desk: Pick<Desk, 'as' | 'advance' | 'settle'>): Promise<string> {
  const manager = desk.as('vt-release');
  const artefact = await give(manager, 'artefacts', { service: 'shop', build: '9.1', sha256: '9'.padStart(64, '0'), location: 's3://vendotool-library/shop.zip' });
  const criteria = [{ id: 'U1', kind: 'utility', text: 'Orders' }, { id: 'W1', kind: 'warranty', text: 'Fast' }];
  const plan = async (purpose: string): Promise<string> => {
    const { number } = await give(manager, 'test-plans', { title: purpose, purpose, criteria });
    await give(manager, `test-plans/${number}/agree`);
    return number;
  };
  const [testPlan, acceptancePlan] = [await plan('test'), await plan('acceptance')];
  const { number } = await give(manager, 'releases', {
    title: 'Shop', kind: 'minor', service: 'shop', owner: 'vt-release', signatory: 'vt-manager', artefact: artefact.number, testPlan, acceptancePlan, approach: 'big-bang', rollbackPlan: 'Back',
    developmentIn: 'development', testIn: 'test', acceptanceIn: 'acceptance', productionIn: 'production', earlyLifeDays: 1,
  });
  const model = { name: 'bench-release', displayName: 'Release', ...plans };
  await give(manager, 'change-models', model);
  await give(desk.as('vt-admin'), `change-models/${model.name}/authorise`);
  await desk.settle();
  const { number: contained } = await give(manager, 'changes', { title: 'Gift cards', type: 'standard', model: model.name, service: 'shop' });
  await give(manager, `changes/${contained}/submit`);
  await desk.settle();
  await give(manager, `releases/${number}/include`, { change: contained });
  const deployed = async (): Promise<void> => {
    await desk.settle();
    const { items: [{ number: deployment }] } = (await manager.get(`/v1/deployments?release=${number}&state=requested,running`)).body;
    await give(manager, `deployments/${deployment}/succeed`);
    await desk.settle();
  };
  const passed = (testPlanNumber: string): Promise<any> => give(manager, `test-plans/${testPlanNumber}/reportRun`, { artefact: artefact.number, results: criteria.map(({ id }) => ({ criterion: id, outcome: 'passed' })) });
  await give(manager, `releases/${number}/begin`);
  await deployed();
  await give(manager, `releases/${number}/promote`);
  await deployed();
  await passed(testPlan);
  await give(manager, `releases/${number}/promote`);
  await deployed();
  await passed(acceptancePlan);
  await give(desk.as('vt-manager'), `releases/${number}/signOff`, { evidence: 'It sells.' });
  await give(manager, `releases/${number}/promote`);
  await deployed();
  for (const item of ['knownErrors', 'documentation', 'training']) await give(desk.as('vt-agent'), `releases/${number}/confirmHandover`, { item, evidence: 'Done.' });
  await desk.advance('P2D');
  await give(desk.as('vt-agent'), `releases/${number}/handOver`);
  await give(manager, `releases/${number}/close`, { lessons: 'None' });
  await desk.settle();
  return number;
}
