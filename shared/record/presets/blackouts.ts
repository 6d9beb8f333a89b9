import { isOpen, type BusinessCalendar } from '../../clock/index.ts';
import { lookup } from '../define.ts';
import { flag, instant, json, list, object, optional, text } from '../field.ts';

/** How many a calendar holds at once; those that are over leave it. */
export const MOST_BLACKOUTS = 100;

/** Times in which nothing goes into production, planned or on. */
export const blackoutList = list(object({
  maintenance: text(), title: text(), start: instant(), end: optional(instant()), recurrence: optional(json<BusinessCalendar>(() => [])),
  all: optional(flag()), environments: optional(list(text(), { max: 10 })), services: optional(list(text(), { max: 10 })),
}), { max: MOST_BLACKOUTS });

export interface Blackout {
  readonly maintenance: string; readonly title: string; readonly start: string; readonly end?: string; readonly recurrence?: BusinessCalendar;
  readonly all?: boolean; readonly environments?: readonly string[]; readonly services?: readonly string[];
}

/** The tenant's calendar of blackouts, as a lookup of practices that bring something into production; read together with their record. */
export const blackoutCalendar = lookup('deployment-calendar', 'current', { by: () => ['default'], pick: { blackouts: optional(blackoutList) } });

/** Those that are on at a moment and cover an environment or a service. One that covers configuration items only is for the change schedule. */
export const blackoutsOn = (blackouts: readonly Blackout[] | undefined, { environment, service, at }: { environment?: string; service?: string; at: string }): readonly Blackout[] =>
  (blackouts ?? []).filter((one) => (one.all || one.environments?.includes(environment ?? '') || one.services?.includes(service ?? ''))
    && one.start <= at && (!one.end || at < one.end) && (!one.recurrence || isOpen(one.recurrence, at)));
