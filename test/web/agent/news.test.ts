import { expect, it } from 'vitest';
import { newsSince } from '../../../web/agent/news.ts';
import type { Entry } from '../../../web/api/records.ts';

const at = '2026-11-01T08:00:00.000Z';
const entry = (version: number, actor: string, command = 'hold'): Entry => ({ at, actor, command, version, to: 'on-hold', changes: {}, visibility: 'public', events: [] });
const news = (timeline: readonly Entry[], later = 0) => newsSince(timeline, { version: 1, me: 'anna', now: Date.parse(at) + later }).map(({ version }) => version);

it('tells what others did since, and neither what is known nor what the service did by itself', () => {
  expect(news([entry(1, 'chen'), entry(2, 'chen'), entry(4, 'system', 'touch'), entry(5, 'bram', 'assign')])).toEqual([2, 5]);
});
it('takes for seen what came before a step of one’s own', () => expect(news([entry(2, 'chen'), entry(3, 'anna'), entry(4, 'bram')])).toEqual([4]));
it('has nothing left to tell of what was done a while ago', () => expect([news([entry(2, 'chen')], 299_000), news([entry(2, 'chen')], 301_000)]).toEqual([[2], []]));
