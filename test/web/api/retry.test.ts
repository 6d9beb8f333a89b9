import { expect, it } from 'vitest';
import { isWorthAnother, pauseBefore } from '../../../web/api/retry.ts';

it('asks again what did not get through or came too soon, three times, and takes a no for a no', () => {
  expect([0, 429, 500, 503].map((status) => isWorthAnother(0, { status }))).toEqual([true, true, true, true]);
  expect([400, 401, 403, 404, 409, 412].map((status) => isWorthAnother(0, { status }))).toEqual(Array(6).fill(false));
  expect([2, 3].map((count) => isWorthAnother(count, { status: 503 }))).toEqual([true, false]);
});

it('waits as long as the service says, else longer each time, and never for ever', () => {
  expect([pauseBefore(0, { retryAfter: 5_000 }), pauseBefore(0, {}), pauseBefore(2, {}), pauseBefore(9, {}), pauseBefore(0, { retryAfter: 3_600_000 })]).toEqual([5_000, 1_000, 4_000, 30_000, 30_000]);
});
