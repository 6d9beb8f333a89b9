import { expect } from 'vitest';
import { as } from '../api.ts';
import { signIn, story } from '../browser.ts';
import { comeBack, incident, moveTo, order, report } from './people.ts';

const words = { summary: 'Flickers', tried: 'Cable', nextStep: 'Look', customerTold: 'Nothing yet.' };

story('keys and buttons act on the ticket beside the queue, also once it has left the queue', async ({ page, service }) => {
  const [first, second] = [await report(service, 'Towel rail of cabin 1 is cold'), await report(service, 'Towel rail of cabin 2 is cold')];
  await signIn(page, 'anna', '/queue?queue=unassigned&text=towel');
  await moveTo(page, 'Towel rail of cabin 1 is cold');
  await page.keyboard.press('o');
  await page.getByRole('heading', { name: 'The story' }).waitFor();
  await page.keyboard.press('m');
  await page.getByText(`${first} is yours.`).waitFor();
  await page.getByRole('link', { name: 'Towel rail of cabin 1 is cold' }).waitFor({ state: 'detached' });
  await page.keyboard.press('s');
  await page.getByText('You are working on it.').waitFor();
  expect([(await incident(service, first)).state, (await incident(service, second)).state]).toEqual(['in-progress', 'new']);

  await page.keyboard.press('c');
  await expect.poll(() => page.evaluate(() => document.activeElement!.closest('[id^=agent-comments]')?.id)).toBe(`agent-comments-${first}`);
  await page.keyboard.type('The shark rests');
  expect(await page.evaluate(() => (document.activeElement as HTMLTextAreaElement).value)).toBe('The shark rests');
  await page.keyboard.press('Escape');

  await page.reload();
  await page.getByText('You are working on it.').waitFor();
  await page.keyboard.press('h');
  await page.getByRole('dialog', { name: 'Hold' }).getByText(first).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.keyboard.press('j');
  await expect.poll(() => new URL(page.url()).searchParams.get('beside')).toBe(second);
  await page.getByText('Nobody has it yet.').waitFor();
});

story('what is typed while a ticket opens to be commented on is no command', async ({ page, service }) => {
  const number = await report(service, 'Ladder of the slide wobbles');
  await signIn(page, 'anna', '/queue?queue=unassigned&text=ladder');
  await moveTo(page, 'Ladder of the slide wobbles');
  await page.keyboard.press('c');
  await page.keyboard.type('mhrt');
  await expect.poll(() => page.evaluate(() => document.activeElement!.closest('[id^=agent-comments]')?.id)).toBe(`agent-comments-${number}`);
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect((await incident(service, number)).assignee).toBeUndefined();
});

story('what was handed to the team is accepted by the button of its queue, and by the key that takes', async ({ page, service }) => {
  const numbers: string[] = [];
  for (const title of ['Antenna at the lake hums', 'Antenna at the gate hums']) {
    numbers.push(await report(service, title));
    await order(service, 'anna', numbers.at(-1)!, 'transfer', { team: 'network', ...words });
  }
  await signIn(page, 'chen', '/queue?queue=waiting');
  await moveTo(page, 'Antenna at the lake hums');
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await page.getByText(`You took ${numbers[0]} over.`).waitFor();
  await page.goto('/queue?queue=unassigned');
  await moveTo(page, 'Antenna at the gate hums');
  await page.keyboard.press('m');
  await page.getByText(`You took ${numbers[1]} over.`).waitFor();
  for (const number of numbers) expect(await incident(service, number)).toMatchObject({ assignee: 'chen', handover: { outcome: 'accepted' } });
});

