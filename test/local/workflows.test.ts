import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openWorkflows, type Workflows } from '../../local/workflows.ts';
import type { Send, StepPayload, View } from '../../shared/events/workflow.ts';
import { scratchDir } from './scratch.ts';
import { commandState, order, start, waitState, writeMachine } from './workflow-machine.ts';

type Step = (payload: any, send: Send) => Promise<View>;
const at = '2026-01-05T09:00:00.000Z';

/** The orders of one folder, as often as it is opened; `payloads` are all steps there were. */
function shop(folder = writeMachine(scratchDir()), step: Step = async () => ({}), log = (_: string): void => {}): { workflows: Workflows; payloads: any[]; commands(): string[]; tokens(): string[]; shown(): any; folder: string; later(seconds: number): Promise<void> } {
  let now = Date.parse(at);
  const payloads: any[] = [];
  const workflows = openWorkflows({
    file: join(folder, 'workflows.sqlite'), machines: folder, now: () => new Date(now).toISOString(), log,
    step: async (payload: StepPayload, send) => { payloads.push(payload); return step(payload, send); },
  });
  onTestFinished(() => workflows.stop());
  return {
    workflows, payloads, folder,
    commands: () => payloads.flatMap(({ command }) => command ?? []), tokens: () => payloads.flatMap(({ token }) => token ?? []), shown: () => workflows.list()[0],
    async later(seconds) {
      now += seconds * 1000;
      workflows.expire();
      await workflows.atRest();
    },
  };
}
const DAY = 86_400;

/** Runs until it is killed, and answers the steps there were. */
function killed(folder: string, where: string): any[] {
  const { signal, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'kill-in-workflow.ts'), folder, where], { encoding: 'utf8' });
  expect([signal, stderr.replace(/^.*ExperimentalWarning[^]*$/, '')]).toEqual(['SIGKILL', '']);
  return existsSync(join(folder, 'steps')) ? readFileSync(join(folder, 'steps'), 'utf8').trim().split('\n').map((line) => JSON.parse(line)) : [];
}

