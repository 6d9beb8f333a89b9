import type { Me } from '../api/practices.ts';

/** What to call somebody who is greeted. */
export const firstName = ({ displayName, name }: Me): string => (displayName ?? name).split(' ')[0]!;
