import { useMemo, useRef, useState } from 'react';
import { useMe, type RecordType } from '../api/practices.ts';
import { MOST_ROWS, useRecords } from '../api/records.ts';
import { settle } from './arrivals.ts';
import type { Directory } from './directory.ts';
import { byUrgency, countsOf, isWhole, openStates, queuesFor, type Queue } from './queues.ts';

/** Counts may be older than the rows that somebody looks at. */
const COUNTS_POLL = 60_000;

/** All queues, with how many tickets each holds; `complete` says whether everything open was counted. */
export function useQueues(type: RecordType, { teams, nameOf }: Directory, asked: string) {
  const me = useMe();
  const queues = useMemo(() => {
    // The one that is asked for is there before all teams are known.
    const ids = new Set([...teams.map(({ name }) => String(name)), ...(/^team:(.+)/.exec(asked)?.slice(1) ?? [])]);
    return queuesFor({ me, type, teams: [...ids].map((id) => ({ id, title: nameOf('team', id) })).sort((one, other) => one.title.localeCompare(other.title)) });
  }, [me, type, teams, nameOf, asked]);
  const open = useRecords(type, { state: openStates(type) }, { poll: COUNTS_POLL });
  const counts = useMemo(() => open.items && !open.loadingMore ? countsOf(queues, open.items) : undefined, [queues, open.items, open.loadingMore]);
  return { queues, counts, complete: isWhole(open) };
}

export type QueueRows = ReturnType<typeof useQueueRows>;

/** The rows of a queue in its order; they stay where they are, and what comes in waits until it is asked for. At most so many (`most`) are looked through. */
export function useQueueRows(type: RecordType, queue: Queue) {
  const found = useRecords(type, queue.filters);
  const items = useMemo(() => {
    const kept = queue.keep ? found.items?.filter(queue.keep) : found.items;
    return queue.filters.state ? kept?.toSorted(byUrgency) : kept;
  }, [found.items, queue]);
  const settled = useRef<{ queue: string; order: readonly string[] }>(undefined);
  const [, redraw] = useState(0);
  const loading = items === undefined && !found.error;
  const { rows, arrived } = settle(settled.current?.queue === queue.id ? settled.current.order : undefined, items ?? []);
  // What is still being loaded has not come in since.
  if (items && !found.loadingMore) settled.current = { queue: queue.id, order: rows.map(({ number }) => number) };
  return {
    rows, arrived, loading, loadingMore: found.loadingMore, complete: isWhole(found), most: MOST_ROWS, refetch: found.refetch,
    /** Of the last try; what was loaded before is there all the same, unless nothing was (`failed`). */
    error: found.error, failed: found.error !== null && items === undefined,
    showArrived: () => { settled.current = undefined; redraw((count) => count + 1); },
  };
}
