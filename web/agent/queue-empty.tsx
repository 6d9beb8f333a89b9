import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { texts } from '../texts/index.ts';

interface EmptyQueueProps {
  readonly queue: string;
  readonly filtered: boolean;
  /** Whether whoever looks has a team, and so a queue that others fill. */
  readonly mine: boolean;
  readonly onClear: () => void;
  readonly onGo: (queue: string) => void;
}

/** What a queue without rows says: whether that is good news, and where to go. */
export function EmptyQueue({ queue, filtered, mine, onClear, onGo }: EmptyQueueProps) {
  const words = texts.agent.empty;
  const next = queue === 'mine' && mine ? 'unassigned' : undefined;
  const [title, help, action] = filtered ? [words.matching, '', <Button key="clear" onClick={onClear}>{words.clear}</Button>]
    : [words.title, words.help[queue] ?? words.help.other!, next && <Button key="next" onClick={() => onGo(next)}>{words.goTo(texts.agent.queues[next])}</Button>];
  return (
    <Box textAlign="center" padding={{ vertical: 'l' }}>
      <SpaceBetween size="s"><Box variant="strong">{title}</Box><Box color="text-body-secondary">{help}</Box>{action}</SpaceBetween>
    </Box>
  );
}
