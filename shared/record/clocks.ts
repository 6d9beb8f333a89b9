import {
  always, announce, marksDue, nextMarkAt, pauseClock, readClock, rearm, reopenClock, resumeClock, retargetClock, startClock, stopClock,
  type BusinessCalendar, type Clock,
} from '../clock/index.ts';
import type { AnyDefinition, AnyRecord, Context, Happening } from './define.ts';

export interface Kept { readonly clocks: readonly Clock[]; readonly happenings: readonly Happening[] }

type Rules = NonNullable<AnyDefinition['clocks']>;

/** The calendar that a record's clocks run on: the agreement's own copy kept on the record, or round the clock. */
export const calendarOf = (record: Partial<AnyRecord> | undefined): BusinessCalendar => record?.calendar ?? always;

/**
 * Brings the clocks of a record to where its state wants them, recomputing targets from what is agreed now.
 * What fell due before this step, and was not yet announced because the sweep had not come by, is announced with it:
 * a clock that stops in the very minute it breaches would otherwise leave the due index with its breach untold.
 * @param before the record as it stood, undefined when it is being made
 */
export function keepClocks({ rules, before, after, context }: { rules: Rules; before?: AnyRecord; after: AnyRecord; context: Context<any, any, any, any> }): Kept {
  const at = context.now;
  const happenings: Happening[] = [];
  const tell = (clock: Clock, calendar: BusinessCalendar): Clock => {
    const marks = marksDue({ clock, calendar, at });
    for (const { kind, percent, at: since } of marks) {
      happenings.push({ type: kind === 'breach' ? 'clock-breached' : 'clock-warned', data: { clock: clock.name, percent, since } });
    }
    return marks.length ? announce(clock, marks) : clock;
  };
  const clocks = Object.entries(rules).flatMap(([name, rule]) => {
    const running: Clock | undefined = before?.clocks?.find((clock: Clock) => clock.name === name);
    const told = running && tell(running, calendarOf(before));
    const target = rule.target({ ...context, record: after });
    const warnings = rule.warnAt?.({ ...context, record: after });
    const runs = rule.runsIn.includes(after.state) && !rule.done?.(after);
    if (!told && (target === undefined || (rule.fromFirstRun && !runs))) return [];
    const started = told
      ? retargetClock(told, { target, warnings })
      : startClock({ name, at: rule.fromFirstRun ? at : after.createdAt, target: target!, warnings });
    const moved = follow({ clock: started, rule, record: after, at });
    return [tell(rearm({ clock: moved, calendar: calendarOf(after), at }), calendarOf(after))];
  });
  return { clocks, happenings };
}

function follow({ clock, rule, record, at }: { clock: Clock; rule: Rules[string]; record: AnyRecord; at: string }): Clock {
  if (rule.done?.(record)) return stopClock({ clock, at });
  if (rule.pausesIn?.includes(record.state)) return pauseClock({ clock: clock.state === 'stopped' ? reopenClock({ clock, at }) : clock, at, reason: rule.pauseReason?.(record) ?? record.state });
  if (rule.runsIn.includes(record.state)) return wake(clock, at);
  return stopClock({ clock, at });
}

const wake = (clock: Clock, at: string): Clock =>
  clock.state === 'stopped' ? reopenClock({ clock, at }) : clock.state === 'paused' ? resumeClock({ clock, at }) : clock;

/** The next moment at which the sweep must look at a record: a warning, a breach or a timer; undefined when nothing will fall due. */
export function nextDue(definition: AnyDefinition, record: AnyRecord): string | undefined {
  const calendar = calendarOf(record);
  const moments = [
    ...(record.clocks ?? []).map((clock: Clock) => nextMarkAt({ clock, calendar })),
    ...Object.values(definition.timers ?? {}).map((timer) => timer.at(record, calendar)),
  ].filter((moment): moment is string => moment !== undefined);
  return moments.sort()[0];
}

/** The earliest deadline among a record's running clocks: what its work queue sorts by, and what people count down to. */
export function promisedAt(record: AnyRecord): string | undefined {
  return (record.clocks ?? [])
    .map((clock: Clock) => readClock({ clock, calendar: calendarOf(record), at: record.updatedAt }).dueAt)
    .filter((moment: string | undefined) => moment !== undefined)
    .sort()[0];
}
