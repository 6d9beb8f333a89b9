import type { Browser } from 'playwright-core';
import { as } from '../test/browser/api.ts';
import { launchChromium } from '../test/browser/chromium.ts';
import { serve, type Served } from '../test/browser/service.ts';
import { signIn } from '../test/browser/sign-in.ts';
import { isOver, median, tableOf, type Measure } from './measure.ts';
import { typicalReport } from './typical.ts';

const ROWS = 50;
const QUEUE = '/queue?queue=open';
const ROUNDS = 9;

/** What an agent's first visit to the queue costs: with nothing in the browser's cache, signed in already, on the built console. */
async function firstVisits({ browser, service, rounds }: { browser: Browser; service: Served; rounds: number }): Promise<Measure[]> {
  for (let at = 0; at < ROWS + 5; at++) await as(service, 'guest').post('/v1/incidents', typicalReport(at));
  const once = await browser.newContext({ baseURL: service.url });
  await signIn(await once.newPage(), 'anna', QUEUE);
  const storageState = await once.storageState();
  await once.close();

  const visits: { ms: number; files: number; answers: number }[] = [];
  for (let round = -1; round < rounds; round++) {
    const context = await browser.newContext({ baseURL: service.url, storageState, viewport: { width: 1_400, height: 900 } });
    const page = await context.newPage();
    await page.goto(QUEUE, { waitUntil: 'commit' });
    const ms = await (await page.waitForFunction((rows) => document.querySelectorAll('main tbody tr').length >= rows && performance.now(), ROWS, { polling: 'raf', timeout: 120_000 })).jsonValue() as number;
    await page.waitForLoadState('networkidle');
    const loaded = await page.evaluate(() => performance.getEntries().filter((entry) => entry instanceof PerformanceResourceTiming).map(({ name, transferSize }) => [name, transferSize] as const));
    const sum = (which: (path: string) => boolean): number => loaded.filter(([name]) => which(new URL(name).pathname)).reduce((all, [, size]) => all + size, 0) / 1_000;
    const ofApi = (path: string): boolean => path.startsWith('/v1/');
    if (round >= 0) visits.push({ ms, files: sum((path) => !ofApi(path)), answers: sum(ofApi) });
    if (round === 0 && process.argv.includes('--files')) console.error(loaded.toSorted(([, a], [, b]) => b - a).map(([name, size]) => `${String(size).padStart(8)} ${name}`).join('\n'));
    await context.close();
  }
  const of = (what: 'ms' | 'files' | 'answers'): number => median(visits.map((visit) => visit[what]));
  return [
    { bench: 'console', what: 'files of a first visit to the queue, fonts included', figure: of('files'), unit: 'KB', atMost: 700 },
    { bench: 'console', what: 'answers of the API at that visit', figure: of('answers'), unit: 'KB' },
    { bench: 'console', what: `from asking for the page until ${ROWS} rows are there`, figure: of('ms'), unit: 'ms', atMost: 1_000 },
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
