import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { as } from '../test/browser/api.ts';
import { launchChromium } from '../test/browser/chromium.ts';
import { serve, type Served } from '../test/browser/service.ts';
import { signIn } from '../test/browser/sign-in.ts';
import { isOver, median, tableOf, type Measure } from './measure.ts';
import { typicalReport } from './typical.ts';

const ROWS = 50;
const QUEUE = '/queue?queue=open';

const smoke = process.argv.includes('--smoke');
const ROUNDS = smoke ? 1 : 9;

interface Loaded { readonly url: string; readonly kb: number }
interface Visit { readonly first: number; readonly again: number; readonly within: number; readonly loaded: readonly Loaded[] }

/** Milliseconds since the page began to load, as soon as a page of rows is there. */
const rowsAreThere = async (page: Page): Promise<number> => await (await page.waitForFunction((rows) => document.querySelectorAll('main tbody tr').length >= rows && performance.now(), ROWS, { polling: 'raf', timeout: 120_000 })).jsonValue() as number;

/** What a browser keeps of an agent who signed in, and nothing in its cache. */
async function signedIn(browser: Browser, { url }: Served): Promise<BrowserContextOptions> {
  const context = await browser.newContext({ baseURL: url });
  await signIn(await context.newPage(), 'anna', QUEUE);
  const storageState = await context.storageState();
  await context.close();
  return { baseURL: url, storageState, viewport: { width: 1_400, height: 900 } };
}

/** The queue at a first visit, loaded again, and from another page. */
async function visit(page: Page): Promise<Visit> {
  await page.goto(QUEUE, { waitUntil: 'commit' });
  const first = await rowsAreThere(page);
  await page.waitForLoadState('networkidle');
  const loaded = await loadedBy(page);
  await page.reload({ waitUntil: 'commit' });
  const again = await rowsAreThere(page);
  await page.getByRole('link', { name: 'OTAP board', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'OTAP board' }).waitFor();
  await page.waitForLoadState('networkidle');
  const left = await page.evaluate(() => performance.now());
  await page.evaluate(() => history.back());
  return { first, again, within: await rowsAreThere(page) - left, loaded };
}

/** All that went over the network for a page, itself included. */
const loadedBy = (page: Page): Promise<Loaded[]> =>
  page.evaluate(() => performance.getEntries().filter((entry) => entry instanceof PerformanceResourceTiming).map(({ name, transferSize }) => ({ url: name, kb: transferSize / 1_000 })));

async function visits({ browser, service, rounds }: { browser: Browser; service: Served; rounds: number }): Promise<Visit[]> {
  for (let at = 0; at < ROWS + 5; at++) await as(service, 'guest').post('/v1/incidents', typicalReport(at));
  const options = await signedIn(browser, service);
  const all: Visit[] = [];
  for (let round = -1; round < rounds; round++) {
    const context = await browser.newContext(options);
    const one = await visit(await context.newPage());
    if (round >= 0) all.push(one);
    await context.close();
  }
  return all;
}

/** What an agent's visits to the queue cost, on the built console. Times are judged on request only: they say something about the machine. */
function measuresOf(all: readonly Visit[], { timed }: { timed: boolean }): Measure[] {
  const kb = (which: (path: string) => boolean): number => median(all.map(({ loaded }) => loaded.filter(({ url }) => which(new URL(url).pathname)).reduce((sum, one) => sum + one.kb, 0)));
  const isAnswer = (path: string): boolean => path.startsWith('/v1/');
  const time = (what: string, ms: (visit: Visit) => number, atMost?: number): Measure => ({ bench: 'console', what, figure: median(all.map(ms)), unit: 'ms', ...(timed && atMost !== undefined && { atMost }) });
  return [
    { bench: 'console', what: 'a first visit to the queue, fonts included', figure: kb(() => true), unit: 'KB', atMost: 700 },
    { bench: 'console', what: '  of which answers of the API', figure: kb(isAnswer), unit: 'KB' },
    time(`first visit until ${ROWS} rows are there, nothing in the cache`, ({ first }) => first),
    time(`the page loaded again, until ${ROWS} rows are there`, ({ again }) => again, 1_000),
    time(`from another page, until ${ROWS} rows are there`, ({ within }) => within, 1_000),
  ];
}

const [browser, service] = await Promise.all([launchChromium(), serve()]);
try {
  const all = await visits({ browser, service, rounds: ROUNDS });
  if (process.argv.includes('--files')) console.error(all[0]!.loaded.toSorted((one, other) => other.kb - one.kb).map(({ url, kb }) => `${kb.toFixed(1).padStart(8)} KB ${url}`).join('\n'));
  const measures = measuresOf(all, { timed: !smoke });
  console.log(tableOf(measures));
  process.exitCode = measures.some(isOver) ? 1 : 0;
} finally {
  await browser.close();
  await service.stop();
}
