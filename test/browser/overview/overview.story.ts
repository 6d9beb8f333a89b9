import { expect } from 'vitest';
import { as } from '../api.ts';
import { accessible, arrived, signIn, story } from '../browser.ts';

const both = { screens: ['desktop', 'phone'] } as const;

story('begins with what an agent should do next, and lets them take it', both, async ({ page, service, screen }) => {
  const { number } = await as(service, 'guest').post('/v1/incidents', { title: `Key cabinet jams (${screen})`, service: 'reception' });
  await signIn(page, 'anna', '/');
  await page.getByRole('heading', { name: 'My work' }).waitFor();
  await accessible(page);
  await page.getByRole('button', { name: `Take it: Key cabinet jams (${screen})` }).click();
  await page.getByText(`${number} is yours`).waitFor();
  expect((await as(service, 'anna').get(`/v1/incidents/${number}`)).assignee).toBe('anna');
});

story('shows a lead who carries what, and which promises run out', both, async ({ page }) => {
  await signIn(page, 'bram', '/');
  await page.getByRole('heading', { name: 'Who has how much' }).waitFor();
  await page.getByRole('row').filter({ hasText: 'Anna Claes' }).first().waitFor();
  await page.getByRole('heading', { name: 'Deadlines within 8 hours' }).waitFor();
  await accessible(page);
});

story('shows a manager trends, each chart as a table too', both, async ({ page, screen }) => {
  await signIn(page, 'director', '/overview?view=trends');
  await page.getByRole('button', { name: 'Show as a table: Reported and solved a day' }).click();
  expect(await page.getByRole('table', { name: 'Reported and solved a day' }).getByRole('row').count()).toBeGreaterThan(30);
  await accessible(page);
  // A phone has no room for buttons side by side, and gives a list to choose from.
  if (screen === 'phone') return;
  await page.getByRole('button', { name: 'Last 7 days' }).click();
  await arrived(page);
  expect(await page.getByRole('table', { name: 'Reported and solved a day' }).getByRole('row').count()).toBe(8);
});

story('tells a lead which reviews are to be written, and since when they are overdue', async ({ page, service }) => {
  const bram = as(service, 'bram');
  await bram.post('/v1/post-incident-reviews', { title: 'Review of the barrier', incident: 'INC0000001', owner: 'bram', reviewBy: '2026-01-15T09:00:00.000Z' });
  await bram.post('/v1/post-incident-reviews', { title: 'Review of the tablets', incident: 'INC0000001', owner: 'bram', reviewBy: '2099-01-15T09:00:00.000Z' });
  await signIn(page, 'bram', '/overview?view=team');
  await page.getByRole('row').filter({ hasText: 'Review of the barrier' }).getByText('Overdue since 15 Jan 2026').waitFor();
  await page.getByRole('row').filter({ hasText: 'Review of the tablets' }).getByText('15 Jan 2099').waitFor();
});

story('asks for those who may not know of handovers nothing about them', async ({ page }) => {
  await signIn(page, 'emil', '/overview?view=team');
  await page.getByRole('heading', { name: 'Who has how much' }).waitFor();
  expect(await page.getByRole('heading', { name: 'Going back and forth' }).count()).toBe(0);
  await accessible(page);
});

story('lets somebody accept what was handed to their team, which they cannot simply take', async ({ page, service }) => {
  const title = 'Fountain lights flicker';
  const { number } = await as(service, 'guest').post('/v1/incidents', { title, service: 'reception' });
  const told = { summary: title, tried: 'Another bulb', nextStep: 'Look at the switch', customerTold: 'That somebody comes' };
  await as(service, 'anna').post(`/v1/incidents/${number}/transfer`, { team: 'network', ...told });
  await signIn(page, 'chen', '/overview?view=now');
  expect(await page.getByRole('button', { name: `Take it: ${title}` }).count()).toBe(0);
  await page.getByRole('button', { name: `Accept: ${title}` }).click();
  await page.getByText(`You took ${number} over.`).waitFor();
  expect((await as(service, 'chen').get(`/v1/incidents/${number}`)).assignee).toBe('chen');
});
