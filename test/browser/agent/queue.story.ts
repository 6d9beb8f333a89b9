import { expect } from 'vitest';
import { accessible, arrived, signIn, story } from '../browser.ts';
import { comeBack, incident, moveTo, order, report } from './people.ts';

story('the queue stands at every width, with a ticket beside it or not', { screens: ['desktop', 'phone'] }, async ({ page, screen }) => {
  await signIn(page, 'anna', '/queue?queue=open');
  await page.getByRole('link', { name: 'Wifi drops every few minutes near the lake' }).waitFor();
  await page.getByText(/min over|h over|h \d+ min over/).first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await accessible(page);
  if (screen === 'desktop') {
    await page.keyboard.press('j');
    await page.keyboard.press('o');
    await page.getByRole('heading', { name: 'The story' }).waitFor();
    await arrived(page);
    await accessible(page);
    expect(new URL(page.url()).searchParams.get('beside')).toMatch(/^INC/);
    await page.reload();
    await page.getByRole('heading', { name: 'The story' }).waitFor();
    await page.getByRole('button', { name: 'Close' }).last().click();
    await expect.poll(() => new URL(page.url()).searchParams.has('beside')).toBe(false);
  }
});

story('an incident stands at every width', { screens: ['desktop', 'phone'] }, async ({ page }) => {
  await signIn(page, 'anna', '/records/incidents/INC0000003');
  await page.getByText('Since the storm.').first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await accessible(page);
});

story('what is taken can be given back', async ({ page, service }) => {
  const number = await report(service, 'Door of the pool does not close');
  await signIn(page, 'anna', '/queue?queue=unassigned');
  await moveTo(page, 'Door of the pool does not close');
  await page.keyboard.press('m');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText(`${number} is back with its team.`).waitFor();
  expect((await incident(service, number)).assignee).toBeUndefined();
});

story('several tickets are assigned at once, and each says what came of it', async ({ page, service, expected }) => {
  const titles = ['Key card of cabin 1', 'Key card of cabin 2', 'Key card of cabin 3'];
  const numbers: string[] = [];
  for (const title of titles) numbers.push(await report(service, title));
  await signIn(page, 'anna', '/queue?queue=unassigned&text=key+card');
  for (const title of titles) {
    await moveTo(page, title);
    await page.keyboard.press('x');
  }
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'Assign: 3' });
  await dialog.getByLabel('Assignee').click();
  await page.getByRole('option', { name: /Bram Jacobs/ }).click();
  await order(service, 'guest', numbers[1]!, 'cancel', { reason: 'Found it.' });
  expected.push(/4(09|12) POST .*\/assign/);
  await dialog.getByRole('button', { name: 'Assign: 3' }).click();
  await dialog.getByText('2 done, 1 refused.').waitFor();
  const said = (number: string | undefined) => dialog.getByRole('listitem').filter({ hasText: number }).textContent();
  expect([await said(numbers[0]), await said(numbers[1])]).toEqual([expect.stringMatching(/Done$/), expect.not.stringMatching(/Done$/)]);
  await accessible(page);
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  expect((await incident(service, numbers[2]!)).assignee).toBe('bram');
});

story('a queue stays when it cannot be asked again, and one that was never there says so', async ({ page, expected }) => {
  const refusal = { status: 403, contentType: 'application/problem+json', body: JSON.stringify({ code: 'forbidden', detail: 'Not just now.' }) };
  const ofTeam = /\/v1\/incidents\?.*team=service-desk/;
  expected.push(/403 GET/);
  await signIn(page, 'anna', '/queue?queue=team');
  const row = page.getByRole('link', { name: 'Tablet at reception does not start' });
  await row.waitFor();
  await page.route(ofTeam, (route) => route.fulfill(refusal));
  const stale = page.getByText('This may be out of date. Not just now.');
  await expect.poll(() => comeBack(page).then(() => stale.count()), { timeout: 40_000, interval: 1_000 }).toBe(1);
  expect(await row.isVisible()).toBe(true);
  await page.reload();
  await page.getByText('Not just now.').waitFor();
  await page.unroute(ofTeam);
  await page.getByRole('button', { name: 'Try again' }).click();
  await row.waitFor();
});

story('what comes in is told of, and moves nothing until somebody says so', async ({ page, service }) => {
  await signIn(page, 'anna', '/queue?queue=open');
  const titles = (): Promise<string[]> => page.locator('tbody tr a').allTextContents();
  await page.getByRole('link', { name: 'Wifi drops every few minutes near the lake' }).waitFor();
  const before = await titles();
  await report(service, 'Everything is down', { impact: 'high', urgency: 'high' });
  const button = page.getByRole('button', { name: 'Show 1 new' });
  await expect.poll(() => comeBack(page).then(() => button.count()), { timeout: 20_000, interval: 1_000 }).toBe(1);
  expect(await titles()).toEqual(before);
  await button.click();
  await page.getByRole('link', { name: 'Everything is down' }).waitFor();
  expect((await titles()).length).toBe(before.length + 1);
});

story('keys do nothing while somebody types', async ({ page }) => {
  await signIn(page, 'anna', '/queue?queue=open');
  await page.getByRole('searchbox', { name: 'Filter tickets' }).or(page.getByPlaceholder('Filter these by words')).first().click();
  await page.keyboard.type('mac r');
  await expect.poll(() => new URL(page.url()).searchParams.get('text')).toBe('mac r');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await accessible(page);
});
