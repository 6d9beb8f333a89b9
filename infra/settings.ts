import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean } from '../shared/record/input.ts';

/** What a deployment is told by `cdk.json` or `cdk deploy -c name=value`; all of it optional. What each means stands in {@link settingNames}. */
export interface Settings {
  /** Prefix of what has a name: `lambdesk`, or `lambdesk-test` for the stage `test`. */
  readonly prefix: string;
  readonly oidc?: { readonly issuer: string; readonly audience: readonly string[] };
  readonly mailFrom?: string;
  readonly alarmTopic?: string;
  readonly alarmEmail?: string;
  /** What a month of the account may cost, in US dollars. */
  readonly budget?: number;
  readonly consoleOrigin?: string;
  readonly consoleDomain?: { readonly name: string; readonly certificate: string };
  readonly domain?: { readonly name: string; readonly certificate: string; readonly hostedZone?: string };
  readonly customerKey: boolean;
  readonly waf: boolean;
  /** Has X-Ray record every function and machine. */
  readonly tracing?: boolean;
  readonly webAcl?: string;
  readonly restored?: Restored;
}

/** A table that was restored beside the platform's own and takes its place. */
export interface Restored { readonly table: string; readonly stream: string }

/** The context of a deployment does not fit; the message names everything that is wrong, and for each what to do. */
export class SettingsError extends Error {
  constructor(faults: readonly string[]) {
    super(`The context of this deployment does not fit:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/**
 * Reads and checks the context of a CDK app.
 * @param context all of it by name, with what is not ours: of that only what looks like a misspelt setting is refused
 * @param project what of it stands in `cdk.json`, for the stage that it names
 * @throws {SettingsError}
 */
export function settingsFrom(context: Readonly<Record<string, unknown>>, project: Readonly<Record<string, unknown>> = {}): Settings {
  const said = saidIn(context);
  const faults = [...misspelt(Object.keys(context)), ...malformed(said), ...contradictions(said), ...borrowed(said, saidIn(project))];
  if (faults.length > 0) throw new SettingsError(faults);
  const { stage, issuer, audience, mailFrom, alarmTopic, alarmEmail, budget, consoleOrigin, consoleDomain, consoleCertificate, domain, certificate, hostedZone, encryption, waf, webAcl, tracing, table, tableStream } = said;
  return {
    prefix: !stage || stage === 'prod' ? 'lambdesk' : `lambdesk-${stage}`,
    ...(issuer && audience && { oidc: { issuer, audience: audience.split(',').map((one) => one.trim()) } }),
    ...(mailFrom && { mailFrom }), ...(alarmTopic && { alarmTopic }), ...(alarmEmail && { alarmEmail }), ...(budget && { budget: Number(budget) }), ...(consoleOrigin && { consoleOrigin }),
    ...(consoleDomain && consoleCertificate && { consoleOrigin: `https://${consoleDomain}`, consoleDomain: { name: consoleDomain, certificate: consoleCertificate } }),
    ...(domain && certificate && { domain: { name: domain, certificate, ...(hostedZone && { hostedZone }) } }),
    customerKey: encryption === 'customer', waf: waf === 'true', ...(tracing === 'true' && { tracing: true }), ...(webAcl && { webAcl }),
    ...(table && tableStream && { restored: { table, stream: tableStream } }),
  };
}

/** What stands under `context` in `cdk.json`, without what the command line adds to it or puts in its place. */
export const contextOfProject = (): Readonly<Record<string, unknown>> =>
  (JSON.parse(readFileSync(join(import.meta.dirname, '../cdk.json'), 'utf8')) as { context?: Record<string, unknown> }).context ?? {};

interface Setting { readonly form: RegExp; readonly help: string }
const address = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const host = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** Every setting: how it must look, and what it is, as whoever mistyped it is told. docs/deploy.md tells what each is for. */
const settings = {
  stage: { form: /^[a-z][a-z0-9]{0,11}$/, help: '1 to 12 lower-case letters and digits, such as -c stage=test' },
  issuer: { form: /^https:\/\/(?!.*\.well-known)[^\s?#]+$/, help: 'the https address that tokens carry as iss, without /.well-known/…, such as -c issuer=https://login.example.com' },
  audience: { form: /^[^\s,]+(\s*,\s*[^\s,]+)*$/, help: 'one client id or several with commas, as tokens carry them as aud' },
  mailFrom: { form: address, help: 'an address that Amazon SES may send from, such as -c mailFrom=servicedesk@example.com' },
  alarmTopic: { form: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+$/, help: 'the ARN of an SNS topic, such as -c alarmTopic=arn:aws:sns:eu-west-1:123456789012:alarms' },
  alarmEmail: { form: address, help: 'an address, such as -c alarmEmail=operations@example.com' },
  budget: { form: /^(?=.*[1-9])\d{1,6}(\.\d{1,2})?$/, help: 'US dollars a month, such as -c budget=20' },
  consoleOrigin: { form: /^https:\/\/[a-z0-9.-]+(:\d{1,5})?$/, help: 'the origin of a page as a browser sends it, without a path or a slash at its end, such as -c consoleOrigin=https://desk.example.com' },
  consoleDomain: { form: host, help: 'a host name in lower case, such as -c consoleDomain=desk.example.com' },
  consoleCertificate: { form: /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[a-z0-9-]+$/, help: 'the ARN of a certificate in AWS Certificate Manager of us-east-1, from where CloudFront takes it, such as -c consoleCertificate=arn:aws:acm:us-east-1:123456789012:certificate/…' },
  domain: { form: host, help: 'a host name in lower case, such as -c domain=api.desk.example.com' },
  certificate: { form: /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[a-z0-9-]+$/, help: 'the ARN of a certificate in AWS Certificate Manager of this region, such as -c certificate=arn:aws:acm:eu-west-1:123456789012:certificate/…' },
  hostedZone: { form: /^Z[A-Z0-9]{1,31}$/, help: 'the id of a public hosted zone in Route 53, such as -c hostedZone=Z0123456789ABCDEFGHIJ' },
  encryption: { form: /^(customer|aws)$/, help: 'customer, for a key of your own in KMS, or aws' },
  waf: { form: /^(true|false)$/, help: 'true or false' },
  tracing: { form: /^(true|false)$/, help: 'true or false' },
  webAcl: { form: /^arn:aws[a-z-]*:wafv2:us-east-1:\d{12}:global\/webacl\/[A-Za-z0-9_-]+\/[a-z0-9-]+$/, help: 'the ARN of a web ACL of the scope CLOUDFRONT, which is in us-east-1, such as -c webAcl=arn:aws:wafv2:us-east-1:123456789012:global/webacl/desk/…' },
  table: { form: /^[A-Za-z0-9_.-]{3,255}$/, help: 'the name of a table that was restored in this region, such as -c table=lambdesk-restored' },
  tableStream: { form: /^arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/[A-Za-z0-9_.-]+\/stream\/[0-9T:.-]+$/, help: 'the ARN of its stream, as aws dynamodb describe-table --query Table.LatestStreamArn answers it' },
} as const satisfies Readonly<Record<string, Setting>>;

type Name = keyof typeof settings;
const names = Object.keys(settings) as Name[];

/** The names of all settings. */
export const settingNames: readonly string[] = names;

/** What two deployments cannot share: data, names, and the console that people are sent back to. */
const ofOneDeployment: readonly Name[] = ['table', 'tableStream', 'domain', 'certificate', 'hostedZone', 'consoleOrigin', 'consoleDomain', 'consoleCertificate'];

/** Another stage than that of `cdk.json` would otherwise work on the data of that, or take its names away. */
const borrowed = (said: Said, project: Said): string[] => (said.stage || 'prod') === (project.stage || 'prod') ? [] : ofOneDeployment.filter((name) => said[name] && said[name] === project[name])
  .map((name) => `${name} stands in cdk.json, where it is that of the stage ${project.stage || 'prod'}: give the one of ${said.stage || 'prod'} with -c ${name}=…, or -c ${name}= for none.`);

type Said = Readonly<Record<Name, string | undefined>>;
const saidIn = (context: Readonly<Record<string, unknown>>): Said =>
  Object.fromEntries(names.map((name) => [name, textOf(Object.hasOwn(context, name) ? context[name] : '')])) as Said;

/** `cdk.json` may hold `true` where the command line holds `'true'`; undefined for what is no text at all. */
const textOf = (value: unknown): string | undefined =>
  value === undefined || value === null ? '' : ['string', 'boolean', 'number'].includes(typeof value) ? String(value).trim() : undefined;

/** A setting that nobody reads would go unnoticed: `-c stgae=test` would deploy to production. */
const misspelt = (given: readonly string[]): string[] =>
  given.filter((name) => !settingNames.includes(name) && /^[A-Za-z_-]+$/.test(name) && !name.startsWith('cli-')).flatMap((name) => {
    const plain = name.replace(/[_-]/g, '');
    const hint = didYouMean(plain, names.filter((other) => other.length > 3 || other === plain.toLowerCase()));
    return hint.startsWith('did you mean') ? [`${name} is no setting: ${hint}`] : [];
  });

const malformed = (said: Said): string[] =>
  names.filter((name) => said[name] === undefined || (said[name] && !settings[name].form.test(said[name])))
    .map((name) => `${name} is ${said[name] === undefined ? 'no text' : JSON.stringify(said[name])}, but must be ${settings[name].help}.`);

function contradictions({ consoleOrigin, consoleDomain, consoleCertificate, issuer, audience, alarmTopic, alarmEmail, domain, certificate, hostedZone, waf, table, tableStream }: Said): string[] {
  const both = (one: string | undefined, other: string | undefined): boolean => !!one && !!other;
  return [
    issuer && !audience && 'issuer is given without audience: say which client ids the tokens are for, such as -c audience=0oa1b2c3.',
    audience && !issuer && 'audience is given without issuer: say who signs the tokens, such as -c issuer=https://login.example.com; or leave both out to get a user pool.',
    both(alarmTopic, alarmEmail) && 'alarmTopic and alarmEmail are both given: subscribe the address to your topic, and leave alarmEmail out.',
    domain && !certificate && 'domain is given without certificate: ask AWS Certificate Manager for one of that name in this region, and give its ARN with -c certificate=….',
    certificate && !domain && 'certificate is given without domain: say which name it is for, such as -c domain=api.desk.example.com.',
    hostedZone && !domain && 'hostedZone is given without domain: say which name to enter into it, such as -c domain=api.desk.example.com.',
    consoleDomain && !consoleCertificate && 'consoleDomain is given without consoleCertificate: ask AWS Certificate Manager for one of that name in us-east-1, and give its ARN with -c consoleCertificate=….',
    consoleCertificate && !consoleDomain && 'consoleCertificate is given without consoleDomain: say which name it is for, such as -c consoleDomain=desk.example.com.',
    both(consoleOrigin, consoleDomain) && consoleOrigin !== `https://${consoleDomain}` && 'consoleOrigin and consoleDomain name two addresses: leave consoleOrigin out.',
    both(domain, consoleDomain) && domain === consoleDomain && 'domain and consoleDomain are one name: the API under the console’s address needs none of its own, so leave domain out, or choose another.',
    waf === 'true' && issuer && 'waf is given with issuer: it guards the user pool, and with a sign-in of your own there is none. To guard the API, see webAcl.',
    table && !tableStream && 'table is given without tableStream: switch its stream on (NEW_IMAGE), and give the ARN with -c tableStream=…; without it no event would be published.',
    tableStream && !table && 'tableStream is given without table: say which table it is of, such as -c table=lambdesk-restored.',
    both(table, tableStream) && !tableStream!.includes(`:table/${table}/stream/`) && 'tableStream is the stream of another table than table: give the LatestStreamArn of that very table.',
  ].filter((fault) => typeof fault === 'string' && fault !== '') as string[];
}
