import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from './chromium.ts';
import { serve } from './service.ts';
import { arrived, signIn } from './sign-in.ts';

/** Pictures of the main pages for the README, made from the demonstration data: `npm run screenshots`. */
const pictures: readonly { name: string; person?: string; path: string; dark?: true; phone?: true }[] = [
  { name: 'overview', person: 'vt-agent', path: '/overview' },
  { name: 'queue', person: 'anna', path: '/queue?queue=open' },
  { name: 'queue-dark', person: 'anna', path: '/queue?queue=open', dark: true },
  { name: 'ticket', person: 'anna', path: '/records/incidents/INC0000003' },
  { name: 'portal-phone', person: 'guest', path: '/portal', phone: true },
  { name: 'calendar', person: 'anna', path: '/calendar' },
  { name: 'cab', person: 'anna', path: '/cab' },
  { name: 'otap', person: 'vt-release', path: '/otap' },
  { name: 'map', person: 'anna', path: '/map' },
  { name: 'api', path: '/docs?q=incidents+resolve' },
];

const folder = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');
mkdirSync(folder, { recursive: true });
const [browser, service] = await Promise.all([launchChromium(), serve()]);
try {
  for (const { name, person, path, dark, phone } of pictures) {
    const context = await browser.newContext({
      baseURL: service.url, viewport: phone ? { width: 390, height: 844 } : { width: 1_280, height: 800 }, colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'Europe/Amsterdam',
    });
    const page = await context.newPage();
    if (person) await signIn(page, person, path);
    else await page.goto(path);
    await arrived(page);
    const file = join(folder, `${name}.png`);
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
    console.log(`${String(Math.round(statSync(file).size / 1_000)).padStart(4)} KB  docs/screenshots/${name}.png`);
    await context.close();
  }
} finally {
  await browser.close();
  await service.stop();
}
