import { definitions } from '../../functions/index.ts';
import type { AnyDefinition, Role } from '../../shared/record/define.ts';
import type { Field, FieldMap } from '../../shared/record/field.ts';

/** Calls the API function of a practice with an API Gateway v2 event, wherever it runs. */
export type Api = (practice: string, event: object) => Promise<{ statusCode: number; body?: string }>;

export interface Reply { readonly status: number; readonly body: any; readonly asked: string }

export const tenant = 'campsite';
const people: readonly Role[] = ['admin', 'agent', 'lead', 'manager', 'operations', 'security', 'change-manager', 'cab', 'release-manager'];

/** What a record wants beside values of the right kind in its required fields. */
const wanted: Readonly<Record<string, object>> = {
  agreement: { calendar: { timeZone: 'Europe/Brussels', week: { monday: [['09:00', '17:00']] } } },
  artefact: { sha256: 'a'.repeat(64) },
  change: { services: ['service-1'], plannedStart: '2030-01-07T09:00:00.000Z', plannedEnd: '2030-01-07T10:00:00.000Z' },
  maintenance: { services: ['service-1'], start: '2030-01-07T08:00:00.000Z', end: '2030-01-07T12:00:00.000Z' },
};

/** A request as API Gateway hands it over for a person of the campsite. */
export function requestOf({ name, groups, method, path, body, headers }: { name: string; groups: readonly string[]; method: string; path: string; body?: object; headers?: object }): object {
  const [rawPath, rawQueryString = ''] = path.split('?');
  return {
    version: '2.0', routeKey: '$default', rawPath, rawQueryString, headers: { 'content-type': 'application/json', ...headers }, ...(rawQueryString && { queryStringParameters: Object.fromEntries(new URLSearchParams(rawQueryString)) }),
    requestContext: { http: { method, path: rawPath }, authorizer: { jwt: { claims: { 'custom:tenant': tenant, 'cognito:username': name, 'cognito:groups': `[${groups.join(' ')}]` } } } },
    ...(body && { body: JSON.stringify(body) }),
  };
}

/** An event of a record as it comes from a queue behind the bus. */
export const queued = (type: string, { recordId, data, actor = 'anna' }: { recordId: string; data: object; actor?: string }): object => ({
  Records: [{ messageId: '1', body: JSON.stringify({ detail: { metadata: { id: `E-${type}-${recordId}`, type, tenant, recordId, recordVersion: 1, time: new Date().toISOString(), actor, correlation: 'C', hops: 0 }, data } }) }],
});

/** A person, some others and a service, for the rest to refer to. */
export async function openDesk(anna: Caller): Promise<void> {
  await anna('team', 'POST', '', { name: 'first', displayName: 'First line' });
  for (const name of ['anna', 'rita']) await anna('person', 'POST', '', { name, displayName: name, team: 'first', email: `${name}@example.com` });
  await anna('service', 'POST', '', { name: 'reception', displayName: 'Reception', supportTeam: 'first' });
}

/** The name under which a link finds a record. */
export const targetOf = (type: string, id: string): string => of(type).identity === 'name' ? `${type}/${id}` : id;

/** People who use practices through their functions; every answer is kept. */
export function atWork(api: Api): { as(name: string, groups?: readonly string[]): Caller; replies: readonly Reply[] } {
  const replies: Reply[] = [];
  return {
    replies,
    as: (name, groups = people) => async (definition, method, path, body, headers) => {
      const at = `/v1/${of(definition).route}${path}`;
      const { statusCode, body: text } = await api(of(definition).practice, requestOf({ name, groups, method, path: at, body, headers }));
      const reply = { status: statusCode, body: text?.startsWith('{') ? JSON.parse(text) : text, asked: `${of(definition).practice}: ${method} ${at} answered ${statusCode} ${statusCode >= 400 ? text : ''}` };
      replies.push(reply);
      return reply;
    },
  };
}
export type Caller = (type: string, method: string, path: string, body?: object, headers?: object) => Promise<Reply>;

