import { isDeepStrictEqual } from 'node:util';
import type { Order } from '../../shared/record/lifecycle.ts';
import { isEnded, isOpen, type Moment } from './history.ts';
import { nameOf, UNKNOWN_CALLER } from './naming.ts';
import { codeOf, descriptionOf, differenceOf, resolutionOf, titleOf } from './wording.ts';

/** What a plan has to know of the incident as it stands. */
export interface Known {
  readonly state: string;
  readonly holdReason?: string;
  readonly team?: string;
  readonly assignee?: string;
  readonly teamsHad?: readonly string[];
  readonly reassignmentCount?: number;
  readonly reopenCount?: number;
  readonly [field: string]: unknown;
}

/**
 * The ordinary commands that lead an incident from where it stands to where a row has it, in order; together they are one step. Empty
 * when it stands there already. What is closed or canceled keeps its state.
 * @param record undefined when the incident is not there yet
 */
export function ordersFor(moment: Moment, record: Known | undefined): Order[] {
  const { at, openedAt, row, previous, standing } = moment;
  if (record && isEnded(record.state)) return afterwards(moment, record);
  if (record) {
    const orders = onwards(moment, record).map((order) => ({ ...order, at }));
    return orders.length === 0 && previous ? [said(differenceOf(row, previous, moment.changed), at)] : orders;
  }
  const { team, assignee, ...fields } = fieldsOf(moment);
  const body = { ...fields, externalNumber: row.number, ...(team && { team }) };
  const made: Known = { state: 'new', reassignmentCount: 0, reopenCount: 0, ...body };
  return [{ command: 'create', body, at: openedAt }, ...onwards(moment, made).map((order) => ({ ...order, at: standing.state === 'new' ? openedAt : at }))];
}

/** Who did it: a name of the log's. */
export const actorOf = ({ row: { cells } }: Moment, isFirst: boolean): string => {
  const label = (isFirst && (cells.opened_by ?? cells.sys_created_by)) || cells.sys_updated_by;
  return label ? nameOf(label) : 'importer';
};

type Fields = Readonly<Record<string, unknown>> & { readonly team?: string; readonly assignee?: string };

function fieldsOf({ row, last, standing }: Moment): Fields {
  const { cells, impact, urgency } = row;
  return {
    title: titleOf(row), description: descriptionOf(row, last && isOpen(standing.state)), requester: nameOf(cells.caller_id ?? UNKNOWN_CALLER),
    ...(cells.category && { category: cells.category.slice(0, 80).toWellFormed() }), ...(impact && { impact }), ...(urgency && { urgency }), ...channelOf(cells.contact_type),
    ...(cells.assignment_group && { team: nameOf(cells.assignment_group) }), ...(cells.assigned_to && { assignee: nameOf(cells.assigned_to) }),
  };
}

const channels: Readonly<Record<string, string>> = { 'phone': 'phone', 'ivr': 'phone', 'email': 'email', 'self service': 'portal', 'self-service': 'portal', 'chat': 'chat', 'virtual agent': 'chat', 'walk-in': 'walk-in', 'monitoring': 'monitoring', 'event': 'monitoring' };
const channelOf = (word: string | undefined): object => {
  const channel = channels[word?.toLowerCase() ?? ''];
  return channel ? { channel } : {};
};

