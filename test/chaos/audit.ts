import { noticesOf } from '../../shared/events/notify.ts';
import type { EventSeen } from '../../shared/record/define.ts';
import type { Journal } from './journal.ts';

interface Entry { readonly version: number; readonly command: string; readonly actor: string; readonly note?: string; readonly events: readonly { readonly id: string; readonly type: string }[] }
interface Book { readonly incident: Record<string, any>; readonly entries: readonly Entry[] }
/** The demonstration tenant that the clients work in. */
const TENANT = 'campsite';

type Read = (path: string) => Promise<any>;

/**
 * Everything that is wrong with what a service holds after all that clients asked of it, one sentence each; empty when nothing was lost and
 * nothing happened twice.
 * @param read answers the body of a GET, as somebody who may see all of it
 */
export async function audit(read: Read, journal: Journal): Promise<string[]> {
  const books = await booksOf(read);
  const carried = await eventsOf(read);
  const events = carried.filter(({ metadata }) => metadata.tenant === TENANT);
  const mail = (await read('/local/mail')).items as { messageId: string }[];
  return [
    ...journal.surprises.map(({ asked, status, body }) => `${asked.key} (${asked.command} ${asked.path}) was answered ${status} ${body && (body as { code: string }).code}, sent ${asked.sent} times.`),
    ...journal.asked.filter(({ answer }) => !answer).map(({ key }) => `${key} was never answered.`),
    ...lost(journal, books),
    ...gaps(books),
    ...unpublished(books, events),
    ...doubled(books, events),
    ...wrongMail(carried, mail),
  ];
}

async function eventsOf(read: Read): Promise<EventSeen[]> {
  const events: EventSeen[] = [];
  for (let after = ''; ;) {
    const { items } = await read(`/local/events?limit=1000${after && `&after=${after}`}`);
    if (items.length === 0) return events;
    events.push(...items.map(({ detail }: { detail: EventSeen }) => detail));
    after = items.at(-1).id;
  }
}

async function booksOf(read: Read): Promise<Map<string, Book>> {
  const books = new Map<string, Book>();
  for await (const { number } of pages(read, '/v1/incidents?limit=200')) {
    const entries: Entry[] = [];
    for await (const entry of pages(read, `/v1/incidents/${number}/timeline?limit=200`)) entries.push(entry);
    books.set(number, { incident: await read(`/v1/incidents/${number}`), entries });
  }
  return books;
}

async function* pages(read: Read, path: string): AsyncGenerator<any> {
  let cursor = '';
  do {
    const page = await read(`${path}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    yield* page.items;
    cursor = page.nextCursor ?? '';
  } while (cursor);
}

function lost({ asked }: Journal, books: Map<string, Book>): string[] {
  return asked.flatMap(({ key, command, path, body, answer }) => {
    if (!answer) return [];
    const number = command === 'create' ? answer.number! : path.split('/')[3]!;
    const book = books.get(number);
    const entry = book?.entries.find(({ version }) => version === answer.version);
    if (!book || book.incident.version < answer.version) return [`${key}: ${number} is not at version ${answer.version}, although that was acknowledged.`];
    if (entry?.command !== command) return [`${key}: the timeline of ${number} has ${entry?.command} as version ${answer.version}, not ${command}.`];
    const { text } = body as { text?: string };
    return text && entry.note !== text ? [`${key}: the comment of ${number} is another.`] : [];
  });
}

const gaps = (books: Map<string, Book>): string[] => [...books].flatMap(([number, { incident, entries }]) =>
  entries.length === incident.version && entries.every(({ version }, at) => version === at + 1) ? []
    : [`The timeline of ${number}, at version ${incident.version}, is ${entries.map(({ version }) => version).join(' ')}.`]);

function unpublished(books: Map<string, Book>, events: readonly EventSeen[]): string[] {
  return [...books].flatMap(([number, { entries }]) => {
    const kept = entries.flatMap((entry) => entry.events.map(({ id, type }) => `${entry.version} ${type} ${id}`));
    const carried = events.filter(({ metadata }) => metadata.recordId === number).map(({ metadata }) => `${metadata.recordVersion} ${metadata.type} ${metadata.id}`);
    return kept.join() === carried.join() ? [] : [`Of ${number} the bus carried ${carried.join(', ')}; the timeline has ${kept.join(', ')}.`];
  });
}

function doubled(books: Map<string, Book>, events: readonly EventSeen[]): string[] {
  const wrong = (what: string, found: number, expected: number): string[] => found === expected ? [] : [`${what}: ${found} times instead of ${expected}.`];
  const all = [...books.values()];
  const titles = Map.groupBy(all, ({ incident }) => incident.title as string);
  const replies = Map.groupBy(events.filter(({ metadata }) => metadata.type === 'incident.replied-after-closing'), ({ data }) => `Re: ${data.title}`);
  const said = Map.groupBy(all.flatMap(({ incident, entries }) => entries.filter(({ command }) => command === 'comment').map(({ note }) => `${incident.number} ${note}`)), (text) => text);
  const cascades = events.filter(({ metadata }) => metadata.type === 'incident.children-to-resolve');
  return [
    ...[...titles].filter(([title]) => !title.startsWith('Re: ')).flatMap(([title, made]) => wrong(`Made ${JSON.stringify(title)}`, made.length, 1)),
    ...[...new Set([...replies.keys(), ...[...titles.keys()].filter((title) => title.startsWith('Re: '))])]
      .flatMap((title) => wrong(`Made ${JSON.stringify(title)}`, titles.get(title)?.length ?? 0, replies.get(title)?.length ?? 0)),
    ...[...said].flatMap(([text, times]) => wrong(`Said ${JSON.stringify(text)}`, times.length, 1)),
    ...all.flatMap(({ incident, entries }) => {
      const resolved = entries.filter(({ command }) => command === 'resolve');
      return resolved.length > 1 ? [`${incident.number} was resolved ${resolved.length} times.`] : [];
    }),
    ...cascades.flatMap(({ metadata }) => wrong(`Children of ${metadata.recordId} resolved`, events.filter(({ metadata: { causation, type } }) => causation === metadata.id && type === 'incident.resolved').length, 2)),
  ];
}

/** Mail goes to whom the rules name and who has an address; all of the demonstration people and teams do. */
function wrongMail(events: readonly EventSeen[], mail: readonly { messageId: string }[]): string[] {
  const sent = mail.map(({ messageId }) => messageId);
  const due = events.flatMap((event) => noticesOf(event).map(({ to }) => `${event.metadata.id}-${to}`));
  return [
    ...[...new Set(due)].filter((id) => !sent.includes(id)).map((id) => `The mail ${id} was never sent.`),
    ...sent.filter((id, at) => sent.indexOf(id) !== at || !due.includes(id)).map((id) => `The mail ${id} was sent twice, or for nothing.`),
  ];
}
