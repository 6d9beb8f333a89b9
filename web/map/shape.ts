/** A configuration item as maps show it. */
export interface MapNode {
  readonly name: string;
  readonly displayName?: string;
  readonly type: string;
  readonly state: string;
  readonly environment?: string;
  readonly service?: string;
  readonly criticality?: string;
  readonly team?: string;
  readonly distance: number;
}

export interface MapEdge { readonly source: string; readonly target: string; readonly type: string; readonly group?: string }

export interface MapAnswer { readonly roots: readonly string[]; readonly nodes: readonly MapNode[]; readonly edges: readonly MapEdge[]; readonly complete: boolean }

/** What is hit when some configuration items fail, as the `impact` query tells it. */
export interface Impact {
  readonly failed: readonly string[];
  readonly items: readonly (MapNode & { readonly via: readonly string[] })[];
  readonly atRisk: readonly (MapNode & { readonly via?: readonly string[] })[];
  readonly services: readonly { readonly service: string; readonly through: readonly string[] }[];
  readonly complete: boolean;
}

export type Effect = 'failed' | 'hit' | 'at-risk' | 'fine';

/** What becomes of each item on a map: it fails itself, fails with it, only loses its spare, or goes on. */
export function effectOf(impact: Impact | undefined): (name: string) => Effect {
  const failed = new Set(impact?.failed);
  const hit = new Set(impact?.items.map(({ name }) => name));
  const risk = new Set(impact?.atRisk.map(({ name }) => name));
  return (name) => (failed.has(name) ? 'failed' : hit.has(name) ? 'hit' : risk.has(name) ? 'at-risk' : 'fine');
}

/** Which item is chosen after the map told what was selected, and what no longer is; it tells of much else, which changes nothing. */
export function chosenAfter(told: readonly { readonly type: string; readonly id?: string; readonly selected?: boolean }[], chosen: string | undefined): string | undefined {
  const selections = told.filter(({ type }) => type === 'select');
  return selections.find(({ selected }) => selected)?.id ?? (selections.some(({ id }) => id === chosen) ? undefined : chosen);
}

/** A relation with the one that relies on the other first: what is used by another is relied on. */
export const reliance = ({ source, target, type }: MapEdge): { from: string; to: string } => (type === 'used-by' ? { from: target, to: source } : { from: source, to: target });
