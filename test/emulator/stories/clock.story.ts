import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDesk, type Desk } from '../../stories/desk.ts';
import { ahead } from '../surroundings.ts';

let desk: Desk;
beforeAll(async () => { desk = await openDesk(); });
afterAll(() => desk?.stop());

it('is told once, by mail, of a promise that is broken within seconds: by the schedule of each minute, and nobody moves the clock', async () => {
  const admin = desk.as('admin');
  const made = async (path: string, body: object): Promise<any> => {
    const reply = await admin.post(path, body);
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
    return reply.body;
  };
  await made('/v1/services', { name: 'defibrillator', displayName: 'The defibrillator' });
  expect((await admin.post('/v1/services/defibrillator/publish')).status).toBe(200);
  const seconds = { resolution: 'PT2S', calendar: 'always' };
  const { number: agreement } = await made('/v1/agreements', { title: 'In seconds', kind: 'SLA', service: 'defibrillator', calendar: { timeZone: 'UTC', week: { monday: [['09:00', '17:00']] }, holidays: [] }, targets: { 1: seconds, 2: seconds, 3: seconds, 4: seconds, 5: seconds } });
  expect((await admin.post(`/v1/agreements/${agreement}/activate`)).status).toBe(200);
  const number = await desk.as('guest').report({ title: 'It does not beep', service: 'defibrillator' });

  await desk.as('anna').order(number, 'assign', { assignee: 'anna' });

  const breaches = async (): Promise<any[]> => (await desk.events(number, 'incident.clock-breached')).filter(({ detail }) => detail.data.clock === 'resolution');
  for (let tries = 0; (await breaches()).length === 0 && tries < 150; tries++) await delay(1_000);
  const mails = async (): Promise<any[]> => (await desk.mail()).filter(({ subject }) => subject.startsWith(number) && subject.includes('breached'));
  expect(await breaches()).toHaveLength(1);
  const told = (await mails()).length;
  expect(told).toBeGreaterThan(0);
  // The next minute has nothing to add.
  await delay(61_000);
  expect([(await breaches()).length, (await mails()).length]).toEqual([1, told]);
});

it('is not put back by a move that real time overtakes while everything settles', async () => {
  await desk.advance('PT1H');
  const before = ahead();
  await desk.advance('PT0S');
  expect(ahead()).toBe(before);
});
