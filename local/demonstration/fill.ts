import type { AnyRecord, Role } from '../../shared/record/define.ts';
import { Refusal } from '../../shared/record/fault.ts';
import { onceByEvent } from '../../shared/store/idempotency.ts';
import type { Caller, Kernel } from '../../shared/store/kernel.ts';
import { tenantKey } from '../../shared/store/keys.ts';
import { perform } from '../../shared/store/perform.ts';
import type { Directory } from '../directory.ts';
import { campsite } from './campsite.ts';
import type { Happened, Tenant } from './tenant.ts';
import { vendotool } from './vendotool.ts';

const HOUR = 3_600_000;
const STEP = 10 * 60_000;

/**
 * Fills a new data directory with the demonstration organisations, through the ordinary commands. Every command has a key of its own, so a
 * filling that was killed half way goes on where it stopped.
 */
export async function fillDemonstration({ kernel, people, log }: { kernel: Kernel; people: Directory; log(message: string): void }): Promise<void> {
  for (const tenant of [campsite, vendotool]) {
    people.add(tenant.people.map(({ name, displayName, team, email }) => ({ name, displayName, team, email, tenant: tenant.name, roles: [...tenant.signIns[name] ?? []] })));
    if (await kernel.table.get(tenantKey(tenant.name))) continue;
    log(`Making the demonstration data of ${tenant.name} …`);
    await fillTenant(kernel, tenant);
    await kernel.table.write([{ put: { ...tenantKey(tenant.name), name: tenant.name }, as: 'tenant' }], kernel.newId(kernel.now()));
  }
}

interface Order { type: string; id?: string; command: string; body: object; as?: Caller; at?: string; key: string }

async function fillTenant(kernel: Kernel, tenant: Tenant): Promise<void> {
  const began = Date.parse(kernel.now());
  const system: Caller = { tenant: tenant.name, name: 'system', roles: ['system'] };
  const give = ({ type, id, command, body, as = system, at, key }: Order): Promise<AnyRecord> => perform(kernel, {
    definition: kernel.catalogue.byName(type)!, id, command, body, caller: as, at,
    once: onceByEvent(`demonstration/${key}`), cause: { replay: at !== undefined }, answer: ({ record }) => record,
  });
  for (const body of tenant.teams) await give({ type: 'team', command: 'create', body, key: `team/${body.name}` });
  for (const body of tenant.people) await give({ type: 'person', command: 'create', body, key: `person/${body.name}` });
  for (const [team, lead] of Object.entries(tenant.leads)) await give({ type: 'team', id: team, command: 'update', body: { lead }, key: `lead/${team}` });
  for (const body of tenant.suppliers) {
    await give({ type: 'supplier', command: 'create', body, key: `supplier/${body.name}` });
    await give({ type: 'supplier', id: body.name, command: 'onboard', body: {}, key: `onboard/${body.name}` });
  }
  for (const body of tenant.services) {
    await give({ type: 'service', command: 'create', body, key: `service/${body.name}` });
    await give({ type: 'service', id: body.name, command: 'publish', body: {}, key: `publish/${body.name}` });
  }
  for (const body of tenant.agreements) {
    const made = await give({ type: 'agreement', command: 'create', body, key: `agreement/${body.title}` });
    await give({ type: 'agreement', id: made.id, command: 'activate', body: {}, key: `activate/${body.title}` });
  }
  for (const { type, body: known, then = [] } of tenant.registers) {
    const body = typeof known === 'function' ? known(new Date(began).toISOString()) : known;
    const key = `${type}/${String(body.name ?? body.title)}`;
    const made = await give({ type, command: 'create', body, key });
    for (const command of then) await give({ type, id: made.id, command, body: {}, key: `${key}/${command}` });
  }
  const callerOf = (name: string): Caller => name === 'system' ? system : ({ tenant: tenant.name, name, roles: name === 'importer' ? ['importer'] : [...tenant.signIns[name] ?? []] as Role[] });
  for (const { type = 'incident', as, hoursAgo, report, steps } of tenant.stories) {
    const opened = began - hoursAgo * HOUR;
    const openedAt = new Date(opened).toISOString();
    const key = `story/${String(report.title)}`;
    const made = await give({ type, command: 'create', body: report, as: callerOf(as), at: openedAt, key });
    // A filling that goes on after a kill may meet steps that time has overtaken; they are left out.
    const goesOn = made.createdAt !== openedAt;
    for (const [at, [who, command, body]] of steps.entries()) {
      await give({ type, id: made.id, command, body, as: callerOf(who), at: new Date(opened + (at + 1) * STEP).toISOString(), key: `${key}/${at}` })
        .catch((error: unknown) => { if (!goesOn || !(error instanceof Refusal)) throw error; });
    }
  }
  await relive({ history: tenant.history ?? [], began, callerOf, give });
}

/** Lets what happened happen again, the last of it an hour ago, each command at its own time. */
async function relive({ history, began, callerOf, give }: { history: readonly Happened[]; began: number; callerOf(name: string): Caller; give(order: Order): Promise<AnyRecord> }): Promise<void> {
  const numbers = new Map<string, string>();
  let at = began - (1 + history.reduce((sum, { after }) => sum + after, 0)) * HOUR;
  const filled = (text: string): string => text.replace(/\{([\w.-]+)\}/g, (whole, name: string) => name === 'now' ? new Date(at).toISOString() : numbers.get(name) ?? whole);
  for (const [place, { as, type, after, command, id, made, body = {} }] of history.entries()) {
    at += after * HOUR;
    const record = await give({ type, command, id: id && filled(id), body: JSON.parse(filled(JSON.stringify(body))), ...(as !== 'system' && { as: callerOf(as) }), at: new Date(at).toISOString(), key: `history/${place}` });
    if (made) numbers.set(made, record.number);
  }
}
