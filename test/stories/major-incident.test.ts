import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type Client, type Desk } from './desk.ts';

let desk: Desk;
let guest: Client, anna: Client, bram: Client, chen: Client, otto: Client;
beforeAll(async () => {
  desk = await openDesk();
  [guest, anna, bram, chen, otto] = ['guest', 'anna', 'bram', 'chen', 'otto'].map((name) => desk.as(name)) as [Client, Client, Client, Client, Client];
});
afterAll(() => desk?.stop());

const solved = { resolution: 'The provider repaired its gateway', resolutionCode: 'fixed' };

/** A major incident with bram in command and anna as its voice. */
async function declare(title: string): Promise<string> {
  const number = await guest.report({ title, impact: 'high', urgency: 'high', service: 'payments' });
  await anna.order(number, 'proposeMajor', { reason: 'Nobody can pay' });
  await bram.order(number, 'promoteMajor', { commander: 'bram', communications: 'anna' });
  await desk.settle();
  return number;
}
const executionOf = async (number: string): Promise<any> => (await desk.executions(number))[0];
const types = async (number: string): Promise<string[]> => (await desk.events(number)).map((event) => event.detail.metadata.type);
const mailAbout = async (number: string, words: string): Promise<any[]> => (await desk.mail()).filter(({ subject }) => subject.includes(number) && subject.includes(words));
const reviewOf = async (number: string): Promise<any> => (await bram.get('/v1/incidents/reviews')).body.items.find(({ incident }: any) => incident === number);

describe('a major incident', () => {
  it('is told of until it is resolved, and reviewed afterwards', async () => {
    const number = await declare('No card payment works');
    expect(await executionOf(number)).toMatchObject({ machine: 'major-incident', status: 'RUNNING', waitingFor: 'update-due' });

    await anna.order(number, 'updateStakeholders', { text: 'The provider is looking at it.', audience: 'all guests' });
    expect(await executionOf(number)).toMatchObject({ waitingFor: 'update-due' });
    expect((await mailAbout(number, 'has news')).some(({ text }) => text.includes('The provider is looking at it.'))).toBe(true);

    await desk.advance('PT31M');
    expect(await executionOf(number)).toMatchObject({ waitingFor: 'update-given' });
    expect((await mailAbout(number, 'needs an update')).map(({ to }) => to).flat().sort()).toHaveLength(2);

    await bram.order(number, 'updateStakeholders', { text: 'A repair is under way.', nextInMinutes: 60 });
    await desk.settle();
    expect(await executionOf(number)).toMatchObject({ waitingFor: 'update-due' });
    await desk.advance('PT59M');
    expect(await types(number)).not.toContain('incident.stakeholder-update-missed');

    await bram.order(number, 'resolve', solved);
    await desk.settle();
    expect(await executionOf(number)).toMatchObject({ status: 'RUNNING', waitingFor: 'closed' });
    const review = await reviewOf(number);
    expect(review).toMatchObject({ state: 'open', owner: 'bram', overdue: false });
    expect(await mailAbout(review.number, 'is yours to write')).toHaveLength(1);

    expect(await guest.order(number, 'close')).toMatchObject({ state: 'closed' });
    await desk.settle();
    expect(await executionOf(number)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await reviewOf(number)).toMatchObject({ state: 'open' });

    await desk.advance('P12D');
    expect(await reviewOf(number)).toMatchObject({ overdue: true });
    expect(await mailAbout(review.number, 'should have been completed')).toHaveLength(1);
    const words = { timeline: '10:02 first report; 11:40 repaired', causes: 'An expired certificate at the provider', actions: [{ what: 'Watch certificates', owner: 'chen', due: '2030-01-01' }] };
    expect((await chen.post(`/v1/post-incident-reviews/${review.number}/complete`, words)).status).toBe(403);
    expect((await bram.post(`/v1/post-incident-reviews/${review.number}/complete`, words)).body).toMatchObject({ state: 'completed', causes: 'An expired certificate at the provider' });
    expect(await reviewOf(number)).toBeUndefined();
  });

  it('asks once when an update falls due, and tells who declared it when nobody answers', async () => {
    const number = await declare('The booking site is down');
    await desk.advance('PT4H');
    const happened = await types(number);
    expect(happened.filter((type) => type === 'incident.stakeholder-update-due')).toHaveLength(1);
    expect(happened.filter((type) => type === 'incident.stakeholder-update-missed')).toHaveLength(1);
    expect((await anna.get(`/v1/incidents/${number}`)).body).toMatchObject({ updateOverdue: 'missed', major: { asked: 1, missed: 1 } });
    await anna.order(number, 'updateStakeholders', { text: 'Back in an hour.' });
    expect((await anna.get(`/v1/incidents/${number}`)).body).toMatchObject({ major: { asked: 1, missed: 1, updates: 1 }, lastUpdate: { text: 'Back in an hour.', by: 'anna' } });
    await bram.order(number, 'withdrawMajor', { reason: 'One office only' });
    await desk.settle();
    expect(await executionOf(number)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await reviewOf(number)).toBeUndefined();
  });

  it('goes on telling when it is reopened, and is reviewed once', async () => {
    const number = await declare('Payments fail again');
    await bram.order(number, 'resolve', solved);
    await desk.settle();
    const { number: review } = await reviewOf(number);
    await guest.order(number, 'reopen', { reason: 'Still no payment' });
    await desk.settle();
    expect((await executionOf(number)).waitingFor).toMatch(/^update-/);
    await bram.order(number, 'updateStakeholders', { text: 'We are on it again.' });
    await bram.order(number, 'resolve', solved);
    await desk.settle();
    expect(await executionOf(number)).toMatchObject({ waitingFor: 'closed' });
    expect(await reviewOf(number)).toMatchObject({ number: review });
    expect((await types(number)).filter((type) => type === 'incident.review-opened')).toHaveLength(1);
  });

  it('is told of by those who command it, and by nobody else', async () => {
    const number = await declare('The gate stays shut');
    expect((await chen.post(`/v1/incidents/${number}/updateStakeholders`, { text: 'x' })).status).toBe(403);
    expect((await otto.post(`/v1/incidents/${number}/updateStakeholders`, { text: 'x' })).status).toBe(404);
    expect((await guest.post(`/v1/incidents/${number}/updateStakeholders`, { text: 'x' })).status).toBe(403);
    expect((await guest.get(`/v1/incidents/${number}/timeline`)).body.items.map(({ command }: any) => command)).not.toContain('askForUpdate');
  });

  it('has one execution from its declaration on, which waits', async () => {
    const number = await declare('The till is offline');
    expect(await desk.executions(number)).toHaveLength(1);
    expect(await desk.executions(number)).toMatchObject([{ record: number, transitions: 1 }]);
  });
});
