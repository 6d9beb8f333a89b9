import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from '../../stories/desk.ts';
import { deploy, diff } from '../cdk.ts';

let desk: Desk;
beforeAll(async () => { desk = await openDesk(); });
afterAll(() => desk?.stop());

describe('a second deployment', () => {
  it('of what did not change changes nothing', async () => {
    expect(await diff()).toContain('Number of stacks with differences: 0');
    expect((await deploy()).match(/\(no changes\)/g)?.length).toBeGreaterThanOrEqual(5);
  });

  it('of what did change keeps all records and all that is under way', async () => {
    const number = await desk.as('guest').report({ title: 'Before the upgrade' });
    await desk.settle();
    const before = (await desk.as('anna').get(`/v1/incidents/${number}`)).body;
    const changed = ['--context', 'mailFrom=desk@lambdesk.example'];
    expect(await deploy(...changed)).toMatch(/lambdesk-platform \| .*UPDATE_COMPLETE/);
    expect((await desk.as('anna').get(`/v1/incidents/${number}`)).body).toEqual(before);
    await desk.as('anna').order(number, 'assign', { assignee: 'anna' });
    const [assigned] = await desk.events(number, 'incident.assigned');
    expect(assigned.detail.metadata).toMatchObject({ recordId: number, recordVersion: 2 });
    expect(await diff(...changed)).toContain('Number of stacks with differences: 0');
  });
});
