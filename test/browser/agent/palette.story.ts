import { expect } from 'vitest';
import { accessible, signIn, story } from '../browser.ts';
import { incident, report } from './people.ts';

story('the palette finds pages, tickets and commands by the keyboard alone', async ({ page, service }) => {
  const number = await report(service, 'Xylophone of the entertainers is mute');
  await signIn(page, 'anna', '/queue');
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Commands' });
  await box.waitFor();
  await accessible(page);
  await page.keyboard.type('create inc');
  await expect.poll(() => box.getAttribute('aria-activedescendant').then((id) => page.locator(`[id="${id}"]`).textContent())).toBe('Create incident');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/records/incidents/create');

  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('xylophone');
  await page.getByRole('option', { name: /Xylophone of the entertainers/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/records/incidents/${number}`);
  await page.getByText('Nobody has it yet.').waitFor();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('take it');
  await page.getByRole('option', { name: `Take it ${number}` }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText(`${number} is yours.`).waitFor();
  expect((await incident(service, number)).assignee).toBe('anna');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('zzzz');
  await page.getByText('Nothing found. Try other words.').waitFor();
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'detached' });
});

story('the palette of a requester leads where requesters go, and nowhere else', { screens: ['phone'] }, async ({ page }) => {
  await signIn(page, 'guest', '/portal');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Commands' }).waitFor();
  expect(await page.getByRole('option').allTextContents()).toEqual(['My tickets', 'Report something']);
});
