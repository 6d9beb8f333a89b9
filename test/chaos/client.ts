import type { Asked, Journal } from './journal.ts';

/** Where the service is at the moment; resolves when it is up again. */
export type Whereabouts = () => Promise<{ readonly url: string; token(person: string): Promise<string> }>;

export type Ask = (asked: Pick<Asked, 'person' | 'command' | 'path' | 'body'>) => Promise<{ status: number; body: any }>;

/**
 * A client as a careful one is: every request has an Idempotency-Key, and what was not answered, or answered with a 5xx, is sent
 * again with the same key until it is.
 * @param name makes the keys unique
 */
export function carefulClient({ name, journal, whereabouts }: { name: string; journal: Journal; whereabouts: Whereabouts }): Ask {
  let count = 0;
  return async (wish) => {
    const asked: Asked = { ...wish, key: `${name}-${++count}`, sent: 0 };
    journal.asked.push(asked);
    for (;;) {
      const service = await whereabouts();
      asked.sent++;
      const reply = await send(service, asked).catch(() => undefined);
      if (!reply || reply.status >= 500) {
        await new Promise((done) => { setTimeout(done, 10); });
        continue;
      }
      const { status, body, etag } = reply;
      if (status >= 300) journal.surprises.push({ asked, status, body });
      else asked.answer = { status, number: body.number, version: Number(etag.slice(1, -1)) };
      return { status, body };
    }
  };
}

async function send({ url, token }: Awaited<ReturnType<Whereabouts>>, { person, path, body, key }: Asked): Promise<{ status: number; body: any; etag: string }> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(15_000),
    headers: { authorization: `Bearer ${await token(person)}`, 'content-type': 'application/json', 'idempotency-key': key },
  });
  return { status: response.status, body: await response.json(), etag: response.headers.get('etag') ?? '""' };
}
