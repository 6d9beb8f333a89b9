import type { Actor, AnyDefinition, AnyRecord, Role } from '../shared/record/define.ts';
import { Refusal } from '../shared/record/fault.ts';
import { decide, isEmpty, type Decision } from '../shared/record/lifecycle.ts';

interface Setting {
  readonly roles: readonly Role[];
  readonly name: string;
  readonly profile: NonNullable<Actor['profile']>;
  readonly now: string;
  /** What markers carry, by the name of the lookup. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Records that are referred to, by `type/id`; any other exists, with nothing but its name. */
  readonly others: Readonly<Record<string, object>>;
}

export interface Outcome {
  /** As the command left it; as it stood when refused. */
  readonly record: AnyRecord;
  readonly events: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly due?: string;
  readonly note?: string;
  /** The refusal's code, and those of the fields at fault: `invalid-fields`, `/ends not-later`. */
  readonly refused?: readonly string[];
  /** Goes on from here. */
  readonly next: Given;
}

export interface Given {
  as(...roles: Role[]): Given;
  /** Who acts, and what is known of them. */
  who(name: string, profile?: NonNullable<Actor['profile']>): Given;
  at(now: string): Given;
  facing(more: Partial<Pick<Setting, 'facts' | 'others'>>): Given;
  when(command: string, body?: object): Outcome;
  /** Runs the timers that are due, as the sweep does. */
  swept(now: string): Outcome;
}

/** Given a record (none to begin with `create`), when a command, then what comes of it: rules without a store. */
export function given(definition: unknown, record?: object): Given {
  const whole = record && { id: 'X0000001', number: 'X0000001', version: 1, createdAt: '2026-01-01T09:00:00.000Z', createdBy: 'anna', updatedAt: '2026-01-01T09:00:00.000Z', watchers: [], ...record };
  return stand(definition as AnyDefinition, whole as AnyRecord | undefined, { roles: ['agent'], name: 'anna', profile: {}, now: '2026-01-01T09:00:00.000Z', facts: {}, others: {} });
}

function stand(definition: AnyDefinition, record: AnyRecord | undefined, setting: Setting): Given {
  const change = (more: Partial<Setting>): Given => stand(definition, record, { ...setting, ...more });
  const when = (command: string, body: object = {}): Outcome => {
    const { roles, name, profile, now, facts, others } = setting;
    const decision = decide({
      definition, command, body, now, facts, record: command === 'create' ? undefined : record, actor: { tenant: 'campsite', name, roles, profile },
      identity: { number: `${definition.prefix}0000001`, id: (body as { name?: string }).name ?? `${definition.prefix}0000001` },
      found: (type, id) => ({ id, name: id, ...others[`${type}/${id}`] }) as unknown as AnyRecord,
    });
    return outcome(decision);
  };
  const outcome = (decision: Decision | Refusal): Outcome => {
    if (decision instanceof Refusal) return { record: record!, events: [], data: {}, refused: [decision.code, ...decision.faults.map(({ pointer, code }) => `${pointer} ${code}`)], next: change({}) };
    const after = isEmpty(decision) ? record! : decision.record;
    const { happenings, note } = decision.step;
    return { record: after, events: happenings.map(({ type }) => type), data: Object.assign({}, ...happenings.map(({ data }) => data)), due: decision.due, note, next: stand(definition, after, setting) };
  };
  return {
    as: (...roles) => change({ roles }),
    who: (name, profile = {}) => change({ name, profile }),
    at: (now) => change({ now }),
    facing: ({ facts, others }) => change({ facts: { ...setting.facts, ...facts }, others: { ...setting.others, ...others } }),
    when,
    swept: (now) => {
      const due = Object.values(definition.timers ?? {}).filter(({ at }) => (at(record!, record!.calendar) ?? '~') <= now).map(({ run }) => run);
      const start = stand(definition, record, { ...setting, roles: ['system'], name: 'system', now }).when('tick');
      const end = due.reduce((done, run) => {
        const one = done.next.when(run);
        return { ...one, events: [...done.events, ...one.events] };
      }, start);
      return { ...end, next: stand(definition, end.record, { ...setting, now }) };
    },
  };
}
