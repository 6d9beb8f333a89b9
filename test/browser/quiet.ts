import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext, Page, Request } from 'playwright-core';

/** Longer than a page takes between an answer and the question that follows from it. */
const QUIET_MS = 300;
const PATIENCE_MS = 30_000;
/** What turns while something is on its way, in a status, a button or alone. */
const SPINNER = '[class*="awsui_circle-left_"]';

interface Asked { readonly underWay: Set<Request>; since: number }
const asked = new WeakMap<BrowserContext, Asked>();

/** Follows what all pages of a profile ask for, from now on. */
export function followed(context: BrowserContext): Asked {
  const known = asked.get(context);
  if (known) return known;
  const found: Asked = { underWay: new Set(), since: Date.now() };
  asked.set(context, found);
  const ended = (request: Request): void => {
    found.underWay.delete(request);
    found.since = Date.now();
  };
  context.on('request', (request) => { found.underWay.add(request); });
  context.on('requestfinished', ended);
  context.on('requestfailed', ended);
  return found;
}

/**
 * Waits until a page asks the service for nothing, and shows no sign of waiting. Playwright's `networkidle` is said once for each document: a page that
 * the console goes to by itself has it from the beginning.
 */
export async function quiet(page: Page): Promise<void> {
  const requests = followed(page.context());
  const { underWay } = requests;
  const begun = Date.now();
  for (;;) {
    const silent = Date.now() - Math.max(begun, requests.since);
    if (underWay.size === 0 && silent >= QUIET_MS && await page.locator(SPINNER).filter({ visible: true }).count() === 0) return;
    if (Date.now() - begun > PATIENCE_MS) throw new Error(`Still loading after ${PATIENCE_MS / 1000} s: ${[...underWay].map((request) => request.url()).join(', ') || 'a sign of waiting stays'}`);
    await delay(50);
  }
}
