import type { Actor, AnyDefinition, AnyRecord, Relation, Role, Who } from './define.ts';

const staff: readonly Role[] = ['agent', 'lead', 'security', 'change-manager', 'cab', 'release-manager', 'operations', 'manager', 'admin', 'system', 'importer'];

/** Whether somebody works for the service provider, rather than only using its services. */
export const isStaff = (actor: Actor): boolean => actor.roles.some((role) => staff.includes(role));

const is: Record<Relation, (actor: Actor, record: AnyRecord) => boolean> = {
  requester: (actor, record) => record.requester === actor.name,
  assignee: (actor, record) => record.assignee === actor.name,
  team: (actor, record) => record.team !== undefined && record.team === actor.profile?.team,
  collaborator: (actor, record) => record.collaborators?.includes(actor.name) ?? false,
  watcher: (actor, record) => record.watchers?.includes(actor.name) ?? false,
  organisation: (actor, record) => record.organisation !== undefined && record.organisation === actor.profile?.organisation,
  owner: (actor, record) => record.owner === actor.name,
  self: (actor, record) => record.name === actor.name,
  // Lists show only whose vote is still out.
  approver: (actor, record) => (record.approval?.approvers ?? record.awaiting)?.includes(actor.name) ?? false,
};

/** Whether an actor is one of those a command names. An admin may do all that people may do, but is never the service itself. */
export function can(actor: Actor, by: readonly Who[], record?: AnyRecord): boolean {
  return by.some((who) => {
    if (who === 'anyone') return true;
    if (who in is) return record !== undefined && is[who as Relation](actor, record);
    if (actor.roles.includes('admin') && who !== 'system' && who !== 'importer') return true;
    return actor.roles.includes(who as Role);
  });
}

/** Whether an actor may know that a record exists. Nothing of another tenant ever is. */
export function visible(actor: Actor, definition: AnyDefinition, record: AnyRecord): boolean {
  if (actor.roles.includes('system') || actor.roles.includes('importer')) return true;
  if (definition.visible) return definition.visible(record, actor);
  return isStaff(actor) || related(actor, record);
}

/**
 * Whether a person has a stake of their own in a record: reported it, takes part in it, decides it or follows it. To work for the same organisation
 * is none.
 */
export const related = (actor: Actor, record: AnyRecord): boolean =>
  (['requester', 'assignee', 'collaborator', 'approver', 'watcher'] as const).some((relation) => is[relation](actor, record));

/** Whether an actor may read a field of a record that it may see. */
export function fieldVisible(actor: Actor, definition: AnyDefinition, field: string): boolean {
  const described = definition.fields[field] ?? definition.kept?.[field];
  return !described?.internal || isStaff(actor);
}
