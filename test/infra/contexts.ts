import { accountId, region } from './resolved.ts';

const arn = (service: string, rest: string, at = region): string => `arn:aws:${service}:${at}:${accountId}:${rest}`;

const everywhere = {
  stage: 'test', mailFrom: 'servicedesk@example.com', budget: '20', encryption: 'customer', tracing: 'true',
  domain: 'api.desk.example.com', certificate: arn('acm', 'certificate/0f1e2d3c-0000-1111-2222-333344445555'),
  webAcl: arn('wafv2', 'global/webacl/desk/0f1e2d3c-0000-1111-2222-333344445555', 'us-east-1'),
};

/** Deployments that differ in every setting: none of them, and all of them, which takes two because some exclude each other. */
export const contexts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'as it comes': {},
  'with all there is, on a table of its own': { ...everywhere, waf: 'true', consoleOrigin: 'https://desk.example.com', alarmEmail: 'operations@example.com', hostedZone: 'Z0123456789ABCDEFGHIJ' },
  'with a sign-in of one’s own, on a restored table': {
    ...everywhere, consoleDomain: 'desk.example.com', consoleCertificate: arn('acm', 'certificate/0f1e2d3c-0000-1111-2222-333344445555', 'us-east-1'),
    issuer: 'https://login.example.com/', audience: 'one,two', alarmTopic: arn('sns', 'alarms'),
    table: 'lambdesk-restored', tableStream: arn('dynamodb', 'table/lambdesk-restored/stream/2026-11-21T20:00:00.000'),
  },
};
