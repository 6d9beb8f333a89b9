import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { sesMailer } from '../../../shared/aws/mailer.ts';

const ses = mockClient(SESv2Client);
beforeEach(() => void ses.reset());
const mailer = sesMailer({ client: new SESv2Client({}), from: 'desk@lambdesk.example' });
const mail = { to: 'anna@example.org', subject: 'INC0000001 is resolved', text: 'Mended', id: 'e1-anna' };

test('sends plain text to one address, with an id by which a repeat can be told', async () => {
  ses.on(SendEmailCommand).resolves({ MessageId: 'm' });
  await mailer.send(mail);
  expect(ses.commandCalls(SendEmailCommand)[0]!.args[0].input).toEqual({
    FromEmailAddress: 'desk@lambdesk.example', Destination: { ToAddresses: ['anna@example.org'] },
    Content: { Simple: { Subject: { Data: 'INC0000001 is resolved' }, Body: { Text: { Data: 'Mended' } }, Headers: [{ Name: 'X-Lambdesk-Id', Value: 'e1-anna' }] } },
  });
});

test('says when it could not', async () => {
  ses.on(SendEmailCommand).rejects(new Error('Address is on the suppression list'));
  await expect(mailer.send(mail)).rejects.toThrow('suppression list');
});
