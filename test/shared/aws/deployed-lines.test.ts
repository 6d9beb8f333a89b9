import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { atWork, openDesk, queued, requestOf, tenant, type Caller } from '../../infra/at-work.ts';
import { openBundled, type Bundled } from '../../infra/bundled.ts';

/** What the bundles that are deployed write, and nothing else: every line stands in the log as it is here. */
let bundled: Bundled;
let anna: Caller;
let number: string;
let from = 0;

const trace = '1-67891233-abcdef012345678912345678';
const words = ['No key cards at reception', 'Dark again', 'rita@example.com', 'First line', 'Jane Roe', '441234567890'];

const lines = (message?: string): any[] => bundled.logged.slice(from).filter((line) => !line._aws && (!message || line.message === message));
/** Lines come by another way than answers, and may come after them. */
const until = (there: () => unknown): Promise<void> => vi.waitFor(() => { if (!there()) throw new Error(`So far: ${JSON.stringify(lines())}`); });
const counted = (): any => Object.assign({}, ...bundled.logged.slice(from).filter((line) => line._aws));
const always = { timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), service: 'lambdesk-service', practice: 'incident', function_request_id: expect.stringMatching(/^request-\d+$/), cold_start: expect.any(Boolean), traceId: trace };

beforeAll(async () => {
  bundled = await openBundled({ environment: { POWERTOOLS_SERVICE_NAME: 'lambdesk-service', _X_AMZN_TRACE_ID: `Root=${trace};Parent=1;Sampled=1` } });
  anna = atWork((practice, event) => bundled.call(practice, 'api', event)).as('anna');
  await openDesk(anna);
  ({ body: { number } } = await anna('incident', 'POST', '', { title: 'No key cards at reception', requester: 'rita', service: 'reception', impact: 'high' }));
}, 120_000);
beforeEach(() => { from = bundled.logged.length; });
afterAll(() => bundled?.close());

