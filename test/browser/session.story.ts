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

story('forgets on signing out what was not sent, and signs out every tab', async ({ page }) => {
  await signIn(page, 'anna', '/records/risks/create');
  await page.getByRole('textbox', { name: 'Title' }).fill('Nobody else’s business');
  const drafts = (): Promise<string[]> => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('lambdesk.draft/')));
  await expect.poll(drafts).toHaveLength(1);
  const other = await page.context().newPage();
  await other.goto('/queue');
  await arrived(other);
  await page.getByRole('button', { name: 'Account: Anna Claes' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  for (const each of [page, other]) await each.getByRole('heading', { name: 'You have signed out' }).waitFor();
  expect(await drafts()).toEqual([]);
});

story('renews a token that the service takes no more, and goes on with the page', async ({ page, expected }) => {
  await signIn(page, 'anna', '/records/changes');
  expected.push(/401 GET /);
  let old: string | undefined;
  await page.route('**/v1/changes/CHG0000001', async (route) => {
    const { authorization } = await route.request().allHeaders();
    old ??= authorization;
    if (authorization !== old) return route.continue();
    return route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"code":"unauthorised","detail":"No."}' });
  });
  const asked = page.waitForRequest((request) => request.url().endsWith('/token') && request.method() === 'POST');
  await page.getByRole('link', { name: 'CHG0000001' }).click();
  expect((await asked).postData()).toContain('grant_type=refresh_token');
  await page.getByRole('heading', { level: 1, name: 'Replace the network of the reception' }).waitFor();
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
