import type { Entry } from '../api/records.ts';
import { texts } from '../texts/index.ts';

/** One line of what a requester is told: who did what, and the words that came with it. */
export interface Said {
  readonly key: string;
  readonly at: string;
  readonly who: 'you' | 'reporter' | 'us';
  readonly what: string;
  readonly text?: string;
}

/** A ticket's timeline in plain words, oldest first: what was said, and the steps that matter to whoever reported it, or follows it. */
export function conversationOf(entries: readonly Entry[], { me, requester }: { me: string; requester: unknown }): Said[] {
  return entries.flatMap(({ at, actor, command, version, note, changes, from, to }, index) => {
    const who = actor === me ? 'you' as const : actor === requester ? 'reporter' as const : 'us' as const;
    const { happened, happenedByUs, happenedByItself } = texts.portal;
    const what = (actor === 'system' && happenedByItself[command]) || (who === 'us' && happenedByUs[command]) || happened[command];
    if (!what || (command === 'update' && !changes.title && !changes.description)) return [];
    // Who will do it moves about; only that somebody took it up is news.
    if (command === 'assign' && from === to) return [];
    const text = note ?? (command === 'create' ? changes.description?.to as string | undefined : undefined);
    return [{ key: `${version}/${index}`, at, who, what, ...(text && { text }) }];
  });
}

/** How far a ticket has come, as steps. */
export type Progress = 'done' | 'now' | 'later';

const order = ['received', 'taken', 'working', 'solved'] as const;
export type Step = (typeof order)[number];
const at: Readonly<Record<string, number>> = { new: 0, assigned: 1, 'in-progress': 2, 'on-hold': 2, resolved: 3, closed: 4 };

/** The four steps from received to solved; none for what was withdrawn. */
export const stepsOf = (state: string): readonly { step: Step; progress: Progress }[] =>
  at[state] === undefined ? [] : order.map((step, index) => ({ step, progress: index < at[state]! ? 'done' : index === at[state] ? 'now' : 'later' }));

/** Where a ticket stands, in words that need no explanation. */
export const statusOf = ({ state, holdReason }: { state: string; holdReason?: unknown }): string =>
  (state === 'on-hold' && texts.portal.waitingFor[String(holdReason)]) || texts.portal.status[state] || state;
