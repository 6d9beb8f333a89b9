import { describe, expect, it } from 'vitest';
import { settingsFrom } from '../../infra/settings.ts';

const settings = (context: Record<string, unknown> = {}) => settingsFrom((name) => context[name]);

describe('the context of a deployment', () => {
  it('may be left out altogether', () => {
    expect(settings()).toEqual({ prefix: 'lambdesk' });
  });

  it('names a stage, which keeps deployments of one account apart', () => {
    expect(settings({ stage: 'prod' }).prefix).toBe('lambdesk');
    expect(settings({ stage: 'test' }).prefix).toBe('lambdesk-test');
  });

  it('takes any issuer with the audiences its tokens are for', () => {
    expect(settings({ issuer: 'https://example.eu.auth0.com/', audience: 'one, two' }).oidc).toEqual({ issuer: 'https://example.eu.auth0.com/', audience: ['one', 'two'] });
  });

  it.each([
    [{ stage: 'Prod!' }, /stage is "Prod!", but must be 1 to 12 lower-case letters/],
    [{ issuer: 'https://login.example.com' }, /issuer is given without audience: say which client ids/],
    [{ audience: 'one' }, /audience is given without issuer/],
    [{ issuer: 'http://login.example.com', audience: 'one' }, /issuer is .* must be the https address/],
    [{ issuer: 'https://login.example.com/.well-known/openid-configuration', audience: 'one' }, /without \/\.well-known/],
    [{ mailFrom: 'Service desk' }, /mailFrom is .* Amazon SES may send from/],
    [{ alarmTopic: 'alarms' }, /alarmTopic is .* the ARN of an SNS topic/],
    [{ alarmTopic: 'arn:aws:sns:eu-west-1:123456789012:alarms', alarmEmail: 'operations@example.com' }, /both given/],
  ])('is refused with what to do: %o', (context, says) => {
    expect(() => settings(context)).toThrow(says);
  });

  it('is refused once with everything that is wrong', () => {
    expect(() => settings({ stage: 'X', mailFrom: 'x', alarmEmail: 'x' })).toThrow(/stage[\s\S]*mailFrom[\s\S]*alarmEmail/);
  });
});
