import {
  ContinuousBackupsUnavailableException, DescribeContinuousBackupsCommand, DescribeTableCommand, DescribeTimeToLiveCommand, ResourceNotFoundException, RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand, UpdateTableCommand, UpdateTimeToLiveCommand, type DynamoDBClient, type TableDescription, type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { expiryAttribute } from '../shared/store/keys.ts';
import { Obstacle } from './command.ts';
import { carryOut, type Step } from './step.ts';

export interface Restored { readonly table: string; readonly stream: string; readonly at: string }

interface Wish {
  readonly table: string;
  /** RFC 3339; the latest moment that can be restored when left out. */
  readonly at?: string;
  readonly into?: string;
  readonly say: (line: string) => void;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

const LOOK_AGAIN_MS = 15_000;

/**
 * Restores a table into a new one, waits until it is there, and switches on what a restored table lacks. A table of that name that was restored
 * before is taken as it is.
 * @throws {Obstacle} when the moment cannot be restored, or the table of that name is no restored one of this table
 */
export async function restoreBeside(client: DynamoDBClient, { table, at, into, say, pause }: Wish): Promise<Restored> {
  const window = await recoveryOf(client, table);
  const moment = at ?? (into && await momentOf(client, into)) ?? window?.last;
  if (!moment) throw new Obstacle(`Point-in-time recovery of ${table} is off, or has only just begun: there is nothing to restore from.`);
  const name = into ?? `${table.slice(0, 200)}-${moment.replace(/\D/g, '').slice(0, 14)}`;
  if (await describe(client, name)) say(`there    table ${name}`);
  else {
    if (!window || Date.parse(moment) < Date.parse(window.first) || Date.parse(moment) > Date.parse(window.last)) {
      throw new Obstacle(window ? `${table} can be restored as it was from ${window.first} to ${window.last}, not as of ${moment}.` : `Point-in-time recovery of ${table} is off.`);
    }
    await client.send(new RestoreTableToPointInTimeCommand({ SourceTableName: table, TargetTableName: name, RestoreDateTime: new Date(moment) }));
    say(`made     table ${name}, of ${moment}; to go on after an interruption: --into ${name}`);
  }
  const began = Date.now();
  const ready = async (): Promise<TableDescription> => {
    for (;;) {
      const found = await describe(client, name);
      if (found?.TableStatus === 'ACTIVE') return found;
      say(`wait     ${name} is ${found?.TableStatus ?? 'not there yet'}, after ${Math.round((Date.now() - began) / 1000)} s`);
      await pause(LOOK_AGAIN_MS);
    }
  };
  const found = await ready();
  if (found.RestoreSummary?.SourceTableArn !== (await describe(client, table))?.TableArn) throw new Obstacle(`${name} was not restored from ${table}, and is left as it is: is the name right, and the stage? Leave --into out to restore into a new table.`);
  const restoredAt = found.RestoreSummary?.RestoreDateTime?.toISOString();
  if (at && restoredAt && Date.parse(at) !== Date.parse(restoredAt)) throw new Obstacle(`${name} was restored from ${restoredAt}, not ${at}: leave --at out, or choose another name with --into.`);
  await carryOut(await lacking(client, found, { ready, pause }), { dry: false, say });
  return { table: name, stream: (await ready()).LatestStreamArn!, at: restoredAt ?? moment };
}

async function lacking(client: DynamoDBClient, { TableName, StreamSpecification, DeletionProtectionEnabled }: TableDescription, { ready, pause }: Pick<Wish, 'pause'> & { ready: () => Promise<unknown> }): Promise<Step[]> {
  const change = (more: Partial<UpdateTableCommandInput>) => async () => {
    await client.send(new UpdateTableCommand({ TableName, ...more }));
    await ready();
  };
  const { TimeToLiveDescription: expiry } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  return [
    { what: 'stream of new entries', ...(!StreamSpecification?.StreamEnabled && { make: change({ StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }) }) },
    { what: 'deletion protection', ...(!DeletionProtectionEnabled && { make: change({ DeletionProtectionEnabled: true }) }) },
    { what: 'expiry of what is kept for a while', ...(!expiry?.TimeToLiveStatus?.startsWith('ENABL') && { make: () => client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: expiryAttribute, Enabled: true } })) }) },
    { what: 'point-in-time recovery', ...(!(await recoveryOf(client, TableName!)) && { make: () => recoverable(client, TableName!, pause) }) },
  ];
}

/** DynamoDB makes the ground for backups some time after a table is there. */
async function recoverable(client: DynamoDBClient, TableName: string, pause: Wish['pause']): Promise<void> {
  try {
    await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }));
  } catch (error) {
    if (!(error instanceof ContinuousBackupsUnavailableException)) throw error;
    await pause(LOOK_AGAIN_MS);
    await recoverable(client, TableName, pause);
  }
}

async function describe(client: DynamoDBClient, TableName: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

const momentOf = async (client: DynamoDBClient, name: string): Promise<string | undefined> => (await describe(client, name))?.RestoreSummary?.RestoreDateTime?.toISOString();

/** The first and the last moment that can be restored; undefined where recovery is off. */
async function recoveryOf(client: DynamoDBClient, TableName: string): Promise<{ first: string; last: string } | undefined> {
  const { ContinuousBackupsDescription: backups } = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
  const { PointInTimeRecoveryStatus: status, EarliestRestorableDateTime: first, LatestRestorableDateTime: last } = backups?.PointInTimeRecoveryDescription ?? {};
  return status === 'ENABLED' && first && last ? { first: first.toISOString(), last: last.toISOString() } : undefined;
}
