import { expect } from 'vitest';
import { signIn, story } from '../browser.ts';
import { incident, order, report } from './people.ts';

story('a change by somebody else is shown without a reload', async ({ page, service }) => {
  const number = await report(service, 'Barrier stays open');
  await order(service, 'anna', number, 'assign', { assignee: 'anna' });
  await signIn(page, 'anna', `/records/incidents/${number}`);
  await page.getByText('It is yours. Start when you begin').waitFor();
  await order(service, 'bram', number, 'hold', { reason: 'vendor', note: 'A motor comes on Monday' });
  await page.getByText('On hold: waiting for the vendor.').waitFor({ timeout: 30_000 });
  await page.getByText('Just now Bram Jacobs: Hold').waitFor();
});

story('an edit on top of somebody else’s shows both, and loses neither', async ({ page, service, expected }) => {
  const number = await report(service, 'Lamp at pitch 12 is dark');
  await order(service, 'anna', number, 'assign', { assignee: 'anna' });
  await signIn(page, 'anna', `/records/incidents/${number}`);
  await page.getByText('It is yours.').waitFor();
  await page.keyboard.press('h');
  const dialog = page.getByRole('dialog', { name: 'Hold' });
  await dialog.getByLabel('Reason').click();
  await page.getByRole('option', { name: 'Caller' }).click();
  await dialog.getByText('Before you ask the caller again').waitFor();
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Which lamp exactly?');
  const { version } = await incident(service, number);
  await order(service, 'bram', number, 'comments', { text: 'It is the second one.', visibility: 'internal' });
  expect((await incident(service, number)).version).toBeGreaterThan(version);
  expected.push(/412 POST .*\/hold/);
  await dialog.getByRole('button', { name: 'Hold' }).click();
  await dialog.getByText('Somebody changed this meanwhile').waitFor();
  await dialog.getByRole('cell', { name: 'Which lamp exactly?' }).waitFor();
  await dialog.getByRole('button', { name: 'Send mine on top' }).click();
  await page.getByText('On hold: waiting for the caller.').waitFor();
});

story('what was typed is there again after a reload', async ({ page, service }) => {
  const number = await report(service, 'Coffee machine leaks');
  await order(service, 'anna', number, 'assign', { assignee: 'anna' });
  await signIn(page, 'anna', `/records/incidents/${number}`);
  await page.getByText('It is yours.').waitFor();
  await page.keyboard.press('r');
  const text = page.getByRole('dialog', { name: 'Resolve' }).getByRole('textbox', { name: 'Resolution' });
  await text.fill('A new seal.');
  await page.reload();
  await page.getByText('It is yours.').waitFor();
  await page.keyboard.press('r');
  await page.getByText('Your draft from before is back.').waitFor();
  expect(await text.inputValue()).toBe('A new seal.');
});
