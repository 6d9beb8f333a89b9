/** A stretch of time `[start, end)`, RFC 3339 in UTC with milliseconds, so that texts compare as times do. */
export interface Span { readonly start: string; readonly end: string }
export interface Planned extends Span { readonly number: string; readonly title?: string; readonly cis: readonly string[]; readonly assignee?: string }

/** What stands around a change: how near configuration items are to its own (0 for its own), and when it may take place. */
export interface Surroundings {
  readonly near: ReadonlyMap<string, number>;
  readonly blackouts: readonly (Span & { readonly number: string; readonly title?: string })[];
  /** One for each thing touched that has maintenance windows: outside of them it is left alone. */
  readonly windows: readonly { readonly of: string; readonly numbers: readonly string[]; readonly spans: readonly Span[] }[];
}

const conflictKinds = ['same-ci', 'related-ci', 'same-assignee', 'blackout', 'outside-maintenance-window'] as const;
export interface Conflict extends Span {
  readonly kind: (typeof conflictKinds)[number];
  readonly reason: string;
  /** The change or the maintenance that it conflicts with. */
  readonly with: string;
  readonly ci?: string;
  readonly distance?: number;
}

/** How far apart configuration items may be and still be harmed by each other's changes: a neighbour's neighbour. */
const REACH = 2;

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
const both = (a: Span, b: Span): Span => ({ start: a.start > b.start ? a.start : b.start, end: a.end < b.end ? a.end : b.end });
const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** Everything that speaks against a change's time, each with its reason; what is near in time first. */
export function conflictsOf(change: Planned, others: readonly Planned[], around: Surroundings): Conflict[] {
  const found = [
    ...others.filter((other) => other.number !== change.number && overlaps(change, other)).flatMap((other) => withOther(change, other, around.near)),
    ...around.blackouts.filter((blackout) => overlaps(change, blackout)).map((blackout): Conflict => ({
      kind: 'blackout', with: blackout.number, ...both(change, blackout), reason: `${blackout.title ?? blackout.number}: nothing is changed from ${blackout.start} to ${blackout.end}.`,
    })),
    ...around.windows.filter(({ spans }) => !joined(spans).some((window) => contains(window, change))).map(({ of, numbers }): Conflict => ({
      kind: 'outside-maintenance-window', with: numbers.join(', '), start: change.start, end: change.end, reason: `${of} is changed within its maintenance windows only.`,
    })),
  ];
  return found.sort((a, b) => a.start.localeCompare(b.start) || a.with.localeCompare(b.with) || conflictKinds.indexOf(a.kind) - conflictKinds.indexOf(b.kind));
}

function withOther(change: Planned, other: Planned, near: ReadonlyMap<string, number>): Conflict[] {
  const what = `${other.number}${other.title ? ` (${other.title})` : ''}`;
  const ci = [...other.cis].sort((a, b) => (near.get(a) ?? Infinity) - (near.get(b) ?? Infinity))[0];
  const distance = ci === undefined ? undefined : near.get(ci);
  const base = { with: other.number, ...both(change, other) };
  return [
    ...(distance === undefined || distance > REACH ? [] : [{ ...base, ci, distance, ...(distance === 0
      ? { kind: 'same-ci' as const, reason: `${what} changes ${ci} at the same time.` }
      : { kind: 'related-ci' as const, reason: `${what} changes ${ci} at the same time, which is ${distance} step${distance === 1 ? '' : 's'} away from what this one changes.` }) }]),
    ...(change.assignee && change.assignee === other.assignee ? [{ ...base, kind: 'same-assignee' as const, reason: `${change.assignee} implements ${what} at the same time.` }] : []),
  ];
}

/** Spans in order, those that touch or overlap made one. */
export function joined(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start.localeCompare(b.start))) {
    const last = whole.at(-1);
    if (last && span.start <= last.end) whole[whole.length - 1] = { start: last.start, end: span.end > last.end ? span.end : last.end };
    else whole.push(span);
  }
  return whole;
}

/**
 * The earliest stretch, as long as the change, in which nothing speaks against it; undefined when there is none that begins before `until`.
 * It begins with the search, where something that stands in the way ends, or where a window opens: anywhere else it could be moved
 * forward. So no other moments are tried.
 */
export function nextFreeSlot(change: Planned, others: readonly Planned[], { from, until, ...around }: Surroundings & { readonly from: string; readonly until: string }): Span | undefined {
  const length = Date.parse(change.end) - Date.parse(change.start);
  const hindering = others.filter((other) => other.number !== change.number && withOther(change, other, around.near).length > 0);
  const starts = [from, ...hindering.map(({ end }) => end), ...around.blackouts.map(({ end }) => end), ...around.windows.flatMap(({ spans }) => spans.map(({ start }) => start))]
    .filter((start) => start >= from && start < until).sort();
  for (const start of new Set(starts)) {
    const slot = { ...change, start, end: new Date(Date.parse(start) + length).toISOString() };
    if (conflictsOf(slot, hindering, around).length === 0) return { start, end: slot.end };
  }
  return undefined;
}

/**
 * How near configuration items are to the given ones, up to `reach` relations away.
 * @param neighbours the items that any of the given ones is related to, in either direction; asked once for each step away
 * @param most items looked at; a hub with more is looked at in part
 */
export async function distances(cis: readonly string[], neighbours: (cis: readonly string[]) => Promise<readonly string[]>, { reach = REACH, most = 500 } = {}): Promise<Map<string, number>> {
  const near = new Map(cis.map((ci) => [ci, 0]));
  let edge = [...near.keys()];
  for (let distance = 1; distance <= reach && edge.length > 0; distance++) {
    const next = new Set((await neighbours(edge)).filter((ci) => !near.has(ci)));
    edge = [...next].slice(0, Math.max(0, most - near.size));
    for (const ci of edge) near.set(ci, distance);
  }
  return near;
}
