import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../../local/engine.ts';
import { createTable, localClient } from '../../local/table.ts';
import { dynamoTable } from '../../shared/aws/dynamo-table.ts';
import { kernelOn } from '../../shared/aws/lambda-kernel.ts';
import type { AnyDefinition } from '../../shared/record/define.ts';
import type { Kernel } from '../../shared/store/kernel.ts';
import type { Asked } from './policy.ts';

const NAME = 'lambdesk';

export interface Recorded {
  /** A kernel whose every request to DynamoDB is noted; another name, another list. */
  kernel(name: string, now?: string): Kernel;
  asked(name: string): readonly Asked[];
  close(): Promise<void>;
}

/** An embedded table, and what is asked of it, as the requests that really leave the SDK. */
export async function openRecorded(definitions: readonly AnyDefinition[]): Promise<Recorded> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lambdesk-policy-'));
  const engine = await startEngine({ dataDir, log() {} });
  const notes = new Map<string, Asked[]>();
  const clients = [localClient(engine.endpoint)];
  await createTable(clients[0]!, NAME);
  return {
    kernel(name, now) {
      const client = localClient(engine.endpoint);
      const noted: Asked[] = notes.get(name) ?? [];
      notes.set(name, noted);
      client.middlewareStack.add((next, { commandName }) => (args) => {
        noted.push(...askedBy(commandName!, args.input));
        return next(args);
      }, { step: 'initialize', name: 'note' });
      clients.push(client);
      return kernelOn({ table: dynamoTable({ client, name: NAME }), definitions, log() {}, ...(now && { now: () => now }) });
    },
    asked: (name) => notes.get(name) ?? [],
    async close() {
      for (const client of clients) client.destroy();
      await engine.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What a request needs permission for. Those of a transaction are judged by action, here all of an action together, which is the stricter way. */
function askedBy(command: string, input: any): Asked[] {
  const keyOf = (key: any): string => key.pk.S;
  switch (command.replace(/Command$/, '')) {
    case 'GetItem': return [{ action: 'GetItem', keys: [keyOf(input.Key)] }];
    case 'UpdateItem': return [{ action: 'UpdateItem', keys: [keyOf(input.Key)] }];
    case 'BatchGetItem': return [{ action: 'BatchGetItem', keys: input.RequestItems[NAME].Keys.map(keyOf) }];
    case 'Query': return [{ action: 'Query', index: input.IndexName, keys: [input.ExpressionAttributeValues[':p'].S] }];
    case 'TransactWriteItems': return Object.entries({
      PutItem: input.TransactItems.flatMap(({ Put }: any) => Put ? [keyOf(Put.Item)] : []),
      DeleteItem: input.TransactItems.flatMap(({ Delete }: any) => Delete ? [keyOf(Delete.Key)] : []),
      ConditionCheckItem: input.TransactItems.flatMap(({ ConditionCheck }: any) => ConditionCheck ? [keyOf(ConditionCheck.Key)] : []),
    }).filter(([, keys]) => (keys as string[]).length > 0).map(([action, keys]) => ({ action, keys: keys as string[] }));
    default: throw new Error(`Nothing here knows what ${command} needs`);
  }
}
