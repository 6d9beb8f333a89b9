import { expect } from 'vitest';
import { as } from '../api.ts';
import { accessible, arrived, signIn, story } from '../browser.ts';

const both = { screens: ['desktop', 'phone'] } as const;
const solved = { resolution: 'Tightened it.', resolutionCode: 'fixed' };

story('keeps what is still wrong, and a remark, over a reload', async ({ page, service }) => {
  const guest = as(service, 'guest');
  const { number } = await guest.post('/v1/incidents', { title: 'Hook in cabin 4 is loose', service: 'reception' });
  await as(service, 'anna').post(`/v1/incidents/${number}/resolve`, solved);
  await signIn(page, 'guest', `/portal/${number}`);
  await page.getByRole('button', { name: 'No, not yet' }).click();
  await page.getByRole('button', { name: 'Send back' }).click();
  await page.getByText('Fill this in').waitFor();
  await page.getByLabel('What is still wrong?').fill('It fell off agai');
  await page.reload();
  await arrived(page);
  expect(await page.getByLabel('What is still wrong?').inputValue()).toBe('It fell off agai');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Yes, it works' }).click();
  await page.getByRole('radio', { name: 'All right' }).check();
  await page.getByLabel('What was good, what was not?').fill('Half a rem');
  await page.reload();
  await arrived(page);
  expect(await page.getByLabel('What was good, what was not?').inputValue()).toBe('Half a rem');
  expect(await page.getByRole('radio', { name: 'All right' }).isChecked()).toBe(true);
});

story('says that what is written to a closed ticket becomes a new one', both, async ({ page, service, screen }) => {
  const title = `Latch of gate 2 sticks (${screen})`;
  const guest = as(service, 'guest');
  const { number } = await guest.post('/v1/incidents', { title, service: 'reception' });
  await as(service, 'anna').post(`/v1/incidents/${number}/resolve`, solved);
  await guest.post(`/v1/incidents/${number}/close`);
  await signIn(page, 'guest', `/portal/${number}`);
  await page.getByText('This ticket is closed. What you write here becomes a new one').waitFor();
  await accessible(page);
  await page.getByLabel('Is something wrong after all?').fill('It sticks again.');
  await page.getByRole('button', { name: 'Send as a new ticket' }).click();
  await page.getByText('Your message becomes a new ticket.').waitFor();
  const again = page.getByRole('link', { name: `Re: ${title}` });
  await expect.poll(async () => { await page.goto('/portal'); await arrived(page); return again.count(); }).toBe(1);
});

story('gives the words of whoever reported it to them, for those who follow it', async ({ page, service }) => {
  const guest = as(service, 'guest');
  const { number } = await guest.post('/v1/incidents', { title: 'Radio of the lifeguards hisses', service: 'reception' });
  await guest.post(`/v1/incidents/${number}/watch`, { person: 'otto' });
  await guest.post(`/v1/incidents/${number}/comments`, { text: 'On channel 3 only.' });
  await signIn(page, 'otto', `/portal/${number}`);
  await page.getByRole('listitem').filter({ hasText: 'On channel 3 only.' }).getByText('The reporter').waitFor();
});

story('does not offer to withdraw what somebody works on', async ({ page, service }) => {
  const { number } = await as(service, 'guest').post('/v1/incidents', { title: 'Shutter of the shop is stuck', service: 'reception' });
  const anna = as(service, 'anna');
  await anna.post(`/v1/incidents/${number}/assign`, { assignee: 'anna' });
  await anna.post(`/v1/incidents/${number}/start`);
  await signIn(page, 'guest', `/portal/${number}`);
  await page.getByRole('main').getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Ask for attention' }).waitFor();
  expect(await page.getByRole('menuitem', { name: 'Withdraw' }).count()).toBe(0);
});

story('leaves what somebody reads and types where it is when the service cannot be reached for a while', async ({ page, service, expected }) => {
  const { number } = await as(service, 'guest').post('/v1/incidents', { title: 'Fan in the office rattles', service: 'reception' });
  await signIn(page, 'guest', `/portal/${number}`);
  await page.getByLabel('Add something, or answer').fill('And it smells');
  const refusal = { status: 403, contentType: 'application/problem+json', body: JSON.stringify({ code: 'forbidden', detail: 'Not just now.' }) };
  await page.route(`**/v1/incidents/${number}`, (route) => route.fulfill(refusal));
  expected.push(/403 GET/);
  await page.getByText('This may be out of date.').waitFor({ timeout: 30_000 });
  expect(await page.getByLabel('Add something, or answer').inputValue()).toBe('And it smells');
  await page.getByRole('heading', { level: 1, name: 'Fan in the office rattles' }).waitFor();
});

story('shows what is looked for, also among what is finished', both, async ({ page, service, screen }) => {
  const otto = as(service, 'otto');
  for (const name of ['oak', 'elm', 'ash', 'fir', 'yew', 'box', 'bay']) {
    const { number } = await otto.post('/v1/incidents', { title: `Branch of the ${name} hangs low (${screen})` });
    if (name === 'yew') await otto.post(`/v1/incidents/${number}/cancel`, { reason: 'It broke off' });
  }
  await signIn(page, 'otto', '/portal');
  const found = page.getByRole('link', { name: `Branch of the yew hangs low (${screen})` });
  const finished = page.getByRole('button', { name: /^Finished/ });
  await finished.click();
  await found.waitFor();
  await finished.click();
  expect(await found.isVisible()).toBe(false);
  await page.getByLabel('Find in my tickets').fill(`yew hangs low (${screen}`);
  await found.waitFor();
  await page.getByText(/Withdrawn .*(second|minute)/).first().waitFor();
});
