import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import { routeOf } from '../../../functions/incident/routing.ts';
import { kernelOn } from '../../../shared/aws/lambda-kernel.ts';
import type { AnyRecord, Role } from '../../../shared/record/define.ts';
import type { Kernel } from '../../../shared/store/kernel.ts';
import { perform } from '../../../shared/store/perform.ts';
import { openTable } from '../../shared/store/search-desk.ts';
import { refusalOf } from '../../shared/store/workshop.ts';

let kernel: Kernel;
let close: () => Promise<void>;
beforeAll(async () => {
  const opened = await openTable();
  close = opened.close;
  kernel = kernelOn({ table: opened.table, definitions, log() {} });
});
afterAll(() => close?.());

async function give(type: string, command: string, body: object, { id, roles = ['admin'], who = 'boss' }: { id?: string; roles?: Role[]; who?: string } = {}): Promise<AnyRecord> {
  return perform(kernel, { definition: kernel.catalogue.byName(type)!, command, body, id, caller: { tenant: 'campsite', name: who, roles }, answer: ({ record }) => record });
}

describe('the team that takes what is nobody’s', () => {
  it('gets incidents for which no service says a team, as long as it is there', async () => {
    const report = (body: object = {}, roles: Role[] = []) => give('incident', 'create', { title: 'No light', requester: 'guest', ...body }, { roles, who: 'guest' });
    await give('person', 'create', { name: 'guest', displayName: 'Guest' });
    for (const name of ['desk', 'network']) await give('team', 'create', { name, displayName: name, ...(name === 'desk' && { fallback: true }) });
    await give('service', 'create', { name: 'wifi', displayName: 'Wi-Fi', supportTeam: 'network' });
    await give('service', 'create', { name: 'pool', displayName: 'Pool' });

    expect(await report()).toMatchObject({ team: 'desk', state: 'new' });
    expect(await report({ service: 'pool' })).toMatchObject({ team: 'desk' });
    expect(await report({ service: 'wifi' })).toMatchObject({ team: 'network' });
    expect(await report({}, ['importer'])).not.toHaveProperty('team');

    expect(await refusalOf(give('team', 'update', { fallback: true }, { id: 'network' }))).toContain('already-exists');
    await give('team', 'dissolve', {}, { id: 'desk' });
    expect(await report()).not.toHaveProperty('team');
    await give('team', 'update', { fallback: true }, { id: 'network' });
    expect(await report()).toMatchObject({ team: 'network' });
    await give('team', 'update', { fallback: false }, { id: 'network' });
    expect(await report()).not.toHaveProperty('team');
  });

  it('comes after category and service', () => {
    const service = { supportTeam: 'network', routes: [{ category: 'Radio', team: 'radio' }] };
    expect([routeOf(service, 'radio', 'desk').team, routeOf(service, undefined, 'desk').team, routeOf({}, 'radio', 'desk').team, routeOf(undefined, undefined).team]).toEqual(['radio', 'network', 'desk', undefined]);
  });
});
