import { expect } from 'vitest';
import { as } from '../api.ts';
import { accessible, arrived, signIn, story } from '../browser.ts';

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

story('shows a first version that reaches only a part of an environment', { screens: ['desktop', 'phone'] }, async ({ page, service, screen }) => {
  const [admin, release] = [as(service, 'vt-admin'), as(service, 'vt-release')];
  const name = `fair-${screen}`;
  await admin.post('/v1/environments', { name, displayName: `Stand at the fair (${screen})`, stage: 'test', kind: 'PaaS', service: 'shop' });
  await admin.post(`/v1/environments/${name}/goLive`);
  const { items } = await release.get('/v1/artefacts?limit=50');
  const { number: artefact } = items.find(({ build }: { build: string }) => build === '2.6.0');
  const { number } = await release.post('/v1/deployments', { artefact, environment: name, approach: 'canary', ring: 'canary', percent: 5, completes: false });
  await release.post(`/v1/deployments/${number}/succeed`);
  await signIn(page, 'vt-release', '/otap');
  await page.getByText('2.6.0 reaches 5 % of users').first().waitFor();
  await page.getByRole('heading', { name: 'What runs where' }).waitFor();
  await page.getByRole('link', { name: 'Shop 2.6: gift cards' }).first().waitFor();
  await accessible(page);
});

story('lets a release manager roll back what went live, and says that it is under way', async ({ page }) => {
  await signIn(page, 'vt-release', '/otap?release=REL0000002');
  await page.getByRole('button', { name: 'Roll back', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Vouchers are lost');
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back', exact: true }).click();
  await page.getByText('Being rolled back').first().waitFor();
  await page.getByText('Tomas Novak: Vouchers are lost').waitFor();
  expect(await page.getByRole('button', { name: 'Roll back', exact: true }).count()).toBe(0);
  await page.reload();
  await arrived(page);
  await page.getByRole('region', { name: 'After going live' }).getByText('Being rolled back').waitFor();
});
