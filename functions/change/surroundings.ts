import { occurrences } from '../../shared/clock/occurrences.ts';
import type { AnyRecord, Reader } from '../../shared/record/define.ts';
import { distances, type Span, type Surroundings } from './conflicts.ts';

const MOST_READ = 500;
const DAY = 86_400_000;
/** What has a year of four digits can be written down. */
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** One thing that a change touches, with what is covered along with it: an item is part of its environment and of the service it delivers. */
interface Thing { readonly of: string; readonly cis: readonly string[]; readonly environments: readonly string[]; readonly services: readonly string[] }

const kinds = ['cis', 'environments', 'services'] as const;
const covers = (covering: AnyRecord, thing: Thing): boolean => covering.all === true || kinds.some((kind) => covering[kind]?.some((name: string) => thing[kind].includes(name)));

/** What stands around a change between two moments: how near items are to its own, and the blackouts and windows of what it touches. */
export async function surroundingsOf(read: Reader, change: AnyRecord, { start, end }: Span): Promise<Surroundings> {
  const cis: string[] = change.cis ?? [];
  const [items, near, maintenance] = await Promise.all([
    read.many('ci', cis),
    distances(cis, async (names) => (await read.near('ci', names)).flatMap(({ record, edges }) => [...edges.map(({ source }) => source), ...(record.relations ?? []).map(({ target }: { target: string }) => target)])),
    read.list('maintenance', { state: 'planned,active' }, MOST_READ),
  ]);
  return { near, ...limitsOf(thingsOf(change, items), maintenance, { start, end }) };
}

function thingsOf({ service, services = [] }: AnyRecord, items: readonly AnyRecord[]): Thing[] {
  const things = [
    ...items.map(({ id, name, environment, service: delivers }): Thing => ({ of: name ?? id, cis: [id], environments: environment ? [environment] : [], services: delivers ? [delivers] : [] })),
    ...[...new Set<string>([...(service ? [service] : []), ...services])].map((name): Thing => ({ of: name, cis: [], environments: [], services: [name] })),
  ];
  return things.length ? things : [{ of: 'Everything', cis: [], environments: [], services: [] }];
}

/** Blackouts of anything that is touched; and for each thing that has windows, when they are. */
function limitsOf(things: readonly Thing[], maintenance: readonly AnyRecord[], { start, end }: Span): Omit<Surroundings, 'near'> {
  // A window that begins before the change or outlasts it must be seen whole.
  const range = { from: new Date(Date.parse(start) - DAY).toISOString(), to: new Date(Math.min(Date.parse(end) + DAY, LAST)).toISOString(), most: MOST_READ };
  const spansOf = ({ start: first, end: last, recurrence }: AnyRecord) => occurrences({ start: first, end: last, recurrence }, range);
  const of = (kind: string) => maintenance.filter((one) => one.kind === kind);
  return {
    blackouts: of('blackout').filter((one) => things.some((thing) => covers(one, thing))).flatMap((one) => spansOf(one).map((span) => ({ ...span, number: one.number, title: one.title }))),
    windows: things.flatMap((thing) => {
      const own = of('window').filter((one) => covers(one, thing));
      return own.length ? [{ of: thing.of, numbers: own.map(({ number }) => number), spans: own.flatMap(spansOf) }] : [];
    }),
  };
}
