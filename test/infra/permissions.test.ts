import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailNotices } from '../../functions/_platform/mail/consume.ts';
import { indexEvent } from '../../functions/_platform/search/consume.ts';
import { definitions } from '../../functions/index.ts';
import { practiceHandlers } from '../../shared/aws/serve.ts';
import { resume, step } from '../../shared/events/workflow.ts';
import { sweep } from '../../shared/events/sweep.ts';
import { platformRoutes } from '../../shared/http/platform.ts';
import { serveRoutes, type ApiHandler } from '../../shared/http/serve.ts';
import type { EventSeen } from '../../shared/record/define.ts';
import type { Kernel } from '../../shared/store/kernel.ts';
import { keptWordsKey, recordKey, secretKey } from '../../shared/store/keys.ts';
import { perform } from '../../shared/store/perform.ts';
import { queued, requestOf, tenant } from './at-work.ts';
import { allowsOn, type Asked, type Statement } from './policy.ts';
import { openRecorded, type Recorded } from './recorded.ts';
import { accountId, region } from './resolved.ts';
import { statementsOf, synthesise, type Synthesised } from './synthesise.ts';

let recorded: Recorded;
let stacks: Synthesised;
let incident: string;

/** The statements of the role of the function whose logical id begins like this. */
const roleOf = (name: string): Statement[] => {
  const [, fn] = stacks.resolved('AWS::Lambda::Function').find(([id]) => new RegExp(`/${name}[0-9A-F]{8}$`).test(id))!;
  const [, role] = stacks.resolved('AWS::IAM::Role').find(([id]) => fn.Properties.Role.endsWith(`/${id}`))!;
  return statementsOf(role);
};
const allows = (statements: readonly Statement[], asked: Asked): boolean => allowsOn(table(), statements, asked);
const table = (): string => `arn:aws:dynamodb:${region}:${accountId}:table/${stacks.ofType('AWS::DynamoDB::Table')[0]![0]}`;
/** What a function asked and its role does not allow. */
const refused = (name: string): Asked[] => recorded.asked(name).filter((asked) => !allows(roleOf(name), asked));
const may = (name: string, action: string, ...keys: string[]): boolean => allows(roleOf(name), { action, keys });

