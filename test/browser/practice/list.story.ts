import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { as } from '../api.ts';
import { accessible, arrived, signIn, story } from '../browser.ts';

const numbers = (page: Page): Promise<string[]> => page.locator('table tbody a[href^="/records/incidents/"]').allTextContents();
const addressOf = (page: Page): string => decodeURIComponent(new URL(page.url()).search);
const finder = (page: Page) => page.getByRole('combobox', { name: 'Find by words or field' });
const chooseView = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: /^(Choose a view|View)/ }).click();
  await page.getByRole('option', { name, exact: true }).click();
};

story('finds, sorts, and shares what was found by its address', { screens: ['desktop', 'phone'] }, async ({ page, screen }) => {
  await signIn(page, 'anna', '/records/incidents');
  const all = await numbers(page);
  await chooseView(page, 'Open');
  await expect.poll(() => numbers(page)).not.toEqual(all);
  const open = await numbers(page);
  await finder(page).fill('wifi');
  await finder(page).press('Enter');
  await expect.poll(() => numbers(page)).toHaveLength(1);
  const address = addressOf(page);
  expect(address).toContain('state=new,assigned,in-progress,on-hold');
  expect(address).toContain('q=wifi');
  const found = await numbers(page);
  await page.reload();
  await expect.poll(() => numbers(page)).toEqual(found);
  await page.goBack();
  await expect.poll(() => numbers(page)).toEqual(open);
  if (screen === 'desktop') {
    await page.getByRole('columnheader', { name: 'Title' }).getByRole('button').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => addressOf(page)).toContain('sort=title');
    const titles = (): Promise<string[]> => page.locator('table tbody tr td:nth-of-type(2)').allInnerTexts();
    expect((await titles()).length).toBeGreaterThan(2);
    const sorted = (await titles()).toSorted((one, other) => one.localeCompare(other));
    await expect.poll(titles).toEqual(sorted);
  }
  await accessible(page);
});

story('says that nothing matches, and takes the filter away again', async ({ page }) => {
  await signIn(page, 'anna', '/records/incidents?q=nobodywroteth%C3%ADs');
  await page.getByText('Nothing matches').first().waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Clear filter', exact: true }).click();
  await expect.poll(() => numbers(page)).not.toEqual([]);
});

story('keeps a view under a name, begins with it, and forgets it', async ({ page }) => {
  await signIn(page, 'anna', '/records/incidents?state=new&sort=-priority');
  const found = await numbers(page);
  const actions = page.getByRole('button', { name: 'What to do with this view' });
  await actions.click();
  await page.getByRole('menuitem', { name: 'Save as a view' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Fresh');
  await accessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await actions.click();
  await page.getByRole('menuitem', { name: 'Begin with this view' }).click();
  await page.goto('/records/incidents');
  await arrived(page);
  await expect.poll(() => addressOf(page)).toContain('state=new&sort=-priority');
  await expect.poll(() => numbers(page)).toEqual(found);
  await actions.click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.goto('/records/incidents');
  await arrived(page);
  await expect.poll(() => numbers(page).then(({ length }) => length)).toBeGreaterThan(found.length);
});

story('hands out what is found, in the words that people know', async ({ page }) => {
  await signIn(page, 'anna', '/records/incidents?assignee=anna');
  const rows = await numbers(page);
  await page.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /^CSV/ }).click()]);
  expect(file.suggestedFilename()).toMatch(/^incidents-\d{4}-\d\d-\d\d\.csv$/);
  const text = readFileSync(await file.path(), 'utf8');
  expect(text.startsWith('\uFEFFNumber,Title,State,')).toBe(true);
  expect(text.trimEnd().split('\r\n')).toHaveLength(rows.length + 1);
  expect(text).toContain('Anna Claes');
});

story('gives one command to several, and says of each what came of it', async ({ page, service, expected }) => {
  const desk = as(service, 'anna');
  const made: string[] = [];
  for (const title of ['Lamp one flickers', 'Lamp two flickers']) made.push((await desk.post('/v1/incidents', { title, requester: 'guest' })).number);
  await signIn(page, 'anna', '/records/incidents?q=flickers');
  for (const number of made) await page.getByRole('checkbox', { name: `Select ${number}` }).check();
  // Meanwhile somebody takes one of them away.
  await desk.post(`/v1/incidents/${made[0]}/cancel`, { reason: 'It was the moon.' });
  await page.getByRole('button', { name: 'With 2 selected' }).click();
  await page.getByRole('menuitem', { name: 'Cancel' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Nothing flickers.');
  await accessible(page);
  expected.push(/4(09|12) POST .*\/cancel/);
  await dialog.getByRole('button', { name: 'Cancel: 2' }).click();
  await dialog.getByText('1 done, 1 refused.').waitFor();
  expect((await desk.get(`/v1/incidents/${made[1]}`)).state).toBe('canceled');
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await page.getByRole('button', { name: /selected/ }).waitFor({ state: 'detached' });
});

story('tries again what somebody else was faster with, and gives nothing twice', async ({ page, service, expected }) => {
  const desk = as(service, 'anna');
  const made: string[] = [];
  for (const title of ['Gutter one drips', 'Gutter two drips']) made.push((await desk.post('/v1/incidents', { title, requester: 'guest' })).number);
  await signIn(page, 'anna', '/records/incidents?q=drips');
  for (const number of made) await page.getByRole('checkbox', { name: `Select ${number}` }).check();
  await page.getByRole('button', { name: 'With 2 selected' }).click();
  await page.getByRole('menuitem', { name: 'Cancel' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('It has stopped raining.');
  expected.push(/412 POST .*\/cancel/, /ERR_FAILED/, /net::ERR/);
  // One has changed since it was listed, and the answer about the other is lost.
  await desk.post(`/v1/incidents/${made[0]}/watch`);
  await page.route(`**/${made[1]}/cancel`, async (route) => { await route.fetch(); await route.abort(); }, { times: 1 });
  await dialog.getByRole('button', { name: 'Cancel: 2' }).click();
  await dialog.getByText('0 done, 2 refused.').waitFor();
  await dialog.getByRole('button', { name: 'Try 2 again' }).click();
  await dialog.getByText('2 done.').waitFor();
  expect(await Promise.all(made.map(async (number) => (await desk.get(`/v1/incidents/${number}`)).state))).toEqual(['canceled', 'canceled']);
});

story('asks a report for what it needs, and draws what comes', { screens: ['desktop', 'phone'] }, async ({ page }) => {
  await signIn(page, 'anna', '/records/incidents');
  await page.getByRole('button', { name: 'Reports' }).click();
  await page.getByRole('menuitem', { name: /^Handovers/ }).click();
  await page.getByText('Fill in what it asks for.').waitFor();
  await page.getByRole('button', { name: /^Team/ }).click();
  await page.getByRole('option', { name: /Service desk/ }).click();
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.getByText('Fill in what it asks for.').waitFor({ state: 'detached' });
  await arrived(page);
  await accessible(page);
});
