import type { BusinessCalendar } from '../shared/clock/calendar.ts';
import { serviceOf } from '../shared/events/react.ts';
import { Refusal } from '../shared/record/fault.ts';
import { markerKey, recordKey, tenantKey } from '../shared/store/keys.ts';
import type { Kernel } from '../shared/store/kernel.ts';
import { perform } from '../shared/store/perform.ts';
import { recordOf } from '../shared/store/rows.ts';
import { TransactionFailed } from '../shared/store/table.ts';
import type { Step } from './step.ts';

export interface Newcomer { readonly name: string; readonly displayName: string; readonly email?: string; readonly team?: string }

/** The team and the service with which a tenant begins; both can be renamed for people, their short names stay. */
const team = { name: 'service-desk', displayName: 'Service desk', line: 1, fallback: true };
const service = { name: 'support', displayName: 'Support', supportTeam: team.name };

/** What a new tenant promises until it agrees on something better, as durations of its service hours. */
const agreement = {
  title: 'Standard service', kind: 'SLA',
  targets: {
    1: { response: 'PT15M', resolution: 'PT4H' }, 2: { response: 'PT30M', resolution: 'PT8H' }, 3: { response: 'PT2H', resolution: 'PT16H' },
    4: { response: 'PT4H', resolution: 'PT40H' }, 5: { response: 'PT8H', resolution: 'PT80H' },
  },
};

/** Whether a tenant was made to its end. */
export const tenantExists = async ({ table }: Kernel, tenant: string): Promise<boolean> => await table.get(tenantKey(tenant)) !== undefined;

/** Whether a tenant has a record of somebody. */
export const isIn = async ({ table }: Kernel, tenant: string, { name }: Newcomer): Promise<boolean> => await table.get(recordKey(tenant, 'person', name)) !== undefined;

/** What is to be recorded for somebody new in a tenant that is there. */
export async function personSteps(kernel: Kernel, tenant: string, newcomer: Newcomer): Promise<Step[]> {
  return [await recordStep(kernel, { tenant, type: 'person', body: newcomer })];
}

/**
 * What is to be recorded for a tenant: a team with its first person as lead, a service that the team supports, and an agreement when service hours
 * are given and none is in force. A tenant that is there keeps its teams and services as they are. Its own item comes last, so that what was cut
 * short is taken up again.
 */
export async function tenantSteps(kernel: Kernel, tenant: string, { person, calendar }: { person: Newcomer; calendar?: BusinessCalendar }): Promise<Step[]> {
  const agreed = calendar ? [await agreementStep(kernel, tenant, calendar)] : [];
  if (await tenantExists(kernel, tenant)) return [{ what: `tenant ${tenant}` }, ...await personSteps(kernel, tenant, person), ...agreed];
  const desk = await kernel.table.get(recordKey(tenant, 'team', team.name));
  return [
    await recordStep(kernel, { tenant, type: 'team', body: team }),
    await recordStep(kernel, { tenant, type: 'person', body: { team: team.name, ...person } }),
    { what: `lead of team ${team.name}`, ...(!(desk && recordOf(desk).lead) && { make: () => give(kernel, { tenant, type: 'team', id: team.name, command: 'update', body: { lead: person.name } }) }) },
    await recordStep(kernel, { tenant, type: 'service', body: service, then: 'publish' }),
    ...agreed,
    { what: `tenant ${tenant}`, make: () => enter(kernel, tenant) },
  ];
}

/** The number of the agreement that covers services without one of their own. */
export const agreementInForce = async ({ table }: Kernel, tenant: string): Promise<string | undefined> =>
  (await table.get(markerKey(tenant, 'agreement', 'covers', [agreement.kind, '*'])))?.id as string | undefined;

async function agreementStep(kernel: Kernel, tenant: string, calendar: BusinessCalendar): Promise<Step> {
  const inForce = await agreementInForce(kernel, tenant);
  return { what: `agreement ${inForce ?? `"${agreement.title}"`}`, ...(!inForce && { make: () => give(kernel, { tenant, type: 'agreement', command: 'create', body: { ...agreement, calendar }, then: 'activate' }) }) };
}

async function recordStep(kernel: Kernel, { tenant, type, body, then }: { tenant: string; type: string; body: { readonly name: string }; then?: string }): Promise<Step> {
  const there = await kernel.table.get(recordKey(tenant, type, body.name));
  return { what: `${type} ${body.name}`, ...(!there && { make: () => give(kernel, { tenant, type, command: 'create', body, then }) }) };
}

interface Order { readonly tenant: string; readonly type: string; readonly id?: string; readonly command: string; readonly body: object; readonly then?: string }

async function give(kernel: Kernel, { tenant, type, id, command, body, then }: Order): Promise<void> {
  try {
    await perform(kernel, { definition: kernel.catalogue.byName(type)!, id, command, body, caller: serviceOf(tenant), ...(then && { followedBy: [{ command: then, body: {} }] }), answer: () => ({}) });
  } catch (error) {
    // Somebody else made it since it was looked for.
    if (!(error instanceof Refusal && error.code === 'already-exists')) throw error;
  }
}

async function enter({ table, newId, now }: Kernel, tenant: string): Promise<void> {
  try {
    await table.write([{ put: { ...tenantKey(tenant), name: tenant }, unless: 'exists', as: 'tenant' }], newId(now()));
  } catch (error) {
    if (!(error instanceof TransactionFailed)) throw error;
  }
}
