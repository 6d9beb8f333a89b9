import {
  ContinuousBackupsUnavailableException, DescribeContinuousBackupsCommand, DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient, ResourceNotFoundException,
  RestoreTableToPointInTimeCommand, UpdateContinuousBackupsCommand, UpdateTableCommand, UpdateTimeToLiveCommand, type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { restoreBeside } from '../../operate/restore-beside.ts';

const first = new Date('2026-11-01T00:00:00Z');
const last = new Date('2026-11-21T12:00:00Z');

const arnOf = (table: string): string => `arn:aws:dynamodb:eu-west-1:123456789012:table/${table}`;

/** DynamoDB as far as a restore goes: a table is there at the third look, and ready for backups at the second try. */
function dynamo({ recovery = true }: { recovery?: boolean } = {}) {
  const client = new DynamoDBClient({ region: 'eu-west-1' });
  const mock = mockClient(client as never);
  const tables = new Map<string, TableDescription & { looks: number; recovery: boolean; expires?: string }>([['records', { TableStatus: 'ACTIVE', TableArn: arnOf('records'), looks: 0, recovery }]]);
  const table = (name: string) => {
    const found = tables.get(name);
    if (!found) throw new ResourceNotFoundException({ message: 'not found', $metadata: {} });
    return found;
  };
  let refusals = 1;
  mock.on(DescribeTableCommand).callsFake(({ TableName }) => {
    const { looks, recovery: _, ...found } = table(TableName);
    table(TableName).looks++;
    return { Table: { ...found, TableName, TableStatus: looks < 2 && TableName !== 'records' ? 'CREATING' : found.TableStatus } };
  });
  mock.on(DescribeContinuousBackupsCommand).callsFake(({ TableName }) => ({ ContinuousBackupsDescription: { PointInTimeRecoveryDescription: table(TableName).recovery
    ? { PointInTimeRecoveryStatus: 'ENABLED', EarliestRestorableDateTime: first, LatestRestorableDateTime: last } : { PointInTimeRecoveryStatus: 'DISABLED' } } }));
  mock.on(DescribeTimeToLiveCommand).callsFake(({ TableName }) => ({ TimeToLiveDescription: { TimeToLiveStatus: table(TableName).expires ? 'ENABLED' : 'DISABLED' } }));
  mock.on(RestoreTableToPointInTimeCommand).callsFake(({ SourceTableName, TargetTableName, RestoreDateTime }) => void tables.set(TargetTableName, { TableStatus: 'ACTIVE', TableArn: arnOf(TargetTableName), RestoreSummary: { SourceTableArn: arnOf(SourceTableName), RestoreDateTime, RestoreInProgress: false }, looks: 0, recovery: false }));
  mock.on(UpdateTableCommand).callsFake(({ TableName, ...more }) => void Object.assign(table(TableName), more, more.StreamSpecification && { LatestStreamArn: `arn:${TableName}/stream/1` }));
  mock.on(UpdateTimeToLiveCommand).callsFake(({ TableName, TimeToLiveSpecification }) => void (table(TableName).expires = TimeToLiveSpecification.AttributeName));
  mock.on(UpdateContinuousBackupsCommand).callsFake(({ TableName }) => {
    if (refusals-- > 0) throw new ContinuousBackupsUnavailableException({ message: 'Backups are being enabled', $metadata: {} });
    table(TableName).recovery = true;
  });
  const said: string[] = [];
  const restore = (more: { at?: string; into?: string } = {}) => restoreBeside(client, { table: 'records', ...more, say: (line) => said.push(line), pause: async () => {} });
  const made = (): number => [RestoreTableToPointInTimeCommand, UpdateTableCommand, UpdateTimeToLiveCommand, UpdateContinuousBackupsCommand].reduce((sum, one) => sum + mock.commandCalls(one as never).length, 0);
  return { restore, tables, said, made, mock };
}

describe('a restored table', () => {
  it('stands beside the other, with all that a restore leaves out', async () => {
    const { restore, tables, said } = dynamo();
    expect(await restore({ at: '2026-11-20T10:00:00Z' })).toEqual({ table: 'records-20261120100000', stream: 'arn:records-20261120100000/stream/1', at: '2026-11-20T10:00:00.000Z' });
    expect(tables.get('records-20261120100000')).toMatchObject({
      RestoreSummary: { RestoreDateTime: new Date('2026-11-20T10:00:00Z') }, StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' }, DeletionProtectionEnabled: true, expires: 'expires', recovery: true,
    });
    expect(said.join('\n')).toMatch(/made +table records-20261120100000[\s\S]*wait +.*CREATING[\s\S]*made +stream[\s\S]*made +deletion protection[\s\S]*made +expiry[\s\S]*made +point-in-time recovery/);
  });

  it('is of the latest moment unless another is named', async () => {
    expect(await dynamo().restore()).toMatchObject({ table: 'records-20261121120000', at: '2026-11-21T12:00:00.000Z' });
  });

  it('is taken up again where that ended, and changed in nothing when it is whole', async () => {
    const { restore, tables, said, made } = dynamo();
    const { table, stream } = await restore();
    const before = made();
    tables.get(table)!.DeletionProtectionEnabled = false;
    expect(await restore({ into: table })).toEqual({ table, stream, at: '2026-11-21T12:00:00.000Z' });
    expect(made() - before).toBe(1);
    expect(said.slice(-5)).toEqual([`there    table ${table}`, 'there    stream of new entries', 'made     deletion protection', 'there    expiry of what is kept for a while', 'there    point-in-time recovery']);
    await restore({ into: table });
    expect(made() - before).toBe(1);
  });

  it.each(['2026-10-31T23:59:59Z', '2026-11-21T12:00:01Z'])('cannot be of %s, when recovery does not reach there', async (at) => {
    const { restore, made } = dynamo();
    await expect(restore({ at })).rejects.toThrow('can be restored as it was from 2026-11-01T00:00:00.000Z to 2026-11-21T12:00:00.000Z');
    expect(made()).toBe(0);
  });

  it('is not taken for one of another moment', async () => {
    const { restore } = dynamo();
    const { table } = await restore();
    await expect(restore({ into: table, at: '2026-11-20T10:00:00Z' })).rejects.toThrow(`${table} was restored from 2026-11-21T12:00:00.000Z`);
  });

  it.each([
    ['was never restored', undefined],
    ['was restored from another one', { SourceTableArn: arnOf('orders'), RestoreDateTime: last, RestoreInProgress: false }],
  ])('is never a foreign one: a table of that name that %s is left as it is', async (_, RestoreSummary) => {
    const { restore, tables, made } = dynamo();
    tables.set('invoices', { TableStatus: 'ACTIVE', TableArn: arnOf('invoices'), RestoreSummary, looks: 2, recovery: false });
    await expect(restore({ into: 'invoices' })).rejects.toThrow('invoices was not restored from records, and is left as it is');
    expect(made()).toBe(0);
  });

  it('cannot be made where recovery is off', async () => {
    await expect(dynamo({ recovery: false }).restore()).rejects.toThrow('Point-in-time recovery of records is off');
  });
});
