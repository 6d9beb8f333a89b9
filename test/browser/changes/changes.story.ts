import { expect } from 'vitest';
import { as } from '../api.ts';
import { accessible, arrived, signIn, story } from '../browser.ts';
import type { Served } from '../service.ts';

const both = { screens: ['desktop', 'phone'] } as const;

/** A change that nobody has begun, two days from now at ten in the morning, UTC. */
const inTwoDays = (): { plannedStart: string; plannedEnd: string } => {
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  return { plannedStart: `${day}T10:00:00.000Z`, plannedEnd: `${day}T11:00:00.000Z` };
};

story('shows the changes of a month, week and day, and what one of them waits for', both, async ({ page, screen }) => {
  await signIn(page, 'dina', '/calendar?day=2026-11-30');
  await accessible(page);
  await page.goto('/calendar?change=CHG0000001');
  await arrived(page);
  await page.getByText('0 of 2 votes for it', { exact: true }).waitFor();
  // What it conflicts with depends on the time of the year: in August there is a blackout.
  await page.getByText(/^(It conflicts with nothing that is planned|Conflicts \(\d+\))$/).first().waitFor();
  await accessible(page);
  if (screen === 'phone') return;
  for (const view of ['Week', 'Day', 'List', 'Month']) {
    await page.getByRole('button', { name: view, exact: true }).or(page.getByRole('tab', { name: view, exact: true })).first().click();
    await arrived(page);
    await accessible(page);
  }
});

story('moves a change by dragging it, and back', async ({ page, service }) => {
  const anna = as(service, 'anna');
  const { plannedStart, plannedEnd } = inTwoDays();
  const change = await anna.post('/v1/changes', { title: 'Swap the switch in the laundry', type: 'normal', plannedStart, plannedEnd });
  await signIn(page, 'anna', `/calendar?view=timeGridWeek&day=${plannedStart.slice(0, 10)}`);
  const block = page.getByText('Swap the switch in the laundry').first();
  const from = (await block.boundingBox())!;
  await page.mouse.move(from.x + 20, from.y + 5);
  await page.mouse.down();
  for (const step of [10, 30, 50, 70, 90]) await page.mouse.move(from.x + 20, from.y + 5 + step);
  await page.mouse.up();
  await page.getByRole('heading', { name: 'Move this change?' }).waitFor();
  await page.getByText(/^(Nothing speaks against that time|Something speaks against that time)/).waitFor();
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await page.getByText(`${change.number} has moved.`).waitFor();
  const moved = await anna.get(`/v1/changes/${change.number}`);
  expect(Date.parse(moved.plannedStart)).toBeGreaterThan(Date.parse(plannedStart));
  expect(Date.parse(moved.plannedEnd) - Date.parse(moved.plannedStart)).toBe(3_600_000);
  await page.getByRole('button', { name: 'Move it back' }).click();
  await expect.poll(async () => (await anna.get(`/v1/changes/${change.number}`)).plannedStart).toBe(plannedStart);
});

/** A change that waits for a decision, of whom the weight of its risk says. */
async function undecided(service: Served, title: string, weight: { impact: string; probability: string }): Promise<string> {
  const amir = as(service, 'amir');
  const plans = { implementationPlan: 'Do it', testPlan: 'Try it', backoutPlan: 'Undo it', communicationPlan: 'Tell them' };
  const { number } = await amir.post('/v1/changes', { title, type: 'normal', service: 'wifi', ...weight, ...plans, ...inTwoDays() });
  await amir.post(`/v1/changes/${number}/submit`);
  await expect.poll(async () => (await amir.get(`/v1/changes/${number}`)).state, { timeout: 20_000 }).toBe('authorize');
  return number;
}

