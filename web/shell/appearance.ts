import { useSyncExternalStore } from 'react';
import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';
import { store, stored } from '../practice/stored.ts';

export type Choice = 'system' | 'light' | 'dark';

const MODE = 'lambdesk.mode';
const COMPACT = 'lambdesk.compact';
const dark = matchMedia('(prefers-color-scheme: dark)');

export const keptChoice = (): Choice => stored<Choice>(MODE) ?? 'system';
export const keptCompact = (): boolean => stored<boolean>(COMPACT) === true;

/** Shows the console light or dark, and keeps that for next time. */
export function chooseMode(choice: Choice): void {
  store(MODE, choice);
  applyKeptAppearance();
}

export function chooseCompact(compact: boolean): void {
  store(COMPACT, compact);
  applyKeptAppearance();
}

export function applyKeptAppearance(): void {
  const choice = keptChoice();
  const isDark = choice === 'dark' || (choice === 'system' && dark.matches);
  applyMode(isDark ? Mode.Dark : Mode.Light);
  applyDensity(keptCompact() ? Density.Compact : Density.Comfortable);
  document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
  // The calendar's own styles go by this.
  document.documentElement.dataset.colorScheme = isDark ? 'dark' : 'light';
}

dark.addEventListener('change', applyKeptAppearance);

/** Whether the console is dark at the moment, for what does not go by Cloudscape's own styles. */
export const useDark = (): boolean => useSyncExternalStore((changed) => {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-color-scheme'] });
  return () => observer.disconnect();
}, () => document.documentElement.dataset.colorScheme === 'dark');
