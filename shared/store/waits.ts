import { createHash } from 'node:crypto';
import { expiryAttribute, recordKey, waitKey, waitPrefix } from './keys.ts';
import type { Kernel } from './kernel.ts';
import type { Item } from './table.ts';

/** A machine that waits for a record, with what answers it. */
export interface Waiting {
  readonly machine: string;
  /** The name under `waits` of the machine's workflow. */
  readonly stage: string;
  readonly token: string;
  readonly execution: string;
  readonly state: string;
  /** When the state was entered: a later generation of the same state puts an end to earlier ones. */
  readonly generation: string;
  /** When the token was kept. */
  readonly at: string;
}

export interface Address { readonly tenant: string; readonly type: string; readonly id: string }

/** A year is as long as an execution can take; what is left after that was never answered and never can be. */
const SECONDS = 366 * 24 * 60 * 60;

/** Keeps a token beside its record. A repeat changes nothing; tokens of earlier generations of the same state, which nobody waits for, go. */
export async function keepWait(kernel: Kernel, record: Address, waiting: Omit<Waiting, 'at'>): Promise<void> {
  const at = kernel.now();
  const earlier = (await readWaits(kernel, record)).filter(({ execution, state, generation }) =>
    execution === waiting.execution && state === waiting.state && generation < waiting.generation);
  await kernel.table.write([
    { put: { ...keyOf(record, waiting), ...waiting, at, [expiryAttribute]: Math.floor(Date.parse(at) / 1000) + SECONDS }, as: 'wait' },
    ...earlier.map((one) => ({ remove: keyOf(record, one), as: 'earlier wait' })),
  ], kernel.newId(at));
}

/** All that wait for a record. */
export async function readWaits(kernel: Kernel, record: Address): Promise<Waiting[]> {
  const { pk } = recordKey(record.tenant, record.type, record.id);
  const { items } = await kernel.table.query({ pk, prefix: waitPrefix, limit: 50, consistent: true });
  return items as (Item & Waiting)[];
}

/** Forgets a token that was answered. */
export async function forgetWait(kernel: Kernel, record: Address, waiting: Omit<Waiting, 'at'>): Promise<void> {
  await kernel.table.write([{ remove: keyOf(record, waiting), as: 'wait' }], kernel.newId(kernel.now()));
}

/** Tokens are too long for a key, so it holds their hash. */
const keyOf = ({ tenant, type, id }: Address, { execution, state, token }: Pick<Waiting, 'execution' | 'state' | 'token'>) =>
  waitKey(recordKey(tenant, type, id), { execution, state, token: createHash('sha256').update(token).digest('base64url').slice(0, 16) });
