import type { Me, RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';

const names = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What somebody is to a record, beside their roles. */
const relations: Readonly<Record<string, (me: Me, record: AnyRecord) => boolean>> = {
  requester: (me, record) => record.requester === me.name,
  assignee: (me, record) => record.assignee === me.name,
  team: (me, record) => record.team !== undefined && record.team === me.team,
  collaborator: (me, record) => names(record.collaborators).includes(me.name),
  watcher: (me, record) => names(record.watchers).includes(me.name),
  organisation: (me, record) => record.organisation !== undefined && record.organisation === me.organisation,
  owner: (me, record) => record.owner === me.name,
  self: (me, record) => record.name === me.name,
  approver: (me, record) => names((record.approval as { approvers?: unknown } | undefined)?.approvers).includes(me.name),
};

/** Whether somebody is one of those that a command, a query or an update names. The service asks again; this only says what to offer. */
export const isOneOf = (me: Me, by: readonly string[], record?: AnyRecord): boolean => by.some((who) => {
  if (who === 'anyone') return true;
  const relation = relations[who];
  if (relation) return record !== undefined && relation(me, record);
  return me.roles.includes(who) || (me.roles.includes('admin') && who !== 'system' && who !== 'importer');
});

/** The fields that somebody may change in a record as it stands; none when it is past changing or theirs to read only. */
export const editableFields = (type: RecordType, record: AnyRecord, me: Me): RecordType['fields'] =>
  isOneOf(me, type.update.by, record) && type.update.from.includes(record.state) ? type.fields.filter(({ name }) => !(name in type.fixed)) : [];

/** Whether somebody may ask a query that a type names; one that it does not name nobody may. */
export const mayAsk = (me: Me, type: RecordType, query: string, record?: AnyRecord): boolean =>
  isOneOf(me, type.queries.find(({ name }) => name === query)?.by ?? [], record);
