import { expect } from 'vitest';
import { accessible, signIn, story } from '../browser.ts';
import { another, incident, moveTo, order, report } from './people.ts';

story('a broken tablet goes from guest to the service desk to the network team and back solved, by the keyboard alone', async ({ page, service }) => {
  const title = 'Tablet at the bar stays black';

  // Guest reports it in the portal, and does not know for which service: no team has it yet.
  const guest = await another(page, service, 'guest', '/portal/report');
  await guest.getByLabel('What does not work?').fill(title);
  await guest.getByLabel('What happens exactly?').fill('It was charged all night. Guests wait at the bar.');
  await guest.getByRole('button', { name: 'Send' }).press('Enter');
  await guest.waitForURL(/\/portal\/INC/);
  const number = guest.url().split('/').at(-1)!;

  // Anna takes it, and says so.
  await signIn(page, 'anna', '/queue?queue=astray');
  await moveTo(page, title);
  await page.keyboard.press('m');
  await page.getByText(`${number} is yours.`).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await page.getByRole('heading', { level: 1, name: 'Queue: Mine' }).waitFor();
  await moveTo(page, title);
  await page.keyboard.press('c');
  await expect.poll(() => page.evaluate(() => document.activeElement!.tagName)).toBe('TEXTAREA');
  await page.keyboard.type('We look at the charger and the network.');
  await page.keyboard.press('Control+Enter');
  await page.locator(`#agent-comments-${number} li`, { hasText: 'We look at the charger' }).waitFor();

  // Hands it over warm.
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: 'Transfer' });
  await dialog.waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement!.getAttribute('aria-haspopup'))).toBeTruthy();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /Network.*next line/s }).waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await dialog.getByText('Drafted from the ticket.').waitFor();
  expect(await dialog.getByLabel('Summary').inputValue()).toBe(`${title}. It was charged all night. Guests wait at the bar.`);
  expect(await dialog.getByLabel('Tried').inputValue()).toContain('Anna Claes: We look at the charger');
  expect(await dialog.getByLabel('Customer told').inputValue()).toContain('We look at the charger');
  await dialog.getByLabel('Next step').focus();
  await page.keyboard.type('Look whether the access point sees it.');
  await dialog.getByRole('button', { name: 'Transfer' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  expect(await incident(service, number)).toMatchObject({ team: 'network', handover: { outcome: 'pending' } });

  // Chen takes it over and solves it; guest agrees.
  const chen = await another(page, service, 'chen', '/queue?queue=waiting');
  await moveTo(chen, title);
  await chen.keyboard.press('o');
  await chen.getByText('Look whether the access point sees it.').waitFor();
  await chen.keyboard.press('y');
  await chen.getByText(`You took ${number} over.`).waitFor();
  await chen.goto(`/records/incidents/${number}`);
  await chen.getByText('It is yours. Start when you begin to work on it.').waitFor();
  await chen.keyboard.press('s');
  await chen.getByText('You are working on it.').waitFor();
  await chen.keyboard.press('r');
  const resolve = chen.getByRole('dialog', { name: 'Resolve' });
  await resolve.getByRole('textbox', { name: 'Resolution' }).fill('The access point was full; it was restarted.');
  await resolve.getByRole('combobox', { name: 'Code' }).fill('fixed');
  await resolve.getByRole('button', { name: 'Resolve' }).press('Enter');
  await chen.getByText(/^Resolved\. The requester can confirm/).waitFor();
  await guest.getByText('The access point was full; it was restarted.').first().waitFor({ timeout: 30_000 });
  await guest.getByRole('button', { name: 'Yes, it works' }).press('Enter');
  await guest.getByText('Thank you. We are glad that it works.').waitFor();
  await chen.getByText('Closed. A reply makes a new, linked incident.').waitFor({ timeout: 30_000 });
});

const words = { summary: 'Flickers', tried: 'Cable', nextStep: 'Look', customerTold: 'Nothing yet.' };

story('a team that had it does not get it back: why is said before and after, and what to do instead', async ({ page, service, expected }) => {
  const number = await report(service, 'Screen at the bar flickers');
  await order(service, 'anna', number, 'transfer', { team: 'network', ...words });
  await order(service, 'chen', number, 'accept');
  await signIn(page, 'chen', `/records/incidents/${number}`);
  await page.getByText('It is yours.').waitFor();
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: 'Transfer' });
  await dialog.getByLabel('Team').click();
  await page.getByRole('option', { name: /Service desk.*had it before/s }).click();
  await dialog.getByText('Service desk had it before. Work goes one way here').waitFor();
  await dialog.getByText('ask Nadia Haddad').waitFor();
  expect(await dialog.getByLabel('Override').count()).toBe(0);
  await dialog.getByLabel('Next step').fill('Look again.');
  await dialog.getByLabel('Tried').fill('The cable.');
  expected.push(/409 POST .*\/transfer/);
  await dialog.getByRole('button', { name: 'Transfer' }).click();
  await dialog.getByText('A team that had it gets it again only with a lead’s word.').waitFor();
  await accessible(page);
  await dialog.getByRole('button', { name: 'Invite somebody' }).first().click();
  await page.getByRole('dialog', { name: 'Invite' }).waitFor();
});

story('a lead may override with a reason that a transfer goes one way', async ({ page, service }) => {
  const number = await report(service, 'Screen at the reception flickers');
  await order(service, 'anna', number, 'transfer', { team: 'network', ...words });
  await order(service, 'chen', number, 'accept');
  await signIn(page, 'nadia', `/records/incidents/${number}`);
  await page.getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Transfer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Transfer' });
  await dialog.getByLabel('Team').click();
  await page.getByRole('option', { name: /Service desk/ }).click();
  await dialog.getByLabel('Override').fill('The desk has the spare screens.');
  await dialog.getByLabel('Tried').fill('The cable and the port.');
  await dialog.getByLabel('Next step').fill('Swap the screen.');
  await dialog.getByRole('button', { name: 'Transfer' }).click();
  await page.getByText('Waiting for Service desk to accept it').waitFor();
  await page.getByText('Ping-pong').first().waitFor();
});
