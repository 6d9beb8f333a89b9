import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openMail } from '../../local/mail.ts';
import { startSes } from '../../local/ses.ts';
import { scratchDir } from './scratch.ts';

const at = '2026-03-02T08:30:00.000Z';
const note = { messageId: 'e1/anna', from: 'desk@example.org', to: 'anna@example.org', subject: 'INC0000001 resolved', text: 'Done.' };

function mailbox(file = join(scratchDir(), 'mail.sqlite')) {
  const store = openMail({ file, now: () => new Date(at) });
  onTestFinished(store.close);
  return store;
}

async function ses() {
  const store = mailbox();
  const { endpoint, close } = await startSes({ store });
  onTestFinished(close);
  const post = (body: unknown, path = '/v2/email/outbound-emails') =>
    fetch(endpoint + path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
  return { store, post };
}

const email = (headers?: { Name: string; Value: string }[]) => ({
  FromEmailAddress: 'desk@example.org',
  Destination: { ToAddresses: ['anna@example.org'], CcAddresses: ['bram@example.org'] },
  Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Grüße' } }, Headers: headers } },
});

test('keeps mail over a restart, and keeps a repeated sending once', () => {
  const file = join(scratchDir(), 'mail.sqlite');
  const first = openMail({ file, now: () => new Date(at) });
  expect(first.send(note)).toBe(true);
  expect(first.send({ ...note, text: 'again' })).toBe(false);
  first.close();
  expect(mailbox(file).list()).toEqual([{ ...note, at, to: ['anna@example.org'], headers: {} }]);
});

test('takes a SendEmail call into the same mailbox', async () => {
  const { store, post } = await ses();
  const response = await post(email([{ Name: 'In-Reply-To', Value: '<INC0000001@lambdesk>' }]));
  expect(response.status).toBe(200);
  const { MessageId: messageId } = await response.json() as { MessageId: string };
  expect(store.list()).toEqual([{
    messageId, at, from: 'desk@example.org', to: ['anna@example.org', 'bram@example.org'], subject: 'Hello', text: 'Grüße',
    headers: { 'in-reply-to': '<INC0000001@lambdesk>' },
  }]);
});

test('recognises a repeated SendEmail by its X-Lambdesk-Id', async () => {
  const { store, post } = await ses();
  const headers = [{ Name: 'X-Lambdesk-Id', Value: 'e7/anna' }];
  for (let time = 0; time < 2; time++) expect(await (await post(email(headers))).json()).toEqual({ MessageId: 'e7/anna' });
  expect(store.list()).toHaveLength(1);
});

test.each([
  ['content that is not simple', { ...email(), Content: { Raw: { Data: '' } } }, 'Simple content only'],
  ['mail to nobody', { ...email(), Destination: {} }, 'at least one destination'],
  ['a body that is no JSON', '{', 'JSON'],
])('refuses %s', async (_what, body, message) => {
  const { store, post } = await ses();
  const response = await post(body);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ message: expect.stringContaining(message) });
  expect(store.list()).toEqual([]);
});
