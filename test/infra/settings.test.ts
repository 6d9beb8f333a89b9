import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SettingsError, settingNames, settingsFrom } from '../../infra/settings.ts';
import { contexts } from './contexts.ts';

const none = { prefix: 'lambdesk', customerKey: false, waf: false };
const arn = (service: string, rest: string, region = 'eu-west-1'): string => `arn:aws:${service}:${region}:123456789012:${rest}`;
const certificate = arn('acm', 'certificate/0f1e2d3c-0000-1111-2222-333344445555');
const tableStream = arn('dynamodb', 'table/restored/stream/2026-11-21T20:00:00.000');

describe('the context of a deployment', () => {
  it('may be left out altogether', () => {
    expect(settingsFrom({})).toEqual(none);
  });

  it('names a stage, which keeps deployments of one account apart', () => {
    expect(settingsFrom({ stage: 'prod' }).prefix).toBe('lambdesk');
    expect(settingsFrom({ stage: 'test' }).prefix).toBe('lambdesk-test');
  });

  it('takes any issuer with the audiences its tokens are for', () => {
    expect(settingsFrom({ issuer: 'https://example.eu.auth0.com/', audience: 'one, two' }).oidc).toEqual({ issuer: 'https://example.eu.auth0.com/', audience: ['one', 'two'] });
  });

  it('takes a domain with its certificate, a web ACL, a key of one’s own, a firewall, and a restored table', () => {
    const webAcl = arn('wafv2', 'global/webacl/desk/0f1e2d3c', 'us-east-1');
    expect(settingsFrom({ domain: 'api.desk.example.com', certificate, hostedZone: 'Z0123456789ABC', consoleOrigin: 'https://desk.example.com', encryption: 'customer', waf: 'true', webAcl, table: 'restored', tableStream })).toEqual({
      prefix: 'lambdesk', consoleOrigin: 'https://desk.example.com', customerKey: true, waf: true, webAcl,
      domain: { name: 'api.desk.example.com', certificate, hostedZone: 'Z0123456789ABC' }, restored: { table: 'restored', stream: tableStream },
    });
  });

  it('takes the console’s own name as its origin', () => {
    const consoleCertificate = arn('acm', 'certificate/0f1e2d3c', 'us-east-1');
    expect(settingsFrom({ consoleDomain: 'desk.example.com', consoleCertificate })).toEqual({ ...none, consoleOrigin: 'https://desk.example.com', consoleDomain: { name: 'desk.example.com', certificate: consoleCertificate } });
  });

  it('is read alike from the command line and from cdk.json', () => {
    expect(settingsFrom({ waf: true })).toEqual(settingsFrom({ waf: 'true' }));
    expect(settingsFrom({ waf: false, encryption: 'aws', stage: '' })).toEqual(none);
  });

  it.each([
    [{ stage: 'Prod!' }, /stage is "Prod!", but must be 1 to 12 lower-case letters/],
    [{ stage: ['test'] }, /stage is no text, but must be 1 to 12/],
    [{ issuer: 'https://login.example.com' }, /issuer is given without audience: say which client ids/],
    [{ audience: 'one' }, /audience is given without issuer/],
    [{ issuer: 'http://login.example.com', audience: 'one' }, /issuer is .* must be the https address/],
    [{ issuer: 'https://login.example.com/.well-known/openid-configuration', audience: 'one' }, /without \/\.well-known/],
    [{ mailFrom: 'Service desk' }, /mailFrom is .* Amazon SES may send from/],
    [{ alarmTopic: 'alarms' }, /alarmTopic is .* the ARN of an SNS topic/],
    [{ alarmTopic: arn('sns', 'alarms'), alarmEmail: 'operations@example.com' }, /both given/],
    [{ consoleOrigin: 'https://desk.example.com/' }, /without a path or a slash at its end/],
    [{ consoleOrigin: '*' }, /the origin of a page/],
    [{ consoleOrigin: 'http://desk.example.com' }, /the origin of a page/],
    [{ consoleDomain: 'desk.example.com' }, /consoleDomain is given without consoleCertificate: .* in us-east-1/],
    [{ consoleCertificate: arn('acm', 'certificate/0f1e2d3c', 'us-east-1') }, /consoleCertificate is given without consoleDomain/],
    [{ consoleDomain: 'desk.example.com', consoleCertificate: certificate }, /consoleCertificate is .* of us-east-1/],
    [{ consoleOrigin: 'https://other.example.com', consoleDomain: 'desk.example.com', consoleCertificate: arn('acm', 'certificate/0f1e2d3c', 'us-east-1') }, /name two addresses/],
    [{ domain: 'api.desk.example.com' }, /domain is given without certificate: ask AWS Certificate Manager/],
    [{ certificate }, /certificate is given without domain/],
    [{ hostedZone: 'Z0123456789ABC' }, /hostedZone is given without domain/],
    [{ domain: 'https://api.example.com', certificate }, /domain is .* a host name in lower case/],
    [{ domain: 'desk.example.com', certificate, consoleDomain: 'desk.example.com', consoleCertificate: arn('acm', 'certificate/0f1e2d3c', 'us-east-1') }, /domain and consoleDomain are one name/],
    [{ encryption: 'yes' }, /encryption is "yes", but must be customer/],
    [{ waf: 'on' }, /waf is "on", but must be true or false/],
    [{ waf: 'true', issuer: 'https://login.example.com', audience: 'one' }, /it guards the user pool, and with a sign-in of your own there is none/],
    [{ webAcl: arn('wafv2', 'regional/webacl/desk/0f1e2d3c') }, /scope CLOUDFRONT/],
    [{ table: 'restored' }, /table is given without tableStream: switch its stream on/],
    [{ tableStream }, /tableStream is given without table/],
    [{ table: 'restored-again', tableStream }, /the stream of another table/],
    [{ stgae: 'test' }, /stgae is no setting: did you mean stage\?/],
    [{ 'mail-from': 'a@example.com' }, /mail-from is no setting: did you mean mailFrom\?/],
    [{ WAF: 'true' }, /WAF is no setting: did you mean waf\?/],
    [{ Table: 'restored' }, /Table is no setting: did you mean table\?/],
  ])('is refused with what to do: %o', (context, says) => {
    expect(() => settingsFrom(context)).toThrow(says);
  });

  it('is refused once with everything that is wrong', () => {
    expect(() => settingsFrom({ stage: 'X', mailFrom: 'x', alarmEmail: 'x', doman: 'x' })).toThrow(/doman[\s\S]*stage[\s\S]*mailFrom[\s\S]*alarmEmail/);
  });

  it('never takes for one stage what cdk.json says of another: its table, its names, its console', () => {
    const consoleCertificate = arn('acm', 'certificate/0f1e2d3c', 'us-east-1');
    const project = { stage: 'prod', mailFrom: 'servicedesk@example.com', table: 'restored', tableStream, domain: 'api.desk.example.com', certificate, hostedZone: 'Z0123456789ABC', consoleDomain: 'desk.example.com', consoleCertificate };
    const deployed = (given: object) => settingsFrom({ ...project, ...given }, project);
    for (const name of ['table', 'tableStream', 'domain', 'certificate', 'hostedZone', 'consoleDomain', 'consoleCertificate']) {
      expect(() => deployed({ stage: 'test' })).toThrow(`${name} stands in cdk.json, where it is that of the stage prod: give the one of test with -c ${name}=…, or -c ${name}= for none.`);
    }
    expect(() => settingsFrom({ consoleOrigin: 'https://desk.example.com' }, { stage: 'test', consoleOrigin: 'https://desk.example.com' })).toThrow('where it is that of the stage test: give the one of prod');
    expect(deployed({}).restored).toEqual({ table: 'restored', stream: tableStream });
    expect(deployed({ stage: '' })).toEqual(deployed({}));
    const none = { table: '', tableStream: '', domain: '', certificate: '', hostedZone: '', consoleDomain: '', consoleCertificate: '' };
    expect(deployed({ stage: 'test', ...none })).toEqual(settingsFrom({ stage: 'test', mailFrom: project.mailFrom }));
    expect(deployed({ stage: 'test', ...none, table: 'tested', tableStream: tableStream.replace('restored', 'tested') }).restored?.table).toBe('tested');
  });

  it('may hold what is for others', () => {
    expect(settingsFrom({ '@aws-cdk/core:checkSecretUsage': true, 'cli-telemetry': false, 'aws:cdk:enable-path-metadata': true, costCentre: '4711', raw: 'x' })).toEqual(none);
  });

  it('is understood or refused, whatever it holds, and never fails otherwise', () => {
    const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...settingNames) }, fc.string());
    const value = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.anything(), fc.constantFrom('https://a.b', 'a@b.c', 'true', tableStream, certificate, 'a.example.com'));
    fc.assert(fc.property(fc.dictionary(name, value), (context) => {
      try {
        expect(settingsFrom(context).prefix).toMatch(/^lambdesk(-[a-z][a-z0-9]{0,11})?$/);
      } catch (error) {
        expect(error).toBeInstanceOf(SettingsError);
        expect((error as Error).message).toMatch(/^The context of this deployment does not fit:\n- \S/);
      }
    }), { numRuns: 500 });
  });

  it('is tried with every setting by the tests of the stacks', () => {
    expect([...new Set(Object.values(contexts).flatMap((context) => Object.keys(context)))].sort()).toEqual([...settingNames].sort());
  });
});
