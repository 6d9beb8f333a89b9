import type { QueryRule } from '../../shared/record/define.ts';
import { icalendar } from './icalendar.ts';
import { changesBetween, isOf, ofAsks, spanAsks, spanOf, standing } from './schedule.ts';

const DAY = 86_400_000;
const [BACK, AHEAD] = [28, 63];

/** The change schedule as a calendar that others subscribe to; four weeks back and nine ahead when nothing is said. */
export const feed: QueryRule = {
  help: 'The change schedule as an iCalendar feed; four weeks back and nine ahead when nothing is said', by: ['anyone'],
  asks: { ...spanAsks, ...ofAsks }, contentType: 'text/calendar; charset=utf-8',
  run: async ({ input, actor, read, now }) => {
    const asked = Object.keys(spanAsks).some((name) => name in input) ? input : { from: new Date(Date.parse(now) - BACK * DAY).toISOString(), to: new Date(Date.parse(now) + AHEAD * DAY).toISOString() };
    const { items } = await changesBetween(read, spanOf(asked, now), [...standing, 'review', 'closed']);
    return icalendar(`Changes of ${actor.tenant}`, items.filter(isOf(input)).map(({ number, title, type, state, risk, assignee, plannedStart, plannedEnd, version, updatedAt }) => ({
      uid: `${number}@${actor.tenant}.lambdesk`, start: plannedStart, end: plannedEnd, summary: `${number} ${title}`, sequence: version, updatedAt,
      description: [`Type: ${type}`, `State: ${state}`, risk && `Risk: ${risk}`, assignee && `Implemented by: ${assignee}`].filter(Boolean).join('\n'),
      status: state === 'assess' || state === 'authorize' ? 'TENTATIVE' : 'CONFIRMED',
    })));
  },
};
