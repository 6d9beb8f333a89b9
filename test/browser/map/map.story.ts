import { expect } from 'vitest';
import { accessible, arrived, signIn, story } from '../browser.ts';

const both = { screens: ['desktop', 'phone'] } as const;

story('shows what fails when a database fails, as a map and as a table', both, async ({ page }) => {
  await signIn(page, 'anna', '/map?service=reception&distance=3');
  await page.locator('.map-node', { hasText: 'Booking database' }).click();
  await page.getByRole('button', { name: 'Show what fails when it fails' }).click();
  await page.locator('.map-node', { hasText: 'Tablet at reception' }).getByText('Fails with it').waitFor();
  await page.getByRole('heading', { name: 'Services that are down then' }).waitFor();
  expect(await page.locator('.map-node', { hasText: 'Switch at the reception' }).textContent()).toContain('Goes on working');
  await accessible(page);
  await page.getByRole('button', { name: 'Show as a table' }).click();
  await page.getByRole('row').filter({ hasText: 'Tablet at reception' }).getByText('Fails with it', { exact: true }).waitFor();
  await accessible(page);
});

story('knows that one of three servers can be spared', async ({ page }) => {
  await signIn(page, 'anna', '/map?service=reception&distance=3');
  await page.locator('.map-node', { hasText: 'Booking server 1' }).click();
  await page.getByRole('button', { name: 'Show what fails when it fails' }).click();
  await page.getByText('No service is down then').waitFor();
  await page.locator('.map-node', { hasText: /^Booking/ }).getByText('Loses its spare').first().waitFor();
});

story('goes on from one configuration item to the next, and back', async ({ page }) => {
  await signIn(page, 'anna', '/map?service=reception');
  await page.locator('.map-node', { hasText: 'Booking database' }).click();
  await page.getByRole('button', { name: 'Draw the map around it' }).click();
  await page.waitForURL(/ci=booking-db/);
  await arrived(page);
  await page.goBack();
  await page.waitForURL(/service=reception/);
  await page.locator('.map-node', { hasText: 'Booking server 1' }).waitFor();
});

story('can be used with the keyboard alone, and from the table', async ({ page }) => {
  await signIn(page, 'anna', '/map?service=reception&distance=3');
  const node = page.locator('.react-flow__node', { hasText: 'Booking database' });
  await node.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Booking database' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Booking database' }).waitFor({ state: 'detached' });
  await node.focus();
  await page.keyboard.press(' ');
  await page.getByRole('heading', { name: 'Booking database' }).waitFor();
  await page.getByRole('button', { name: 'Show as a table' }).click();
  await page.getByRole('button', { name: 'What fails with it: Booking server 1' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Services that are down then' }).waitFor();
  await page.getByRole('row').filter({ hasText: 'Booking server 1' }).getByText('Fails', { exact: true }).first().waitFor();
  await accessible(page);
});
