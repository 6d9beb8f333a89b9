import { expect } from 'vitest';
import { as } from '../api.ts';
import { accessible, arrived, signIn, story } from '../browser.ts';

const both = { screens: ['desktop', 'phone'] } as const;

story('reports something, is asked whether it is known already, follows it, answers and withdraws it', both, async ({ page }) => {
  await signIn(page, 'guest', '/portal');
  await page.getByRole('button', { name: 'Report something' }).click();
  await page.getByLabel('What does not work?').fill('Tablet at reception does not start any more');
  await page.getByRole('link', { name: 'Tablet at reception does not start', exact: true }).waitFor();
  await accessible(page);
  await page.getByLabel('What does not work?').fill('The barrier at the entrance stays open');
  await page.getByLabel('What happens exactly?').fill('It has been up since this morning.');
  await page.getByRole('radio', { name: 'Several people' }).check();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('heading', { level: 1, name: 'The barrier at the entrance stays open' }).waitFor();
  await page.getByText('It has been up since this morning.').waitFor();
  await page.getByLabel('Add something, or answer').fill('It closed by itself just now.');
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await page.getByRole('listitem').filter({ hasText: 'It closed by itself just now.' }).waitFor();
  await accessible(page);
  await page.getByRole('main').getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Withdraw' }).click();
  await page.getByLabel('Reason').fill('It works again');
  await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await page.getByText('Withdrawn').first().waitFor();
});

story('keeps what is being written over a reload, and tells what is missing', async ({ page }) => {
  await signIn(page, 'otto', '/portal/report');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Fill this in').waitFor();
  await page.getByLabel('What does not work?').fill('Half a sentence');
  await page.reload();
  await arrived(page);
  expect(await page.getByLabel('What does not work?').inputValue()).toBe('Half a sentence');
  await page.getByRole('button', { name: 'Discard draft' }).click();
  expect(await page.getByLabel('What does not work?').inputValue()).toBe('');
});

story('sends back what is not solved, confirms what is, and says how it went', both, async ({ page, service, screen }) => {
  const guest = as(service, 'guest');
  const anna = as(service, 'anna');
  const { number } = await guest.post('/v1/incidents', { title: `Lamp over the desk flickers (${screen})`, service: 'reception' });
  const resolve = (resolution: string) => anna.post(`/v1/incidents/${number}/resolve`, { resolution, resolutionCode: 'fixed' });
  await resolve('Tightened the bulb.');
  await signIn(page, 'guest', `/portal/${number}`);
  await page.getByText('Tightened the bulb.').first().waitFor();
  await page.getByRole('button', { name: 'No, not yet' }).click();
  await page.getByLabel('What is still wrong?').fill('It still flickers.');
  await page.getByRole('button', { name: 'Send back' }).click();
  await page.getByText('Somebody will start on it').first().waitFor();
  await resolve('Replaced the bulb.');
  await page.reload();
  await page.getByRole('button', { name: 'Yes, it works' }).click();
  await page.getByRole('radio', { name: 'Very well' }).check();
  await page.getByLabel('What was good, what was not?').fill('Quick the second time.');
  await accessible(page);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('You told us that you were helped: very well.').waitFor();
  expect((await anna.get(`/v1/incidents/${number}`)).rating).toBe(5);
});

story('finds nothing of others, by address or in the list', async ({ page, service, expected }) => {
  const otto = as(service, 'otto');
  const { number } = await otto.post('/v1/incidents', { title: 'Something of Otto' });
  expected.push(new RegExp(`404 GET .*${number}`), /404/);
  await signIn(page, 'guest', `/portal/${number}`);
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await page.goto('/portal');
  await arrived(page);
  expect(await page.getByText('Something of Otto').count()).toBe(0);
});
