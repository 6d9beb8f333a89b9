import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { as } from '../api.ts';
import { signIn } from '../browser.ts';
import type { Served } from '../service.ts';

/** What the API says of an incident. */
export const incident = (service: Served, number: string): Promise<any> => as(service, 'admin').get(`/v1/incidents/${number}`);

/** What somebody does meanwhile, beside the browser. */
export const order = (service: Served, person: string, number: string, command: string, body?: unknown): Promise<unknown> => as(service, person).post(`/v1/incidents/${number}/${command}`, body);

/** Reports an incident, and answers its number. */
export const report = async (service: Served, title: string, { by = 'guest', ...more }: { by?: string } & Record<string, unknown> = {}): Promise<string> =>
  (await as(service, by).post('/v1/incidents', { title, service: 'reception', ...more })).number;

/** A browser of somebody else, at a page of theirs. */
export async function another(page: Page, service: Served, person: string, path: string): Promise<Page> {
  const context = await page.context().browser()!.newContext({ baseURL: service.url, viewport: page.viewportSize(), reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'Europe/Amsterdam' });
  context.setDefaultTimeout(30_000);
  const theirs = await context.newPage();
  page.context().once('close', () => void context.close());
  await signIn(theirs, person, path);
  return theirs;
}

/** Makes a screen look again, as it does when somebody comes back to it and it has not looked for two seconds. */
export const comeBack = (page: Page): Promise<boolean> => page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));

/** Goes through a queue by the keyboard until a ticket is at hand: down to its end, then up. */
export async function moveTo(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: title }).waitFor();
  const atHand = (): Promise<string | null> => page.evaluate(() => document.activeElement!.textContent);
  for (const key of ['j', 'k']) {
    for (let before: string | null = ''; before !== await atHand() && before !== title;) {
      before = await atHand();
      if (before !== title) await page.keyboard.press(key);
    }
  }
  expect(await atHand()).toBe(title);
}
