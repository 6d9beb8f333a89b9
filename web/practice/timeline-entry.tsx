import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Icon, { type IconProps } from '@cloudscape-design/components/icon';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { usePractices, type RecordType } from '../api/practices.ts';
import type { Entry } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import { Actor } from './actor.tsx';
import { anyFieldOf } from './any-field.ts';
import { InternalMark } from './internal-mark.tsx';
import { RecordLink } from './record-link.tsx';
import { clockSentences, endOf, headlineOf, kindsOf, linkIn, linkWords } from './timeline-words.ts';
import { AnyValue } from './any-value.tsx';
import { When } from './when.tsx';
import { label } from './wording.ts';

/** More changes than this are folded away. */
const SHOWN_CHANGES = 4;

const iconOf = (entry: Entry): IconProps.Name => {
  const kinds = kindsOf(entry);
  if (kinds.includes('comment')) return 'contact';
  if (!kinds.includes('change')) return 'status-pending';
  return entry.command === 'create' ? 'add-plus' : linkIn(entry) ? 'share' : entry.from === entry.to ? 'edit' : 'arrow-right';
};

/** One step: what, who and when, then what it changed. */
export function TimelineEntry({ type, entry }: { type: RecordType; entry: Entry }) {
  const { items } = usePractices();
  const words = texts.practice.timeline;
  const link = linkIn(entry);
  const end = link && endOf(link.target, items);
  const names = Object.keys(entry.changes);
  const changes = <dl className="practice-changes">{names.map((name) => <Change key={name} type={type} name={name} {...entry.changes[name]!} first={entry.command === 'create'} />)}</dl>;
  return (
    <li className={kindsOf(entry)[0] === 'comment' ? 'practice-step practice-said' : 'practice-step'}>
      <span className="practice-step-icon"><Icon name={iconOf(entry)} /></span>
      <div className="practice-step-body">
        <div className="practice-step-head">
          <strong>{headlineOf(entry)}</strong>
          {entry.from !== undefined && entry.from !== entry.to && <span>{label(entry.from)} <Icon name="arrow-right" size="small" ariaLabel={words.to} /> {label(entry.to)}</span>}
          <Box variant="span" color="text-body-secondary"><Actor name={entry.actor} /> · <When at={entry.at} /></Box>
          {entry.visibility === 'internal' && <InternalMark />}
        </div>
        {link && <div>{link.remove ? words.noLonger : ''} {linkWords(link.type, 'source')} {end ? <RecordLink {...end} /> : link.target}</div>}
        {entry.note && <div className="written practice-note">{entry.note}</div>}
        {clockSentences(entry).map((sentence) => <div key={sentence}><StatusIndicator type="warning">{sentence}</StatusIndicator></div>)}
        {names.length > SHOWN_CHANGES ? <ExpandableSection headerText={words.fields(names.length)}>{changes}</ExpandableSection> : names.length > 0 && changes}
      </div>
    </li>
  );
}

function Change({ type, name, from, to, first }: { type: RecordType; name: string; from?: unknown; to?: unknown; first: boolean }) {
  const field = anyFieldOf(type, name);
  const value = (one: unknown) => <AnyValue type={type} field={field} value={one} />;
  return (
    <div>
      <dt>{label(name)}</dt>
      <dd>{!first && from !== undefined && <><del>{value(from)}</del> <Icon name="arrow-right" size="small" ariaLabel={texts.practice.timeline.to} /> </>}{to === undefined ? texts.practice.timeline.taken : value(to)}</dd>
    </div>
  );
}
