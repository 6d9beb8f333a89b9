import { expect } from 'vitest';
import { accessible, arrived, signIn, story } from './browser.ts';

story('the API can be looked up without signing in', { screens: ['desktop', 'phone'] }, async ({ page }) => {
  await page.goto('/docs');
  await page.getByRole('heading', { level: 1, name: 'API reference' }).waitFor();
  expect(await page.title()).toBe('API reference · Lambdesk');
  await accessible(page);
  await page.getByPlaceholder('Such as resolve').fill('post incidents resolve');
  await page.getByRole('button', { name: '/v1/incidents/{id}/resolve' }).click();
  await page.getByText('curl -X POST').waitFor();
  expect(await page.getByLabel('Example').textContent()).toMatch(/\/v1\/incidents\/\{id\}\/resolve'[\s\S]*Authorization: Bearer \$TOKEN/);
  await accessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

story('an operation has an address of its own', async ({ page }) => {
  await page.goto('/docs?operation=incident-create');
  await page.getByText('curl -X POST').waitFor();
  await page.goto('/docs?q=nothing-of-the-kind');
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.getByRole('heading', { level: 2, name: /^Incident\b/ }).waitFor();
});

story('the API is in the console like any other page once somebody has signed in', async ({ page }) => {
  await signIn(page, 'anna', '/records/incidents');
  await page.getByRole('link', { name: 'API reference' }).click();
  await arrived(page);
  await page.getByRole('heading', { level: 1, name: 'API reference' }).waitFor();
  await page.getByRole('link', { name: 'Overview' }).waitFor();
});