/** Calls an API function as a person does. */
const calling = (api: ApiHandler, name: string, groups: string[]) => async (method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<any> => {
  const reply = await api(requestOf({ name, groups, method, path, body, headers }) as never, {} as never);
  if (reply.statusCode! >= 400) throw new Error(`${method} ${path}: ${reply.statusCode} ${reply.body}`);
  return { ...JSON.parse(reply.body ?? '{}'), etag: reply.headers!.etag };
};
/** An event about the incident, as it comes to a practice that reacts. */
const heard = (type: string, data: object): never => queued(type, { recordId: incident, data }) as never;

beforeAll(async () => {
  stacks = synthesise({ context: { mailFrom: 'servicedesk@example.com' } });
  recorded = await openRecorded(definitions);
  const kernel = recorded.kernel('nobody');
  const make = (type: string, body: object, command = 'create', id?: string) => perform(kernel, { definition: kernel.catalogue.byName(type)!, id, command, body, caller: { tenant, name: 'system', roles: ['system'] }, answer: ({ record }) => record });
  await make('team', { name: 'first', displayName: 'First line' });
  await make('team', { name: 'second', displayName: 'Second line', email: 'second@example.com' });
  for (const name of ['anna', 'bert', 'rita']) await make('person', { name, displayName: name, team: name === 'bert' ? 'second' : 'first', email: `${name}@example.com` });
  await make('service', { name: 'reception', displayName: 'Reception', supportTeam: 'first' });
});
afterAll(async () => {
  stacks?.close();
  await recorded?.close();
});

describe('what the role of a function allows', () => {
  it('lets the API of a practice do all that its pages, commands and queries ask', async () => {
    const { api } = practiceHandlers({ practice: 'incident', definitions, kernel: () => kernel });
    const kernel: Kernel = recorded.kernel('IncidentApi');
    const anna = calling(api, 'anna', ['agent']);
    const other = (await anna('POST', '/v1/incidents', { title: 'Printer is out of paper', requester: 'rita' }, { 'idempotency-key': 'k1' })).number;
    incident = (await anna('POST', '/v1/incidents', { title: 'No key cards at reception', requester: 'rita', service: 'reception', impact: 'high' })).number;
    const one = `/v1/incidents/${incident}`;
    const { etag } = await anna('GET', one);
    await anna('PATCH', one, { description: 'The card writer stays dark' }, { 'if-match': etag });
    await anna('POST', `${one}/assign`, { assignee: 'anna' });
    await anna('POST', `${one}/comments`, { text: 'Looking at it' });
    await anna('POST', `${one}/links`, { type: 'relates-to', target: other });
    await anna('POST', `${one}/unlink`, { type: 'relates-to', target: other });
    await anna('POST', `${one}/links`, { type: 'affects', target: 'service/reception' });
    await anna('POST', `${one}/transfer`, { team: 'second', summary: 'Dark', tried: 'Power', nextStep: 'Replace', customerTold: 'An hour' });
    await calling(api, 'bert', ['agent'])('POST', `${one}/accept`, {});
    for (const page of ['timeline', 'comments', 'links', 'similar', 'told']) await anna('GET', `${one}/${page}`);
    for (const list of ['?limit=1', '?assignee=me', '?team=second&state=assigned', '?requester=rita', '/duplicates?title=key%20cards', '/handovers?team=second']) await anna('GET', `/v1/incidents${list}`);
    await calling(api, 'rita', [])('GET', '/v1/incidents');
    expect(recorded.asked('IncidentApi').length).toBeGreaterThan(40);
    expect(new Set(recorded.asked('IncidentApi').map(({ action }) => action)).size).toBe(7);
    expect(refused('IncidentApi')).toEqual([]);
  });

  it('lets the reactions of a practice find their records and give them commands', async () => {
    const kernel = recorded.kernel('IncidentReact');
    const { react } = practiceHandlers({ practice: 'incident', definitions, kernel: () => kernel });
    expect(await react(heard('incident.children-to-resolve', { resolution: 'Replaced', resolutionCode: 'fixed', record: {} }))).toEqual({ batchItemFailures: [] });
    expect(await react(heard('agreement.activated', { record: { service: 'reception' } }))).toEqual({ batchItemFailures: [] });
    expect(await react(heard('incident.replied-after-closing', { title: 'No key cards', text: 'Again', requester: 'rita' }))).toEqual({ batchItemFailures: [] });
    expect(recorded.asked('IncidentReact').map(({ action }) => action)).toEqual(expect.arrayContaining(['PutItem', 'UpdateItem', 'BatchGetItem', 'Query']));
    expect(refused('IncidentReact')).toEqual([]);
  });

  it('lets the machines give commands, keep their tokens, and end their waits', async () => {
    const maker = recorded.kernel('nobody');
    const order = (command: string, body: object) => perform(maker, { definition: maker.catalogue.byName('incident')!, id: incident, command, body, caller: { tenant, name: 'bert', roles: ['lead'] }, answer: () => ({}) });
    await order('promoteMajor', { commander: 'bert', reason: 'Nobody gets in' });
    const common = { machine: 'major-incident', execution: 'e', state: 's', record: { tenant, type: 'incident', id: incident } };
    const sent: string[] = [];
    const send = async (token: string): Promise<void> => { sent.push(token); };
    const stepping = recorded.kernel('Step');
    for (const entered of ['1', '2']) await step(stepping, { ...common, entered, wait: 'update-due', token: `t${entered}` }, send);
    for (const command of ['askForUpdate', 'openReview']) await step(stepping, { ...common, entered: '1', state: command, command }, send);
    await order('withdrawMajor', { reason: 'The spare door is open' });
    await step(stepping, { ...common, entered: '3', state: 'late', wait: 'update-due', token: 't3' }, send);
    await resume(recorded.kernel('Resume'), { metadata: { type: 'incident.major-withdrawn', tenant, recordId: incident } } as unknown as EventSeen, send);
    expect(sent).toEqual(['t3', 't2']);
    expect(new Set(recorded.asked('Step').map(({ action }) => action))).toEqual(new Set(['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem']));
    expect(new Set(recorded.asked('Resume').map(({ action }) => action))).toEqual(new Set(['GetItem', 'Query', 'DeleteItem']));
    expect([...refused('Step'), ...refused('Resume')]).toEqual([]);
    expect(may('Resume', 'PutItem', recordKey(tenant, 'incident', incident).pk)).toBe(false);
  });

  it('lets the sweep run what falls due', async () => {
    const maker = recorded.kernel('nobody');
    await perform(maker, { definition: maker.catalogue.byName('incident')!, id: incident, command: 'resolve', body: { resolution: 'Replaced', resolutionCode: 'fixed' }, caller: { tenant, name: 'bert', roles: ['agent'] }, answer: () => ({}) });
    const swept = await sweep(recorded.kernel('SweepFunction', new Date(Date.now() + 6 * 86_400_000).toISOString()));
    await sweep(recorded.kernel('SweepFunction', new Date(Date.now() + 12 * 86_400_000).toISOString()));
    expect(swept.failed).toBe(0);
    expect(recorded.asked('SweepFunction').map(({ action }) => action)).toEqual(expect.arrayContaining(['Query', 'GetItem', 'PutItem', 'BatchGetItem']));
    expect(recorded.asked('SweepFunction').filter(({ action }) => action === 'PutItem').flatMap(({ keys }) => keys)).toContain(recordKey(tenant, 'incident', incident).pk);
    expect(refused('SweepFunction')).toEqual([]);
  });

  it('lets search index, mail tell, and the platform answer', async () => {
    const seen = { metadata: { id: 'E1', type: 'incident.created', tenant, recordId: incident, actor: 'anna', hops: 0 }, data: { command: 'create', changes: {}, record: { requester: 'rita', title: 'No key cards' } } } as unknown as EventSeen;
    await indexEvent(recorded.kernel('Search'), seen);
    await mailNotices({ send: async () => {} })(recorded.kernel('Mail'), seen);
    const kernel = recorded.kernel('Platform');
    const rita = calling(serveRoutes(() => kernel, (on) => platformRoutes(on, definitions)), 'rita', []);
    for (const path of ['/v1/me', '/v1/search?q=key', '/v1/search?q=INC0000001', '/v1/practices', '/health']) await rita('GET', path);
    for (const name of ['Search', 'Mail', 'Platform']) {
      expect([name, recorded.asked(name).length > 0, refused(name)]).toEqual([name, true, []]);
    }
  });

  it('lets a practice write nothing of another, and nobody but search the search index', () => {
    const mine = recordKey(tenant, 'incident', 'INC0000001').pk;
    expect(may('IncidentApi', 'PutItem', mine)).toBe(true);
    for (const type of ['person', 'service', 'agreement']) {
      expect([type, may('IncidentApi', 'PutItem', mine, recordKey(tenant, type, 'x').pk), may('IncidentReact', 'DeleteItem', recordKey(tenant, type, 'x').pk)]).toEqual([type, false, false]);
    }
    const words = keptWordsKey(tenant, 'incident', 'INC0000001').pk;
    expect(['IncidentApi', 'IncidentReact', 'SweepFunction', 'Platform', 'Mail', 'Search'].map((name) => may(name, 'PutItem', words))).toEqual([false, false, false, false, false, true]);
  });

  it('lets a practice read no timeline and no list of what its definition does not name', () => {
    const risk = recordKey(tenant, 'risk', 'RSK0000001').pk;
    expect(may('IncidentApi', 'Query', risk)).toBe(false);
    expect(may('IncidentApi', 'GetItem', risk)).toBe(false);
    expect(allows(roleOf('IncidentApi'), { action: 'Query', index: 'list0', keys: [`T#${tenant}#risk#all#all`] })).toBe(false);
    expect(may('RiskApi', 'Query', risk)).toBe(true);
  });

  it('lets only those who sign cursors read the secret, and nobody a request without a key', () => {
    expect(['IncidentApi', 'Platform', 'SweepFunction', 'Mail', 'Search'].map((name) => may(name, 'GetItem', secretKey().pk))).toEqual([true, true, false, false, false]);
    expect(may('IncidentApi', 'Query')).toBe(false);
    expect(may('IncidentApi', 'BatchGetItem')).toBe(false);
  });
});
