import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useType } from '../api/practices.ts';
import { hrefOf } from '../practice/record-link.tsx';
import { instantText, label } from '../practice/wording.ts';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { Conflicts } from './conflicts.tsx';
import type { Conflict } from './planning.ts';
import { approvalFrom } from './voting.ts';
import { Votes } from './votes.tsx';

const words = texts.changes;
const looks: Readonly<Record<string, 'success' | 'error'>> = { recommended: 'success', 'not-recommended': 'error' };

export interface Minute { readonly change: string; readonly outcome: string; readonly text: string; readonly by: string; readonly at: string }

/** A change as the agenda of a meeting tells it. */
export interface Item {
  readonly number: string;
  readonly title: string;
  readonly type: string;
  readonly state: string;
  readonly risk?: string;
  readonly plannedStart?: string;
  readonly plans?: Readonly<Record<string, string | undefined>>;
  readonly approval?: Parameters<typeof approvalFrom>[0];
  readonly conflicts?: readonly Conflict[];
}

/** A change on an agenda: what has to be known to decide, how the vote stands or ended, and what was said. */
export function AgendaItem({ item, minute, onMinute, onRemove }: { item: Item; minute: Minute | undefined; onMinute?: (() => void) | undefined; onRemove?: (() => void) | undefined }) {
  const change = useType('change')!;
  const facts = [item.number, words.types[item.type] ?? item.type, `${words.risk}: ${label(item.risk ?? '')}`, item.plannedStart && instantText(item.plannedStart)];
  return (
    <SpaceBetween size="xs">
      <Header
        variant="h3" description={facts.filter(Boolean).join(' · ')}
        actions={(onMinute || onRemove) && (
          <SpaceBetween direction="horizontal" size="xs">
            {onMinute && <Button ariaLabel={`${words.minute}: ${item.title}`} onClick={onMinute}>{words.minute}</Button>}
            {onRemove && <Button variant="link" ariaLabel={`${words.remove}: ${item.title}`} onClick={onRemove}>{words.remove}</Button>}
          </SpaceBetween>
        )}
      >
        <To href={hrefOf(change, item.number)} fontSize="inherit">{item.title}</To>
      </Header>
      {item.conflicts && <Conflicts items={item.conflicts} planned={item.plannedStart !== undefined} />}
      <Votes approval={approvalFrom(item.approval)} />
      <ExpandableSection headerText={words.plans} variant="inline">
        <SpaceBetween size="xs">
          {Object.entries(words.planNames).map(([name, title]) => (
            <div key={name}><Box variant="awsui-key-label">{title}</Box><div className="written">{item.plans?.[name] ?? words.noPlan}</div></div>
          ))}
        </SpaceBetween>
      </ExpandableSection>
      {minute && <StatusIndicator type={looks[minute.outcome] ?? 'info'}>{words.outcome[minute.outcome] ?? minute.outcome}: {minute.text}</StatusIndicator>}
    </SpaceBetween>
  );
}
