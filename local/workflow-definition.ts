import type { StateMachineDefinition } from 'aws-local-stepfunctions';

type State = Record<string, any>;

/** Values that a call alone knows, in the place of what the context object says on AWS. */
export const contextual = { entered: '\0entered', token: '\0token', started: '\0started' } as const;

/** The longest that a timer of this process can run; waits have their own time, which the movable clock keeps. */
const NO_TIMEOUT = Math.floor((2 ** 31 - 1) / 1000);

/**
 * A machine as the embedded interpreter runs it: every state that takes time is a Task that is handed over, with its time in
 * `local.seconds` or `local.timestamp`. The limit for a whole execution is left to AWS.
 * @returns the machine, and the names of its Task states
 */
export function localise(definition: object): { machine: StateMachineDefinition; tasks: string[] } {
  const tasks: string[] = [];
  const machine = (one: State): State => {
    const { TimeoutSeconds: _, States, ...rest } = one;
    return { ...rest, States: Object.fromEntries(Object.entries(States as Record<string, State>).map(([name, state]) => [name, local(name, state)])) };
  };
  const local = (name: string, state: State): State => {
    if (state.Type === 'Parallel') return { ...state, Branches: state.Branches.map(machine) };
    if (state.Type !== 'Task' && state.Type !== 'Wait') return state;
    tasks.push(name);
    return state.Type === 'Task' ? localTask(name, state) : localWait(state);
  };
  return { machine: machine(definition) as StateMachineDefinition, tasks };
}

/** Whether a Task of the machine is ended by its token. */
export const waitsForToken = (definition: object, name: string): boolean => JSON.stringify(stateOf(definition, name)?.Resource ?? '').includes('.waitForTaskToken');

function stateOf({ States }: State, name: string): State | undefined {
  return States[name] ?? Object.values(States as Record<string, State>).flatMap(({ Branches = [] }) => Branches as State[]).map((branch) => stateOf(branch, name)).find((state) => state);
}

const localTask = (name: string, { TimeoutSeconds, TimeoutSecondsPath, HeartbeatSeconds: _, Parameters, ...state }: State): State => ({
  ...state, TimeoutSeconds: NO_TIMEOUT,
  Parameters: { ...knownHere(Parameters, name), local: TimeoutSecondsPath ? { 'seconds.$': TimeoutSecondsPath } : { seconds: TimeoutSeconds ?? null } },
});

const localWait = ({ Type: _, Comment, InputPath, OutputPath, Next, End, ...times }: State): State => ({
  Type: 'Task', Resource: 'local', TimeoutSeconds: NO_TIMEOUT, ResultPath: null, ...(Next ? { Next } : { End }), ...(Comment && { Comment }), ...(InputPath !== undefined && { InputPath }), ...(OutputPath !== undefined && { OutputPath }),
  Parameters: { local: Object.fromEntries(Object.entries(times).map(([key, value]) => [key.replace(/Path$/, '.$').replace(/^S/, 's').replace(/^T/, 't'), value])) },
});

function knownHere(template: any, name: string): any {
  if (typeof template !== 'object' || template === null) return template;
  if (Array.isArray(template)) return template.map((one) => knownHere(one, name));
  return Object.fromEntries(Object.entries(template).map(([key, value]) => {
    const known = { '$$.State.Name': name, '$$.State.EnteredTime': contextual.entered, '$$.Task.Token': contextual.token, '$$.Execution.StartTime': contextual.started }[String(value)];
    return key.endsWith('.$') && known !== undefined ? [key.slice(0, -2), known] : [key, knownHere(value, name)];
  }));
}

/** Puts the values of a call where {@link localise} left room for them. */
export function filled<T>(input: T, values: Readonly<Record<keyof typeof contextual, string>>): T {
  return JSON.parse(JSON.stringify(input), (_, value) => {
    const name = (Object.keys(contextual) as (keyof typeof contextual)[]).find((one) => contextual[one] === value);
    return name ? values[name] : value;
  }) as T;
}
