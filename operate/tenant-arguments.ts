import { person } from '../functions/workforce/person.ts';
import type { BusinessCalendar } from '../shared/clock/calendar.ts';
import { isTenant } from '../shared/http/request.ts';
import { roles, type Role } from '../shared/record/define.ts';
import { optional, text } from '../shared/record/field.ts';
import { calendarFrom } from './calendar.ts';
import { insistOnNone, readCommandLine } from './command-line.ts';
import { stageOption, stageUsage } from './deployment.ts';

const granted: readonly Role[] = roles.filter((role) => role !== 'system' && role !== 'importer');

export interface Admission {
  readonly creating: boolean;
  readonly tenant: string;
  readonly person: { readonly name: string; readonly displayName: string; readonly email?: string; readonly team?: string };
  readonly roles: readonly Role[];
  readonly calendar?: BusinessCalendar;
  readonly resend: boolean;
  readonly dry: boolean;
}

const { name, email, displayName } = person.fields;
const values = { tenant: text(), name, email, 'display-name': optional(displayName), roles: optional(text()), ...stageOption };
const switches = ['password-stdin', 'resend', 'dry-run'];

/** @throws {Misused} naming everything that is wrong with the command line */
export function readAdmission(args: readonly string[], creating: boolean): Admission & { readonly stage?: string; readonly withPassword: boolean } {
  const { given, set, faults } = readCommandLine(args, { values: { ...values, ...(creating ? { calendar: optional(text()) } : { team: person.fields.team }) }, switches });
  const { tenant = '', name: who = '' } = given;
  const wanted = (given.roles ?? (creating ? 'agent,admin' : '')).split(',').map((one) => one.trim()).filter(Boolean);
  const unknown = wanted.filter((one) => !granted.includes(one as Role));
  const calendar = given.calendar === undefined ? undefined : calendarFrom(given.calendar);
  insistOnNone([
    ...faults,
    ...(tenant && !isTenant(tenant) ? [`--tenant takes lower-case letters, digits and hyphens, 63 at most, and begins with a letter or digit.`] : []),
    ...(who === 'system' || who === 'importer' ? [`--name ${who} is what the service itself acts as.`] : []),
    ...(unknown.length > 0 ? [`--roles: there is no role ${unknown.join(', ')}; there is ${granted.join(', ')}.`] : []),
    ...(typeof calendar === 'string' ? [`--calendar: ${calendar}`] : []),
  ]);
  return {
    creating, tenant, roles: [...new Set(wanted)] as Role[], calendar: calendar as BusinessCalendar | undefined, stage: given.stage,
    person: { name: who, displayName: given['display-name'] ?? who, ...(given.email && { email: given.email }), ...(given.team && { team: given.team }) },
    resend: set.has('resend'), dry: set.has('dry-run'), withPassword: set.has('password-stdin'),
  };
}

export const usageOf = (creating: boolean): string => `${creating ? `npm run tenant:create -- --tenant acme --name anna --email anna@example.com

Makes a tenant and its first person, or what is missing of them; what is there stays as it is.` : `npm run person:invite -- --tenant acme --name bram --email bram@example.com --team service-desk --roles agent

Lets a further person in to a tenant that is there.`}

--tenant        short name of the organisation; its data is kept apart by it, for good
--name          short name to sign in with, for good: lower-case letters, digits, dots, hyphens
--email         where the invitation goes: Cognito mails a password for three days, to be changed at the first sign-in
--display-name  as others see it; the short name when left out
--roles         with commas: ${granted.join(', ')};
                ${creating ? 'agent,admin' : 'none (somebody who reports)'} when left out
${creating ? `--calendar      makes an agreement with these service hours, without which no clock runs: always, or Monday to Friday as in
                "Europe/Brussels 08:00-12:30,13:00-17:00"` : '--team          the team that they work in'}
${stageUsage}
--password-stdin  takes the password from standard input, for good, and mails no invitation
--resend        mails the invitation again, with a new password, to somebody who has not followed it yet
--dry-run       says what it would make, and makes nothing

Needs AWS credentials that may describe the stack, administer the user pool, and read and write the table; AWS_PROFILE and AWS_REGION say which.`;
