import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDuration } from '../../shared/clock/index.ts';
import { openDesk, type Client, type Desk } from './desk.ts';

let desk: Desk;
let guest: Client, anna: Client, admin: Client;
beforeAll(async () => {
  desk = await openDesk();
  [guest, anna, admin] = ['guest', 'anna', 'admin'].map((name) => desk.as(name)) as [Client, Client, Client];
});
afterAll(() => desk?.stop());

const clockOf = async (number: string, name = 'resolution'): Promise<any> =>
  (await anna.get(`/v1/incidents/${number}`)).body.clocks.find((clock: any) => clock.name === name);
/** How many whole units there are in a duration: what a busy machine takes besides is none. */
const whole = (duration: string, unit: string): number => Math.floor(parseDuration(duration) / parseDuration(unit));
// Priority 1 of the campsite is agreed round the clock: answered in 15 minutes, resolved in 4 hours.
const urgent = { title: 'Everything is down', impact: 'high', urgency: 'high', service: 'reception' };
const solved = { resolution: 'Back up', resolutionCode: 'fixed' };

describe('promises in time', () => {
  it('warns at three quarters and announces a breach once each, at their own time', async () => {
    const number = await guest.report(urgent);
    const { dueAt } = await clockOf(number);
    await desk.advance('PT4H');
    const over = await desk.advance('PT1M');
    await desk.advance('PT1H');
    expect(await clockOf(number)).toMatchObject({ state: 'running', breached: true, target: 'PT4H' });
    const breached = await desk.events(number, 'incident.clock-breached');
    expect(breached.map(({ detail }) => detail.data.clock).sort()).toEqual(['resolution', 'response']);
    const resolution = breached.find(({ detail }) => detail.data.clock === 'resolution').detail;
    expect(Date.parse(resolution.data.since) - Date.parse(dueAt)).toBe(1000);
    // Not an hour later, when it was looked at.
    expect([resolution.data.since <= resolution.metadata.time, resolution.metadata.time <= over]).toEqual([true, true]);
    expect((await desk.events(number, 'incident.clock-warned')).map(({ detail }) => [detail.data.clock, detail.data.percent]).sort()).toEqual([['resolution', 75], ['response', 75]]);
    const mails = (await desk.mail()).filter(({ subject }) => subject.startsWith(number) && subject.includes('breached'));
    expect(mails.map(({ to }) => to)).toEqual([['servicedesk@campsite.example'], ['servicedesk@campsite.example']]);
  });

  it('does not run while on hold, and never breaches there', async () => {
    const number = await guest.report(urgent);
    await anna.order(number, 'assign', { assignee: 'anna' });
    await anna.order(number, 'start');
    await desk.advance('PT1H');
    await anna.order(number, 'hold', { reason: 'vendor', note: 'Part under way' });
    const { elapsed } = await clockOf(number);
    expect(whole(elapsed, 'PT1H')).toBe(1);
    await desk.advance('P2D');
    const paused = await clockOf(number);
    expect(paused).toMatchObject({ state: 'paused', breached: false, elapsed });
    expect(paused.dueAt).toBeUndefined();
    await anna.order(number, 'resume');
    const { dueAt, target, intervals } = await clockOf(number);
    expect(Date.parse(dueAt) - Date.parse(intervals.at(-1).from)).toBe(1000 * (parseDuration(target) - parseDuration(elapsed)));
    expect(await desk.events(number, 'incident.clock-breached')).toEqual([]);
  });

  it('times the vendor by the underpinning contract, from the moment it waits on the vendor', async () => {
    const number = await guest.report({ ...urgent, service: 'payments' });
    await anna.order(number, 'assign', { team: 'applications' });
    await desk.as('amir').order(number, 'start');
    expect(await clockOf(number, 'vendor')).toBeUndefined();
    await desk.advance('PT20M');
    await desk.as('amir').order(number, 'hold', { reason: 'vendor', note: 'PayBank looks' });
    expect(await clockOf(number, 'vendor')).toMatchObject({ state: 'running', target: 'PT2H' });
    expect(whole((await clockOf(number, 'vendor')).elapsed, 'PT20M')).toBe(0);
    await desk.advance('PT30M');
    await desk.as('amir').order(number, 'resume');
    const vendor = await clockOf(number, 'vendor');
    expect([vendor.state, whole(vendor.elapsed, 'PT30M')]).toEqual(['stopped', 1]);
  });

  it('recomputes from its log when the priority changes, without losing a pause', async () => {
    const number = await guest.report(urgent);
    await anna.order(number, 'assign', { assignee: 'anna' });
    await anna.order(number, 'start');
    await desk.advance('PT1H');
    await anna.order(number, 'hold', { reason: 'vendor', note: 'Waiting' });
    await desk.advance('PT5H');
    await anna.order(number, 'resume');
    await anna.patch(`/v1/incidents/${number}`, { service: 'payments' }, { 'if-match': '*' });
    const clock = await clockOf(number);
    expect([clock.target, whole(clock.elapsed, 'PT1H'), whole(clock.paused, 'PT1H')]).toEqual(['PT2H', 1, 5]);
    expect(clock.intervals.map(({ state }: any) => state)).toEqual(['running', 'paused', 'running']);
  });

  it('stops the response clock at the first answer and leaves the other running', async () => {
    const number = await guest.report(urgent);
    await anna.post(`/v1/incidents/${number}/comments`, { text: 'We are looking at it', visibility: 'internal' });
    expect(await clockOf(number, 'response')).toMatchObject({ state: 'running' });
    await anna.post(`/v1/incidents/${number}/comments`, { text: 'We are looking at it' });
    expect(await clockOf(number, 'response')).toMatchObject({ state: 'stopped', breached: false });
    expect(await clockOf(number)).toMatchObject({ state: 'running' });
  });

  it('continues the same cycle after a reopening, without the time in which it was resolved', async () => {
    const number = await guest.report(urgent);
    await desk.advance('PT30M');
    await anna.order(number, 'resolve', solved);
    await desk.advance('PT10H');
    expect(await guest.order(number, 'reopen', { reason: 'Down again' })).toMatchObject({ state: 'assigned', reopenCount: 1 });
    await desk.advance('PT30M');
    const clock = await clockOf(number);
    expect([clock.state, whole(clock.elapsed, 'PT1H'), clock.breached]).toEqual(['running', 1, false]);
    expect((await desk.events(number, 'incident.clock-breached')).map(({ detail }) => detail.data.clock)).toEqual(['response']);
  });

  it('tells of a breach that a late sweep had not seen when the clock is stopped', async () => {
    const number = await guest.report(urgent);
    await desk.advance('PT4H30M');
    await anna.order(number, 'resolve', solved);
    expect((await desk.events(number, 'incident.clock-breached')).filter(({ detail }) => detail.data.clock === 'resolution')).toHaveLength(1);
  });

  it('counts service hours only, over the weekend too', async () => {
    const number = await guest.report({ title: 'Small thing', service: 'wifi', impact: 'medium', urgency: 'medium' });
    const clock = await clockOf(number);
    expect(clock.target).toBe('PT16H');
    expect(Date.parse(clock.dueAt) - Date.parse(clock.startedAt)).toBeGreaterThan(20 * 3_600_000);
  });

  it('retargets open incidents when the agreement changes', async () => {
    const number = await guest.report(urgent);
    const { items } = (await admin.get('/v1/agreements?limit=50')).body;
    const standing = items.find(({ service }: any) => !service).number;
    const { body } = await admin.get(`/v1/agreements/${standing}`);
    await admin.patch(`/v1/agreements/${standing}`, { targets: { ...body.targets, 1: { response: 'PT15M', resolution: 'PT6H', calendar: 'always' } } }, { 'if-match': '*' });
    await desk.settle();
    expect(await clockOf(number)).toMatchObject({ target: 'PT6H' });
  });
});

