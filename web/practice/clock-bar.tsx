import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Clock } from '../api/records.ts';
import { inSentence } from '../texts/en/in-sentence.ts';
import { texts } from '../texts/index.ts';
import { factsOf } from './clock-facts.ts';
import { readClock, readDue, type ClockLook, type ClockReading } from './clock-reading.ts';
import { useNow } from './now.ts';
import { durationText, instantText, label, spanText } from './wording.ts';
import './practice.css';

const looks: Record<ClockLook, StatusIndicatorProps.Type> = { running: 'pending', soon: 'warning', over: 'error', paused: 'stopped', 'paused-over': 'error', met: 'success', missed: 'error' };

function verdictText({ look, seconds, reason }: ClockReading): string {
  const span = spanText(seconds);
  const words = texts.practice.clock;
  const why = reason && inSentence(label(reason));
  switch (look) {
    case 'running': case 'soon': return words.left(span);
    case 'over': return words.over(span);
    case 'paused': return words.pausedLeft(why, span);
    case 'paused-over': return words.pausedOver(why, span);
    case 'met': return words.met(span);
    case 'missed': return words.missed(span);
  }
}

/** A clock: how it stands in words and icon, counting, and its life drawn to scale with its pauses; `compact` for a cell of a table. */
export function ClockBar({ clock, compact = false }: { clock: Clock; compact?: boolean }) {
  const now = useNow(compact ? 10_000 : 1_000);
  const reading = readClock(clock, now);
  const words = texts.practice.clock;
  const verdict = verdictText(reading);
  const facts = factsOf(clock);
  return (
    <div className={compact ? 'practice-clock practice-clock-compact' : 'practice-clock'}>
      <div className="practice-clock-head">
        {!compact && <strong>{label(clock.name)}</strong>}
        <StatusIndicator type={looks[reading.look]}>{verdict}</StatusIndicator>
      </div>
      <div className="practice-clock-track" role="img" tabIndex={0} aria-label={[`${label(clock.name)}: ${verdict}`, ...facts].join('. ')}>
        {reading.stretches.map(({ state, start, end }, at) => <span key={at} className={`practice-clock-${state}`} style={{ insetInlineStart: `${start * 100}%`, inlineSize: `${(end - start) * 100}%` }} />)}
        {reading.due !== undefined && <span className="practice-clock-due" style={{ insetInlineStart: `${reading.due * 100}%` }} />}
        <span className="practice-clock-tip" aria-hidden>{facts.map((fact) => <span key={fact}>{fact}</span>)}</span>
      </div>
      {!compact && <small>{clock.dueAt ? words.due(instantText(clock.dueAt)) : words.target(durationText(clock.target))}</small>}
    </div>
  );
}

/** The deadline of a row of a list, counting; lists know no more of a record's clocks. */
export function DueCell({ dueAt, paused, holdReason, done }: { dueAt?: string; paused?: boolean; holdReason?: string; done?: boolean }) {
  const { look, seconds } = readDue({ dueAt, paused, done }, useNow(10_000));
  const words = texts.practice.clock;
  if (look === 'none') return <span title={words.none}>{texts.practice.none}</span>;
  if (look === 'paused') return <StatusIndicator type="stopped" wrapText={false}>{words.paused(holdReason && inSentence(label(holdReason)))}</StatusIndicator>;
  const type = ({ running: 'pending', soon: 'warning', over: 'error' } as const)[look];
  return <span title={words.due(instantText(dueAt!))}><StatusIndicator type={type} wrapText={false}>{look === 'over' ? words.over(spanText(seconds)) : words.left(spanText(seconds))}</StatusIndicator></span>;
}
