import type { Me } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { relativeText, label } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';
import { handoverOf, waitingFor } from './handover.ts';
import { takingOf } from './taking.ts';

/** A command of the service, or `take`, which assigns to oneself. */
export type Step = string;

export interface Now {
  /** How it stands for whoever looks, in a sentence. */
  readonly words: string;
  /** The one or two things they most likely do next, the likeliest first. */
  readonly likely: readonly Step[];
  /** What else they may do. */
  readonly rest: readonly Step[];
}

/** Drawn elsewhere: at the people, at the links, at the fields. */
const elsewhere = new Set(['watch', 'unwatch', 'unlink', 'link', 'comment', 'touch', 'update']);

/** What there is to do with an incident for whoever looks at it. */
export function nowFor(record: AnyRecord, me: Me, { nameOf, now }: { nameOf: (type: 'person' | 'team', id: string) => string; now: number }): Now {
  const allowed = (record.allowedCommands ?? []).filter((command) => !elsewhere.has(command));
  const { words, wants } = standing(record, me, { nameOf, now });
  const likely = wants.filter((step) => allowed.includes(step === 'take' ? 'assign' : step)).slice(0, 2);
  const mayTake = allowed.includes('assign') && takingOf(record, me) === 'assign';
  return { words, likely, rest: [...(mayTake && !likely.includes('take') ? ['take'] : []), ...allowed.filter((command) => !likely.includes(command))] };
}

function standing(record: AnyRecord, me: Me, { nameOf, now }: { nameOf: (type: 'person' | 'team', id: string) => string; now: number }): { words: string; wants: readonly Step[] } {
  const words = texts.agent.now;
  const waits = waitingFor(record, me);
  const handover = handoverOf(record);
  const requester = record.requester === me.name;
  const reason = label(String(record.holdReason ?? '')).toLowerCase();
  if (record.state === 'closed') return { words: words.closed, wants: [] };
  if (record.state === 'canceled') return { words: words.canceled, wants: [] };
  if (record.state === 'resolved') {
    if (requester) return { words: words.confirm, wants: ['close', 'reopen'] };
    return { words: record.autoCloseAt ? words.resolved(relativeText(String(record.autoCloseAt), now)) : words.resolvedPlain, wants: ['reopen'] };
  }
  if (waits === 'us') return { words: words.acceptOrReject(nameOf('team', handover!.to), nameOf('person', handover!.by)), wants: ['accept', 'rejectTransfer'] };
  if (waits === 'them') return { words: words.pendingElsewhere(nameOf('team', handover!.to)), wants: [] };
  if (record.assignee === me.name) {
    if (record.state === 'on-hold') return { words: words.mineOnHold(reason), wants: ['resume', 'resolve'] };
    return record.state === 'in-progress' ? { words: words.mineWorking, wants: ['resolve', 'hold'] } : { words: words.mineToStart, wants: ['start', 'resolve'] };
  }
  if (requester && me.roles.length === 0) return { words: words.yourReport, wants: [] };
  if (record.assignee === undefined) return { words: words.unowned, wants: record.state === 'new' || record.team === undefined || record.team === me.team ? ['take', 'transfer'] : ['transfer'] };
  const who = nameOf('person', String(record.assignee));
  return { words: record.state === 'on-hold' ? words.othersHold(who, reason) : words.others(who), wants: [] };
}
