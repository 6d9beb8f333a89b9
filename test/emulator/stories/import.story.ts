import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importLog } from '../../../local/import/servicenow-import.ts';
import { byIncident, readLog } from '../../../local/import/servicenow.ts';
import type { Person } from '../../../local/people.ts';
import { entryPrefix, recordKey } from '../../../shared/store/keys.ts';
import type { Surroundings } from '../../stories/surroundings.ts';
import { root } from '../folders.ts';
import { signIn } from '../sign-in.ts';
import { deployedKernel, open } from '../surroundings.ts';

/** The log is small; into two organisations at once it is as much as the emulator takes in the time of a gate. */
const tenants = ['import-1', 'import-2'];
const file = join(root, 'test', 'data', 'servicenow-incident-log.part.csv');
const log = readLog(readFileSync(file));
const kernel = deployedKernel();

let place: Surroundings;
let events: any[];
const token = new Map<string, string>();
const get = async (tenant: string, path: string): Promise<any> => {
  const answer = await fetch(`${place.url}${path}`, { headers: { authorization: `Bearer ${token.get(tenant)}` } });
  expect(answer.status, path).toBe(200);
  return answer.json();
};
const all = async (tenant: string, path: string): Promise<any[]> => {
  const { items, next } = await get(tenant, path);
  return next ? [...items, ...await all(tenant, next)] : items;
};

beforeAll(async () => {
  place = await open();
  const began = Date.now();
  const reports = await Promise.all(tenants.map((tenant) => importLog({ kernel, people: { people: async (): Promise<Person[]> => [], add() {} }, file, log, tenant })));
  const seconds = (Date.now() - began) / 1000;
  expect(reports.map(({ outcome }) => outcome)).toEqual(tenants.map(() => 'complete'));
  const steps = reports.reduce((sum, { totals }) => sum + totals.steps, 0);
  console.log(`${steps} changes of ${tenants.length} organisations in ${seconds.toFixed(1)} s: ${(steps / seconds).toFixed(0)} a second.`);
  await place.settle();
  console.log(`All that follows from them was done ${((Date.now() - began) / 1000 - seconds).toFixed(1)} s later.`);
  events = await place.events();
  for (const tenant of tenants) token.set(tenant, await signIn({ name: `${tenant}-admin`, tenant, roles: ['agent', 'admin', 'lead'] }));
});
afterAll(() => place?.stop());

describe('the real log, imported at once into several organisations', () => {
  it.each(tenants)('shows every incident of %s in the state of its timeline', async (tenant) => {
    const items = await all(tenant, '/v1/incidents');
    expect(items.map(({ externalNumber }) => externalNumber).sort()).toEqual([...byIncident(log.rows).keys()].sort());
    for (const { number, state, version } of items) {
      const entries = await timeline(tenant, number);
      expect([number, state, version]).toEqual([number, entries.at(-1)!.to ?? state, entries.length]);
    }
  });

  it.each(tenants)('told of every change of %s exactly once, each record in its order', async (tenant) => {
    const heard = Map.groupBy(events.filter(({ detail }) => detail.metadata.tenant === tenant), ({ detail }) => detail.metadata.recordId as string);
    for (const { number } of await all(tenant, '/v1/incidents')) {
      const versions = heard.get(number)!.map(({ detail }) => detail.metadata.recordVersion as number);
      const ids = heard.get(number)!.map(({ detail }) => detail.metadata.id as string);
      expect([...new Set(versions)]).toEqual((await timeline(tenant, number)).map((_, at) => at + 1));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('finds each incident by the words of its title, once', async () => {
    const [tenant] = tenants;
    for (const { number, title } of (await all(tenant!, '/v1/incidents')).slice(0, 10)) {
      const found = await all(tenant!, `/v1/search?type=incident&q=${encodeURIComponent(title)}`);
      expect(found.filter((hit) => hit.number === number), title).toHaveLength(1);
    }
  });

  it('sent no mail about the past', async () => {
    expect((await place.mail()).filter(({ to }) => to.some((address: string) => tenants.some((tenant) => address.includes(tenant))))).toEqual([]);
  });
});

async function timeline(tenant: string, id: string): Promise<any[]> {
  const { items } = await kernel.table.query({ pk: recordKey(tenant, 'incident', id).pk, prefix: entryPrefix, after: undefined, limit: 1000 });
  return items;
}
