import { always, type BusinessCalendar } from '../shared/clock/calendar.ts';
import { checkCalendar } from '../shared/clock/check-calendar.ts';

/**
 * Service hours in one line: `always`, or a time zone and the hours from Monday to Friday, `Europe/Brussels 08:00-12:30,13:00-17:00`.
 * @returns a string when it is none, saying why
 */
export function calendarFrom(line: string): BusinessCalendar | string {
  if (line === 'always') return always;
  const [timeZone = '', hours = '', ...more] = line.trim().split(/\s+/);
  const spans = hours.split(',').map((span) => span.split('-') as unknown as readonly [string, string]);
  const calendar: BusinessCalendar = { timeZone, week: { monday: spans, tuesday: spans, wednesday: spans, thursday: spans, friday: spans } };
  const details = [...new Set(checkCalendar(calendar).map(({ detail }) => detail))];
  if (more.length > 0) details.push('there are too many words');
  return details.length > 0 ? `${details.join('; ')}. Say always, or such as "Europe/Brussels 08:00-12:30,13:00-17:00".` : calendar;
}
