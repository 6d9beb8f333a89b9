import { expect } from 'vitest';
import { as } from '../api.ts';
import { accessible, arrived, signIn, story } from '../browser.ts';

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
  await page.getByText('It conflicts with nothing that is planned').waitFor();
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
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await page.getByText(`${change.number} has moved.`).waitFor();
  const moved = await anna.get(`/v1/changes/${change.number}`);
  expect(Date.parse(moved.plannedStart)).toBeGreaterThan(Date.parse(plannedStart));
  expect(Date.parse(moved.plannedEnd) - Date.parse(moved.plannedStart)).toBe(3_600_000);
  await page.getByRole('button', { name: 'Move it back' }).click();
  await expect.poll(async () => (await anna.get(`/v1/changes/${change.number}`)).plannedStart).toBe(plannedStart);
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
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await waiting.getByRole('button', { name: 'Vote for it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Vote for it' }).click();
  await waiting.getByText('1 of 2 votes for it', { exact: true }).waitFor();
  await waiting.getByText('You voted: for').waitFor();
  await as(service, 'emil').post('/v1/changes/CHG0000001/vote', { decision: 'approve' });
  await expect.poll(async () => (await as(service, 'dina').get('/v1/changes/CHG0000001')).state).toBe('scheduled');
  await page.reload();
  await arrived(page);
  await page.getByText('No change waits for a decision').waitFor();
});
