import { useState } from 'react';
import type { RecordType } from '../api/practices.ts';
import { useRecord, type AnyRecord } from '../api/records.ts';
import { follow, step, type Place } from './at-hand.ts';
import type { View } from './queue-view.ts';

export interface AtHand {
  readonly number: string | undefined;
  /** Undefined, too, while it is not known yet. */
  readonly record: AnyRecord | undefined;
  goTo(number: string): void;
  /** The number one further down (1) or up (-1). */
  next(by: 1 | -1): string | undefined;
}

/** The ticket that keys and buttons act on: the one beside the queue while there is one, in the queue or not; else the row with the cursor. */
export function useAtHand(type: RecordType, rows: readonly AnyRecord[], { view, change }: { view: View; change: (part: Partial<View>) => void }): AtHand {
  const [kept, setKept] = useState<Place>({ order: [] });
  const order = rows.map(({ number }) => number);
  const place = follow(kept, order, view.beside);
  if (place !== kept) setKept(place);
  const row = rows.find(({ number }) => number === place.number);
  const { data } = useRecord(type, view.beside || undefined);
  return {
    number: place.number,
    // A row knows less, and is asked for less often.
    record: view.beside ? data ?? row : row,
    goTo(number) {
      setKept({ number, order });
      if (view.beside !== undefined) change({ beside: number });
    },
    next: (by) => step(place, order, by),
  };
}
