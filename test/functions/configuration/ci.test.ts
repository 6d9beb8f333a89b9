import { expect, test } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import { audit } from '../../../functions/configuration/audit.ts';
import { discrepancies } from '../../../functions/configuration/audit-difference.ts';
import { baseline } from '../../../functions/configuration/baseline.ts';
import { ci } from '../../../functions/configuration/ci.ts';
import { confirmations, gathered } from '../../../functions/configuration/observing.ts';
import { nodeOf } from '../../../functions/configuration/relations.ts';
import { checkCatalogue } from '../../../shared/record/catalogue.ts';
import type { AnyRecord } from '../../../shared/record/define.ts';
import { given } from '../../given.ts';

const web = { name: 'web', displayName: 'Web', type: 'server' };
const made = (more: object = {}) => given(ci).as('operations').when('create', { ...web, ...more });

test('fits together with the rest of the catalogue', () => {
  expect(checkCatalogue(definitions).filter((fault) => /^(ci|baseline|audit)/.test(fault))).toEqual([]);
});

test('keeps short texts and numbers as attributes, and nothing else', () => {
  expect(made({ attributes: { serial: 'X1', memoryGb: 16, load: 0.5 } }).record.attributes).toEqual({ serial: 'X1', memoryGb: 16, load: 0.5 });
  expect(made({ attributes: { nested: {}, on: true, '1st': 'x', huge: 1e200, blank: ' ' } }).refused).toEqual([
    'invalid-fields', '/attributes/nested wrong-type', '/attributes/on wrong-type', '/attributes/1st invalid-name', '/attributes/huge wrong-type', '/attributes/blank wrong-type',
  ]);
  expect(made({ attributes: { long: 'x'.repeat(4001) } }).refused).toEqual(['invalid-fields', '/attributes too-long']);
  expect(made({ attributes: [] }).refused).toEqual(['invalid-fields', '/attributes not-an-object']);
});

test('relating again puts the relation into another group', () => {
  const twice = made().next.when('relate', { type: 'runs-on', target: 'host', group: 'hosts' }).next.when('relate', { type: 'runs-on', target: 'host' });
  expect(twice).toMatchObject({ record: { relations: [{ type: 'runs-on', target: 'host' }] }, note: 'runs-on host', events: ['related'] });
  expect(twice.record.relations[0]).not.toHaveProperty('group');
  expect(twice.next.when('unrelate', { type: 'depends-on', target: 'host' }).refused).toEqual(['not-related']);
});

test('has thirty relations at most, to which groups can still be given', () => {
  const full = made({ relations: Array.from({ length: 30 }, (_, at) => ({ type: 'depends-on', target: `t${at}` })) }).next;
  expect(full.when('relate', { type: 'depends-on', target: 'one-more' }).refused).toEqual(['too-many-relations']);
  expect(full.when('relate', { type: 'depends-on', target: 't3', group: 'a' }).record.relations).toHaveLength(30);
});

test('says once how many of a group it needs', () => {
  expect(made({ redundancy: [{ group: 'a', needs: 2 }, { group: 'a', needs: 3 }] }).refused).toEqual(['invalid-fields', '/redundancy/1 repeated']);
});

test('a whole relies on its parts and a user on what it uses, whichever end says so', () => {
  const node = nodeOf({ record: { id: 'b', state: 'live', relations: [{ type: 'depends-on', target: 'd' }, { type: 'part-of', target: 'w' }, { type: 'connected-to', target: 'c' }], redundancy: [{ group: 'g', needs: 2 }] } as unknown as AnyRecord, edges: [{ type: 'part-of', source: 'p', group: 'g' }, { type: 'runs-on', source: 'r' }, { type: 'used-by', source: 'u' }], more: false });
  expect(node).toEqual({ live: true, more: false, needs: [{ id: 'd' }, { id: 'p', group: 'g' }, { id: 'u' }], neededBy: ['r', 'w'], quorum: new Map([['g', 2]]) });
});

