import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { definitions } from '../../functions/index.ts';
import { typesNamedBy } from '../../shared/record/named.ts';

const functions = join(import.meta.dirname, '../../functions');

/** What the rules of a practice read by a query, as `read.list('risk', …)` in its files. */
const readsOf = (practice: string): { file: string; type: string }[] =>
  readdirSync(join(functions, practice)).filter((file) => file.endsWith('.ts')).flatMap((file) =>
    [...readFileSync(join(functions, practice, file), 'utf8').matchAll(/\bread\.(?:get|many|near|list|search|timeline|links)\(\s*(?:'([a-z-]+)'|([^,)]+))/g)].map(([, type, other]) => ({ file, type: type ?? `?${other}` })));

// The embedded runtime knows no roles: a query that reads another type would work there, and be denied on AWS.
it.each([...new Set(definitions.map(({ practice }) => practice))])('reads nothing in the queries of %s that its role does not allow', (practice) => {
  const named = typesNamedBy(definitions.filter((definition) => definition.practice === practice));
  expect(readsOf(practice).filter(({ type }) => !named.has(type))).toEqual([]);
});
