import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { MailStore } from './mail.ts';

type SendEmail = {
  FromEmailAddress?: string;
  Destination?: { ToAddresses?: string[]; CcAddresses?: string[]; BccAddresses?: string[] };
  Content?: { Simple?: {
    Subject?: { Data?: string };
    Body?: { Text?: { Data?: string }; Html?: { Data?: string } };
    Headers?: { Name: string; Value: string }[];
  } };
};

/**
 * The one call of Amazon SES v2 that sends mail (`SendEmail` with Simple content), for a client whose endpoint is
 * pointed here. A header `X-Lambdesk-Id` makes a repeated sending a single mail.
 */
export async function startSes({ store, port = 0 }: { store: MailStore; port?: number }): Promise<{ endpoint: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(request, store).then(
      (reply) => send(response, 200, reply),
      (error: Error) => send(response, 400, { message: error.message }),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

async function answer(request: IncomingMessage, store: MailStore): Promise<{ MessageId: string }> {
  if (request.method !== 'POST' || request.url !== '/v2/email/outbound-emails') {
    throw new Error(`The embedded runtime has no SES operation ${request.method} ${request.url}`);
  }
  const { FromEmailAddress: from, Destination, Content } = await json(request) as SendEmail;
  const simple = Content?.Simple;
  const to = [Destination?.ToAddresses, Destination?.CcAddresses, Destination?.BccAddresses].flatMap((some) => some ?? []);
  if (!simple) throw new Error('The embedded runtime sends Simple content only');
  if (!from || to.length === 0) throw new Error('FromEmailAddress and at least one destination are required');
  const headers = Object.fromEntries((simple.Headers ?? []).map(({ Name, Value }) => [Name.toLowerCase(), Value]));
  const messageId = headers['x-lambdesk-id'] ?? randomUUID();
  store.send({
    messageId, from, to, headers,
    subject: simple.Subject?.Data ?? '', text: simple.Body?.Text?.Data ?? simple.Body?.Html?.Data ?? '',
  });
  return { MessageId: messageId };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json', ...(status === 400 && { 'x-amzn-errortype': 'BadRequestException' }),
  });
  response.end(JSON.stringify(body));
}
