import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { openWorkflows, type ExecutionShown } from '../../local/workflows.ts';
import { definitions } from '../../functions/index.ts';
import type { AnyDefinition } from '../../shared/record/define.ts';
import type { Send, StepPayload, View } from '../../shared/events/workflow.ts';
import { scratchDir } from '../local/scratch.ts';

const folder = join(import.meta.dirname, '..', '..', 'statemachines');

export interface Walk {
  /** Changes the record as people or timers would, and looks at the waits again. */
  change(fields: object): Promise<void>;
  /** Moves the clock, and ends the waits whose time is over. */
  advance(seconds: number): Promise<void>;
  /** The commands that the machine gave, in their order. */
  readonly commands: string[];
  execution(): ExecutionShown;
}

/**
 * A machine on the embedded interpreter, without a store: the record is what the test says.
 * @param answers what a command does to the record: the fields that it changes, the code with which it is refused, or the error that its step throws
 */
export async function walk(machine: string, { record, answers = {} }: { record: object; answers?: Readonly<Record<string, object | string>> }): Promise<Walk> {
  const definition = definitions.find(({ workflows }) => workflows && machine in workflows) as AnyDefinition;
  const { view, waits = {} } = definition.workflows![machine]!;
  let now = Date.parse('2026-01-05T09:00:00.000Z');
  let current: any = { id: 'X0000001', number: 'X0000001', version: 1, watchers: [], ...record };
  const open = new Map<string, string>();
  const commands: string[] = [];
  const look = async (send: Send): Promise<void> => {
    for (const [token, stage] of open) {
      const output = waits[stage]!(current);
      if (output && open.delete(token)) await send(token, output);
    }
  };
  const step = async (payload: StepPayload, send: Send): Promise<View> => {
    if ('wait' in payload) {
      open.set(payload.token, payload.wait);
      await look(send);
      return {};
    }
    commands.push(payload.command);
    const answer = answers[payload.command] ?? {};
    if (answer instanceof Error) throw answer;
    if (typeof answer === 'string') return { ...view(current), refused: answer };
    current = { ...current, ...answer };
    return view(current);
  };
  const workflows = openWorkflows({ file: join(scratchDir(), 'workflows.sqlite'), machines: folder, now: () => new Date(now).toISOString(), step, log: () => {} });
  onTestFinished(() => workflows.stop());
  await workflows.start({ machine, name: 'walk', input: { record: { tenant: 'campsite', type: definition.name, id: 'X0000001' } } });
  await workflows.atRest();
  return {
    commands,
    async change(fields) {
      current = { ...current, ...fields };
      await look(workflows.send);
      await workflows.atRest();
    },
    async advance(seconds) {
      now += seconds * 1000;
      workflows.expire();
      // What is tried again is tried after a moment of real time.
      await delay(1);
      await workflows.atRest();
    },
    execution: () => workflows.list()[0]!,
  };
}