story('keeps what a meeting talks about on its agenda while it is minuted and decided', async ({ page, service }) => {
  const title = 'Label the cables of the laundry';
  const number = await undecided(service, title, { impact: 'low', probability: 'low' });
  await as(service, 'dina').post('/v1/cab-meetings/CAB0000001/open', { attendees: ['dina', 'emil'] });
  await signIn(page, 'dina', '/cab?meeting=CAB0000001');
  await page.getByRole('button', { name: 'Add to the agenda' }).click();
  await page.getByRole('option', { name: title }).click();
  await page.getByRole('button', { name: `Take off the agenda: ${title}` }).waitFor();
  // What is there by itself cannot be taken off.
  expect(await page.getByRole('button', { name: /^Take off the agenda/ }).count()).toBe(1);
  const text = page.getByRole('dialog').getByRole('textbox', { name: 'Text' });
  await page.getByRole('button', { name: 'Write minutes: Replace the network of the reception' }).click();
  await text.fill('Half of it was said');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: `Write minutes: ${title}` }).click();
  expect(await text.inputValue()).toBe('');
  await text.fill('Nobody objects');
  await page.getByRole('dialog').getByRole('button', { name: 'Outcome' }).click();
  await page.getByRole('option', { name: 'Recommended', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Write minutes' }).click();
  await page.getByText('Recommended: Nobody objects').waitFor();
  await as(service, 'bram').post(`/v1/changes/${number}/vote`, { decision: 'approve' });
  await page.reload();
  await arrived(page);
  const item = page.getByRole('listitem').filter({ hasText: title });
  await item.getByText('Approved', { exact: true }).waitFor();
  await item.getByText('Recommended: Nobody objects').waitFor();
  await accessible(page);
});

story('lets a delegate vote for somebody who is away', async ({ page, service }) => {
  const title = 'Move the antenna of the lake';
  const number = await undecided(service, title, { impact: 'high', probability: 'medium' });
  const today = new Date().toISOString().slice(0, 10);
  await as(service, 'fatou').post('/v1/people/fatou/recordAbsence', { absence: { from: today, until: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10), delegate: 'anna' } });
  await signIn(page, 'anna', '/overview?view=now');
  await page.getByRole('row').filter({ hasText: title }).waitFor();
  await page.goto('/cab');
  await arrived(page);
  const waiting = page.getByRole('listitem').filter({ hasText: title }).first();
  const name = (await as(service, 'anna').get('/v1/people/fatou')).displayName;
  await waiting.getByRole('button', { name: `Vote for it. For ${name}, who is away` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Vote for it' }).click();
  await waiting.getByText('1 of 2 votes for it', { exact: true }).waitFor();
  expect((await as(service, 'anna').get(`/v1/changes/${number}`)).votes).toMatchObject([{ voter: 'fatou', by: 'anna', decision: 'approve' }]);
  await as(service, 'dina').post(`/v1/changes/${number}/cancel`, { reason: 'The lake is frozen' });
});

story('lets the board decide: a vote against needs a reason, votes add up to the quorum', both, async ({ page, service, screen }) => {
  await signIn(page, 'dina', '/cab');
  await page.getByRole('heading', { name: 'CAB of the week' }).waitFor();
  await accessible(page);
  if (screen === 'phone') return;
  const waiting = page.getByRole('listitem').filter({ hasText: 'Replace the network of the reception' }).first();
  await waiting.getByRole('button', { name: 'Vote against it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Vote against it' }).click();
  await page.getByText('Fill this in').waitFor();
  await page.getByRole('dialog').getByRole('textbox').fill('There is no spare switch');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await waiting.getByRole('button', { name: 'Vote for it' }).click();
  expect(await page.getByRole('dialog').getByRole('textbox').inputValue()).toBe('');
  await page.getByRole('dialog').getByRole('button', { name: 'Vote for it' }).click();
  await waiting.getByText('1 of 2 votes for it', { exact: true }).waitFor();
  await waiting.getByText('You voted: for').waitFor();
  expect((await as(service, 'dina').get('/v1/changes/CHG0000001')).votes).toMatchObject([{ voter: 'dina', decision: 'approve' }]);
  await as(service, 'emil').post('/v1/changes/CHG0000001/vote', { decision: 'approve' });
  await expect.poll(async () => (await as(service, 'dina').get('/v1/changes/CHG0000001')).state).toBe('scheduled');
  await page.reload();
  await arrived(page);
  await page.getByText('No change waits for a decision').waitFor();
});
