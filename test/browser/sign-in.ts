import type { Page } from 'playwright-core';
import { followed, quiet } from './quiet.ts';

/**
 * Opens an address and signs in as somebody (`anna`, or `vendotool/anna` where a name stands for two) on the way; done when the page has its heading.
 */
export async function signIn(page: Page, person: string, path = '/'): Promise<void> {
  followed(page.context());
  await page.goto(path);
  await page.locator(`button[name=person][value${person.includes('/') ? '=' : '$='}"${person.includes('/') ? '' : '/'}${person}"]`).click();
  await arrived(page);
}

/** Waits until the page has its heading and asks the service for nothing that it needs to be shown. */
export async function arrived(page: Page): Promise<void> {
  await page.locator('main h1, h1').first().waitFor();
  await quiet(page);
}
