import { texts } from '../texts/index.ts';
import './agent.css';

/** Each priority has a shape of its own: two arrows up, one, a bar, one down, a dot. */
const shapes: Readonly<Record<number, string>> = { 1: 'M3 8l5-5 5 5M3 13l5-5 5 5', 2: 'M3 10.5l5-5 5 5', 3: 'M3 6.25h10M3 9.75h10', 4: 'M3 5.5l5 5 5-5', 5: 'M8 7.9v.2' };

/** A priority by number, shape and word; `brief` leaves the word to those who cannot see the shape. */
export function Priority({ value, brief = false }: { value: unknown; brief?: boolean }) {
  const priority = Number(value);
  const word = texts.agent.priority[priority];
  if (!word) return <>{texts.practice.none}</>;
  return (
    <span className={`agent-priority agent-priority-${priority}`} {...(brief && { role: 'img', 'aria-label': texts.agent.priorityOf(priority, word), title: word })}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d={shapes[priority]} fill="none" stroke="currentColor" strokeWidth={priority === 5 ? 4 : 2.2} strokeLinecap="round" strokeLinejoin="round" /></svg>
      <b>{priority}</b>{!brief && <span>{word}</span>}
    </span>
  );
}