describe('closing by itself', () => {
  it('closes what nobody objected to after ten business days, once, and lets nobody reopen it', async () => {
    const number = await guest.report({ title: 'Solved quickly', service: 'wifi' });
    await anna.order(number, 'resolve', solved);
    const { autoCloseAt } = (await anna.get(`/v1/incidents/${number}`)).body;
    await desk.advance('P8D');
    expect((await anna.get(`/v1/incidents/${number}`)).body.state).toBe('resolved');
    // Past its moment, but not by much: it was closed then, and not at the end of the journey.
    const over = await desk.advance(`PT${Math.ceil((Date.parse(autoCloseAt) - Date.parse(await desk.advance('PT0S'))) / 1000)}S`);
    await desk.advance('P10D');
    const { body } = await anna.get(`/v1/incidents/${number}`);
    expect([body.state, autoCloseAt <= body.closedAt, body.closedAt <= over]).toEqual(['closed', true, true]);
    expect(await desk.events(number, 'incident.closed')).toHaveLength(1);
    expect((await guest.post(`/v1/incidents/${number}/reopen`, { reason: 'x' })).status).toBe(409);
  });

  it('can be reopened within two weeks', async () => {
    const number = await guest.report({ title: 'Almost solved', service: 'wifi' });
    await anna.order(number, 'resolve', solved);
    await desk.advance('P7D');
    expect((await guest.post(`/v1/incidents/${number}/reopen`, { reason: 'It came back' })).status).toBe(200);
  });
});
