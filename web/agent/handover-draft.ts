import type { AnyRecord, Comment, Entry } from '../api/records.ts';
import { instantText, label } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';
import { handoverOf } from './handover.ts';

/** As long as a part of a handover may be. */
const MOST = 2_000;

/** What is known, drafted for the next team, latest first. People read and edit it before it goes. */
export function draftHandover({ record, timeline, comments, nameOf }: { record: AnyRecord; timeline: readonly Entry[]; comments: readonly Comment[]; nameOf: (person: string) => string }) {
  const said = (at: string, who: string, what: string): string => `${instantText(at)}, ${nameOf(who)}: ${what.trim()}`;
  const ours = comments.filter(({ actor }) => actor !== record.requester);
  const steps = timeline.filter(({ command, note, actor }) => note && command !== 'comment' && command !== 'transfer' && actor !== record.requester && actor !== 'system');
  const done = [
    ...ours.map(({ at, actor, text }) => ({ at, line: said(at, actor, text) })),
    ...steps.map(({ at, actor, command, note }) => ({ at, line: said(at, actor, `${label(command)}: ${note}`) })),
  ].sort((one, other) => other.at.localeCompare(one.at)).map(({ line }) => line);
  const told = ours.filter(({ visibility }) => visibility === 'public').map(({ at, actor, text }) => said(at, actor, text)).reverse();
  const before = handoverOf(record);
  return {
    summary: within([String(record.title), ...(record.description ? [firstSentences(String(record.description), 2)] : [])], '. '),
    tried: within([...done, ...(before && before.outcome !== 'pending' ? [said(before.at, before.by, before.tried)] : [])], '\n'),
    customerTold: within(told.length > 0 ? told : [before?.customerTold ?? texts.agent.transfer.nothingTold], '\n'),
  };
}

/** As many whole pieces as may be said; the first one cut where even that is too long. */
function within(pieces: readonly string[], glue: string): string {
  let all = '';
  for (const piece of pieces) {
    const next = all ? `${all.replace(/[.!?]$/, (end) => glue.startsWith('.') ? '' : end)}${glue}${piece}` : piece.slice(0, MOST);
    if (next.length > MOST) break;
    all = next;
  }
  return all;
}

const firstSentences = (text: string, count: number): string => (text.trim().match(/[^.!?]+[.!?]*\s*/g) ?? [text]).slice(0, count).join('').trim();
