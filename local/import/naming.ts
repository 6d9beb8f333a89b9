import { createHash } from 'node:crypto';

/**
 * The short name of whom or what a log calls by a label: `Caller 2403` is `caller-2403`. Labels that would lose a letter, or that are too
 * long, get eight characters of their own, so that no two of them are taken for one.
 */
export function nameOf(label: string): string {
  const plain = label.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  if (slug !== '' && slug.length <= 63 && /^[a-z0-9 ._-]*$/.test(plain)) return slug;
  const mark = createHash('sha256').update(label.trim()).digest('hex').slice(0, 8);
  return [slug.slice(0, 54).replace(/-+$/, ''), mark].filter(Boolean).join('-');
}

/** Who reported what nobody knows the caller of. */
export const UNKNOWN_CALLER = 'Unknown caller';
