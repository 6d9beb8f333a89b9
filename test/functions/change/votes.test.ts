import { expect, it, onTestFinished } from 'vitest';
import { votes } from '../../../functions/change/votes.ts';
import { definitions } from '../../../functions/index.ts';
import { kernelOn } from '../../../shared/aws/lambda-kernel.ts';
import type { AnyRecord } from '../../../shared/record/define.ts';
import { readerFor } from '../../../shared/store/reader.ts';
import { itemOf } from '../../../shared/store/rows.ts';
import { openTable } from '../../shared/store/search-desk.ts';

it('tells an approver without a role what waits for their vote, and nothing else', async () => {
  const { table, close } = await openTable();
  onTestFinished(close);
  const kernel = kernelOn({ table, definitions, log() {} });
  const now = kernel.now();
  const definition = kernel.catalogue.byName('change')!;
  const put = (id: string, more: object) => {
    const record = { id, number: id, title: id, type: 'normal', requester: 'guest', state: 'authorize', version: 1, createdAt: now, createdBy: 'guest', updatedAt: now, watchers: [], ...more } as AnyRecord;
    return table.write([{ put: itemOf({ definition, tenant: 'campsite', record, wall: now }), as: 'record' }], id);
  };
  await put('CHG0000001', { approval: { approvers: ['vera', 'emil'] }, awaiting: ['vera', 'emil'] });
  await put('CHG0000002', { approval: { approvers: ['vera', 'emil'] }, awaiting: ['emil'] });
  await put('CHG0000003', { approval: { approvers: ['emil'] }, awaiting: ['emil'] });
  const actor = { tenant: 'campsite', name: 'vera', roles: [] };
  const { items } = await votes.run({ input: {}, actor, read: readerFor(kernel, actor, 'change'), now }) as { items: { number: string }[] };
  expect(items.map(({ number }) => number)).toEqual(['CHG0000001']);
});
