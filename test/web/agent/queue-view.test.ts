import { expect, it } from 'vitest';
import { addressOf, pageOf, ROWS, viewIn, type Reading, type View } from '../../../web/agent/queue-view.ts';
import { ticket } from './tickets.ts';

const reading: Reading = { words: (record) => `${record.number} ${String(record.title)}`, cell: (record, column) => record[column] as string | number | undefined };
const plain = { text: '', descending: false, page: 1 };

it('keeps a view in the address and finds it there again', () => {
  const view: View = { queue: 'team:network', text: 'wifi lake', sort: 'age', descending: true, page: 3, beside: 'INC0000001' };
  expect(viewIn(addressOf(view))).toEqual(view);
  expect(addressOf({ queue: '', ...plain }).toString()).toBe('');
});

it('tells an empty split view from none', () => {
  expect(viewIn(addressOf({ queue: 'mine', ...plain, beside: '' })).beside).toBe('');
  expect(viewIn(new URLSearchParams('queue=mine')).beside).toBeUndefined();
});

it('takes a page that is none for the first', () => {
  expect(['0', '-2', 'x', '2.9'].map((page) => viewIn(new URLSearchParams({ page })).page)).toEqual([1, 1, 1, 2]);
});

it('shows what has all the words, in any order and case', () => {
  const rows = [ticket('A', { title: 'Wifi drops near the lake' }), ticket('B', { title: 'Wifi at the bar' })];
  expect(pageOf(rows, { ...plain, text: 'LAKE wifi' }, reading).rows.map(({ number }) => number)).toEqual(['A']);
});

it('keeps the order of the queue until a column is asked for', () => {
  const rows = [ticket('B'), ticket('A'), ticket('C')];
  expect(pageOf(rows, plain, reading).rows.map(({ number }) => number)).toEqual(['B', 'A', 'C']);
  expect(pageOf(rows, { ...plain, sort: 'number', descending: true }, reading).rows.map(({ number }) => number)).toEqual(['C', 'B', 'A']);
});

it('sorts what is empty last, up and down', () => {
  const rows = [ticket('A', { assignee: undefined }), ticket('B', { assignee: 'chen' }), ticket('C', { assignee: 'anna' })];
  const order = (descending: boolean) => pageOf(rows, { ...plain, sort: 'assignee', descending }, reading).rows.map(({ number }) => number).join('');
  expect([order(false), order(true)]).toEqual(['CBA', 'BCA']);
});

it('pages, and takes a page beyond the last for the last', () => {
  const rows = Array.from({ length: ROWS * 2 + 1 }, (_, at) => ticket(String(at)));
  expect(pageOf(rows, { ...plain, page: 2 }, reading)).toMatchObject({ pages: 3, page: 2, matching: ROWS * 2 + 1 });
  expect(pageOf(rows, { ...plain, page: 9 }, reading).rows).toHaveLength(1);
});
