import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

type State = Record<string, unknown>;
const payload = (more: State): State => ({
  FunctionName: '${StepFunction}',
  Payload: { machine: 'order', 'execution.$': '$$.Execution.Name', 'state.$': '$$.State.Name', 'entered.$': '$$.State.EnteredTime', 'record.$': '$.record', ...more },
});
const retry = [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 900, MaxAttempts: 2 }];
const caught = (Next: string): State[] => [{ ErrorEquals: ['States.ALL'], ResultPath: '$.last', Next }];

export const commandState = (command: string, Next: string): State => ({
  Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: payload({ command, body: {} }), ResultSelector: { 'view.$': '$.Payload' }, ResultPath: '$.last', Retry: retry, Catch: caught('Failed'), Next,
});
export const waitState = (wait: string, Next: string, { seconds = 3600, late = 'Late' }: { seconds?: number; late?: string } = {}): State => ({
  Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', TimeoutSeconds: seconds, Parameters: payload({ wait, 'token.$': '$$.Task.Token' }), ResultPath: '$.last', Retry: retry,
  Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: '$.last', Next: late }, ...caught('Failed')], Next,
});

/** Takes an order, waits for a decision, ships it: small, with every kind of thing that takes time. */
export const order: Record<string, State> = {
  Take: commandState('take', 'Decision'),
  Decision: waitState('decision', 'Rest'),
  Rest: { Type: 'Wait', Seconds: 86_400, Next: 'Ship' },
  Ship: commandState('ship', 'Done'),
  Late: commandState('giveUp', 'Done'),
  Done: { Type: 'Succeed' },
  Failed: { Type: 'Fail', Error: 'OrderFailed' },
};

export function writeMachine(folder: string, states: Record<string, State> = order): string {
  writeFileSync(join(folder, 'order.asl.json'), JSON.stringify({ StartAt: Object.keys(states)[0], States: states }));
  return folder;
}

export const start = { machine: 'order', name: 'order-1', input: { record: { tenant: 'campsite', type: 'order', id: 'ORD0000001' } } } as const;
