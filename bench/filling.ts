import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AnyDefinition, AnyRecord } from '../shared/record/define.ts';
import { itemOf } from '../shared/store/rows.ts';
import { writeAll } from './writing.ts';

const MINUTE = 60_000;
const people = Array.from({ length: 8 }, (_, at) => `requester-${at}`);
const agents = ['anna', 'bram', 'chen', 'dina', 'amir'];
const teams = ['service-desk', 'network', 'applications', 'security'];
const services = ['reception', 'payments', 'wifi', 'pool'];
const subjects = ['Card reader at the bar', 'Barrier at the main gate', 'Tablet of the night porter', 'Booking page on the phone', 'Heating of the washrooms'];
/** Of ten incidents three are open, as after some months of work. */
const states = ['closed', 'closed', 'new', 'closed', 'assigned', 'closed', 'resolved', 'closed', 'on-hold', 'closed'];

/** The filters of a page of 50, one for each list of incidents; every one of them has more than a page at 1,000 incidents. */
export const pages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  all: {}, state: { state: 'new' }, team: { team: 'network' }, assignee: { assignee: 'anna' }, requester: { requester: people[3]! }, service: { service: 'wifi' },
};

/** A record like the pattern (a real one, with clocks and calendar), with a number, people, state and age of its own. */
function like(pattern: AnyRecord, at: number): AnyRecord {
  const pick = <T>(from: readonly T[], step: number): T => from[Math.floor(at / step) % from.length]!;
  const number = `INC${String(1_000_000 + at).padStart(7, '0')}`;
  const createdAt = new Date(Date.parse(pattern.createdAt) - 400 * 24 * 60 * MINUTE + at * MINUTE).toISOString();
  return {
    ...pattern, id: number, number, version: 4, createdAt, updatedAt: createdAt, title: `${pick(subjects, 1)} does not answer since this morning`,
    requester: pick(people, 1), state: pick(states, 1), service: pick(services, 3), team: pick(teams, 7), assignee: pick(agents, 11), priority: 1 + at % 5,
  };
}

/**
 * Writes many incidents straight into a table, as the store would lay them out but without their commands, which would take an hour.
 */
export async function fillIncidents({ client, table, definition, tenant, pattern, many }: { client: DynamoDBClient; table: string; definition: AnyDefinition; tenant: string; pattern: AnyRecord; many: number }): Promise<void> {
  const wall = new Date().toISOString();
  function* items(): Generator<object> {
    for (let at = 0; at < many; at++) yield itemOf({ definition, tenant, record: like(pattern, at), wall });
  }
  await writeAll({ client, table, items: items() });
}
