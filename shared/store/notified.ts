import type { Kernel } from './kernel.ts';
import { noticeKey, recordKey, expiryAttribute } from './keys.ts';
import { recordOf } from './rows.ts';
import { TransactionFailed } from './table.ts';

/** Where a person or a team gets mail, or undefined when they have no address, have left or were dissolved. */
export async function addressOf(kernel: Kernel, { tenant, kind, name }: { tenant: string; kind: 'person' | 'team'; name: string }): Promise<string | undefined> {
  const item = await kernel.table.get(recordKey(tenant, kind, name));
  const record = item && recordOf(item);
  return record && !kernel.catalogue.byName(kind)?.done.includes(record.state) ? record.email as string | undefined : undefined;
}

const DAYS = 30 * 24 * 60 * 60;

/**
 * Sends once for an id. The mark is set after the sending, so a crash in between sends again rather than never; the id lets the
 * receiving end tell.
 */
export async function once(kernel: Kernel, { tenant, id }: { tenant: string; id: string }, send: () => Promise<void>): Promise<boolean> {
  const key = noticeKey(tenant, id);
  if (await kernel.table.get(key)) return false;
  await send();
  const epoch = Math.floor(Date.parse(kernel.now()) / 1000);
  try {
    await kernel.table.write([{ put: { ...key, [expiryAttribute]: epoch + DAYS }, unless: 'exists', as: 'notice' }], kernel.newId(kernel.now()));
  } catch (error) {
    if (!(error instanceof TransactionFailed)) throw error;
  }
  return true;
}
