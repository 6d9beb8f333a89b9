import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { RecordType } from '../api/practices.ts';
import { label } from './wording.ts';

const waiting = /hold|wait|pending|review|planned|draft|scheduled|submitted|proposed/;
const running = /progress|implement|deploy|running|assess|treat/;
const live = /live|active|published|approved|current|authorised|available|verified|open$/;
const stopped = /cancel|retired|withdrawn|dissolved|discard|ended|terminated|expired|superseded/;
const failed = /reject|failed|rolled|quarantine|unauthorised|overdue/;

const lookOf = (state: string, done: boolean): StatusIndicatorProps.Type =>
  failed.test(state) ? 'error' : stopped.test(state) ? 'stopped' : done ? 'success' : waiting.test(state) ? 'pending' : running.test(state) ? 'in-progress' : live.test(state) ? 'success' : 'info';

/** A state in words, with an icon, so that colour is never all that tells them apart. */
export function StateBadge({ type, state }: { type: RecordType; state: string }) {
  const done = type.states.find(({ name }) => name === state)?.done ?? false;
  return <StatusIndicator type={lookOf(state, done)} wrapText={false}>{label(state)}</StatusIndicator>;
}
