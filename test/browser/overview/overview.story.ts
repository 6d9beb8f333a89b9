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
