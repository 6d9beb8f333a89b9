import { expect } from 'vitest';
import { as } from '../api.ts';
import { accessible, arrived, signIn, story } from '../browser.ts';

story('makes a record, from the keyboard alone, with a draft that a reload does not lose', { screens: ['desktop', 'phone'] }, async ({ page, screen }) => {
  await signIn(page, 'anna', '/records/risks/create');
  await page.keyboard.type(`The lake freezes (${screen})`);
  await page.getByText(/^More \(/).click();
  await page.getByRole('textbox', { name: /^Description/ }).fill('Pipes burst, and guests leave.');
  await page.reload();
  await arrived(page);
  await page.getByText('Your draft from before is back.').waitFor();
  expect(await page.getByRole('textbox', { name: /^Description/ }).inputValue()).toBe('Pipes burst, and guests leave.');
  await accessible(page);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Fill this in').first().waitFor();
  await page.getByRole('button', { name: /^Kind/ }).click();
  await page.getByRole('option', { name: 'Threat' }).click();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { level: 1, name: `The lake freezes (${screen})` }).waitFor();
  await arrived(page);
  await accessible(page);
});

story('shows all that there is about a record, in every tab', { screens: ['desktop', 'phone'], seconds: 300 }, async ({ page, screen }) => {
  await signIn(page, 'anna', '/records/changes/CHG0000001');
  const tabs = await page.getByRole('tab').allTextContents();
  expect(tabs).toEqual(expect.arrayContaining(['Details', 'History', 'Conflicts', 'Next slot', 'JSON']));
  for (const tab of tabs) {
    await page.getByRole('tab', { name: tab }).click();
    await arrived(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), `${tab} on the ${screen}`).toBe(false);
    await accessible(page);
  }
  await page.reload();
  await page.getByRole('tab', { name: 'JSON', selected: true }).waitFor();
});

story('says something to staff alone, ties a record to another from both ends, and watches it', async ({ page, service }) => {
  const change = '/v1/changes/CHG0000001';
  await signIn(page, 'bram', '/records/changes/CHG0000001');
  const write = page.getByRole('textbox', { name: 'Write a comment' });
  await write.fill('Mind the guests.');
  await page.getByRole('radio', { name: 'Internal' }).or(page.getByRole('button', { name: 'Internal' })).click();
  await page.getByText('Only staff can read it.').waitFor();
  await accessible(page);
  await write.press('Control+Enter');
  await page.getByRole('listitem').filter({ hasText: 'Mind the guests.' }).getByText('Internal').waitFor();
  expect((await as(service, 'guest').get(`${change}/comments`)).items).toEqual([]);

  await page.getByRole('button', { name: 'Add a link' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^CHG0000001/ }).click();
  await page.getByRole('option', { name: 'Causes', exact: true }).click();
  await dialog.getByRole('button', { name: /^Which record/ }).click();
  await page.keyboard.type('tablet');
  await page.getByRole('option', { name: /Tablet at reception does not start/ }).click();
  await accessible(page);
  await dialog.getByRole('button', { name: 'Add a link' }).click();
  await page.getByText('Causes', { exact: true }).waitFor();
  const incident = (await as(service, 'bram').get(`${change}/links`)).items[0].target as string;
  expect((await as(service, 'bram').get(`/v1/incidents/${incident}/links`)).items).toMatchObject([{ type: 'caused-by', end: 'source', target: 'CHG0000001' }]);
  await page.getByRole('button', { name: /^Remove the link to Tablet/ }).click();
  await page.getByText('Not tied to anything.').waitFor();

  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await page.getByRole('button', { name: 'Stop watching' }).waitFor();
  expect((await as(service, 'bram').get(change)).watchers).toContain('bram');
});

story('says who changed what under one’s eyes', async ({ page, service }) => {
  const { number } = await as(service, 'guest').post('/v1/changes', { title: 'A new kettle', type: 'normal', requester: 'guest' });
  await signIn(page, 'anna', `/records/changes/${number}`);
  await as(service, 'dina').post(`/v1/changes/${number}/cancel`, { reason: 'There is one.' });
  await page.getByText('Dina Willems: cancelled').waitFor();
  await accessible(page);
});

