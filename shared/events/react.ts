import type { AnyDefinition, AnyRecord, EventSeen, Reaction } from '../record/define.ts';
import { Refusal } from '../record/fault.ts';
import { onceByEvent } from '../store/idempotency.ts';
import type { Caller, Kernel } from '../store/kernel.ts';
import { linksOf } from '../store/links.ts';
import { eachListed } from '../store/lists.ts';
import { perform } from '../store/perform.ts';
import { readerFor } from '../store/reader.ts';
import { loggedId } from '../store/logged.ts';

/** The event types that a definition's reactions listen to. */
export const listensTo = (definition: AnyDefinition): readonly string[] =>
  [...new Set(Object.values(definition.reactions ?? {}).map(({ on }) => on))];

/**
 * Gives the commands with which a practice answers an event, each once however often the event is delivered. A command that the present
 * state does not allow is logged as skipped.
 * @throws what may pass by itself (contention, throttling, a bug): the delivery is to be repeated
 */
export async function react(kernel: Kernel, definition: AnyDefinition, event: EventSeen): Promise<void> {
  for (const [name, reaction] of Object.entries(definition.reactions ?? {})) {
    if (reaction.on !== event.metadata.type || (reaction.when && !reaction.when(event))) continue;
    for await (const id of targets(kernel, { definition, reaction, event })) await answer(kernel, { definition, name, reaction, event, id });
  }
}

type One = { definition: AnyDefinition; reaction: Reaction<string>; event: EventSeen };

async function* targets(kernel: Kernel, { definition, reaction: { find }, event }: One): AsyncGenerator<string | undefined> {
  const { tenant, recordId } = event.metadata;
  if ('create' in find) yield undefined;
  else if ('self' in find) yield recordId;
  else if ('named' in find) yield* [find.named(event) ?? []].flat();
  else if ('linked' in find) {
    const type = event.metadata.type.split('.')[0]!;
    for (const { type: link, end, other } of await linksOf(kernel, { tenant, type, id: recordId })) {
      if (link === find.linked && end === find.end && other.type === definition.name) yield other.id;
    }
  } else {
    const filters = Object.fromEntries(Object.entries(find.list(event)).map(([field, value]) => [field, value.split(',')]));
    for await (const record of eachListed(kernel, { definition, actor: serviceOf(tenant), filters })) yield (record as AnyRecord).id;
  }
}

async function answer(kernel: Kernel, { definition, name, reaction, event, id }: One & { name: string; id?: string }): Promise<void> {
  const { metadata } = event;
  const line = { message: 'reaction', practice: definition.practice, type: definition.name, reaction: name, event: metadata.id, record: loggedId(definition, id), tenant: metadata.tenant, correlation: metadata.correlation } as const;
  try {
    const body = reaction.with ? await reaction.with(event, readerFor(kernel, serviceOf(metadata.tenant), definition.practice)) : {};
    if (body === undefined) return;
    await perform(kernel, {
      definition, id, command: reaction.run, body, link: reaction.link?.(event), caller: serviceOf(metadata.tenant),
      // Record types of one practice may have reactions, and records, of the same name.
      once: onceByEvent(`${metadata.id}/${definition.name}/${name}/${id ?? ''}`),
      cause: { correlation: metadata.correlation, causation: metadata.id, hops: metadata.hops + 1, replay: metadata.replay },
      ...(metadata.replay && { at: metadata.time }),
      answer: () => ({}),
    });
    kernel.log({ ...line, outcome: 'done' });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'contended') throw error;
    kernel.log({ ...line, outcome: 'skipped', code: error.code });
  }
}

/** The service acting for a tenant, when no person does. */
export const serviceOf = (tenant: string): Caller => ({ tenant, name: 'system', roles: ['system'] });
