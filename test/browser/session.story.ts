import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { accessible, arrived, signIn, story } from './browser.ts';

const DEEP = '/records/incidents?state=new';
const addressOf = (page: Page): string => page.url().slice(new URL(page.url()).origin.length);

/** Changes what the browser keeps of the session. */
const tamper = (page: Page, changes: object): Promise<void> => page.evaluate((changed) => {
  const key = Object.keys(localStorage).find((name) => name.startsWith('oidc.user:'))!;
  localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)!), ...changed }));
}, changes);

story('comes to the page that was asked for, over the sign-in', { screens: ['desktop', 'phone'] }, async ({ page }) => {
  await signIn(page, 'anna', DEEP);
  expect(addressOf(page)).toBe(DEEP);
  await page.getByRole('heading', { level: 1, name: 'Incidents' }).waitFor();
  expect(await page.title()).toBe('Incidents · Lambdesk');
});

story('signs out, keeps nothing of the session, and asks again who one is', { screens: ['desktop', 'phone'] }, async ({ page, service }) => {
  await signIn(page, 'anna', DEEP);
  await page.getByRole('button', { name: 'Account: Anna Claes' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You have signed out' }).waitFor();
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('oidc.')))).toEqual([]);
  await accessible(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${service.issuer}/**`);
});

story('renews a session that ended meanwhile, without asking anything', async ({ page }) => {
  await signIn(page, 'anna', DEEP);
  await tamper(page, { expires_at: 1, access_token: 'worn out' });
  const asked = page.waitForRequest((request) => request.url().endsWith('/token') && request.method() === 'POST');
  await page.reload();
  expect((await asked).postData()).toContain('grant_type=refresh_token');
  await arrived(page);
  expect(addressOf(page)).toBe(DEEP);
});

story('asks who one is when a session can not be renewed, and goes on where one was', async ({ page, service, expected }) => {
  await signIn(page, 'anna', DEEP);
  await tamper(page, { expires_at: 1, access_token: 'worn out', refresh_token: 'worn out' });
  expected.push(/400 POST .*\/token/);
  await page.reload();
  await page.waitForURL(`${service.issuer}/**`);
  await page.locator('button[value$="/bram"]').click();
  await arrived(page);
  expect(addressOf(page)).toBe(DEEP);
});

story('says of a page that does not exist that it does not', async ({ page }) => {
  await signIn(page, 'anna', '/nowhere/at/all.html');
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await accessible(page);
});
