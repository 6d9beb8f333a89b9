import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { usePractices } from '../api/practices.ts';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import type { Conflict } from './planning.ts';

const words = texts.changes;

/** What a change gets in the way of, and what in its. */
export function Conflicts({ items, planned }: { items: readonly Conflict[] | undefined; planned: boolean }) {
  const practices = usePractices().items;
  if (!planned) return <Box color="text-body-secondary">{words.notPlanned}</Box>;
  if (!items) return null;
  if (items.length === 0) return <StatusIndicator type="success">{words.noConflicts}</StatusIndicator>;
  const hrefOf = (number: string): string | undefined => { const type = practices.find(({ prefix }) => number.startsWith(prefix)); return type && `/records/${type.route}/${number}`; };
  return (
    <Alert type="warning" header={`${words.conflicts} (${items.length})`}>
      <ul className="plain">
        {items.map(({ kind, reason, with: other, start }) => {
          const href = hrefOf(other);
          return <li key={`${kind}/${other}/${start}`}>{reason} {href && <To href={href}>{other}</To>}</li>;
        })}
      </ul>
    </Alert>
  );
}
