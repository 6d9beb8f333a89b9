import { as } from './api.ts';
import { arrived, signIn, story } from './browser.ts';

story('shows a promise being broken when the clock is moved', async ({ page, service }) => {
  const { number } = await as(service, 'guest').post('/v1/incidents', { title: 'Nobody answers the door phone', service: 'reception', urgency: 'high' });
  await signIn(page, 'anna', `/records/incidents/${number}`);
  await page.getByText(/ left$/).first().waitFor();
  await fetch(`${service.url}/local/clock`, { method: 'POST', body: JSON.stringify({ advance: 'P4D' }) });
  await page.reload();
  await arrived(page);
  await page.getByText(/ over$/).first().waitFor();
});
