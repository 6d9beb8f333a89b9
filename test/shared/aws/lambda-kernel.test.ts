import { expect, test } from 'vitest';
import { kernelOn } from '../../../shared/aws/lambda-kernel.ts';
import { TransactionFailed, type Item, type Key, type Table } from '../../../shared/store/table.ts';

/** A table that holds one secret at most, as many kernels as there are see it. */
function secretTable(failures = 0): Table {
  let kept: Item | undefined;
  return {
    get: async (_: Key) => {
      if (failures-- > 0) throw new Error('over capacity');
      return kept;
    },
    write: async ([{ put }]: [{ put: Item }]) => {
      if (kept) throw new TransactionFailed(['secret'], false);
      kept = put;
    },
  } as unknown as Table;
}

test('signs alike in every Lambda, whoever makes the secret first', async () => {
  const table = secretTable();
  const secrets = await Promise.all(Array.from({ length: 5 }, () => kernelOn({ table, definitions: [] }).secret()));
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]!.length).toBeGreaterThan(40);
});

test('does not remember that it could not read the secret once', async () => {
  const kernel = kernelOn({ table: secretTable(1), definitions: [] });
  await expect(kernel.secret()).rejects.toThrow('over capacity');
  await expect(kernel.secret()).resolves.toBe(await kernel.secret());
});

test('makes ids that sort by the time they are made for', () => {
  const kernel = kernelOn({ table: secretTable(), definitions: [] });
  const ids = ['2020-01-01T00:00:00.000Z', '2026-03-02T09:00:00.000Z', '2026-03-02T09:00:00.001Z'].map((at) => kernel.newId(at));
  expect([...ids].sort()).toEqual(ids);
});
