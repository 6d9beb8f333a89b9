import Box from '@cloudscape-design/components/box';
import Icon from '@cloudscape-design/components/icon';
import type { RecordType } from '../api/practices.ts';
import { idOf, useTimeline, type AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import { lifeOf } from './life.ts';
import { StateBadge } from './state-badge.tsx';
import { When } from './when.tsx';
import { label } from './wording.ts';
import './practice.css';

/** The life of a record: where it was, where it stands, and where a command would lead. */
export function LifeSteps({ type, record }: { type: RecordType; record: AnyRecord }) {
  const { data = [] } = useTimeline(type, idOf(type, record));
  const words = texts.practice.life;
  return (
    <ol className="practice-life">
      {lifeOf(type, record, data).map(({ state, place, at, by }) => (
        <li key={state} className={`practice-life-${place}`} aria-current={place === 'now' ? 'step' : undefined}>
          <span className="practice-life-mark">{place === 'past' ? <Icon name="check" size="small" ariaLabel={words.past} /> : place === 'now' ? <span className="practice-life-here" /> : null}</span>
          <span>
            {place === 'now' ? <StateBadge type={type} state={state} /> : label(state)}
            {at && <Box variant="small" display="inline"> <When at={at} /></Box>}
            {by.length > 0 && <Box variant="small" display="block" color="text-body-secondary">{words.by(by.map(label).join(', '))}</Box>}
          </span>
        </li>
      ))}
    </ol>
  );
}
