import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import { sweep } from '../../../shared/events/sweep.ts';
import type { AnyRecord } from '../../../shared/record/define.ts';
import { onceByKey } from '../../../shared/store/idempotency.ts';
import { counterKey, entryKey, markerKey, recordKey } from '../../../shared/store/keys.ts';
import { linksOf } from '../../../shared/store/links.ts';
import { markerWrites } from '../../../shared/store/markers.ts';
import { timelinePage } from '../../../shared/store/read.ts';
import { itemOf, recordOf } from '../../../shared/store/rows.ts';
import type { Table } from '../../../shared/store/table.ts';
import { largest } from '../../values.ts';
import { job } from './job.ts';
import { refusalOf, workshopOn, type Workshop } from './workshop.ts';

/** What the rest relies on the store to do, whatever engine is behind it. */
export function storeContract(freshTable: () => Promise<Table>): void {
  let table: Table;
  beforeAll(async () => { table = await freshTable(); });
  const workshop = async (options: Parameters<typeof workshopOn>[1] = {}): Promise<Workshop> => {
    const shop = workshopOn(table, options);
    await shop.staff();
    return shop;
  };
  const calls = async (run: () => Promise<unknown>): Promise<number> => {
    const before = table.meter.calls;
    await run();
    return table.meter.calls - before;
  };

  describe('carrying out a command', () => {
    it('writes the record and its step of the timeline, which carries the events', async () => {
      const shop = await workshop();
      const { id } = await shop.make({ crew: 'red' });
      shop.at('2026-03-02T10:00:00.000Z');
      await shop.order(id, 'finish', {}, { cause: { correlation: 'c1', causation: 'e1', hops: 3 } });
      expect(await shop.record(id)).toMatchObject({ number: 'JOB0000001', state: 'finished', version: 2, createdAt: '2026-03-02T09:00:00.000Z', updatedAt: '2026-03-02T10:00:00.000Z', createdBy: 'anna' });
      const [made, finished] = await shop.timeline(id);
      expect(made).toMatchObject({ version: 1, command: 'create', to: 'open', actor: 'anna', visibility: 'public', changes: { title: { to: 'Mend the fence' }, crew: { to: 'red' } }, events: [{ type: 'created' }] });
      expect(finished).toMatchObject({ version: 2, command: 'finish', from: 'open', to: 'finished', changes: {}, correlation: 'c1', causation: 'e1', hops: 3, about: { number: 'JOB0000001', crew: 'red' } });
    });

    it('gives numbers without a gap between those that were made at the same time', async () => {
      const shop = await workshop();
      const made = await Promise.all(Array.from({ length: 50 }, () => shop.make()));
      expect(made.map(({ number }) => number).sort()).toEqual(Array.from({ length: 50 }, (_, n) => `JOB${String(n + 1).padStart(7, '0')}`));
    });

    it('does all of 50 commands at once on one record, one after the other', async () => {
      const shop = await workshop();
      const { id } = await shop.make();
      const said = await Promise.all(Array.from({ length: 50 }, (_, n) => refusalOf(shop.order(id, 'comment', { text: `No. ${n}` }))));
      const done = said.filter((refusal) => refusal === undefined).length;
      // Who loses twelve times in a row is told so, and has changed nothing.
      expect(said.filter((refusal) => refusal !== undefined && refusal !== 'contended')).toEqual([]);
      expect(done).toBeGreaterThanOrEqual(25);
      const entries = await shop.timeline(id);
      expect(entries.map(({ version }) => version)).toEqual(Array.from({ length: done + 1 }, (_, n) => n + 1));
      expect(new Set(entries.slice(1).map(({ note }) => note)).size).toBe(done);
      expect((await shop.record(id)).version).toBe(done + 1);
    });

    it('lets one of many win who saw the same version, and tells the others', async () => {
      const shop = await workshop();
      const { id } = await shop.make();
      const outcomes = await Promise.all(Array.from({ length: 20 }, (_, n) => refusalOf(shop.order(id, 'update', { title: `Title ${n}` }, { ifVersion: [1] }))));
      expect(outcomes.filter((refusal) => refusal === undefined)).toHaveLength(1);
      expect(new Set(outcomes)).toEqual(new Set([undefined, 'stale']));
    });

    it('takes the next number when the counter is behind, as after a restore', async () => {
      const shop = await workshop();
      for (let n = 0; n < 5; n++) await shop.make();
      await table.write([{ put: { ...counterKey(shop.tenant, 'job'), n: 0 }, as: 'counter' }], `back-${shop.tenant}`);
      expect((await shop.make()).number).toBe('JOB0000006');
      expect(recordOf((await table.get(recordKey(shop.tenant, 'job', 'JOB0000001')))!).version).toBe(1);
    });

    it('goes on where the clock of another machine is ahead', async () => {
      const shop = await workshop();
      const { id } = await shop.make({ within: 'PT1H' });
      shop.at('2026-03-02T08:59:57.000Z');
      const waiting = await shop.order(id, 'wait');
      expect(waiting.clocks[0]).toMatchObject({ state: 'paused', intervals: [{ state: 'running', from: '2026-03-02T09:00:00.000Z', to: '2026-03-02T09:00:00.000Z' }, { state: 'paused' }] });
      expect(waiting.version).toBe(2);
    });

    it('knows what a rule relies on, of whom the rule itself gave it to', async () => {
      const shop = await workshop();
      const { id } = await shop.make({ crew: 'red' });
      expect(await shop.order(id, 'pass')).toMatchObject({ crew: 'vault', secret: true });
      expect(await refusalOf(shop.order(id, 'wait'))).toBe('not-found');
    });

    it('reads no more than once, and once more for what its record refers to', async () => {
      const shop = await workshop();
      const { id } = await shop.make();
      expect(await calls(() => shop.order(id, 'comment', { text: 'Hello' }))).toBe(2);
      const other = await shop.make({ crew: 'red' });
      expect(await calls(() => shop.order(other.id, 'comment', { text: 'Hello' }))).toBe(3);
    });

    it('finds the references that do not exist, however many there are', async () => {
      const shop = await workshop();
      const tools = Array.from({ length: 50 }, (_, n) => (n % 10 === 0 ? `none${n}` : 'red'));
      expect(await refusalOf(shop.make({ tools, crew: 'nobody' }))).toBe('invalid-fields /crew unknown-reference /tools/0 unknown-reference /tools/10 unknown-reference /tools/20 unknown-reference /tools/30 unknown-reference /tools/40 unknown-reference');
    });

    it.each<[string, unknown]>([
      ['text too long for a key', 'x'.repeat(3_000)], ['half a character', '\ud800'], ['a key of its own', 'a#b'], ['nothing', ''], ['a structure', { toString: 1, valueOf: 1 }], ['a list', [[]]], ['null', null], ['a number', 5],
    ])('refuses a reference that is %s', async (_, requester) => {
      const shop = await workshop();
      expect(await refusalOf(shop.make({ requester, crew: requester }))).toMatch(/^invalid-fields .*\/requester/);
      const { id } = await shop.make();
      expect(await refusalOf(shop.order(id, 'update', { requester }))).toMatch(/^invalid-fields .*\/requester/);
    });

    it('refuses what makes the record too large to keep', async () => {
      const shop = await workshop();
      const { id } = await shop.make();
      await table.write([{ put: itemOf({ definition: job, tenant: shop.tenant, record: { ...await shop.record(id), ballast: 'x'.repeat(399_000) }, wall: '2026-03-02T09:00:00.000Z' }), as: 'record' }], `ballast-${shop.tenant}`);
      expect(await refusalOf(shop.order(id, 'update', { notes: 'x'.repeat(10_000), title: 'y'.repeat(200) }))).toBe('record-too-large');
      expect((await shop.record(id)).version).toBe(1);
    });
  });

  describe('idempotency keys', () => {
    const keyed = (key: string, request = 'same') => ({ once: onceByKey(key, request) });

    it('give the same answer to all who ask at the same time', async () => {
      const shop = await workshop();
      const answers = await Promise.all(Array.from({ length: 20 }, () => shop.make({}, keyed('k'))));
      expect(new Set(answers.map(({ number }) => number)).size).toBe(1);
      expect((await shop.list()).items).toHaveLength(1);
      expect(await shop.timeline(answers[0]!.id)).toHaveLength(1);
    });

    it('belong to one person and one request', async () => {
      const shop = await workshop();
      const { number } = await shop.make({}, keyed('k'));
      expect((await shop.make({}, { ...keyed('k'), who: 'bram' })).number).not.toBe(number);
      expect(await refusalOf(shop.make({}, keyed('k', 'other')))).toBe('idempotency-key-reused');
    });

    it('answer as before although the record has moved on, until a day is over', async () => {
      const shop = await workshop();
      const { id } = await shop.make();
      expect(await shop.order(id, 'wait', {}, keyed('w'))).toMatchObject({ state: 'waiting', version: 2 });
      await shop.order(id, 'finish');
      shop.at('2026-03-03T09:00:00.000Z');
      expect(await shop.order(id, 'wait', {}, keyed('w'))).toMatchObject({ state: 'waiting', version: 2 });
      shop.at('2026-03-03T09:00:01.000Z');
      expect(await refusalOf(shop.order(id, 'wait', {}, keyed('w')))).toBe('command-not-allowed');
      expect((await shop.record(id)).version).toBe(3);
    });
  });

  describe('unique markers', () => {
    const carried = async (shop: Workshop, reference: string): Promise<unknown> => (await table.get(markerKey(shop.tenant, 'job', 'reference', [reference])))?.carries;

    it('let one of many have a value', async () => {
      const shop = await workshop();
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => refusalOf(shop.make({ reference: 'R-1' }))));
      expect(outcomes.filter((refusal) => refusal === undefined)).toHaveLength(1);
      expect(new Set(outcomes)).toEqual(new Set([undefined, 'already-exists  already-exists']));
    });

    it('move with the value, carry what is asked of them, and free what is given up', async () => {
      const shop = await workshop();
      const { id } = await shop.make({ reference: 'R-1' });
      await shop.order(id, 'update', { reference: 'R #2/é' });
      expect(await carried(shop, 'R-1')).toBeUndefined();
      await shop.order(id, 'update', { title: 'Other' });
      expect(await carried(shop, 'R #2/é')).toEqual({ title: 'Other' });
      const other = await shop.make({ reference: 'R-1' });
      expect(await refusalOf(shop.order(other.id, 'update', { reference: 'R #2/é' }))).toBe('already-exists  already-exists');
      await shop.order(id, 'update', { reference: null });
      expect(await refusalOf(shop.order(other.id, 'update', { reference: 'R #2/é' }))).toBeUndefined();
    });

    it('keep names apart, of one type in one tenant', async () => {
      const [shop, elsewhere] = [await workshop(), await workshop()];
      expect(await refusalOf(shop.staff())).toBe('already-exists /name already-exists');
      await shop.make({ reference: 'R-1' });
      await elsewhere.make({ reference: 'R-1' });
    });
  });

  describe('links', () => {
    it('are seen from both ends until they are untied', async () => {
      const shop = await workshop();
      const [one, two] = [await shop.make(), await shop.make()];
      await shop.order(one.id, 'link', { type: 'child-of', target: two.id });
      await shop.order(one.id, 'link', { type: 'affects', target: 'crew/red' });
      const linksAt = async (type: string, id: string) => (await linksOf(shop.kernel, { tenant: shop.tenant, type, id })).map(({ type: link, end, other }) => `${link} ${end} ${other.type}/${other.id}`).sort();
      expect(await linksAt('job', one.id)).toEqual(['affects source crew/red', `child-of source job/${two.id}`]);
      expect(await linksAt('job', two.id)).toEqual([`child-of target job/${one.id}`]);
      expect(await linksAt('crew', 'red')).toEqual([`affects target job/${one.id}`]);
      await shop.order(one.id, 'unlink', { type: 'child-of', target: two.id });
      expect(await linksAt('job', two.id)).toEqual([]);
      expect(await refusalOf(shop.order(one.id, 'unlink', { type: 'child-of', target: two.id }))).toBe('not-linked');
    });

    it.each(['JOB9999999', 'nonsense', 'crew/nobody', 'crew/a#b', 'crew/red/x', 'nothing/red', '/', 'crew/', 'HND0000001'])('are refused to what does not exist: %s', async (target) => {
      const shop = await workshop();
      const { id } = await shop.make();
      expect(await refusalOf(shop.order(id, 'link', { type: 'relates-to', target }))).toBe('invalid-fields /target unknown-reference');
    });

    it('do not tell what exists to somebody who may not know', async () => {
      const shop = await workshop();
      const [plain, secret] = [await shop.make(), await shop.make({ crew: 'vault' })];
      const link = { type: 'relates-to', target: secret.id };
      expect(await refusalOf(shop.order(plain.id, 'link', link))).toBe('invalid-fields /target unknown-reference');
      await shop.order(plain.id, 'link', link, { as: ['agent', 'security'] });
      expect(await refusalOf(shop.order(plain.id, 'unlink', link))).toBe('not-linked');
      await shop.order(plain.id, 'unlink', link, { as: ['agent', 'security'] });
    });

    it('are made in the same step as a record', async () => {
      const shop = await workshop();
      const { id } = await shop.make();
      const reply = await shop.make({}, { link: { type: 'relates-to', target: id } });
      expect(await linksOf(shop.kernel, { tenant: shop.tenant, type: 'job', id })).toMatchObject([{ type: 'relates-to', end: 'target', other: { id: reply.id } }]);
      expect((await shop.timeline(reply.id))[0]!.events.map(({ type, data }) => [type, data])).toEqual([['created', undefined], ['linked', { link: { type: 'relates-to', target: id } }]]);
    });
  });

  describe('lists', () => {
    const numbers = ({ items }: { items: readonly AnyRecord[] }): string[] => items.map(({ number }) => number);
    const pages = async (shop: Workshop, limit: number, filters: Record<string, string[]> = {}, more: object = {}): Promise<string[][]> => {
      const all: string[][] = [];
      let cursor: string | undefined;
      do {
        const page = await shop.list(filters, { limit, cursor, ...more });
        all.push(numbers(page));
        cursor = page.nextCursor;
      } while (cursor);
      return all;
    };

    it('end exactly where a page ends', async () => {
      const shop = await workshop();
      for (let n = 0; n < 12; n++) await shop.make({ crew: 'red' });
      for (const filters of [{}, { state: ['open'] }, { crew: ['red'] }, { requester: ['anna'] }, { priority: ['1'] }] as Record<string, string[]>[]) {
        const wanted = filters.priority ? 0 : 12;
        for (const limit of [3, 4, 6, 12, 13, 200]) {
          const all = await pages(shop, limit, filters);
          expect([filters, limit, all.map(({ length }) => length)]).toEqual([filters, limit, wanted === 0 ? [0] : Array.from({ length: Math.ceil(wanted / limit) }, (_, n) => Math.min(limit, wanted - n * limit))]);
          expect(new Set(all.flat()).size).toBe(wanted);
        }
      }
    });

    it('leave nothing out and show nothing twice, whatever the page, the filter and who asks', async () => {
      const shop = await workshop();
      for (let n = 0; n < 30; n++) {
        const { id } = await shop.make({ crew: ['red', 'blue', 'vault'][n % 3], priority: n % 5 + 1, requester: n % 2 ? 'guest' : 'otto' }, { as: ['agent', 'security'] });
        if (n % 4 === 0) await shop.order(id, 'finish', {}, { as: ['agent', 'security'] });
      }
      const everything = (await shop.list({}, { limit: 200, actor: shop.actor('sven', 'agent', 'security') })).items;
      const choose = (field: string, ...choices: string[]) => fc.option(fc.subarray(choices, { minLength: 1 }), { nil: undefined }).map((chosen) => (chosen ? { [field]: chosen } : {}));
      const filters = fc.tuple(choose('state', 'open', 'finished'), choose('crew', 'red', 'blue', 'vault'), choose('requester', 'guest', 'otto'), choose('priority', '1', '2'))
        .map((chosen) => Object.assign({}, ...chosen) as Record<string, string[]>);
      const who = fc.constantFrom(shop.actor('sven', 'agent', 'security'), shop.actor('anna', 'agent'), shop.actor('guest'));
      await fc.assert(fc.asyncProperty(filters, fc.integer({ min: 1, max: 12 }), who, async (chosen, limit, actor) => {
        const seen = (await pages(shop, limit, chosen, { actor })).flat();
        const wanted = everything.filter((one) => (job.visible as any)(one, actor) && Object.entries(chosen).every(([field, values]) => values.includes(String(one[field]))));
        // Who only uses services is shown what is theirs, though they may see more.
        const theirs = actor.name === 'guest' && !chosen.requester ? wanted.filter(({ requester }) => requester === 'guest') : wanted;
        expect(seen.length).toBe(new Set(seen).size);
        expect([...seen].sort()).toEqual(numbers({ items: theirs }).sort());
      }), { numRuns: 30 });
    });

    it('put open work before what is done: by priority, then by what falls due, and what is done by age', async () => {
      const shop = await workshop();
      const make = async (minutes: number, body: object): Promise<string> => {
        shop.at(new Date(Date.parse('2026-03-02T09:00:00.000Z') + minutes * 60_000).toISOString());
        return (await shop.make({ crew: 'red', ...body })).id;
      };
      const [noPriority, late, soon, urgent] = [await make(0, {}), await make(1, { priority: 2, within: 'P2D' }), await make(2, { priority: 2, within: 'PT1H' }), await make(3, { priority: 1 })];
      const [doneFirst, doneLater] = [await make(4, { priority: 1 }), await make(5, { priority: 5 })];
      for (const id of [doneLater, doneFirst]) await shop.order(id, 'finish');
      expect(numbers(await shop.list({ crew: ['red'] }))).toEqual([urgent, soon, late, noPriority, doneLater, doneFirst]);
      expect(numbers(await shop.list({ crew: ['red'], state: ['finished'] }))).toEqual([doneLater, doneFirst]);
      expect((await pages(shop, 2, { crew: ['red'] })).flat()).toEqual([urgent, soon, late, noPriority, doneLater, doneFirst]);
      expect(numbers(await shop.list({}, { oldestFirst: true }))).toEqual([noPriority, late, soon, urgent, doneFirst, doneLater]);
    });

    it('are one call a page, whose cost does not depend on what else there is', async () => {
      const shop = await workshop();
      for (let n = 0; n < 8; n++) await shop.make({ crew: 'red' });
      const cost = async (): Promise<[number, number]> => {
        const before = { ...table.meter };
        await shop.list({ crew: ['red'], state: ['open'] }, { limit: 5 });
        return [table.meter.calls - before.calls, table.meter.readUnits - before.readUnits];
      };
      await shop.list({}, { limit: 1 });
      const alone = await cost();
      expect(alone[0]).toBe(1);
      await Promise.all(Array.from({ length: 150 }, (_, n) => shop.make({ crew: n % 2 ? 'blue' : undefined, notes: 'x'.repeat(5_000) })));
      expect(await cost()).toEqual(alone);
    });

    it('read a requester’s own reports whatever they filter by, so that a page of theirs is full', async () => {
      const shop = await workshop();
      for (let n = 0; n < 3; n++) await shop.make({ requester: 'guest' });
      await Promise.all(Array.from({ length: 60 }, () => shop.make({ requester: 'otto' })));
      const list = () => shop.list({ state: ['open'] }, { actor: shop.actor('guest'), limit: 3 });
      expect((await list()).items).toHaveLength(3);
      expect(await calls(list)).toBeLessThanOrEqual(2);
    });

    it('do not take the cursor of another tenant, list, filter or person', async () => {
      const [shop, elsewhere] = [await workshop(), await workshop()];
      for (const one of [shop, elsewhere]) for (let n = 0; n < 4; n++) await one.make({ crew: 'red' });
      const { nextCursor: cursor } = await shop.list({ crew: ['red'] }, { limit: 2 });
      expect(await refusalOf(elsewhere.list({ crew: ['red'] }, { limit: 2, cursor }))).toMatch(/^invalid-cursor/);
      expect(await refusalOf(shop.list({ crew: ['blue'] }, { limit: 2, cursor }))).toMatch(/^invalid-cursor/);
      expect(await refusalOf(shop.list({ crew: ['red'] }, { limit: 2, cursor, oldestFirst: true }))).toMatch(/^invalid-cursor/);
      expect(await refusalOf(shop.list({ crew: ['red'] }, { limit: 2, cursor, actor: shop.actor('bram', 'agent') }))).toMatch(/^invalid-cursor/);
      for (const broken of ['', '.', 'x.y', `${cursor}x`, `x${cursor}`, `${cursor!.split('.')[0]}.${'é'.repeat(22)}`]) expect(await refusalOf(shop.list({ crew: ['red'] }, { limit: 2, cursor: broken || 'x' }))).toMatch(/^invalid-cursor/);
      expect((await shop.list({ crew: ['red'] }, { limit: 3, cursor })).items).toHaveLength(2);
    });

    it('follow a record from list to list', async () => {
      const shop = await workshop();
      const { id } = await shop.make({ crew: 'red' });
      await shop.order(id, 'update', { crew: 'blue', requester: 'otto' });
      expect([(await shop.list({ crew: ['red'] })).items, (await shop.list({ requester: ['anna'] })).items]).toEqual([[], []]);
      await shop.order(id, 'update', { crew: null });
      expect((await shop.list({ crew: ['blue'] })).items).toEqual([]);
      expect(numbers(await shop.list({ requester: ['otto'] }))).toEqual([id]);
    });
  });

  describe('timelines', () => {
    it('come page by page, oldest first, and end where they end', async () => {
      const shop = await workshop();
      const { id } = await shop.make();
      for (let n = 0; n < 5; n++) await shop.order(id, 'comment', { text: `Said ${n}`, visibility: n % 2 ? 'internal' : 'public' });
      const read = async (limit: number, name: string, ...roles: ['agent'?]): Promise<number[][]> => {
        const all: number[][] = [];
        let cursor: string | undefined;
        do {
          const page = await timelinePage(shop.kernel, { definition: job, actor: shop.actor(name, ...roles as 'agent'[]), id, limit, cursor });
          all.push(page.items.map(({ version }) => version));
          cursor = page.nextCursor;
        } while (cursor);
        return all;
      };
      expect(await read(2, 'anna', 'agent')).toEqual([[1, 2], [3, 4], [5, 6]]);
      expect(await read(3, 'anna', 'agent')).toEqual([[1, 2, 3], [4, 5, 6]]);
      expect(await read(2, 'guest')).toEqual([[1, 2], [4, 6]]);
      expect(await read(1, 'guest')).toEqual([[1], [2], [4], [6]]);
      const { nextCursor } = await timelinePage(shop.kernel, { definition: job, actor: shop.actor('anna', 'agent'), id, limit: 2 });
      const other = await shop.make();
      expect(await refusalOf(timelinePage(shop.kernel, { definition: job, actor: shop.actor('anna', 'agent'), id: other.id, limit: 2, cursor: nextCursor }))).toMatch(/^invalid-cursor/);
    });

    it('hold a step for every version that sorts behind the one before it', async () => {
      const shop = await workshop();
      const { id } = await shop.make();
      const key = recordKey(shop.tenant, 'job', id);
      expect([9, 10, 99, 1_000, 999_999_999].map((version) => entryKey(key, version).sk).toSorted()).toEqual([9, 10, 99, 1_000, 999_999_999].map((version) => entryKey(key, version).sk));
    });
  });

  describe('the sweep', () => {
    const started = '2026-03-02T09:00:00.000Z';
    const shopAlone = async (): Promise<Workshop> => {
      table = await freshTable();
      return workshop({ now: started });
    };

    it('announces warning and breach once each, and leaves what is paused alone', async () => {
      const shop = await shopAlone();
      const [running, paused] = [await shop.make({ within: 'PT4H' }), await shop.make({ within: 'PT4H' })];
      await shop.order(paused.id, 'wait');
      const happened = async (id: string) => (await shop.timeline(id)).flatMap(({ at, events }) => events.filter(({ type }) => type.startsWith('clock')).map(({ type }) => `${at.slice(11, 16)} ${type}`));
      for (const now of ['11:59', '12:00', '12:00', '13:00', '13:01', '13:01', '20:00']) {
        shop.at(`2026-03-02T${now}:00.000Z`);
        await sweep(shop.kernel);
      }
      expect(await happened(running.id)).toEqual(['12:00 clock-warned', '13:01 clock-breached']);
      expect(await happened(paused.id)).toEqual([]);
    });

    it('does everything once although two run at the same time', async () => {
      const shop = await shopAlone();
      const made = await Promise.all(Array.from({ length: 20 }, () => shop.make({ remindAt: '2026-03-02T09:30:00.000Z' })));
      shop.at('2026-03-02T09:31:00.000Z');
      await Promise.all([sweep(shop.kernel), sweep(shop.kernel), sweep(shop.kernel)]);
      for (const { id } of made) expect(await shop.record(id)).toMatchObject({ reminded: 1 });
    });

    it('reaches everything behind more refusals than one page holds', async () => {
      const shop = await shopAlone();
      const stubborn = Array.from({ length: 450 }, (_, n) => itemOf({
        definition: job, tenant: shop.tenant, wall: started, due: '2026-03-02T09:30:00.000Z',
        record: { id: `JOB1${String(n).padStart(6, '0')}`, number: 'x', state: 'open', version: 1, createdAt: started, createdBy: 'anna', updatedAt: started, watchers: [], title: 'stubborn', remindAt: '2026-03-02T09:30:00.000Z' },
      }));
      for (let from = 0; from < stubborn.length; from += 90) await table.write(stubborn.slice(from, from + 90).map((item) => ({ put: item, as: 'stubborn' })), `stubborn-${from}-${shop.tenant}`.slice(0, 36));
      const patient = await shop.make({ remindAt: '2026-03-02T09:40:00.000Z' });
      shop.at('2026-03-02T09:41:00.000Z');
      expect(await sweep(shop.kernel)).toMatchObject({ looked: 451, failed: 0, behind: false });
      expect(await shop.record(patient.id)).toMatchObject({ reminded: 1 });
    });

    it('catches up after it was silent for a fortnight', async () => {
      const shop = await shopAlone();
      await sweep(shop.kernel);
      const { id } = await shop.make({ remindAt: '2026-03-05T09:30:00.000Z', within: 'PT1H' });
      shop.at('2026-03-16T09:00:00.000Z');
      let runs = 1;
      while ((await sweep(shop.kernel)).behind) runs++;
      expect(runs).toBeGreaterThan(1);
      expect(await shop.record(id)).toMatchObject({ reminded: 1, clocks: [{ marks: ['warn:75', 'breach'] }] });
    });
  });

  describe('the largest values that fields take', () => {
    it.each(definitions.map((definition) => [definition.name, definition] as const))('leave the summary of a %s fit to be kept, listed and found by its markers', async (_, definition) => {
      const fields = Object.fromEntries(Object.entries({ ...definition.fields, ...definition.kept }).filter(([name]) => (definition.summary as readonly string[]).includes(name)));
      const record = {
        number: `${definition.prefix}0000001`, state: definition.states[0]!, version: 1, createdAt: '2026-03-02T09:00:00.000Z', createdBy: 'x'.repeat(64), updatedAt: '2026-03-02T09:00:00.000Z',
        watchers: Array.from({ length: 50 }, () => 'x'.repeat(64)), ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, largest(field)])), id: 'x'.repeat(64),
      } as unknown as AnyRecord;
      const tenant = 't'.repeat(63);
      for (const state of definition.states) {
        const item = itemOf({ definition, tenant, record: { ...record, state }, wall: record.createdAt, due: '2026-03-02T10:00:00.000Z' });
        await table.write([{ put: item, as: 'record' }, ...markerWrites({ definition, tenant, after: { ...record, state } })], `large-${definition.name}-${state}-${Date.now()}`.slice(0, 36));
        expect(recordOf((await table.get(item))!)).toMatchObject({ id: record.id, state });
      }
    });
  });
}