describe('an execution', () => {
  it('gives commands, waits for its token and for the clock, and comes to its end', async () => {
    const { workflows, tokens, commands, payloads, shown, later } = shop();
    await workflows.start(start);
    await workflows.atRest();
    expect(payloads[0]).toEqual({ machine: 'order', execution: 'order-1', state: 'Take', entered: at, record: start.input.record, command: 'take', body: {} });
    expect(shown()).toMatchObject({ name: 'order-1', record: 'ORD0000001', status: 'RUNNING', state: 'Decision', waitingFor: 'decision', startedAt: at });
    await workflows.send(tokens()[0]!, { decision: 'yes' });
    await workflows.atRest();
    expect(shown()).toMatchObject({ state: 'Rest' });
    await later(DAY - 1);
    expect(commands()).toEqual(['take']);
    await later(1);
    expect(commands()).toEqual(['take', 'ship']);
    expect(shown()).toMatchObject({ status: 'SUCCEEDED', endedAt: '2026-01-06T09:00:00.000Z', transitions: 5 });
  });

  it('is started once, however often and by however many its name is given', async () => {
    const { workflows, commands } = shop();
    await Promise.all([workflows.start(start), workflows.start(start)]);
    await workflows.start(start);
    await workflows.atRest();
    expect(commands()).toEqual(['take']);
    expect(workflows.list()).toHaveLength(1);
  });

  it('takes the first of several answers, and none that nobody waits for', async () => {
    const { workflows, tokens, later, shown } = shop(writeMachine(scratchDir(), {
      ...order, Decision: waitState('decision', 'Which'),
      Which: { Type: 'Choice', Choices: [{ Variable: '$.last.decision', StringEquals: 'yes', Next: 'Done' }], Default: 'Failed' },
    }));
    await workflows.start(start);
    await workflows.atRest();
    await Promise.all([workflows.send(tokens()[0]!, { decision: 'yes' }), workflows.send(tokens()[0]!, { decision: 'no' })]);
    await workflows.send('never given', { decision: 'no' });
    await later(3600);
    expect(shown()).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('is late only once, though the answer comes at the same moment', async () => {
    const { workflows, tokens, commands, later, shown } = shop();
    await workflows.start(start);
    await workflows.atRest();
    const late = later(3600);
    await workflows.send(tokens()[0]!, { decision: 'yes' });
    await late;
    expect(commands()).toEqual(['take', 'giveUp']);
    expect(shown()).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('goes on at once when the wait is over before it began', async () => {
    const { workflows, shown } = shop(undefined, async (payload, send) => {
      if (payload.token) await send(payload.token, { decision: 'yes' });
      return {};
    });
    await workflows.start(start);
    await workflows.atRest();
    expect(shown()).toMatchObject({ state: 'Rest' });
  });

  it('stays answered when the step that answered its wait fails afterwards', async () => {
    const { workflows, payloads, shown } = shop(undefined, async (payload, send) => {
      if (!payload.token) return {};
      await send(payload.token, { decision: 'yes' });
      throw new Error('the answer got lost');
    });
    await workflows.start(start);
    await workflows.atRest();
    expect(payloads).toHaveLength(2);
    expect(shown()).toMatchObject({ state: 'Rest' });
  });

  it('tries a step again without the real time that it would take, under the same time of entry, and then fails', async () => {
    const { workflows, payloads, shown, later } = shop(undefined, async () => {
      void later(1);
      throw Object.assign(new Error('over capacity'), { name: 'Throttled' });
    });
    await workflows.start(start);
    await workflows.atRest();
    expect(payloads.map(({ state, entered }) => [state, entered])).toEqual([['Take', at], ['Take', at], ['Take', at]]);
    expect(shown()).toMatchObject({ status: 'FAILED', error: expect.stringContaining('OrderFailed') });
  });

  it('that fails is told of by the name of what failed, and not by its words, which may quote somebody', async () => {
    const said: string[] = [];
    const uncaught = { ...commandState('take', 'Done'), Catch: undefined };
    const { workflows, shown } = shop(writeMachine(scratchDir(), { Take: uncaught, Done: { Type: 'Succeed' } }), async () => {
      throw Object.assign(new Error('The value anna@example.com is invalid'), { name: 'ValidationException' });
    }, (line) => said.push(line));
    await workflows.start(start);
    await workflows.atRest();
    expect(shown()).toMatchObject({ status: 'FAILED' });
    expect(said).toEqual([expect.stringMatching(/^order order-1 failed: ValidationException/)]);
    expect(said.join()).not.toContain('anna');
  });

  it('enters a state anew in a loop, at another time', async () => {
    const { workflows, payloads, later } = shop(writeMachine(scratchDir(), { Decision: waitState('decision', 'Done', { late: 'Decision' }), Done: { Type: 'Succeed' }, Failed: { Type: 'Fail' } }));
    await workflows.start(start);
    await workflows.atRest();
    await later(3600);
    expect(payloads.map(({ entered }) => entered)).toEqual([at, '2026-01-05T10:00:00.000Z']);
    expect(new Set(payloads.map(({ token }) => token)).size).toBe(2);
  });

  it('takes the time of a wait from a path, and waits in branches beside each other', async () => {
    const branch = (wait: string): object => ({ StartAt: wait, States: { [wait]: (({ TimeoutSeconds: _, Next: __, Catch: ___, ...state }) => ({ ...state, TimeoutSecondsPath: '$.seconds', End: true }))(waitState(wait, '')) } });
    const folder = writeMachine(scratchDir(), {
      Set: { Type: 'Pass', Result: 60, ResultPath: '$.seconds', Next: 'Both' },
      Both: { Type: 'Parallel', Branches: [branch('one'), branch('two')], Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Done' }], Next: 'Failed' },
      Done: { Type: 'Succeed' }, Failed: { Type: 'Fail' },
    });
    const { workflows, shown, later, tokens } = shop(folder);
    await workflows.start(start);
    await workflows.atRest();
    expect(tokens()).toHaveLength(2);
    expect(workflows.nextDeadline('2026-01-06T00:00:00.000Z')).toBe('2026-01-05T09:01:00.000Z');
    await later(59);
    expect(shown()).toMatchObject({ status: 'RUNNING' });
    await later(1);
    expect(shown()).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('after a kill', () => {
  it('an execution that waited goes on once', async () => {
    const folder = writeMachine(scratchDir());
    const before = killed(folder, 'nothing');
    expect(before.map(({ command, wait }) => command ?? wait)).toEqual(['take', 'decision']);
    const { workflows, payloads, commands, later, shown } = shop(folder);
    workflows.takeUp();
    await workflows.atRest();
    expect(payloads.map(({ token, entered }) => [token, entered])).toEqual([[before[1].token, at]]);
    await workflows.send(before[1].token, { decision: 'yes' });
    await workflows.atRest();
    await later(DAY);
    expect(commands()).toEqual(['ship']);
    expect(shown()).toMatchObject({ status: 'SUCCEEDED', transitions: 5 });
  });

  it('an execution in the middle of a step takes it again under the same key', async () => {
    const folder = writeMachine(scratchDir());
    const [before] = killed(folder, 'take');
    const { workflows, payloads } = shop(folder);
    workflows.takeUp();
    await workflows.atRest();
    expect(payloads[0]).toEqual(before);
    expect(payloads).toHaveLength(2);
  });

  it('an answer that was given is not asked for again, and one that came in time stays in time', async () => {
    const folder = writeMachine(scratchDir());
    const first = shop(folder);
    await first.workflows.start(start);
    await first.workflows.atRest();
    await first.workflows.send(first.tokens()[0]!, { decision: 'yes' });
    await first.workflows.stop();
    const { workflows, payloads, commands, later } = shop(folder);
    workflows.takeUp();
    await workflows.atRest();
    expect(payloads).toEqual([]);
    await later(2 * DAY);
    expect(commands()).toEqual(['ship']);
  });

  it('a wait whose time went by meanwhile is over', async () => {
    const folder = writeMachine(scratchDir());
    killed(folder, 'nothing');
    const { workflows, commands, later } = shop(folder);
    workflows.takeUp();
    await workflows.atRest();
    await later(3600);
    expect(commands()).toEqual(['giveUp']);
  });

  it('an execution keeps the machine that it began with', async () => {
    const folder = writeMachine(scratchDir());
    killed(folder, 'nothing');
    writeMachine(folder, { Take: commandState('somethingElse', 'Done'), Done: { Type: 'Succeed' }, Failed: { Type: 'Fail' } });
    const { workflows, commands, later } = shop(folder);
    workflows.takeUp();
    await workflows.atRest();
    await later(3600);
    expect(commands()).toEqual(['giveUp']);
  });

  it('an execution that is taken up while it runs goes on once all the same', async () => {
    const { workflows, tokens, commands, later, shown } = shop();
    await workflows.start(start);
    await workflows.atRest();
    workflows.takeUp();
    workflows.takeUp();
    await workflows.atRest();
    expect(new Set(tokens()).size).toBe(1);
    await workflows.send(tokens()[0]!, { decision: 'yes' });
    await workflows.atRest();
    await later(DAY);
    expect(commands()).toEqual(['take', 'ship']);
    expect(shown()).toMatchObject({ status: 'SUCCEEDED' });
  });
});
