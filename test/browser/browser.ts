import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { launchChromium } from './chromium.ts';
import { followed } from './quiet.ts';
import { serve, type Served } from './service.ts';
import { troublesOf } from './troubles.ts';

export { accessible } from './accessible.ts';
export { arrived, signIn } from './sign-in.ts';

export const screens = { desktop: { width: 1_400, height: 900 }, phone: { width: 390, height: 844 } } as const;
export type Screen = keyof typeof screens;

export interface Scene {
  /** A fresh page in a fresh browser profile; `page.goto('/queue')` is enough. */
  readonly page: Page;
  readonly screen: Screen;
  readonly service: Served;
  /** Troubles that belong to the story, such as `expected.push(/409 POST .*\/resolve/)`; any other fails it. */
  readonly expected: RegExp[];
}

export interface Stage {
  /** Tells the story once for each; desktop alone when left out. */
  readonly screens?: readonly Screen[];
  readonly colorScheme?: 'light' | 'dark';
  /** How long it may take at the most; two minutes when left out. */
  readonly seconds?: number;
}

type Tell = (scene: Scene) => Promise<void>;

const kept = join(import.meta.dirname, '..', '..', '.build', 'browser');

let browser: Browser;
let service: Served;
beforeAll(async () => { [browser, service] = await Promise.all([launchChromium(), serve()]); });
afterAll(async () => { await Promise.all([browser?.close(), service?.stop()]); });

/** What a telling that failed left behind is no beginning for the next. */
async function beginAnew(): Promise<void> {
  await service.stop();
  service = await serve();
}

/**
 * A journey in a real browser, with a service and demonstration data that this file's stories share. It also fails on anything that went wrong
 * on the way: an error on the console, an exception, a refusal by the content security policy, a request that failed. Of a story that failed a
 * picture and the trace are kept in `.build/browser`.
 */
export function story(name: string, stage: Stage | Tell, told?: Tell): void {
  const [{ screens: shown = ['desktop'] as const, colorScheme = 'light', seconds = 120 }, tell]: [Stage, Tell] = typeof stage === 'function' ? [{}, stage] : [stage, told!];
  for (const screen of shown) {
    test(shown.length > 1 ? `${name} (${screen})` : name, async ({ task }) => {
      if (task.result?.retryCount) await beginAnew();
      const context = await browser.newContext({ baseURL: service.url, viewport: screens[screen], colorScheme, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'Europe/Amsterdam' });
      context.setDefaultTimeout(30_000);
      followed(context);
      await context.tracing.start({ snapshots: true });
      const page = await context.newPage();
      const troubles = troublesOf(page);
      const expected: RegExp[] = [];
      try {
        await tell({ page, screen, service, expected });
        const left = troubles.filter((trouble) => !expected.some((one) => one.test(trouble)));
        if (left.length > 0) throw new Error(`On the way:\n${left.join('\n')}`);
      } catch (error) {
        (error as Error).message += `\n${await keep(context, page, task.name)}${troubles.map((trouble) => `\n${trouble}`).join('')}`;
        throw error;
      } finally {
        await context.close();
      }
    }, seconds * 1_000);
  }
}

async function keep(context: BrowserContext, page: Page, name: string): Promise<string> {
  mkdirSync(kept, { recursive: true });
  const file = join(kept, name.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 80));
  await page.screenshot({ path: `${file}.png` }).catch(() => {});
  await context.tracing.stop({ path: `${file}.zip` }).catch(() => {});
  return `Seen last: ${file}.png; all of it: npx playwright-core show-trace ${file}.zip`;
}
