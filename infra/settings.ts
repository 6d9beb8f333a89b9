/** What a deployment is told by `cdk.json` or `cdk deploy -c name=value`; all of it optional. */
export interface Settings {
  /** Prefix of what has a name: `lambdesk`, or `lambdesk-test` for the stage `test`. */
  readonly prefix: string;
  /** Another sign-in than the user pool that is made otherwise. */
  readonly oidc?: { readonly issuer: string; readonly audience: readonly string[] };
  /** The sender of notifications; without one none are sent. */
  readonly mailFrom?: string;
  readonly alarmTopic?: string;
  readonly alarmEmail?: string;
}

/**
 * Reads and checks the context of a CDK app.
 * @throws {Error} naming everything that is wrong, and for each what to do
 */
export function settingsFrom(context: (name: string) => unknown): Settings {
  const said = Object.fromEntries(Object.keys(rules).map((name) => [name, String(context(name) ?? '').trim()]));
  const { stage = '', issuer = '', audience = '', mailFrom, alarmTopic, alarmEmail } = said;
  const faults = [
    ...Object.entries(rules).filter(([name, { form }]) => said[name] && !form.test(said[name])).map(([name, { help }]) => `${name} is ${JSON.stringify(said[name])}, but must be ${help}.`),
    ...(issuer && !audience ? ['issuer is given without audience: say which client ids the tokens are for, such as -c audience=0oa1b2c3.'] : []),
    ...(audience && !issuer ? ['audience is given without issuer: say who signs the tokens, such as -c issuer=https://login.example.com; or leave both out to get a user pool.'] : []),
    ...(alarmTopic && alarmEmail ? ['alarmTopic and alarmEmail are both given: subscribe the address to your topic, and leave alarmEmail out.'] : []),
  ];
  if (faults.length > 0) throw new Error(`The context of this deployment does not fit:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  return {
    prefix: stage === '' || stage === 'prod' ? 'lambdesk' : `lambdesk-${stage}`,
    ...(issuer && { oidc: { issuer, audience: audience.split(',').map((one) => one.trim()) } }),
    ...(mailFrom && { mailFrom }), ...(alarmTopic && { alarmTopic }), ...(alarmEmail && { alarmEmail }),
  };
}

const address = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const rules: Readonly<Record<string, { form: RegExp; help: string }>> = {
  stage: { form: /^[a-z][a-z0-9]{0,11}$/, help: '1 to 12 lower-case letters and digits, such as -c stage=test' },
  issuer: { form: /^https:\/\/(?!.*\.well-known)[^\s?#]+$/, help: 'the https address that tokens carry as iss, without /.well-known/…, such as -c issuer=https://login.example.com' },
  audience: { form: /^[^\s,]+(\s*,\s*[^\s,]+)*$/, help: 'one client id or several with commas, as tokens carry them as aud' },
  mailFrom: { form: address, help: 'an address that Amazon SES may send from, such as -c mailFrom=servicedesk@example.com' },
  alarmTopic: { form: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+$/, help: 'the ARN of an SNS topic, such as -c alarmTopic=arn:aws:sns:eu-west-1:123456789012:alarms' },
  alarmEmail: { form: address, help: 'an address, such as -c alarmEmail=operations@example.com' },
};
