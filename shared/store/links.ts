import type { AnyDefinition, AnyRecord } from '../record/define.ts';
import { invalid } from '../record/fault.ts';
import { isId } from '../record/field.ts';
import type { Catalogue } from './catalogue.ts';
import { indexes, linkKey, recordKey } from './keys.ts';
import type { Kernel } from './kernel.ts';
import type { Write } from './table.ts';

export interface Link { readonly type: string; readonly end: 'source' | 'target'; readonly other: { readonly type: string; readonly id: string }; readonly at: string }

export interface End { readonly type: string; readonly id: string }

/** The record that a client names as a link's target: a number (`INC0000001`), or type and name (`service/reception`). */
export function targetOf(catalogue: Catalogue, target: string): End | undefined {
  const [type = '', id = '', ...rest] = target.split('/');
  if (rest.length === 0 && isId(id) && catalogue.byName(type)) return { type, id };
  const byNumber = catalogue.byNumber(target);
  return byNumber && byNumber.identity !== 'name' ? { type: byNumber.name, id: target } : undefined;
}

/** @throws {Refusal} invalid, when it is neither a number nor type and name */
export function resolveTarget(catalogue: Catalogue, target: string): End {
  const end = targetOf(catalogue, target);
  if (end) return end;
  throw invalid([{ pointer: '/target', code: 'unknown-reference', detail: `There is no ${JSON.stringify(target.slice(0, 64))}: name a number such as INC0000001, or type/name such as service/reception.` }]);
}

/** One item in the source's collection, found from the target through the index `links`; written only if the target exists. */
export function linkWrites({ catalogue, definition, tenant, record, link, at }: { catalogue: Catalogue; definition: AnyDefinition; tenant: string; record: AnyRecord; link: { type: string; target: string; remove?: true }; at: string }): Write[] {
  const target = resolveTarget(catalogue, link.target);
  if (target.type === definition.name && target.id === record.id) {
    throw invalid([{ pointer: '/target', code: 'not-allowed', detail: 'A record cannot be linked to itself.' }]);
  }
  const source = recordKey(tenant, definition.name, record.id);
  const key = linkKey(source, { type: link.type, target: target.type, id: target.id });
  if (link.remove) return [{ remove: key, must: 'exist', as: 'link' }];
  const other = recordKey(tenant, target.type, target.id);
  return [
    { put: { ...key, at, sum: { link: link.type, source: { type: definition.name, id: record.id }, target, at }, [indexes.links!.pk]: other.pk, [indexes.links!.sk]: `${link.type}#${definition.name}#${record.id}` }, unless: 'exists', as: 'link' },
    { exists: other, as: 'target' },
  ];
}

/** The links of a record from both ends, at most 500 of each. */
export async function linksOf(kernel: Kernel, { tenant, type, id }: { tenant: string; type: string; id: string }): Promise<Link[]> {
  const { pk } = recordKey(tenant, type, id);
  const [out, back] = await Promise.all([
    kernel.table.query({ pk, prefix: 'LINK#', limit: 500, consistent: true }),
    kernel.table.query({ index: 'links', pk, limit: 500 }),
  ]);
  type Kept = { link: string; source: { type: string; id: string }; target: { type: string; id: string }; at: string };
  return [
    ...out.items.map(({ sum }) => sum as Kept).map(({ link, target, at }): Link => ({ type: link, end: 'source', other: target, at })),
    ...back.items.map(({ sum }) => sum as Kept).map(({ link, source, at }): Link => ({ type: link, end: 'target', other: source, at })),
  ];
}
