import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { startEngine } from '../../../local/engine.ts';
import { createTable } from '../../../local/table.ts';
import { dynamoTable } from '../../../shared/aws/dynamo-table.ts';
import { defineRecord, type Actor, type AnyDefinition, type AnyRecord, type Role } from '../../../shared/record/define.ts';
import { flag, internal, longText, optional, text } from '../../../shared/record/field.ts';
import { isStaff } from '../../../shared/record/policy.ts';
import { catalogueOf } from '../../../shared/store/catalogue.ts';
import type { Kernel } from '../../../shared/store/kernel.ts';
import { indexRecord } from '../../../shared/store/index-record.ts';
import { markerWrites } from '../../../shared/store/markers.ts';
import { itemOf } from '../../../shared/store/rows.ts';
import type { Table } from '../../../shared/store/table.ts';

/** Something reported, of which the secret ones are seen by security only. */
export const ticket = defineRecord({
  name: 'ticket', practice: 'test', family: 'general', help: 'Something reported.', route: 'tickets', prefix: 'TIC',
  fields: { title: text(), description: optional(longText()), diagnosis: optional(internal(longText())), requester: text(), secret: optional(flag()) },
  kept: { externalNumber: text() },
  states: ['new'], done: [], events: [], create: { by: ['anyone'] }, update: { by: ['anyone'] }, commands: {},
  unique: { externalNumber: { by: ({ externalNumber }) => externalNumber ? [externalNumber] : undefined, help: 'Taken.' } },
  lists: { byRequester: { by: 'requester' } }, summary: ['title', 'requester', 'secret'], searched: ['title', 'description', 'diagnosis'],
  visible: (record, actor) => record.secret ? actor.roles.includes('security') : isStaff(actor) || record.requester === actor.name,
}) as unknown as AnyDefinition;

/** Something that everybody may read. */
export const article = defineRecord({
  name: 'article', practice: 'test', family: 'general', help: 'Something to read.', route: 'articles', prefix: 'ART',
  fields: { title: text(), body: optional(longText()) }, states: ['published'], done: [], events: [],
  create: { by: ['agent'] }, update: { by: ['agent'] }, commands: {}, lists: {}, summary: ['title'], searched: ['title', 'body'], visible: () => true,
}) as unknown as AnyDefinition;

export async function openTable(): Promise<{ table: Table; close(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lambdesk-search-'));
  const engine = await startEngine({ dataDir, log() {} });
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  await createTable(client, 'lambdesk');
  return {
    table: dynamoTable({ client, name: 'lambdesk' }),
    async close() {
      client.destroy();
      await engine.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A tenant of its own on the shared table. */
export function deskOn(table: Table) {
  const tenant = `t${ulid()}`;
  const kernel: Kernel = { table, catalogue: catalogueOf([ticket, article]), now: () => new Date().toISOString(), newId: (at) => ulid(Date.parse(at)), secret: async () => 'secret', log() {} };
  let count = 0;
  let minutes = 0;

  /** Writes a record as a command would, at its next version, and leaves the index to whoever asks for it. */
  async function save(definition: AnyDefinition, fields: Record<string, unknown>, { id, version = 0 }: { id?: string; version?: number } = {}): Promise<AnyRecord> {
    const number = id ?? `${definition.prefix}${String(++count).padStart(7, '0')}`;
    const at = new Date(Date.UTC(2026, 0, 1, 0, minutes++)).toISOString();
    const record: AnyRecord = { id: number, number, state: definition.states[0]!, version: version + 1, createdAt: at, createdBy: 'anna', updatedAt: at, watchers: [], ...(definition === ticket && { requester: 'guest' }), ...fields };
    await table.write([
      { put: itemOf({ definition, tenant, record, wall: at }), ...(version === 0 ? { unless: 'exists' } : { version }), as: 'record' },
      ...markerWrites({ definition, tenant, after: record }),
    ], ulid());
    return record;
  }

  return {
    tenant, kernel, save,
    actor: (name: string, ...roles: Role[]): Actor => ({ tenant, name, roles }),
    index: (definition: AnyDefinition, id: string) => indexRecord(kernel, { definition, tenant, id }),
    async report(fields: Record<string, unknown>, definition = ticket): Promise<AnyRecord> {
      const record = await save(definition, fields);
      await indexRecord(kernel, { definition, tenant, id: record.id });
      return record;
    },
  };
}
