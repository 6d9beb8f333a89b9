import type { RecordType } from '../api/practices.ts';
import { serviceNow } from '../api/service-time.ts';
import { texts } from '../texts/index.ts';

/** How a name of the API reads: `holdReason` as “Hold reason”, `in-progress` as “In progress”. */
export function label(name: string): string {
  const known = texts.names[name];
  if (known) return known;
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('-', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What many of a type are called, which is how its route names them. */
export const plural = ({ route }: RecordType): string => label(route);

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

/** The user's time zone, which all times are shown in. */
export const timeZone = zone;

/** A point in time as this user writes them. */
export const instantText = (instant: string): string => dateTime.format(new Date(instant));

/** A calendar date, which has no zone. */
export const dateText = (date: string): string => day.format(new Date(`${date}T00:00:00Z`));

const SECONDS = { W: 604_800, D: 86_400, H: 3_600, M: 60, S: 1 } as const;

/** Seconds in an ISO 8601 duration of weeks, days, hours, minutes and seconds; 0 for anything else. */
export function secondsIn(duration: string): number {
  const parts = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration)?.slice(1) ?? [];
  return Object.values(SECONDS).reduce((sum, seconds, at) => sum + Number(parts[at] ?? 0) * seconds, 0);
}

/** A span in its two largest units, such as “3 h 20 min”. */
export function spanText(seconds: number): string {
  const units = [['d', 86_400], ['h', 3_600], ['min', 60]] as const;
  let left = Math.max(0, Math.round(seconds));
  if (left < 60) return `${left} s`;
  const parts = units.flatMap(([unit, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count > 0 ? [`${count} ${unit}`] : [];
  });
  return parts.slice(0, 2).join(' ');
}

/** An ISO 8601 duration in words. */
export const durationText = (duration: string): string => spanText(secondsIn(duration));

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** How long ago, or how far ahead, such as “2 hours ago”. */
export function relativeText(instant: string, now = serviceNow()): string {
  const seconds = (Date.parse(instant) - now) / 1_000;
  const [unit, size] = ([['day', 86_400], ['hour', 3_600], ['minute', 60]] as const).find(([, most]) => Math.abs(seconds) >= most) ?? ['second', 1] as const;
  return relative.format(Math.round(seconds / size), unit);
}