describe('the log', () => {
  it('says of a request what was asked, what came of it, and how long it took', async () => {
    await anna('incident', 'GET', `/${number}`);
    await until(() => lines('request').length);
    expect(lines()).toEqual([{ ...always, level: 'INFO', message: 'request', method: 'GET', route: '$default', status: 200, outcome: 'done', ms: expect.any(Number), tenant }]);
  });

  it('says of a command what it was, on what, and which events follow it', async () => {
    await anna('incident', 'POST', `/${number}/assign`, { assignee: 'anna' });
    await until(() => counted().Commands);
    const [command, request] = lines();
    expect(command).toEqual({ ...always, level: 'INFO', message: 'command', type: 'incident', command: 'assign', record: number, from: 'new', to: 'assigned', events: expect.arrayContaining(['assigned']), tenant, correlation: expect.stringMatching(/^[0-9A-Z]{26}$/), outcome: 'done', ms: expect.any(Number) });
    expect([request.message, request.function_request_id]).toEqual(['request', command.function_request_id]);
    expect(counted()).toMatchObject({ Commands: 1, WriteUnits: expect.any(Number), service: 'lambdesk-service' });
  });

  it('says of a refusal which command, and why', async () => {
    await anna('incident', 'POST', `/${number}/close`, {});
    await until(() => counted().Refused);
    const [command, request] = lines();
    expect(command).toMatchObject({ ...always, level: 'INFO', message: 'command', command: 'close', record: number, outcome: 'refused', code: expect.stringMatching(/^[a-z-]+$/) });
    expect(request).toMatchObject({ message: 'request', status: expect.toSatisfy((status: number) => status >= 400 && status < 500), outcome: 'refused', code: command.code });
    expect(counted()).toMatchObject({ Refused: 1 });
  });

  it('says of a bug where it is, with whatever led there, under the trace id that the client is answered', async () => {
    const odd = { ...requestOf({ name: 'anna', groups: ['agent'], method: 'POST', path: '/v1/incidents' }), body: 441234567890 };
    const answer = await bundled.call('incident', 'api', odd);
    expect([answer.statusCode, JSON.parse(answer.body).traceId]).toEqual([500, trace]);
    await until(() => lines('request').length);
    const [bug, request] = lines();
    expect(bug).toEqual({ ...always, level: 'ERROR', message: 'bug', bug: 'TypeError', cause: expect.stringMatching(/^TypeError \(ERR_INVALID_ARG_TYPE\)\n {4}at [^]*shared\/http\/request\.ts:\d+:\d+/) });
    expect(request).toMatchObject({ message: 'request', status: 500, outcome: 'failed', code: 'internal' });
  });

  it('says of a reaction which event it answers, and of the command that it gave', async () => {
    const replied = queued('incident.replied-after-closing', { recordId: number, data: { title: 'No key cards at reception', text: 'Dark again', requester: 'rita' } });
    for (const times of [1, 2]) expect([times, await bundled.call('incident', 'react', replied)]).toEqual([times, { batchItemFailures: [] }]);
    await until(() => lines('reaction').length === 2);
    const event = `E-incident.replied-after-closing-${number}`;
    expect(lines('reaction').map((line) => [line.event, line.reaction, line.correlation, line.tenant, line.outcome])).toEqual(Array(2).fill([event, expect.any(String), 'C', tenant, 'done']));
    expect(lines('command').map((line) => [line.command, line.causation, line.correlation, line.outcome])).toEqual([['create', event, 'C', 'done'], ['create', event, 'C', 'repeated']]);
    expect(counted()).toMatchObject({ Commands: 1 });
  });

  it('says of an event that could not be taken which message, and not what was in it', async () => {
    await bundled.call('incident', 'react', { Records: [{ messageId: 'm1', body: '{"detail": Jane Roe' }] });
    await until(() => counted().ConsumersFailed);
    expect(lines()).toEqual([{ ...always, level: 'WARN', message: 'consumer', consumer: 'incident', outcome: 'failed', messageId: 'm1', error: 'SyntaxError', cause: expect.stringMatching(/^SyntaxError\n {4}at JSON\.parse/) }]);
    expect(counted()).toMatchObject({ ConsumersFailed: 1 });
  });

  it('says of a sweep what it did and how late that was', async () => {
    await bundled.call('_platform/sweep', 'handler', {});
    await until(() => counted().SweepLag !== undefined);
    expect(lines()).toEqual([{ ...always, practice: 'sweep', level: 'INFO', message: 'sweep', outcome: 'done', looked: expect.any(Number), acted: expect.any(Number), failed: 0, lagSeconds: expect.any(Number), behind: false }]);
    expect(counted()).toMatchObject({ SweepLag: expect.any(Number) });
  });

  it('says of what was relayed how late it was, and of mail which event it was about', async () => {
    const at = Math.floor(Date.now() / 1000) - 90;
    const item = { pk: { S: 'P' }, sk: { S: 'OTHER' } };
    await bundled.call('_platform/relay', 'handler', { Records: [{ eventName: 'INSERT', dynamodb: { SequenceNumber: '1', ApproximateCreationDateTime: at, NewImage: item } }] });
    await until(() => lines('relay').length);
    expect(lines('relay')).toEqual([{ ...always, practice: 'relay', level: 'INFO', message: 'relay', outcome: 'done', published: 1, failed: 0, lagSeconds: expect.toSatisfy((lag: number) => lag >= 90) }]);
    await bundled.call('_platform/mail', 'handler', queued('incident.created', { recordId: number, data: { command: 'create', visibility: 'public', state: 'new', changes: {}, record: { requester: 'rita', title: 'No key cards at reception' } } }));
    await until(() => lines('mail').length);
    expect(lines('mail')).toEqual([{ ...always, practice: 'mail', level: 'INFO', message: 'mail', outcome: 'done', tenant, event: `E-incident.created-${number}` }]);
  });

  it('names nobody, not even where people are the records', async () => {
    await anna('person', 'PATCH', '/rita', { displayName: 'Jane Roe' }, { 'if-match': '*' });
    await anna('person', 'GET', '/rita');
    await until(() => lines('request').length === 2);
    expect(lines('command')).toEqual([expect.objectContaining({ type: 'person', command: 'update' })]);
    expect(lines().map((line) => line.record)).toEqual(lines().map(() => undefined));
  });
});

// Last, so that it looks at all that was written.
it('is one JSON object a line, with ids, codes and times, and nothing that people wrote, nor who they are', () => {
  expect(bundled.logged.length).toBeGreaterThan(20);
  expect(bundled.logged.filter((line) => typeof line !== 'object')).toEqual([]);
  for (const line of bundled.logged.filter((one) => !one._aws)) expect([line, typeof line.level, typeof line.message]).toEqual([line, 'string', 'string']);
  const all = JSON.stringify(bundled.logged);
  for (const word of words) expect(all).not.toContain(word);
  for (const name of ['anna', 'rita']) expect(all).not.toMatch(new RegExp(`\\b${name}\\b`));
});
