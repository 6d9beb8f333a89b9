import { expect } from 'vitest';
import { accessible, signIn, story } from '../browser.ts';

story('takes a release to development, and says at every gate what is missing', { screens: ['desktop', 'phone'] }, async ({ page, screen }) => {
  await signIn(page, 'vt-release', '/otap');
  await page.getByRole('link', { name: 'Shop 2.6: gift cards' }).click();
  await page.getByText('The business has not signed off, or took its signature back.').first().waitFor();
  await page.getByText('CHG0000003 is new, and not approved.').first().waitFor();
  await accessible(page);
  if (screen !== 'desktop') return;
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('region', { name: 'O · Development' }).getByRole('link', { name: 'Shop 2.6: gift cards' }).waitFor();
});

story('shows what runs where, and the release that was rolled back with its reason', async ({ page }) => {
  await signIn(page, 'vt-release', '/otap?finished=yes');
  await page.getByRole('heading', { name: 'What runs where' }).waitFor();
  await page.getByText('2.5.0').first().waitFor();
  await page.getByRole('region', { name: 'Finished' }).getByRole('link', { name: 'Shop 2.4: one-page checkout' }).click();
  await page.getByText('4.2 % of errors, and 1 % are allowed.').first().waitFor();
  expect(new URL(page.url()).searchParams.get('release')).toBe('REL0000001');
  await page.getByRole('button', { name: 'Close' }).last().click();
  await page.waitForURL((url) => !url.searchParams.has('release'));
});
