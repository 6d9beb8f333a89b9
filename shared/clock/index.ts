export { addBusinessDays, addBusinessSeconds, businessSeconds, isOpen, nextOpening } from './business-time.ts';
export { always, type BusinessCalendar, type Weekday } from './calendar.ts';
export { type CalendarFault, checkCalendar } from './check-calendar.ts';
export { type Clock, type Interval, pauseClock, reopenClock, resumeClock, retargetClock, startClock, stopClock } from './clock.ts';
export { formatDuration, parseDuration } from './duration.ts';
export { formatInstant, type Instant, parseInstant } from './instant.ts';
export { announce, type Mark, marksDue, nextMarkAt, rearm } from './marks.ts';
export { type ClockReading, type PresentedClock, presentClock, readClock } from './read-clock.ts';
