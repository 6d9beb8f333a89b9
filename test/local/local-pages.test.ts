import { expect, it, onTestFinished } from 'vitest';
import { startGateway } from '../../local/gateway.ts';
import { localPages } from '../../local/local-pages.ts';

/** What `POST /local/clock` answers, and until when it travelled. */
async function moved(body: string, travel: (until: string) => Promise<void> = async () => {}): Promise<{ status: number; detail?: string; until?: string }> {
  const gateway = await startGateway({ port: 0, routes: () => [], verify: async () => undefined, log: () => {} });
  onTestFinished(gateway.close);
  let until: string | undefined;
  localPages(gateway, { now: () => '2026-03-01T10:00:00.000Z', travel: async (to: string) => { until = to; await travel(to); } } as never);
  const response = await fetch(`${gateway.url}/local/clock`, { method: 'POST', body });
  return { status: response.status, detail: (await response.json() as { detail?: string }).detail, until };
}

it('moves the clock by a duration', async () => {
  expect(await moved('{"advance":"PT4H"}')).toMatchObject({ status: 200, until: '2026-03-01T14:00:00.000Z' });
});

it.each(['{"advance":"-PT4H"}', '{"advance":4}', '{}', 'nonsense', '{"advance":"P4000D"}'])('refuses to move the clock by %s, says why, and moves it nowhere', async (body) => {
  expect(await moved(body)).toMatchObject({ status: 422, detail: expect.stringMatching(/advance/), until: undefined });
});

it('does not take a fault of what falls due on the way for a fault of the request', async () => {
  expect(await moved('{"advance":"PT4H"}', async () => { throw new RangeError('Invalid time value'); })).toMatchObject({ status: 500 });
});