test('is corrected by the service only, and only as it was when compared', () => {
  const live = made({ attributes: { os: 'debian12', port: 80 } }).next.when('goLive').next;
  expect(live.as('admin').when('correct', { audit: 'AUD0000001', version: 2 }).refused).toEqual(['not-allowed']);
  expect(live.as('system').when('correct', { audit: 'AUD0000001', version: 1 }).refused).toEqual(['changed-since']);
  expect(live.as('system').when('correct', { audit: 'AUD0000001', version: 2, attributes: { os: 'debian13', port: null } }).record).toMatchObject({ attributes: { os: 'debian13' }, auditedBy: 'AUD0000001' });
});

test('is changed no more once it is retired', () => {
  const retired = made().next.when('retire', { reason: 'Broken' }).next;
  expect(retired.when('relate', { type: 'runs-on', target: 'host' }).refused).toEqual(['command-not-allowed']);
  expect(retired.when('update', { displayName: 'x' }).refused).toEqual(['command-not-allowed']);
});

test('a baseline is of now or of the past, and holds no more than it can compare', () => {
  const taken = given(baseline).when('create', { title: 'All', cis: ['a', 'b', 'a'] });
  expect(taken.record).toMatchObject({ at: '2026-01-01T09:00:00.000Z', cis: ['a', 'b'] });
  expect(given(baseline).when('create', { title: 'All', cis: ['a'], at: '2026-01-02T00:00:00Z' }).refused).toEqual(['in-the-future']);
  let one = taken;
  for (let batch = 0; batch < 3; batch++) one = one.next.when('extend', { cis: Array.from({ length: 50 }, (_, at) => `c${batch}-${at}`) });
  expect(one.next.when('extend', { cis: Array.from({ length: 49 }, (_, at) => `d${at}`) }).refused).toEqual(['too-many']);
});

test('an audit takes batches, of which a later one replaces what was seen before', () => {
  expect(gathered([{ name: 'a', type: 'server' }, { name: 'b' }], [{ name: 'a' }])).toEqual([{ name: 'a' }, { name: 'b' }]);
  const open = given(audit).as('operations').when('create', { title: 'Scan', observed: [{ name: 'a' }] }).next;
  const large = Array.from({ length: 30 }, (_, at) => ({ name: `n${at}`, attributes: { text: 'x'.repeat(3500) } }));
  expect(open.when('observe', { observed: large }).refused).toEqual(['audit-full']);
  expect(open.when('discard', { reason: 'Wrong network' }).next.when('confirm', { items: [] }).refused).toEqual(['command-not-allowed']);
});

test('an audit makes what is new without relations, corrects what was compared and retires what was not seen', () => {
  const observed = [{ name: 'new', type: 'server', attributes: { os: 'x', gone: null }, relations: [{ type: 'runs-on' as const, target: 'host' }] }, { name: 'old', displayName: 'Old', relations: [] }];
  expect(confirmations([{ name: 'new' }, { name: 'old', version: 4 }, { name: 'lost', retire: true }], { observed, audit: 'AUD0000001' })).toEqual([
    { type: 'creation-confirmed', data: { name: 'new', ci: { name: 'new', displayName: 'new', type: 'server', attributes: { os: 'x' } } } },
    { type: 'correction-confirmed', data: { name: 'old', correction: { displayName: 'Old', relations: [], audit: 'AUD0000001', version: 4 } } },
    { type: 'retirement-confirmed', data: { name: 'lost' } },
  ]);
  const open = given(audit).as('lead').when('create', { title: 'Scan', observed: [{ name: 'untyped' }] }).next;
  expect(open.when('confirm', { items: [{ name: 'lost', retire: true }] }).refused).toEqual(['invalid-fields', '/items/0/retire not-allowed']);
  expect(open.when('confirm', { items: [{ name: 'untyped' }] }).refused).toEqual(['invalid-fields', '/items/0/version required']);
});

test('what was seen of a retired CI is told, and left to people', () => {
  const recorded = [{ name: 'old', state: 'retired', version: 3 }] as unknown as AnyRecord[];
  expect(discrepancies([{ name: 'old' }], { recorded, inScope: [] })).toEqual([{ name: 'old', kind: 'retired', differences: [] }]);
});
