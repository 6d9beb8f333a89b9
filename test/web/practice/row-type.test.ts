import { expect, it } from 'vitest';
import type { RecordType } from '../../../web/api/practices.ts';
import { typeOfRow } from '../../../web/practice/row-type.ts';
import { lantern } from './made-up.ts';

const post: RecordType = { ...lantern, name: 'post', route: 'posts', fields: [{ name: 'type', kind: 'choice', required: true, choices: ['lantern', 'pole'] }] };

it('takes the type that a row names for a type of record, unless it is a kind of the page’s own', () => {
  const items = [lantern, post];
  expect(typeOfRow({ type: 'lantern', name: 'a' }, post, items)).toBe(post);
  expect(typeOfRow({ type: 'post', name: 'a' }, lantern, items)).toBe(post);
  expect(typeOfRow({ type: 'post', name: 'a' }, undefined, items)).toBe(post);
  expect(typeOfRow({ name: 'a' }, lantern, items)).toBe(lantern);
});
