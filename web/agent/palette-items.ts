export interface PaletteItem {
  readonly id: string;
  readonly group: 'ticket' | 'go' | 'create' | 'found';
  readonly text: string;
  /** Said beside it, and looked through too. */
  readonly hint?: string;
}

/** As many of a group as are shown, while nothing was typed and afterwards. */
const MOST = { idle: 7, asked: 12 } as const;

/** What fits the words that were typed, the best of each group first: it begins with them, a word of it does, or they are somewhere in it. */
export function fitting<T extends PaletteItem>(items: readonly T[], text: string): readonly T[] {
  const asked = text.toLowerCase().trim().split(/\s+/).filter(Boolean);
  const most = asked.length > 0 ? MOST.asked : MOST.idle;
  const ranked = items.map((item, at) => ({ item, at, rank: rankOf(item, asked) })).filter(({ rank }) => rank > 0).sort((one, other) => other.rank - one.rank || one.at - other.at).map(({ item }) => item);
  return (['ticket', 'go', 'create', 'found'] as const).flatMap((group) => ranked.filter((item) => item.group === group).slice(0, most));
}

function rankOf({ text, hint = '' }: PaletteItem, asked: readonly string[]): number {
  const name = text.toLowerCase();
  const all = `${name} ${hint.toLowerCase()}`;
  if (asked.length === 0) return 1;
  if (!asked.every((word) => all.includes(word))) return 0;
  if (name.startsWith(asked.join(' '))) return 4;
  return asked.every((word) => ` ${name}`.includes(` ${word}`)) ? 3 : asked.every((word) => name.includes(word)) ? 2 : 1;
}

/** The ticket at hand by the address: the one of the page, or the one beside the queue. */
export function ticketAt({ pathname, search }: { pathname: string; search: string }): { readonly route: string; readonly id: string } | undefined {
  const [, route, id] = /^\/records\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
  if (route && id && id !== 'create') return { route, id: decodeURIComponent(id) };
  const beside = pathname === '/queue' ? new URLSearchParams(search).get('beside') : undefined;
  return beside ? { route: 'incidents', id: beside } : undefined;
}
