import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarFrom } from '../../operate/calendar.ts';
import { Misused } from '../../operate/command-line.ts';
import { readAdmission } from '../../operate/tenant-arguments.ts';
import { checkCalendar } from '../../shared/clock/check-calendar.ts';

const create = (line: string) => readAdmission(line.split(' '), true);
const invite = (line: string) => readAdmission(line.split(' '), false);
const whole = '--tenant acme --name anna --email anna@example.com';
const faultsOf = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof Misused) return error.message.split('\n');
    throw error;
  }
  return [];
};

describe('the command line of tenant:create', () => {
  it('makes the first person an agent and an administrator unless other roles are named', () => {
    expect(create(whole)).toEqual({ creating: true, tenant: 'acme', person: { name: 'anna', displayName: 'anna', email: 'anna@example.com' }, roles: ['agent', 'admin'], resend: false, dry: false, withPassword: false });
    expect(create(`${whole} --roles lead,agent,lead --display-name=Anna`)).toMatchObject({ roles: ['lead', 'agent'], person: { displayName: 'Anna' } });
  });

  it('makes who is invited nobody’s agent unless that is said', () => {
    expect(invite(`${whole} --team network --stage test --resend --dry-run --password-stdin`)).toMatchObject({ creating: false, roles: [], person: { team: 'network' }, stage: 'test', resend: true, dry: true, withPassword: true });
  });

  it.each([
    ['--name anna --email anna@example.com', ['--tenant is required.']],
    [`${whole} --tenant other`, ['--tenant is given twice.']],
    ['--tenant --name anna', ['--tenant is given without a value.', '"anna" belongs to no option.', '--name is required.']],
    [`${whole} --constructor`, ['There is no option --constructor.']],
    [`${whole} --dry-run=yes`, ['--dry-run takes no value.']],
    [`${whole} --team network`, ['There is no option --team.', '"network" belongs to no option.']],
    ['--tenant Acme --name anna', ['--tenant takes lower-case letters, digits and hyphens, 63 at most, and begins with a letter or digit.']],
    ['--tenant acme --name Anna', ['--name takes lower-case letters, digits, dots and hyphens, 63 at most, and begins with a letter or digit.']],
    ['--tenant acme --name system', ['--name system is what the service itself acts as.']],
    ['--tenant acme --name anna --email anna', ['--email must be an email address.']],
    [`${whole} --roles agent,system`, [expect.stringMatching(/^--roles: there is no role system; there is agent, .*admin\.$/)]],
    [`${whole} --calendar Mars/Base`, [expect.stringMatching(/^--calendar: "Mars\/Base" is not an IANA time zone/)]],
  ])('refuses %s', (line, faults) => expect(faultsOf(() => create(line))).toEqual(faults));

  it('says everything that is wrong at once', () => {
    const faults = faultsOf(() => create('--tenant Acme --name Anna --emial x --roles boss --calendar sometimes extra'));
    for (const part of ['--tenant takes', '--name takes', 'no option --emial', '"x" belongs', 'no role boss', '--calendar:', '"extra"']) expect(faults).toContainEqual(expect.stringContaining(part));
  });

  it('answers any words with what they mean or what is wrong with them', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('--tenant', '--name', '--email', '--roles', '--calendar', '--stage', '--dry-run', '--', '-h', '-x', '--constructor', '--__proto__', 'acme', '=', '--no-tenant'));
    fc.assert(fc.property(fc.array(word), fc.boolean(), (words, creating) => {
      const faults = faultsOf(() => expect(readAdmission(words, creating)).toMatchObject({ tenant: expect.stringMatching(/^[a-z0-9]/), person: { name: expect.stringMatching(/^[a-z0-9]/) } }));
      expect(faults.every(Boolean)).toBe(true);
    }));
  });
});

describe('service hours in one line', () => {
  it('are those of Monday to Friday, with breaks', () => {
    const spans = [['08:00', '12:30'], ['13:00', '17:00']];
    const calendar = calendarFrom('Europe/Brussels 08:00-12:30,13:00-17:00');
    expect(calendar).toEqual({ timeZone: 'Europe/Brussels', week: { monday: spans, tuesday: spans, wednesday: spans, thursday: spans, friday: spans } });
    expect(checkCalendar(calendar)).toEqual([]);
  });

  it('may be around the clock', () => expect(checkCalendar(calendarFrom('always'))).toEqual([]));

  it.each(['', 'Europe/Brussels', 'Europe/Brussels 17:00-08:00', 'Europe/Brussels 8-17', '08:00-17:00', 'Europe/Brussels 08:00-17:00 daily', 'Europe/Brussels 08:00-17:00-18:00'])('cannot be %j', (line) => {
    expect(calendarFrom(line)).toMatch(/Say always, or such as/);
  });
});
