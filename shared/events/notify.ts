import type { AnyDefinition, AnyRecord, EventSeen } from '../record/define.ts';
import { visible } from '../record/policy.ts';

/** Somebody to be told of an event, and in which words. */
export interface Notice { readonly to: string; readonly kind: 'person' | 'team'; readonly subject: string; readonly text: string }

/**
 * Who the record names; `invited` are the collaborators that this very event added, `declarer` is who declared the major incident,
 * `awaiting` are those whose vote is out.
 */
type Group = 'requester' | 'assignee' | 'owner' | 'watchers' | 'collaborators' | 'invited' | 'team' | 'escalatedTo' | 'commander' | 'communications' | 'declarer' | 'awaiting';

/** Who hears of what; an event that is not named here sends nothing. */
const rules: Readonly<Record<string, { readonly to: readonly Group[]; readonly says: string }>> = {
  'created': { to: ['requester'], says: 'was received' },
  'assigned': { to: ['assignee'], says: 'was assigned to you' },
  'transferred': { to: ['team'], says: 'was transferred to your team and waits to be accepted' },
  'transfer-rejected': { to: ['assignee', 'team'], says: 'came back: the transfer was rejected' },
  'collaborator-invited': { to: ['invited'], says: 'asks for your help' },
  'commented': { to: ['requester', 'assignee', 'watchers', 'collaborators'], says: 'has a new comment' },
  'escalated': { to: ['escalatedTo', 'assignee'], says: 'was escalated' },
  'resolved': { to: ['requester', 'watchers'], says: 'is resolved; tell us if it is not' },
  'reopened': { to: ['assignee', 'team'], says: 'was reopened' },
  'clock-warned': { to: ['assignee', 'team'], says: 'will soon breach its target' },
  'clock-breached': { to: ['assignee', 'team', 'escalatedTo'], says: 'has breached its target' },
  'major-declared': { to: ['collaborators', 'assignee', 'watchers'], says: 'is a major incident' },
  'stakeholders-updated': { to: ['requester', 'assignee', 'watchers', 'collaborators'], says: 'has news' },
  'stakeholder-update-due': { to: ['commander', 'communications'], says: 'needs an update for its stakeholders' },
  'stakeholder-update-missed': { to: ['declarer', 'commander'], says: 'keeps its stakeholders waiting for an update' },
  'approval-requested': { to: ['awaiting'], says: 'waits for your vote' },
  'approval-reminded': { to: ['awaiting'], says: 'still waits for your vote' },
  'approval-escalated': { to: ['awaiting'], says: 'was not decided in time and waits for your vote' },
  'approved': { to: ['requester', 'assignee', 'watchers'], says: 'is approved' },
  'rejected': { to: ['requester', 'assignee', 'watchers'], says: 'is rejected' },
  'votes-voided': { to: ['requester', 'assignee'], says: 'was edited: its votes are void' },
  'approval-blocked': { to: ['requester', 'assignee'], says: 'cannot be decided as things stand' },
  'window-missed': { to: ['requester', 'assignee'], says: 'was not begun in its time and has to be planned anew' },
  'window-opened': { to: ['assignee', 'team'], says: 'can begin' },
  'review-requested': { to: ['owner'], says: 'is yours to write' },
  'review-overdue': { to: ['owner', 'assignee'], says: 'should have been completed' },
};

/** Groups that may hold people who read what is public only: anybody can be made a watcher. */
const outside: readonly Group[] = ['requester', 'watchers'];

/**
 * Anybody can be asked to join in, and who has a role is known at sign-in only: of what is internal they hear that it happened, and read the words
 * where roles count.
 */
const joined: readonly Group[] = ['collaborators', 'invited'];

/** Groups that are told by their office, even of what they may not read: that it happened, and no word more. */
const byOffice: readonly Group[] = ['escalatedTo', 'team'];

/**
 * Who is to be told of an event: never who did it, nobody twice, nobody outside of what is internal (nor who joined in, of its words), nobody who
 * may not see the record, and nothing of a replay. A team is told only where no person is.
 * @param definition of the record that the event is about; without it, whoever the record names may see it
 */
export function noticesOf({ metadata, data }: EventSeen, definition?: AnyDefinition): Notice[] {
  const happened = metadata.type.slice(metadata.type.indexOf('.') + 1);
  const rule = rules[happened];
  if (!rule || metadata.replay) return [];
  const { record, visibility, note } = data;
  const internal = visibility === 'internal';
  const named = (group: Group): string[] => group === 'invited' ? invited(data) : [leading(record)[group] ?? record[group] ?? []].flat();
  const about = `${metadata.recordId}${record.title ? ` ${record.title}` : ''}`;
  const wordsWith = (said: string) => ({
    subject: `${about} ${rule.says}`.replace(/\s+/g, ' ').slice(0, 180),
    text: [`${about} ${rule.says}.`, clockLine(data), said, `\nState: ${data.state}`, record.priority && `Priority: ${record.priority}`].filter(Boolean).join('\n'),
  });
  const words = wordsWith(note && happened !== 'created' ? `\n${note}` : '');
  const unsaid = wordsWith('');
  const isUnsaid = (group: Group, name: string): boolean => internal && joined.includes(group) && name !== record.assignee;
  const bare = { subject: `${metadata.recordId} ${rule.says}`, text: `${metadata.recordId} ${rule.says}.` };
  const sees = seesIn(definition, metadata.tenant, record);
  const notices = rule.to.filter((group) => group !== 'team' && !(internal && outside.includes(group))).flatMap((group): Notice[] => named(group)
    .filter((name) => name !== metadata.actor && !(internal && name === record.requester) && (sees(name) || byOffice.includes(group)))
    .map((to) => ({ to, kind: 'person', ...(!sees(to) ? bare : isUnsaid(group, to) ? unsaid : words) })));
  const told = [...new Map(notices.map((notice) => [notice.to, notice])).values()];
  const nextLine = happened === 'escalated' ? asked(data) : undefined;
  if (nextLine) told.push({ to: nextLine, kind: 'team', subject: `${metadata.recordId} asks your team for help`, text: `${metadata.recordId} was escalated to your line.${sees() && note ? `\n\n${note}` : ''}` });
  return told.length === 0 && rule.to.includes('team') && record.team ? [{ to: record.team, kind: 'team', ...(sees() ? words : bare) }] : told;
}

/**
 * Whether somebody may read a record: staff in general may, or this person has a part in it. Who has which role is known at sign-in only, so of
 * what not all staff may see, the ones told are those whom the record itself names.
 */
const seesIn = (definition: AnyDefinition | undefined, tenant: string, record: Record<string, unknown>) => (name = ''): boolean =>
  !definition || visible({ tenant, name, roles: ['agent'], profile: {} }, definition, { watchers: [], ...record } as unknown as AnyRecord);

const leading = ({ major }: Record<string, any>): Partial<Record<Group, string>> => ({ commander: major?.commander, communications: major?.communications, declarer: major?.by });

const invited = ({ changes }: Record<string, any>): string[] => {
  const { from = [], to = [] } = changes.collaborators ?? {};
  return to.filter((name: string) => !from.includes(name));
};

/** The team of the next line that a horizontal escalation turns to. */
const asked = ({ changes }: Record<string, any>): string | undefined => {
  const last = changes.escalations?.to?.at(-1);
  return last?.kind === 'horizontal' ? last.to : undefined;
};

const clockLine = ({ clock, percent, since }: Record<string, any>): string => clock ? `Clock: ${clock}, ${percent} % of its target at ${since}.` : '';
