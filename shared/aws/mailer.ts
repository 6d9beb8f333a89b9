import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';

export interface Mailer { send(mail: { to: string; subject: string; text: string; id: string }): Promise<void> }

/** The environment variable by which the stacks tell a function who mail is from. */
export const MAIL_FROM = 'MAIL_FROM';

/** Sends by Amazon SES. The id travels as a header, so that a receiver can tell a repeated delivery. */
export const sesMailer = ({ client, from }: { client: SESv2Client; from: string }): Mailer => ({
  send: async ({ to, subject, text, id }) => {
    await client.send(new SendEmailCommand({
      FromEmailAddress: from, Destination: { ToAddresses: [to] },
      Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: text } }, Headers: [{ Name: 'X-Lambdesk-Id', Value: id }] } },
    }));
  },
});
