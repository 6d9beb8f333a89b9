import { useSyncExternalStore } from 'react';
import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';

export type Choice = 'system' | 'light' | 'dark';

const MODE = 'lambdesk.mode';
const DENSITY = 'lambdesk.density';
const dark = matchMedia('(prefers-color-scheme: dark)');

export const keptChoice = (): Choice => (localStorage.getItem(MODE) as Choice | null) ?? 'system';
export const keptCompact = (): boolean => localStorage.getItem(DENSITY) === 'compact';

/** Shows the console light or dark, and keeps that for next time. */
export function chooseMode(choice: Choice): void {
  localStorage.setItem(MODE, choice);
  applyKeptAppearance();
}

export function chooseCompact(compact: boolean): void {
  localStorage.setItem(DENSITY, compact ? 'compact' : 'comfortable');
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
