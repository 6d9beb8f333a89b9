import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

declare global { interface Window { axe: typeof axe } }

/** Cloudscape says which way the bar over a phone's page runs, which a nav cannot say; nothing is read out wrongly for it. */
const ofCloudscape = /^<nav [^>]*aria-orientation="horizontal"/;

/** Fails when axe finds anything serious or critical on the page as it stands, in light or in dark mode. */
export async function accessible(page: Page): Promise<void> {
  const found: string[] = [];
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe.source);
  // The other mode is the same page in other colours.
  for (const [colorScheme, runOnly] of [['dark', ['color-contrast', 'link-in-text-block']], ['light', undefined]] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction(() => document.getAnimations().every((one) => !(one instanceof CSSTransition)));
    const { violations }: AxeResults = await page.evaluate((rules) => window.axe.run({ resultTypes: ['violations'], ...(rules && { runOnly: [...rules] }) }), runOnly);
    for (const { id, impact, help, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      const worst = nodes.filter(({ html }) => !(id === 'aria-allowed-attr' && ofCloudscape.test(html)));
      if (worst.length === 0) continue;
      found.push(`${colorScheme}, ${impact}: ${help} (${id})\n${worst.slice(0, 4).map(({ target, html, any }) => `    ${target.join(' ')}\n      ${html.slice(0, 200)}\n      ${any[0]?.message ?? ''}`).join('\n')}`);
    }
  }
  if (found.length > 0) throw new Error(`axe found at ${page.url()}:\n  ${found.join('\n  ')}`);
}
