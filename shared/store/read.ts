import type { Actor, AnyDefinition, AnyRecord } from '../record/define.ts';
import { notFound } from '../record/fault.ts';
import { isId } from '../record/field.ts';
import { isStaff, visible } from '../record/policy.ts';
import { openCursor, sealCursor } from './cursor.ts';
import type { Entry } from './entry.ts';
import { entryPrefix, recordKey } from './keys.ts';
import type { Caller, Kernel } from './kernel.ts';
import { recordOf } from './rows.ts';
import type { Item } from './table.ts';

/** The record with this id, if this actor may know of it. @throws {Refusal} not-found */
export async function getRecord(kernel: Kernel, definition: AnyDefinition, { actor, id }: { actor: Actor; id: string }): Promise<AnyRecord> {
  const item = isId(id) ? await kernel.table.get(recordKey(actor.tenant, definition.name, id)) : undefined;
  const record = item && recordOf(item);
  if (!record || !(visible(actor, definition, record) || visible(await withProfile(kernel, actor), definition, record))) throw notFound(`${definition.name} ${isId(id) ? id : 'of that name'}`);
  return record;
}

/** Reads an actor's own record for team and organisation, where a role alone does not settle a question. */
export async function withProfile(kernel: Kernel, caller: Caller & Partial<Actor>): Promise<Actor> {
  if (caller.profile) return caller as Actor;
  const item = await kernel.table.get(recordKey(caller.tenant, 'person', caller.name));
  return { ...caller, profile: item ? recordOf(item) as Actor['profile'] : {} };
}

/** A page of a record's timeline, oldest first; who is not staff sees public entries only. The record itself must have been checked. */
export async function timelinePage(kernel: Kernel, { definition, actor, id, limit, cursor, command }: { definition: AnyDefinition; actor: Actor; id: string; limit: number; cursor?: string; command?: string }): Promise<{ items: (Item & Entry)[]; nextCursor?: string }> {
  const { pk } = recordKey(actor.tenant, definition.name, id);
  const scope = JSON.stringify([pk, 'timeline', command]);
  const items: (Item & Entry)[] = [];
  let after = cursor ? openCursor<{ sk: string }>(await kernel.secret(), scope, cursor).sk : undefined;
  for (;;) {
    const page = await kernel.table.query({ pk, prefix: entryPrefix, limit: limit + 1, consistent: true, ...(after && { after: { pk, sk: after } }) });
    for (const item of page.items as (Item & Entry)[]) {
      const wanted = (item.visibility === 'public' || isStaff(actor)) && (!command || item.command === command);
      if (wanted && items.length === limit) return { items, nextCursor: sealCursor(await kernel.secret(), scope, { sk: after! }) };
      if (wanted) items.push(item);
      after = item.sk;
    }
    if (!page.more) return { items };
  }
}

/** The latest entries of a record's timeline, newest first. The record itself must have been checked. */
export async function latestEntries(kernel: Kernel, { definition, actor, id, limit }: { definition: AnyDefinition; actor: Actor; id: string; limit: number }): Promise<(Item & Entry)[]> {
  const { pk } = recordKey(actor.tenant, definition.name, id);
  const { items } = await kernel.table.query({ pk, prefix: entryPrefix, limit, newestFirst: true, consistent: true });
  return (items as (Item & Entry)[]).filter(({ visibility }) => visibility === 'public' || isStaff(actor));
}
