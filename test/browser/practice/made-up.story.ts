import type { Page, Route } from 'playwright-core';
import { expect } from 'vitest';
import { lantern, lit } from '../../web/practice/made-up.ts';
import { accessible, arrived, signIn, story } from '../browser.ts';

const COUNT = 2_400;
const PAGE = 200;
const pad = (at: number): string => `LAN${String(at).padStart(7, '0')}`;
const rows = Array.from({ length: COUNT }, (_, at) => lit({
  number: pad(COUNT - at), title: at === 7 ? '=HYPERLINK("x")' : `Lantern of lane ${at % 40}`, state: ['dark', 'lit', 'broken'][at % 3]!, brightness: ['dim', 'plain', 'dazzling'][at % 3], solar: at % 2 === 0, height: at % 90, voltage: at / 7,
  cleanedAt: new Date(Date.UTC(2026, 0, 1) + at * 3_600_000).toISOString(), builtOn: '2026-02-03', burns: 'PT4H', contact: 'a@b.example', zone: 'Europe/Amsterdam', assignee: ['anna', 'bram', `gone-${at % 60}`][at % 3], team: 'network', keepers: ['chen', 'anna'], severity: 1 + at % 5,
}));
const one = lit({
  ...rows[0], number: pad(1), title: 'Lantern at the gate', story: 'Two lines\nof it', bulb: { watts: 40, maker: 'Lux' }, settings: { dim: [1, 2] }, allowedCommands: ['light', 'polish', 'darken', 'retire', 'watch', 'unwatch'],
  clocks: [{ name: 'lighting', state: 'running', startedAt: '2026-01-01T00:00:00Z', dueAt: '2026-01-01T04:00:00Z', elapsed: 'PT5H', target: 'PT4H', remaining: 'PT0S', paused: 'PT0S', breached: true, intervals: [{ state: 'running', from: '2026-01-01T00:00:00Z' }] }],
});

/** A service that has one more practice, which the console has never heard of. */
async function withLanterns(page: Page): Promise<{ sent: { path: string; body: unknown }[] }> {
  const sent: { path: string; body: unknown }[] = [];
  const added = async (route: Route, change: (body: any) => void): Promise<void> => {
    const answer = await route.fetch();
    const body = await answer.json();
    change(body);
    await route.fulfill({ response: answer, json: body });
  };
  await page.route('**/v1/practices', (route) => added(route, (body) => { body.items.push(lantern); }));
  await page.route('**/v1/me', (route) => added(route, (body) => { body.may.lantern = { create: true, commands: ['light'] }; }));
  await page.route(/\/v1\/lanterns/, async (route) => {
    const { pathname, searchParams } = new URL(route.request().url());
    if (route.request().method() === 'POST') {
      sent.push({ path: pathname, body: route.request().postDataJSON() });
      return route.fulfill({ status: pathname.endsWith('/lanterns') ? 201 : 200, json: one });
    }
    if (/(timeline|comments|links)$/.test(pathname)) return route.fulfill({ json: { items: [] } });
    if (pathname !== '/v1/lanterns') return route.fulfill({ json: one });
    const from = Number(searchParams.get('cursor') ?? 0);
    const states = searchParams.get('state')?.split(',');
    const kept = rows.filter(({ state }) => !states || states.includes(state));
    return route.fulfill({ json: { items: kept.slice(from, from + PAGE), ...(from + PAGE < kept.length && { nextCursor: String(from + PAGE) }) } });
  });
  return { sent };
}

story('a practice that is new is in the navigation, in lists of thousands, in forms and on pages, without a line of code for it', { screens: ['desktop', 'phone'], seconds: 300 }, async ({ page, screen }) => {
  const { sent } = await withLanterns(page);
  await signIn(page, 'anna', '/search?q=nothing');
  const names: string[] = [];
  page.on('request', (request) => { if (request.method() === 'GET' && /\/v1\/(people|teams)/.test(request.url())) names.push(request.url()); });
  await page.goto('/records/lanterns');
  await page.getByText('These are the newest 2,000; there are more.').waitFor({ timeout: 60_000 });
  expect(await page.locator('table tbody tr').count()).toBe(20);
  // One list for each kind of name, however many rows.
  expect(names.map((url) => new URL(url).pathname).sort()).toEqual(['/v1/people', '/v1/teams']);
  await accessible(page);

  await page.goto('/records/lanterns?solar=true&height=<10&state=lit&sort=-voltage');
  await page.getByText(/\d+ matches/).first().waitFor();
  await arrived(page);
  await accessible(page);

  if (screen === 'desktop') {
    await page.getByRole('button', { name: 'Technical management' }).click();
    await page.getByRole('link', { name: 'Lanterns', exact: true }).waitFor();
  }
  await page.goto('/records/lanterns/create');
  await page.getByRole('textbox', { name: 'Title' }).fill('By the pond');
  await page.getByText(/^More \(/).click();
  await accessible(page);
  await page.getByRole('spinbutton', { name: /^Height/ }).fill('4');
  await page.getByRole('textbox', { name: /^Burns/ }).fill('PT2H');
  await page.getByRole('textbox', { name: /^Settings/ }).fill('{"dim": true}');
  await page.getByRole('spinbutton', { name: /Watts/ }).fill('60');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { level: 1, name: 'Lantern at the gate' }).waitFor();
  expect(sent).toEqual([{ path: '/v1/lanterns', body: { title: 'By the pond', height: 4, burns: 'PT2H', settings: { dim: true }, bulb: { watts: 60 } } }]);

  await arrived(page);
  await page.getByRole('img', { name: /^Lighting: .* over/ }).waitFor();
  await accessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  await page.getByRole('button', { name: 'Light', exact: true }).click();
  await expect.poll(() => sent.at(-1)).toEqual({ path: '/v1/lanterns/LAN0000001/light', body: {} });
});
