import aslValidator from 'asl-validator';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { definitions } from '../../functions/index.ts';

const folder = join(import.meta.dirname, '..', '..', 'statemachines');
const machines = readdirSync(folder).map((file) => ({ file, machine: file.replace('.asl.json', ''), definition: JSON.parse(readFileSync(join(folder, file), 'utf8')) }));
const named = definitions.flatMap((definition) => Object.entries(definition.workflows ?? {}).map(([machine, workflow]) => ({ machine, definition, workflow })));

interface State { name: string; machine: string; [key: string]: any }
const statesOf = (machine: string, { States }: any): State[] => Object.entries<any>(States).flatMap(([name, state]) =>
  [{ ...state, name, machine }, ...(state.Branches ?? []).flatMap((branch: any) => statesOf(machine, branch))]);
const states = machines.flatMap(({ machine, definition }) => statesOf(machine, definition));
const tasks = states.filter(({ Type }) => Type === 'Task');
const waits = tasks.filter(({ Resource }) => Resource.endsWith('.waitForTaskToken'));
const wrong = (some: readonly State[], right: (state: State) => boolean): string[] => some.filter((state) => !right(state)).map(({ machine, name }) => `${machine}: ${name}`);
const workflowOf = (machine: string) => named.find((one) => one.machine === machine);

/** An execution lasts a year at most, and has several waits. */
const MOST_SECONDS = 90 * 86_400;

describe('the state machines', () => {
  it('are sound Amazon States Language', () => {
    for (const { machine, definition } of machines) {
      const { isValid, errorsText } = aslValidator(definition, { checkArn: true, checkPaths: true });
      expect([machine, isValid ? '' : errorsText()]).toEqual([machine, '']);
    }
  });

  it('are each named by one definition, and every definition’s machine has its file', () => {
    expect(machines.map(({ machine }) => machine).sort()).toEqual(named.map(({ machine }) => machine).sort());
    expect(machines.map(({ file }) => file).filter((file) => !file.endsWith('.asl.json'))).toEqual([]);
  });

  it('speak JSONPath and hold only states that the embedded interpreter can take up again', () => {
    expect(wrong(states, ({ Type, QueryLanguage }) => QueryLanguage === undefined && ['Task', 'Choice', 'Pass', 'Wait', 'Parallel', 'Succeed', 'Fail'].includes(Type))).toEqual([]);
    const parallel = states.map(({ machine, name }) => `${machine}: ${name}`);
    expect(parallel.filter((name, at) => parallel.indexOf(name) !== at)).toEqual([]);
  });

  it('call one function, with addresses and commands and nothing of what people wrote', () => {
    const keys = ['machine', 'execution.$', 'state.$', 'entered.$', 'record.$', 'command', 'body', 'wait', 'token.$'];
    expect(wrong(tasks, ({ Resource }) => ['arn:aws:states:::lambda:invoke', 'arn:aws:states:::lambda:invoke.waitForTaskToken'].includes(Resource))).toEqual([]);
    expect(wrong(tasks, ({ Parameters: { FunctionName, Payload, ...others } }) => FunctionName === '${StepFunction}' && Object.keys(others).length === 0 && Object.keys(Payload).every((key) => keys.includes(key)))).toEqual([]);
    expect(wrong(tasks, ({ machine, Parameters: { Payload } }) => Payload.machine === machine && Payload['record.$'] === '$.record' && Payload['execution.$'] === '$$.Execution.Name'
      && Payload['state.$'] === '$$.State.Name' && Payload['entered.$'] === '$$.State.EnteredTime')).toEqual([]);
  });

  it('keep the record beside what a Task answers', () => {
    expect(wrong(tasks, ({ ResultPath, Catch = [] }) => [ResultPath, ...Catch.map((one: any) => one.ResultPath)].every((path) => typeof path === 'string' && path.startsWith('$.') && path !== '$.record'))).toEqual([]);
  });

  it('try again what failed, but never what timed out', () => {
    expect(wrong(tasks, ({ Retry = [] }) => Retry.length > 0 && Retry.every(({ ErrorEquals }: any) => !ErrorEquals.includes('States.ALL') && !ErrorEquals.includes('States.Timeout')))).toEqual([]);
  });

  // Step Functions takes an execution up again in the state that failed: after a catch, that would be a state which can do nothing but fail again.
  it('end where a step fails for good, so that they can be redriven from there', () => {
    expect(wrong(tasks, ({ Catch = [] }) => Catch.every(({ ErrorEquals }: any) => ErrorEquals.join() === 'States.Timeout'))).toEqual([]);
  });

  it('wait no longer than they say, and say what comes then', () => {
    expect(wrong(waits, ({ TimeoutSeconds, TimeoutSecondsPath }) => (TimeoutSeconds > 0 && TimeoutSeconds <= MOST_SECONDS) || TimeoutSecondsPath)).toEqual([]);
    expect(wrong(waits, ({ Catch = [] }) => Catch[0]?.ErrorEquals.join() === 'States.Timeout')).toEqual([]);
    expect(wrong(waits, ({ Parameters: { Payload } }) => Payload['token.$'] === '$$.Task.Token' && !('command' in Payload))).toEqual([]);
  });

  it('wait for stages that their definition knows, all of them', () => {
    for (const { machine, workflow } of named) {
      const stages = new Set(waits.filter((state) => state.machine === machine).map(({ Parameters: { Payload } }) => Payload.wait));
      expect([machine, ...stages].sort()).toEqual([machine, ...Object.keys(workflow.waits ?? {})].sort());
    }
  });

  it('give commands of their record that the service itself may give', () => {
    const steps = tasks.filter((state) => !waits.includes(state));
    expect(wrong(steps, ({ machine, Parameters: { Payload } }) => workflowOf(machine)?.definition.commands[Payload.command]?.by.includes('system') ?? false)).toEqual([]);
    expect(wrong(steps, ({ Parameters: { Payload } }) => !('token.$' in Payload) && !('wait' in Payload))).toEqual([]);
  });
});
