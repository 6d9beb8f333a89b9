import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { accessible, arrived, signIn, story } from './browser.ts';

/** Where the navigation leads. */
const places = (page: Page): Promise<string[]> => page.locator('nav a[href^="/"]').evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href')!))].filter((href) => href !== '/'));

/** Follows a link of the navigation, whether it is folded away or not. */
async function follow(page: Page, place: string): Promise<void> {
  const before = await page.title();
  await page.locator(`nav a[href="${place}"]`).first().evaluate((link: HTMLElement) => link.click());
  await expect.poll(() => page.title(), { timeout: 30_000, message: `${place} has a name of its own` }).not.toBe(before);
  await arrived(page);
}

/** Pages that somebody saw whole before, who sees most: another is to find them standing. */
const read = new Set<string>();

for (const [person, least] of [['admin', 20], ['anna', 20], ['guest', 2]] as const) {
  story(`every page in the navigation of ${person} stands, says what it is, and can be read by anybody`, { screens: ['desktop', 'phone'], seconds: 600 }, async ({ page, screen }) => {
    await signIn(page, person, '/search?q=wifi');
    const all = await places(page);
    expect(all.length).toBeGreaterThanOrEqual(least);
    const titles: string[] = [];
    const faults: string[] = [];
    for (const place of all) {
      await follow(page, place);
      titles.push(await page.title());
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) faults.push(`${place} is wider than the ${screen}`);
      if (!read.has(`${screen} ${place}`)) await accessible(page).then(() => read.add(`${screen} ${place}`), (error: Error) => faults.push(error.message));
    }
    expect(faults).toEqual([]);
    expect(titles.filter((title) => !/^\S.* · Lambdesk$/.test(title))).toEqual([]);
    expect(new Set(titles).size).toBe(titles.length);
  });
}

story('a page that was gone to has the focus at its heading, and its name in the history', async ({ page }) => {
  await signIn(page, 'anna', '/records/incidents');
  await page.getByRole('link', { name: 'Services', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Services' }).waitFor();
  const focused = (): Promise<unknown> => page.evaluate(() => [document.activeElement?.tagName, document.activeElement?.textContent]);
  await expect.poll(focused).toEqual(['H1', expect.stringMatching(/^Services/)]);
  expect(await page.title()).toBe('Services · Lambdesk');
  await page.goBack();
  await expect.poll(() => page.title()).toBe('Incidents · Lambdesk');
  await expect.poll(focused).toEqual(['H1', expect.stringMatching(/^Incidents/)]);
});

story('the name of the product is in the bar as a whole, or there is its mark alone', { screens: ['desktop', 'phone'] }, async ({ page, screen }) => {
  await signIn(page, 'anna', '/records/incidents');
  await page.locator('header').getByRole('link', { name: 'Lambdesk' }).waitFor();
  const name = page.locator('header a[href="/"] span', { hasText: 'Lambdesk' });
  await expect.poll(() => name.count(), { timeout: 30_000 }).toBe(screen === 'desktop' ? 1 : 0);
  if (screen === 'desktop') expect(await name.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  await page.getByRole('button', { name: 'Account: Anna Claes' }).waitFor();
});
