import type { AnyRecord, Near, Reader } from '../../shared/record/define.ts';
import { relationsOf } from './relations.ts';

export interface Line { readonly source: string; readonly target: string; readonly type: string; readonly group?: string }
export interface Neighbourhood {
  readonly nodes: readonly { readonly record: AnyRecord; readonly distance: number }[];
  /** Relations between two of the nodes, each once. */
  readonly lines: readonly Line[];
  /** False when there are more CIs within the distance. */
  readonly complete: boolean;
}

/** The CIs around some, so many relations away at most, whatever the relations and in both directions. Fifty are read with one request. */
export async function neighbourhoodOf(read: Reader, { roots, distance, limit }: { roots: readonly string[]; distance: number; limit: number }): Promise<Neighbourhood> {
  const found = new Map<string, { near: Near; distance: number }>();
  const looked = new Set<string>();
  let fresh = [...new Set(roots)];
  let complete = true;
  for (let away = 0; fresh.length > 0 && away <= distance; away++) {
    const wanted = fresh.slice(0, limit - looked.size);
    if (wanted.length < fresh.length) complete = false;
    for (const id of wanted) looked.add(id);
    const around = wanted.length > 0 ? await read.near('ci', wanted) : [];
    for (const near of around) found.set(near.record.id, { near, distance: away });
    if (around.some(({ more }) => more)) complete = false;
    fresh = [...new Set(around.flatMap(othersOf))].filter((id) => !looked.has(id));
  }
  const lines = [...found.values()].flatMap(({ near: { record } }) => relationsOf(record).filter(({ target }) => found.has(target)).map((relation) => ({ source: record.id, ...relation })));
  return { nodes: [...found.values()].map(({ near: { record }, distance: away }) => ({ record, distance: away })), lines, complete };
}

const othersOf = ({ record, edges }: Near): string[] => [...relationsOf(record).map(({ target }) => target), ...edges.map(({ source }) => source)];
