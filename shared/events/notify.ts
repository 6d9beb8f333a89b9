import type { EventSeen } from '../record/define.ts';

/** Somebody to be told of an event, and in which words. */
export interface Notice { readonly to: string; readonly kind: 'person' | 'team'; readonly subject: string; readonly text: string }

type Group = 'requester' | 'assignee' | 'watchers' | 'collaborators' | 'team' | 'escalatedTo';

/** Who hears of what; an event that is not named here sends nothing. */
const rules: Readonly<Record<string, { readonly to: readonly Group[]; readonly says: string }>> = {
  'created': { to: ['requester'], says: 'was received' },
  'assigned': { to: ['assignee'], says: 'was assigned to you' },
  'transferred': { to: ['team'], says: 'was transferred to your team and waits to be accepted' },
  'transfer-rejected': { to: ['assignee', 'team'], says: 'came back: the transfer was rejected' },
  'collaborator-invited': { to: ['collaborators'], says: 'asks for your help' },
  'commented': { to: ['requester', 'assignee', 'watchers', 'collaborators'], says: 'has a new comment' },
  'escalated': { to: ['escalatedTo', 'assignee'], says: 'was escalated' },
  'resolved': { to: ['requester', 'watchers'], says: 'is resolved; tell us if it is not' },
  'reopened': { to: ['assignee', 'team'], says: 'was reopened' },
  'clock-warned': { to: ['assignee', 'team'], says: 'will soon breach its target' },
  'clock-breached': { to: ['assignee', 'team', 'escalatedTo'], says: 'has breached its target' },
  'major-declared': { to: ['collaborators', 'assignee', 'watchers'], says: 'is a major incident' },
};

/** Groups that read what is public only. */
const outside: readonly Group[] = ['requester'];

/**
 * Who is to be told of an event: never who did it, nobody twice, nobody outside of what is internal, and nothing of a replay. A team is
 * told only where no person is.
 */
export function noticesOf({ metadata, data }: EventSeen): Notice[] {
  const happened = metadata.type.slice(metadata.type.indexOf('.') + 1);
  const rule = rules[happened];
  if (!rule || metadata.replay) return [];
  const { record, visibility, note } = data;
  const internal = visibility === 'internal';
  const people = rule.to.filter((group) => group !== 'team' && !(internal && outside.includes(group)))
    .flatMap((group): string[] => [record[group] ?? []].flat())
    .filter((name) => name !== metadata.actor && !(internal && name === record.requester));
  const about = `${metadata.recordId}${record.title ? ` ${record.title}` : ''}`;
  const words = {
    subject: `${about} ${rule.says}`.replace(/\s+/g, ' ').slice(0, 180),
    text: [`${about} ${rule.says}.`, clockLine(data), note && happened !== 'created' ? `\n${note}` : '', `\nState: ${data.state}`, record.priority && `Priority: ${record.priority}`].filter(Boolean).join('\n'),
  };
  const told = [...new Set(people)].map((to): Notice => ({ to, kind: 'person', ...words }));
  return told.length === 0 && rule.to.includes('team') && record.team ? [{ to: record.team, kind: 'team', ...words }] : told;
}

const clockLine = ({ clock, percent, since }: Record<string, any>): string => clock ? `Clock: ${clock}, ${percent} % of its target at ${since}.` : '';
