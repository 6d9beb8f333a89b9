import { describe, expect, it } from 'vitest';
import { stages } from '../../functions/release/stages.ts';
import { walk, type Walk } from './walk.ts';

const DAY = 86_400;
const rollout = (stage: string, status: string, completes = true) => ({ rollout: { stage, status, completes } });
const asked = { rollout: { status: 'asked' } };
const answers = { deploy: asked, rollBack: { rollback: { status: 'asked' } }, enterEarlyLife: { state: 'early-life-support' } };
const begun = (more: object = {}): Promise<Walk> => walk('release-pipeline', { record: { state: 'development', approach: 'big-bang' }, answers: { ...answers, ...more } });

/** Deployed and promoted, stage by stage. */
async function upTo(stage: string, more: object = {}): Promise<Walk> {
  const way = await begun(more);
  for (const [at, one] of stages.slice(0, stages.indexOf(stage as never)).entries()) {
    await way.change(rollout(one, 'done'));
    await way.change({ state: stages[at + 1] });
  }
  return way;
}
const later = async (way: Walk): Promise<Walk> => {
  await way.change({ state: 'review' });
  await way.change({ state: 'closed' });
  return way;
};

describe('the machine of a release', () => {
  it('takes a big bang through four stages, early life and review in 23 transitions', async () => {
    const way = await upTo('production');
    await way.change(rollout('production', 'done'));
    expect(way.execution()).toMatchObject({ waitingFor: 'left-early-life' });
    expect((await later(way)).execution()).toMatchObject({ status: 'SUCCEEDED', transitions: 23 });
    expect(way.commands).toEqual(['deploy', 'deploy', 'deploy', 'deploy', 'enterEarlyLife']);
  });

  it('takes ten rings in 50 transitions', async () => {
    const way = await upTo('production');
    for (let ring = 1; ring <= 10; ring++) await way.change(rollout('production', 'done', ring === 10));
    expect((await later(way)).execution()).toMatchObject({ status: 'SUCCEEDED', transitions: 50 });
  });

  it.each([...stages])('rolls back what fails in %s', async (stage) => {
    const way = await upTo(stage);
    await way.change(rollout(stage, 'failed'));
    expect([way.commands.at(-1), way.execution().waitingFor]).toEqual(['rollBack', 'rolled-back']);
    await way.change({ state: stage === 'production' ? 'rolled-back' : 'failed' });
    expect(way.execution()).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('waits while a deployment is on its way, watched or held', async () => {
    const way = await upTo('production');
    for (const status of ['deploying', 'watched', 'held']) {
      await way.change(rollout('production', status));
      expect(way.execution()).toMatchObject({ waitingFor: 'answered' });
    }
  });

  it('follows people who roll back, in production and after', async () => {
    const way = await upTo('production');
    await way.change({ rollback: { status: 'asked' } });
    expect([way.commands.at(-1), way.execution().waitingFor]).toEqual(['deploy', 'rolled-back']);
    const supported = await upTo('production');
    await supported.change(rollout('production', 'done'));
    await supported.change({ rollback: { status: 'asked' } });
    expect(supported.execution()).toMatchObject({ waitingFor: 'rolled-back' });
  });

  it('goes back to production where verification failed before early life began', async () => {
    const way = await upTo('production', { enterEarlyLife: rollout('production', 'failed') });
    await way.change(rollout('production', 'done'));
    expect([way.commands.at(-1), way.execution().waitingFor]).toEqual(['rollBack', 'rolled-back']);
  });

  it('begins again in development with another build', async () => {
    const way = await upTo('acceptance');
    await way.change(rollout('acceptance', 'done'));
    await way.change({ state: 'development', rollout: undefined });
    expect([way.commands, way.execution().waitingFor]).toEqual([['deploy', 'deploy', 'deploy', 'deploy'], 'answered']);
  });

  it('deploys to development anew what was reworked there', async () => {
    const way = await begun();
    await way.change(rollout('development', 'done'));
    expect(way.execution()).toMatchObject({ waitingFor: 'left-development' });
    await way.change({ rollout: undefined });
    expect([way.commands, way.execution().waitingFor]).toEqual([['deploy', 'deploy'], 'answered']);
    await way.change(rollout('development', 'done'));
    await way.change({ state: 'test' });
    expect(way.commands).toEqual(['deploy', 'deploy', 'deploy']);
  });

  it('ends when it is canceled, and waits on at a gate that nobody opens for long', async () => {
    const way = await upTo('test');
    await way.change(rollout('test', 'done'));
    await way.advance(91 * DAY);
    expect(way.execution()).toMatchObject({ status: 'RUNNING', waitingFor: 'left-test' });
    await way.change({ state: 'canceled' });
    expect(way.execution()).toMatchObject({ status: 'SUCCEEDED' });
  });
});