/** From a state that can go on. */
function onwards(moment: Moment, record: Known): Order[] {
  const { standing: { state: to }, row } = moment;
  const reopened = record.state === 'resolved' && to !== 'resolved' && to !== 'closed';
  const requeued = to === 'new' && record.state !== 'new';
  const from = requeued ? 'new' : reopened ? 'assigned' : record.state;
  const { team, assignee, ...fields } = fieldsOf(moment);
  const handed = team !== record.team || assignee !== record.assignee;
  const takenUp = from === 'new' && (to === 'in-progress' || to === 'on-hold');
  // Without a team, `assign` would take the one that the assignee works in.
  const assigned = takenUp || (handed && team !== undefined && to !== 'new' && from !== 'resolved');
  const countsItself = assigned && team !== undefined && moment.reassignments === (record.reassignmentCount ?? 0) + (team === record.team ? 0 : 1);
  const path = pathTo(moment, { from, holdReason: reopened || requeued ? undefined : record.holdReason });
  const resolves = path.some(({ command }) => command === 'resolve');
  const update = differing(reopened ? { ...record, resolvedAt: undefined, reopenCount: (record.reopenCount ?? 0) + 1 } : record, {
    ...fields,
    ...(!countsItself && { ...(handed && { ...handOver(record, team), assignee: assignee ?? null }), reassignmentCount: moment.reassignments }),
    reopenCount: moment.reopens,
    ...(moment.resolvedAt && !resolves && { resolvedAt: moment.resolvedAt }),
    ...(moment.closedAt && !isEnded(to) && { closedAt: moment.closedAt }),
  });
  return [
    ...(reopened ? [{ command: 'reopen', body: { reason: `${row.cells.incident_state ?? to} in ServiceNow` } }] : []),
    ...(requeued ? [{ command: 'requeue', body: {} }] : []),
    ...(Object.keys(update).length > 0 ? [{ command: 'update', body: update }] : []),
    ...(assigned ? [{ command: 'assign', body: team ? { team, ...(assignee && { assignee }) } : {} }] : []),
    ...path,
  ];
}

/** A change of team in another way than by `assign`, with the teams that had it. */
const handOver = (record: Known, team: string | undefined): object => team === record.team ? {}
  : { team: team ?? null, ...(record.team && { teamsHad: [...new Set([...record.teamsHad ?? [], record.team])].slice(-50) }) };

function pathTo({ standing: { state: to, holdReason }, row, previous, resolvedAt, closedAt }: Moment, { from, holdReason: held }: { from: string; holdReason?: string }): Order[] {
  const resolve: Order = { command: 'resolve', body: { resolution: resolutionOf(row), resolutionCode: codeOf(row), ...(resolvedAt && { resolvedAt }) } };
  const word = row.cells.incident_state;
  const otherWait = holdReason !== held || (word !== undefined && previous !== undefined && previous.cells.incident_state !== word);
  const waitsFor = [word ?? 'On hold', row.cells.vendor ?? row.cells.problem_id].filter(Boolean).join(': ');
  switch (to) {
    case 'new': return [];
    case 'in-progress': return from === 'in-progress' ? [] : [{ command: from === 'on-hold' ? 'resume' : 'start', body: {} }];
    case 'on-hold': return from === 'on-hold' && !otherWait ? [] : [...(from === 'on-hold' ? [{ command: 'resume', body: {} }] : []), { command: 'hold', body: { reason: holdReason, note: waitsFor } }];
    case 'resolved': return from === 'resolved' ? [] : [resolve];
    case 'closed': return [...(from === 'resolved' ? [] : [resolve]), { command: 'close', body: { ...(closedAt && { closedAt }) } }];
    case 'canceled': return [{ command: 'cancel', body: { reason: ['Canceled in ServiceNow', row.cells.closed_code].filter(Boolean).join(', '), ...(closedAt && { closedAt }) } }];
  }
}

/** What is closed takes comments only; an importer may send fields along. */
function afterwards(moment: Moment, record: Known): Order[] {
  const { at, row, previous, changed, reassignments, reopens, resolvedAt, closedAt, standing } = moment;
  const fields = differing(record, {
    ...fieldsOf(moment), reassignmentCount: reassignments, reopenCount: reopens,
    ...(resolvedAt && { resolvedAt }), ...(closedAt && { closedAt }),
  });
  if (Object.keys(fields).length === 0 && (!previous || changed.length === 0) && standing.state === record.state) return [];
  const words = previous && changed.length > 0 ? differenceOf(row, previous, changed) : `${row.cells.incident_state ?? 'Changed'} in ServiceNow`;
  return [{ ...said(words, at), body: { text: words, visibility: 'internal', ...fields } }];
}

const said = (text: string, at: string): Order => ({ command: 'comment', body: { text, visibility: 'internal' }, at });

const differing = (record: Known, wanted: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(wanted).filter(([field, value]) => !isDeepStrictEqual(record[field] ?? null, value)));
