import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveOn, type Served } from '../test/chaos/served.ts';
import { median, type Measure } from './measure.ts';
import { typicalComment, typicalReport } from './typical.ts';

/** Clock ticks a second, in which Linux counts a process's time; 100 on every x64 and arm64. */
const TICKS = 100;
const CLIENTS = 8;

interface Operation { readonly what: string; readonly send: (at: number) => Promise<void> }

/**
 * Operations a second and CPU seconds a thousand on the embedded runtime, over HTTP, with 8 clients at once. The runtime is a process of its
 * own; the CPU is that of runtime and database together, until all that follows (relay, reactions, search index, mail) is done. The clients use the same
 * processors, so the CPU says more than the operations a second.
 * @param each operations of a kind in one of the `rounds`
 */
export async function throughput({ each, rounds, nodeArguments }: { each: number; rounds: number; nodeArguments?: readonly string[] }): Promise<Measure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lambdesk-bench-'));
  let served: Served | undefined;
  try {
    served = await serveOn(dataDir, { nodeArguments });
    const operations = await operationsOn(served.url);
    const found = new Map(operations.map(({ what }) => [what, { perSecond: [] as number[], cpu: [] as number[] }]));
    for (let round = -1; round < rounds; round++) {
      for (const { what, send } of operations) {
        const many = round < 0 ? Math.ceil(each / 4) : each;
        await settle(served.url);
        const [cpu, began] = [cpuSeconds(served), performance.now()];
        await inParallel(many, send);
        const seconds = (performance.now() - began) / 1000;
        await settle(served.url);
        if (round < 0) continue;
        found.get(what)!.perSecond.push(many / seconds);
        found.get(what)!.cpu.push((cpuSeconds(served) - cpu) * 1000 / many);
      }
    }
    return [...found].flatMap(([what, { perSecond, cpu }]): Measure[] => [
      { bench: 'throughput', what, figure: median(perSecond), unit: 'a second' },
      { bench: 'throughput', what, figure: median(cpu), unit: 'CPU s a 1000' },
    ]);
  } finally {
    await served?.end();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function operationsOn(url: string): Promise<Operation[]> {
  const { token } = await (await fetch(`${url}/local/token?person=anna`)).json() as { token: string };
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const send = (method: string, path: string, body?: object, headers: object = {}): Promise<{ status: number; text: string }> => new Promise((done, fail) => {
    const outgoing = request(`${url}${path}`, { method, agent, headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }), ...headers } }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('end', () => {
        if (incoming.statusCode! >= 300) fail(new Error(`${method} ${path}: ${incoming.statusCode} ${text}`));
        else done({ status: incoming.statusCode!, text });
      });
    });
    outgoing.on('error', fail).end(body && JSON.stringify(body));
  });
  let count = 0;
  const made: string[] = [];
  const some = (at: number): string => made[at % made.length]!;
  return [
    {
      what: 'create an incident', send: async () => {
        const { text } = await send('POST', '/v1/incidents', typicalReport(++count), { 'idempotency-key': `bench-${count}` });
        made.push((JSON.parse(text) as { number: string }).number);
      },
    },
    { what: 'read an incident', send: async (at) => void await send('GET', `/v1/incidents/${some(at)}`) },
    { what: 'list a page of 50', send: async () => void await send('GET', '/v1/incidents?limit=50') },
    { what: 'update: comment on an incident', send: async (at) => void await send('POST', `/v1/incidents/${some(at)}/comments`, typicalComment, { 'idempotency-key': `bench-${++count}` }) },
  ];
}

async function inParallel(many: number, send: Operation['send']): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    while (next < many) await send(next++);
  }));
}

/** Moving the clock waits for everything that follows from what was done. */
const settle = (url: string): Promise<unknown> => fetch(`${url}/local/clock`, { method: 'POST', body: JSON.stringify({ advance: 'PT0S' }) }).then((response) => response.text());

/** Of runtime and database: user and system time, fields 14 and 15 of proc(5)'s stat, counted behind the name in parentheses. */
const cpuSeconds = ({ pid, enginePid }: Served): number => [pid, enginePid].reduce((sum, one) => {
  const stat = readFileSync(`/proc/${one}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return sum + (Number(fields[11]) + Number(fields[12])) / TICKS;
}, 0);