story('asks before it takes something away, and gives what takes nothing at once', async ({ page, service }) => {
  const { number } = await as(service, 'anna').post('/v1/changes', { title: 'A kettle for the bar', type: 'normal', requester: 'anna' });
  await signIn(page, 'anna', `/records/changes/${number}`);
  await page.getByRole('button', { name: 'More', exact: true }).last().click();
  await page.getByRole('menuitem', { name: /^Cancel/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/takes “A kettle for the bar”/).waitFor();
  await accessible(page);
  await dialog.getByRole('button', { name: 'Go back' }).click();
  expect((await as(service, 'anna').get(`/v1/changes/${number}`)).state).toBe('new');

  const ci = await as(service, 'anna').post('/v1/cis', { name: 'kettle', displayName: 'Kettle', type: 'other' });
  await page.goto('/records/cis/kettle');
  await page.getByRole('button', { name: 'Go live', exact: true }).click();
  await page.getByText(`Go live: ${ci.number}`).waitFor();
});

story('changes only what was changed', async ({ page, service }) => {
  const { number } = await as(service, 'anna').post('/v1/changes', { title: 'Paint the gate', type: 'normal', requester: 'anna' });
  await signIn(page, 'anna', `/records/changes/${number}`);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const title = dialog.getByRole('textbox', { name: 'Title' });
  await title.fill('Paint the gate green');
  const sent = page.waitForRequest((request) => request.method() === 'PATCH');
  await dialog.getByRole('button', { name: 'Save' }).click();
  expect((await sent).postDataJSON()).toEqual({ title: 'Paint the gate green' });
  await page.getByRole('heading', { level: 1, name: 'Paint the gate green' }).waitFor();
});

story('changes nothing that a colleague changed meanwhile, whether or not the dialog was open, and shows both where they meet', async ({ page, service, expected }) => {
  const made = await as(service, 'anna').post('/v1/risks', { title: 'Ice on the pier', kind: 'threat', owner: 'anna', description: 'It is slippery.' });
  const path = `/v1/risks/${made.number}`;
  const dialog = page.getByRole('dialog');
  const title = dialog.getByRole('textbox', { name: 'Title' });
  const changed = (body: object): Promise<unknown> => as(service, 'bram').patch(path, body);
  await signIn(page, 'anna', `/records/risks/${made.number}`);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await dialog.getByText(`${made.number} · Ice on the pier`).waitFor();
  await title.fill('Ice on both piers');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await changed({ description: 'Somebody fell.' });
  await page.reload();
  await arrived(page);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await dialog.getByText('Your draft from before is back.').waitFor();
  expect(await title.inputValue()).toBe('Ice on both piers');
  expected.push(/412 PATCH .*\/risks/);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Somebody changed this meanwhile').waitFor();
  await accessible(page);
  // And once more, between looking and sending on top.
  await changed({ description: 'Two fell.' });
  await dialog.getByRole('button', { name: 'Send mine on top' }).click();
  await expect.poll(() => dialog.getByRole('row', { name: /^Description/ }).innerText()).toContain('Two fell.');
  await dialog.getByRole('button', { name: 'Send mine on top' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ice on both piers' }).waitFor();
  expect(await as(service, 'anna').get(path)).toMatchObject({ title: 'Ice on both piers', description: 'Two fell.' });
});

story('sends under the same key what is sent again after a reload', async ({ page, service, expected }) => {
  const { number } = await as(service, 'guest').post('/v1/incidents', { title: 'The bell rings at night', service: 'reception' });
  await signIn(page, 'anna', `/records/incidents/${number}`);
  expected.push(/comments/, /ERR_FAILED/);
  await page.route('**/comments', async (route) => { await route.fetch(); await route.abort(); }, { times: 1 });
  await page.getByLabel('Write a comment').fill('It is the wind.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('The service cannot be reached.').first().waitFor();
  await page.reload();
  await arrived(page);
  expect(await page.getByLabel('Write a comment').inputValue()).toBe('It is the wind.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(() => page.getByLabel('Write a comment').inputValue()).toBe('');
  expect((await as(service, 'anna').get(`/v1/incidents/${number}/comments`)).items).toHaveLength(1);
});

story('begins a new record with what the link says, over an older draft', async ({ page }) => {
  await signIn(page, 'anna', '/records/incidents/create?title=Old');
  await page.getByRole('textbox', { name: 'Title' }).fill('Older');
  await page.goto('/records/incidents/create?title=New');
  await expect.poll(() => page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('New');
});

story('sends with the keyboard also the word that was typed last', async ({ page }) => {
  await signIn(page, 'admin', '/records/teams/create');
  await page.getByRole('textbox', { name: 'Short name' }).fill('plumbing');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Plumbers');
  await page.getByText(/^More \(/).click();
  await page.getByRole('textbox', { name: 'Skills' }).first().fill('pipes');
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/v1/teams'));
  await page.keyboard.press('Control+Enter');
  expect((await sent).postDataJSON()).toEqual({ name: 'plumbing', displayName: 'Plumbers', skills: ['pipes'] });
});

story('links what a configuration item affects to its own page, whatever kind it is of', async ({ page }) => {
  await signIn(page, 'anna', '/records/cis/paybank-gateway?tab=query.impact');
  await page.getByRole('link', { name: 'card-payments' }).first().click();
  await page.waitForURL('**/records/cis/card-payments');
  await page.getByRole('heading', { level: 1 }).waitFor();
});

story('tells a record that is not there from one that could not be loaded', async ({ page, expected }) => {
  expected.push(/404 GET .*CHG9999999/, /503 GET .*CHG0000001/);
  await signIn(page, 'anna', '/records/changes/CHG9999999');
  await page.getByRole('heading', { level: 1, name: 'There is no change CHG9999999' }).waitFor();
  await accessible(page);
  await page.route('**/v1/changes/CHG0000001', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ status: 503, code: 'unavailable', detail: 'Come back later.' }) }));
  await page.goto('/records/changes/CHG0000001');
  await page.getByText('Come back later.').waitFor({ timeout: 30_000 });
  await page.unroute('**/v1/changes/CHG0000001');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { level: 1, name: 'Replace the network of the reception' }).waitFor();
});

story('says once what was sent again because the answer was lost, and twice what was said twice', async ({ page, service, expected }) => {
  const { number } = await as(service, 'guest').post('/v1/incidents', { title: 'Bell at the gate rings by itself', service: 'reception' });
  await signIn(page, 'anna', `/records/incidents/${number}`);
  const said = async (): Promise<string[]> => (await as(service, 'anna').get(`/v1/incidents/${number}/comments`)).items.map(({ text }: { text: string }) => text);
  expected.push(/comments/, /ERR_FAILED/);
  await page.route('**/comments', async (route) => { await route.fetch(); await route.abort(); }, { times: 1 });
  const box = page.getByLabel('Write a comment');
  await box.fill('We come at ten.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('The service cannot be reached.').first().waitFor();
  expect(await said()).toEqual(['We come at ten.']);
  // By now the screen knows that the record is another.
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
  await arrived(page);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(() => box.inputValue()).toBe('');
  expect(await said()).toEqual(['We come at ten.']);
  await box.fill('We come at ten.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(said).toEqual(['We come at ten.', 'We come at ten.']);
});
