import { onceByEvent } from '../../shared/store/idempotency.ts';
import { recordKey } from '../../shared/store/keys.ts';
import type { Kernel } from '../../shared/store/kernel.ts';
import { perform } from '../../shared/store/perform.ts';
import { nameOf, UNKNOWN_CALLER } from './naming.ts';
import { atOnce } from './at-once.ts';
import type { Row } from './servicenow.ts';
import { importerOf } from './tenant.ts';

/** Whom a log names, by their short names. */
export interface Named { readonly teams: ReadonlyMap<string, object>; readonly people: ReadonlyMap<string, object> }

/** Groups as teams; callers, resolvers and whoever opened or updated something as people, resolvers in the team they worked in most. */
export function namedIn(rows: readonly Row[]): Named {
  const labels = (...columns: string[]): Set<string> => new Set(rows.flatMap(({ cells }) => columns.flatMap((column) => cells[column] ?? [])));
  const home = homesOf(rows);
  const one = (label: string): [string, object] => [nameOf(label), { name: nameOf(label), displayName: label.replace(/\s+/g, ' ').slice(0, 200).toWellFormed() }];
  const unknown = rows.some(({ cells }) => !cells.caller_id) ? [UNKNOWN_CALLER] : [];
  return {
    teams: new Map([...labels('assignment_group')].map(one)),
    people: new Map([...labels('caller_id', 'assigned_to', 'opened_by', 'sys_created_by', 'sys_updated_by'), ...unknown].map(one)
      .map(([name, body]) => [name, { ...body, ...(home.has(name) && { team: home.get(name) }) }])),
  };
}

function homesOf(rows: readonly Row[]): Map<string, string> {
  const seen = rows.flatMap(({ cells: { assigned_to: person, assignment_group: team } }) => person && team ? [{ person: nameOf(person), team: nameOf(team) }] : []);
  return new Map([...Map.groupBy(seen, ({ person }) => person)].map(([person, rowsOfPerson]) => {
    const teams = [...Map.groupBy(rowsOfPerson, ({ team }) => team)].sort(([, a], [, b]) => b.length - a.length);
    return [person, teams[0]![0]];
  }));
}

/** Makes the teams and people that are not there yet; answers how many of each. */
export async function makeNamed(kernel: Kernel, tenant: string, { teams, people }: Named): Promise<{ teams: number; people: number }> {
  return { teams: await makeMissing(kernel, { tenant, type: 'team', wanted: teams }), people: await makeMissing(kernel, { tenant, type: 'person', wanted: people }) };
}

async function makeMissing(kernel: Kernel, { tenant, type, wanted }: { tenant: string; type: 'team' | 'person'; wanted: ReadonlyMap<string, object> }): Promise<number> {
  const keys = [...wanted.keys()].map((name) => recordKey(tenant, type, name));
  const there = new Set<string>();
  for (let from = 0; from < keys.length; from += 100) {
    for (const { pk } of await kernel.table.getAll(keys.slice(from, from + 100))) there.add(pk);
  }
  const missing = [...wanted].filter(([name]) => !there.has(recordKey(tenant, type, name).pk));
  await atOnce(missing, async ([name, body]) => {
    await perform(kernel, {
      definition: kernel.catalogue.byName(type)!, command: 'create', body, caller: importerOf(tenant), cause: { replay: true },
      once: onceByEvent(`import/${type}/${name}`), answer: () => ({}),
    });
  });
  return missing.length;
}
