import { afterAll, beforeAll } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startEngine, type Engine } from '../../local/engine.ts';
import { createTable, localClient } from '../../local/table.ts';
import { dynamoTable } from '../../shared/aws/dynamo-table.ts';
import type { Table } from '../../shared/store/table.ts';

/** An embedded DynamoDB for the tests of a file. */
export function database() {
  const dataDir = mkdtempSync(join(tmpdir(), 'lambdesk-operate-'));
  let engine: Engine;
  let client: DynamoDBClient;
  let made = 0;
  beforeAll(async () => {
    engine = await startEngine({ dataDir, log() {} });
    client = localClient(engine.endpoint);
  });
  afterAll(async () => {
    client.destroy();
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return {
    async freshTable(): Promise<{ client: DynamoDBClient; name: string; table: Table }> {
      const name = `operate-${++made}`;
      await createTable(client, name);
      return { client, name, table: dynamoTable({ client, name }) };
    },
  };
}
