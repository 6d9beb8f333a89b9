import type { Browser, Page } from 'playwright-core';
import { as } from '../test/browser/api.ts';
import { launchChromium } from '../test/browser/chromium.ts';
import { serve, type Served } from '../test/browser/service.ts';
import { signIn } from '../test/browser/sign-in.ts';
import { isOver, median, tableOf, type Measure } from './measure.ts';
import { typicalReport } from './typical.ts';

const ROWS = 50;
const QUEUE = '/queue?queue=open';
const ROUNDS = 9;

const rowsAreThere = async (page: Page): Promise<number> => await (await page.waitForFunction((rows) => document.querySelectorAll('main tbody tr').length >= rows && performance.now(), ROWS, { polling: 'raf', timeout: 120_000 })).jsonValue() as number;

/** What an agent's visits to the queue cost, signed in already, on the built console: with nothing in the browser's cache, once more, and from another page. */
async function firstVisits({ browser, service, rounds }: { browser: Browser; service: Served; rounds: number }): Promise<Measure[]> {
  for (let at = 0; at < ROWS + 5; at++) await as(service, 'guest').post('/v1/incidents', typicalReport(at));
  const once = await browser.newContext({ baseURL: service.url });
  await signIn(await once.newPage(), 'anna', QUEUE);
  const storageState = await once.storageState();
  await once.close();

  const visits: { ms: number; again: number; within: number; files: number; answers: number }[] = [];
  for (let round = -1; round < rounds; round++) {
    const context = await browser.newContext({ baseURL: service.url, storageState, viewport: { width: 1_400, height: 900 } });
    const page = await context.newPage();
    await page.goto(QUEUE, { waitUntil: 'commit' });
    const ms = await rowsAreThere(page);
    await page.waitForLoadState('networkidle');
    const loaded = await page.evaluate(() => performance.getEntries().filter((entry) => entry instanceof PerformanceResourceTiming).map(({ name, transferSize }) => [name, transferSize] as const));
    const sum = (which: (path: string) => boolean): number => loaded.filter(([name]) => which(new URL(name).pathname)).reduce((all, [, size]) => all + size, 0) / 1_000;
    const ofApi = (path: string): boolean => path.startsWith('/v1/');
    await page.reload({ waitUntil: 'commit' });
    const again = await rowsAreThere(page);
    await page.getByRole('link', { name: 'OTAP board', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'OTAP board' }).waitFor();
    await page.waitForLoadState('networkidle');
    const left = await page.evaluate(() => performance.now());
    await page.evaluate(() => history.back());
    const within = await rowsAreThere(page) - left;
    if (round >= 0) visits.push({ ms, again, within, files: sum((path) => !ofApi(path)), answers: sum(ofApi) });
    if (round === 0 && process.argv.includes('--files')) console.error(loaded.toSorted(([, a], [, b]) => b - a).map(([name, size]) => `${String(size).padStart(8)} ${name}`).join('\n'));
    await context.close();
  }
  const of = (what: 'ms' | 'again' | 'within' | 'files' | 'answers'): number => median(visits.map((visit) => visit[what]));
  return [
    { bench: 'console', what: 'files of a first visit to the queue, fonts included', figure: of('files'), unit: 'KB', atMost: 700 },
    { bench: 'console', what: 'answers of the API at that visit', figure: of('answers'), unit: 'KB' },
    { bench: 'console', what: `first visit until ${ROWS} rows are there, nothing in the cache`, figure: of('ms'), unit: 'ms' },
    { bench: 'console', what: `the page loaded again, until ${ROWS} rows are there`, figure: of('again'), unit: 'ms', atMost: 1_000 },
    { bench: 'console', what: `from another page, until ${ROWS} rows are there`, figure: of('within'), unit: 'ms', atMost: 1_000 },
  ];
}

const [browser, service] = await Promise.all([launchChromium(), serve()]);
try {
  const measures = await firstVisits({ browser, service, rounds: ROUNDS });
  console.log(tableOf(measures));
  process.exitCode = measures.some(isOver) ? 1 : 0;
} finally {
  await browser.close();
  await service.stop();
}
