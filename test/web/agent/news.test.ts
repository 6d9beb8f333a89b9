import { expect, it } from 'vitest';
import { newsSince } from '../../../web/agent/news.ts';
import type { Entry } from '../../../web/api/records.ts';

const entry = (version: number, actor: string, command = 'hold'): Entry => ({ at: '2026-11-01T08:00:00.000Z', actor, command, version, to: 'on-hold', changes: {}, visibility: 'public', events: [] });

it('tells what others did since, and neither what is known nor what the service did by itself', () => {
  const timeline = [entry(1, 'chen'), entry(2, 'chen'), entry(3, 'anna'), entry(4, 'system', 'touch'), entry(5, 'bram', 'assign')];
  expect(newsSince(timeline, { version: 1, me: 'anna' }).map(({ version }) => version)).toEqual([2, 5]);
});
