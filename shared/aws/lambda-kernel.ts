import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ulid } from 'ulid';
import type { AnyDefinition } from '../record/define.ts';
import { catalogueOf } from '../store/catalogue.ts';
import type { Kernel } from '../store/kernel.ts';
import { secretKey } from '../store/keys.ts';
import { TransactionFailed, type Table } from '../store/table.ts';
import { dynamoTable } from './dynamo-table.ts';
import { leanClient } from './lean-client.ts';
import { countUnitsOf, logLine } from './telemetry.ts';

/** The environment variable by which the stacks tell a function its table; used by both sides so that they cannot drift. */
export const TABLE_NAME = 'TABLE_NAME';

let kernel: Kernel | undefined;

/** The kernel of a Lambda, made on the first call and kept while the sandbox lives. */
export const lambdaKernel = (definitions: readonly AnyDefinition[]): (() => Kernel) => () => kernel ??= made(definitions);

function made(definitions: readonly AnyDefinition[]): Kernel {
  const name = process.env[TABLE_NAME]!;
  const table = dynamoTable({ client: new DynamoDBClient(leanClient), name });
  countUnitsOf({ name, meter: table.meter });
  return kernelOn({ table, definitions, log: logLine });
}

/** A kernel on a table, with the real time unless another clock is given, and lines for whoever sits before it unless others take them. */
export function kernelOn({ table, definitions, now = () => new Date().toISOString(), log = (line) => console.log(line) }: { table: Table; definitions: readonly AnyDefinition[]; now?: () => string; log?: Kernel['log'] }): Kernel {
  let secret: Promise<string> | undefined;
  return {
    table, catalogue: catalogueOf(definitions), now, log,
    newId: (at) => ulid(Date.parse(at)),
    secret: () => secret ??= sharedSecret(table, ulid()).catch((error: unknown) => {
      secret = undefined;
      throw error;
    }),
  };
}

/** Made by whoever needs it first and kept in the table, so that every Lambda signs alike and nobody has to configure it. */
async function sharedSecret(table: Table, token: string): Promise<string> {
  const kept = await table.get(secretKey());
  if (kept) return kept.secret as string;
  try {
    const secret = randomBytes(32).toString('base64url');
    await table.write([{ put: { ...secretKey(), secret }, unless: 'exists', as: 'secret' }], token);
    return secret;
  } catch (error) {
    if (!(error instanceof TransactionFailed)) throw error;
    return sharedSecret(table, ulid());
  }
}
