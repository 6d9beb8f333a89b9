import type { Clock } from '../api/records.ts';
import { inSentence } from '../texts/en/in-sentence.ts';
import { texts } from '../texts/index.ts';
import { durationText, instantText, label } from './wording.ts';

/** What there is to tell of a clock beside how it stands. How much is used is told once it stands still: what the service said of a running one is old at once. */
export function factsOf(clock: Clock): readonly string[] {
  const words = texts.practice.clock;
  const target = durationText(clock.target);
  return [
    ...(clock.dueAt ? [words.due(instantText(clock.dueAt))] : []),
    clock.state === 'running' ? words.target(target) : words.used(durationText(clock.elapsed), target),
    ...clock.intervals.map(({ state, from, to, reason }) => words.stretchText(`${words.stretch[state]}${reason ? ` (${inSentence(label(reason))})` : ''}`, instantText(from), to && instantText(to))),
  ];
}