story('a ticket is not taken out of the hands of whoever was faster, and is taken where it only changed otherwise', async ({ page, service, expected }) => {
  const [gone, changed] = [await report(service, 'Bench at the lake is loose'), await report(service, 'Bench at the gate is loose')];
  await signIn(page, 'anna', '/queue?queue=unassigned&text=bench');
  await moveTo(page, 'Bench at the lake is loose');
  await order(service, 'bram', gone, 'assign', { assignee: 'bram' });
  await order(service, 'guest', changed, 'comments', { text: 'It is the green one.' });
  expected.push(/412 POST .*\/assign/);
  await page.keyboard.press('m');
  await page.getByText(`Bram Jacobs took ${gone} meanwhile.`).waitFor();
  expect((await incident(service, gone)).assignee).toBe('bram');
  await moveTo(page, 'Bench at the gate is loose');
  await page.keyboard.press('m');
  await page.getByText(`${changed} is yours.`).waitFor();
});

story('a lead may say why, too, where the agreement allows fewer transfers than usual', async ({ page, service, expected }) => {
  const admin = as(service, 'admin');
  const hours = { timeZone: 'Europe/Amsterdam', week: { monday: [['09:00', '17:00']] } };
  const { number: agreed } = await admin.post('/v1/agreements', { title: 'The pool is passed on once', kind: 'SLA', service: 'pool', calendar: hours, targets: {}, maxTransfers: 1 });
  await admin.post(`/v1/agreements/${agreed}/activate`);
  const number = await report(service, 'Pump of the pool sings', { service: 'pool' });
  await order(service, 'anna', number, 'transfer', { team: 'network', ...words });
  await order(service, 'nadia', number, 'accept');
  await signIn(page, 'nadia', `/records/incidents/${number}`);
  await page.getByText('It is yours.').waitFor();
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: 'Transfer' });
  await dialog.getByLabel('Team').click();
  await page.getByRole('option', { name: /Applications/ }).click();
  await dialog.getByLabel('Tried').fill('Listening to it.');
  await dialog.getByLabel('Next step').fill('Look at the controller.');
  expect(await dialog.getByLabel('Override').count()).toBe(0);
  expected.push(/409 POST .*\/transfer/);
  await dialog.getByRole('button', { name: 'Transfer' }).click();
  await dialog.getByText('It was handed over as often as was agreed').waitFor();
  await dialog.getByLabel('Override').fill('Only they know the controller.');
  await dialog.getByRole('button', { name: 'Transfer' }).click();
  await page.getByText('Waiting for Applications to accept it').waitFor();
});

story('a manager reads an incident without being refused anything', async ({ page, service }) => {
  const number = await report(service, 'Sign at the entrance is dark');
  await signIn(page, 'director', `/records/incidents/${number}`);
  await page.getByRole('heading', { name: 'Recent changes around it' }).waitFor();
  expect(await page.getByRole('heading', { name: /Similar incidents|What the customer already told/ }).count()).toBe(0);
});

story('a dialog that cannot be filled says so, and opens once it can', async ({ page, service, expected }) => {
  const number = await report(service, 'Swing creaks');
  await signIn(page, 'anna', '/queue?queue=unassigned&text=swing');
  await moveTo(page, 'Swing creaks');
  const refusal = { status: 403, contentType: 'application/problem+json', body: JSON.stringify({ code: 'forbidden', detail: 'Not today.' }) };
  await page.route(`**/v1/incidents/${number}`, (route) => route.fulfill(refusal));
  expected.push(/403 GET/);
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Not today.').waitFor();
  await page.unroute(`**/v1/incidents/${number}`);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('dialog', { name: 'Resolve' }).getByRole('textbox', { name: 'Resolution' }).waitFor();
});

story('the same command is given twice by the palette', async ({ page, service }) => {
  const number = await report(service, 'Bell of the shop is silent');
  await signIn(page, 'anna', `/records/incidents/${number}`);
  const take = async (): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('take it');
    await page.getByRole('option', { name: `Take it ${number}` }).waitFor();
    await page.keyboard.press('Enter');
  };
  await take();
  await page.getByText('It is yours.').waitFor();
  await order(service, 'bram', number, 'assign', { assignee: 'bram' });
  await comeBack(page);
  await page.getByText('Bram Jacobs has it.').waitFor({ timeout: 30_000 });
  await take();
  await page.getByText('It is yours.').waitFor();
  expect((await incident(service, number)).assignee).toBe('anna');
});
