import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe } from 'vitest';
import { startEngine } from '../../../local/engine.ts';
import { createTable, localClient } from '../../../local/table.ts';
import { dynamoTable } from '../../../shared/aws/dynamo-table.ts';
import { storeContract } from './store-contract.ts';
import { tableContract } from './table-contract.ts';

interface Engine { readonly endpoint: string; stop(): Promise<void> }

async function embedded(): Promise<Engine> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lambdesk-contract-'));
  const { endpoint, stop } = await startEngine({ dataDir, log() {} });
  return { endpoint, stop: () => stop().then(() => rmSync(dataDir, { recursive: true, force: true })) };
}

const other = process.env.DYNAMODB_ENDPOINT;
const engines: [string, () => Promise<Engine>][] = [
  ['the embedded DynamoDB', embedded],
  ...(other ? [[`the DynamoDB at ${other}`, async () => ({ endpoint: other, stop: async () => {} })] satisfies [string, () => Promise<Engine>]] : []),
];

describe.each(engines)('on %s', (_, start) => {
  let engine: Engine;
  let client: DynamoDBClient;
  let made = 0;
  beforeAll(async () => {
    engine = await start();
    client = localClient(engine.endpoint);
  });
  afterAll(async () => {
    client?.destroy();
    await engine?.stop();
  });
  /** An empty table of its own, which no other run has used. */
  const freshTable = async () => {
    const name = `contract-${process.pid}-${Date.now()}-${++made}`;
    await createTable(client, name);
    return dynamoTable({ client, name });
  };

  describe('a table', () => tableContract(freshTable));
  describe('the store', () => storeContract(freshTable));
});
