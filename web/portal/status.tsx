import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { AnyRecord } from '../api/records.ts';
import { statusOf } from './conversation.ts';

const looks: Readonly<Record<string, StatusIndicatorProps.Type>> = { new: 'info', assigned: 'pending', 'in-progress': 'in-progress', 'on-hold': 'pending', resolved: 'success', closed: 'success', canceled: 'stopped' };

/** Where a ticket stands, for whoever reported it. */
export const Status = ({ ticket }: { ticket: AnyRecord }) =>
  <StatusIndicator type={ticket.state === 'on-hold' && ticket.holdReason === 'caller' ? 'warning' : looks[ticket.state] ?? 'info'}>{statusOf(ticket)}</StatusIndicator>;