export const of = (type: string): AnyDefinition => definitions.find(({ name }) => name === type)!;

/**
 * Makes a record of every type that people can make from its required fields alone, those that it refers to first, and of each asks all there is to
 * ask: the record, lists, timeline, links, and every query.
 * @param written what is written where people may write what they like
 * @returns the id of the record that was made of each type
 */
export async function useEvery(ask: Caller, written: Written = plainly): Promise<ReadonlyMap<string, string>> {
  const made = new Map<string, string>();
  for (const { name } of definitions) await make(name);
  for (const definition of definitions) await lookAt(definition);
  return made;

  async function make(type: string): Promise<void> {
    if (made.has(type)) return;
    // A circle of references ends here: what is never made is never found, and that is said of the record that wants it.
    made.set(type, `${type}-1`);
    const { fields } = of(type);
    for (const target of targetsOf(fields)) await make(target);
    const { status, body } = await ask(type, 'POST', '', { ...sampleOf(fields, { type, made, written }), ...wanted[type] });
    if (status === 201) made.set(type, body.name && of(type).identity === 'name' ? body.name : body.number);
    else made.delete(type);
  }

  async function lookAt({ name, queries = {}, summary, fields, states }: AnyDefinition): Promise<void> {
    const id = made.get(name);
    for (const path of ['?limit=2', `?state=${states.join(',')}`, ...(summary as string[]).filter((field) => fields[field]?.kind === 'ref').map((field) => `?${field}=anna`)]) await ask(name, 'GET', path);
    for (const page of id ? ['', '/timeline', '/comments', '/links'] : []) await ask(name, 'GET', `/${id}${page}`);
    for (const [query, { ofRecord, asks = {} }] of Object.entries(queries)) {
      const asked = new URLSearchParams(Object.entries(sampleOf(asks, { type: name, made, written })).map(([key, value]): [string, string] => [key, String(value)]));
      if (!ofRecord || id) await ask(name, 'GET', `${ofRecord ? `/${id}` : ''}/${query}?${asked}`);
    }
  }
}

const targetsOf = (fields: FieldMap): string[] => Object.values(fields).flatMap(({ optional, target, shape }) => [...(target && !optional ? [target] : []), ...(shape && !optional ? targetsOf(shape) : [])]);

/** What is written where people may write what they like; `everything` in fields that may be left out, too. */
export interface Written { readonly words: string; readonly email: string; readonly name: (type: string) => string; readonly everything?: boolean }
const plainly: Written = { words: 'Some words', email: 'anna@example.org', name: (type) => `${type}-1` };

interface Sampling { readonly type: string; readonly made: ReadonlyMap<string, string>; readonly written?: Written }

const free: readonly Field['kind'][] = ['text', 'long-text', 'email'];

/** A value for each field: the same ones, with what was made for references. */
export const sampleOf = (fields: FieldMap, sampling: Sampling): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, { optional, kind }]) => !optional || (sampling.written?.everything && free.includes(kind)))
    .map(([name, field]) => [name, name === 'name' ? (sampling.written ?? plainly).name(sampling.type) : sample(field, sampling)]));

function sample({ kind, choices, target, shape, of: one, max = 200 }: Field, sampling: Sampling): unknown {
  const { made, written = plainly } = sampling;
  switch (kind) {
    case 'choice': return choices![0];
    case 'flag': return true;
    case 'integer': case 'decimal': return 1;
    case 'instant': return new Date(Date.now() + 86_400_000).toISOString();
    case 'date': return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    case 'duration': return 'PT4H';
    case 'email': return written.email;
    case 'zone': return 'Europe/Brussels';
    case 'ref': return made.get(target!) ?? 'anna';
    case 'list': return [sample(one!, sampling)];
    case 'object': return sampleOf(shape!, sampling);
    case 'json': return {};
    default: return written.words.slice(0, max);
  }
}
