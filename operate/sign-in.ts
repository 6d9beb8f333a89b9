import {
  AdminAddUserToGroupCommand, AdminCreateUserCommand, AdminGetUserCommand, AdminListGroupsForUserCommand, AdminSetUserPasswordCommand, UserNotFoundException,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Role } from '../shared/record/define.ts';
import { Obstacle } from './command.ts';
import type { Step } from './step.ts';

export interface SignIn {
  readonly tenant: string;
  readonly name: string;
  readonly displayName: string;
  readonly email?: string;
  readonly roles: readonly Role[];
  /** Set for good, and no invitation is mailed; otherwise Cognito mails one with a password for three days. */
  readonly password?: string;
  /** Mails the invitation again to somebody who has not followed it yet. */
  readonly resend: boolean;
}

interface User { readonly tenant?: string; readonly email?: string; readonly status?: string }

/**
 * What is to be done in the user pool so that somebody can sign in.
 * @throws {Obstacle} when the name is taken by somebody of another tenant
 */
export async function signInSteps(client: CognitoIdentityProviderClient, pool: string, wanted: SignIn): Promise<Step[]> {
  const { tenant, name, email, password, resend } = wanted;
  const at = { UserPoolId: pool, Username: name };
  const user = await find(client, at);
  if (user && user.tenant !== tenant) {
    throw new Obstacle(user.tenant ? `There is a sign-in ${name} already, of the tenant ${user.tenant}. Names are unique in a deployment: choose another.`
      : `There is a sign-in ${name} already, of no tenant. If it is the one you mean: aws cognito-idp admin-update-user-attributes --user-pool-id ${pool} --username ${name} --user-attributes Name=custom:tenant,Value=${tenant}`);
  }
  if (!user && !email) throw new Obstacle(`${name} has no sign-in yet: give --email as well.`);
  const groups = new Set(user ? (await client.send(new AdminListGroupsForUserCommand(at))).Groups?.map(({ GroupName }) => GroupName) : []);
  const invite = (again: boolean) => () => client.send(new AdminCreateUserCommand({
    ...at, ...(again ? { MessageAction: 'RESEND' } : { UserAttributes: attributesOf(wanted), ...(password !== undefined ? { MessageAction: 'SUPPRESS' } : { DesiredDeliveryMediums: ['EMAIL'] }) }),
  }));
  const temporary = !user || user.status === 'FORCE_CHANGE_PASSWORD';
  const mails = password === undefined && user && temporary && resend;
  return [
    { what: `sign-in ${name}${remarkOn(user, wanted)}`, ...(!user && { make: invite(false) }) },
    ...wanted.roles.map((role) => ({ what: `role ${role} of ${name}`, ...(!groups.has(role) && { make: () => client.send(new AdminAddUserToGroupCommand({ ...at, GroupName: role })) }) })),
    ...(password !== undefined ? [{ what: `password of ${name}`, ...(temporary && { make: () => client.send(new AdminSetUserPasswordCommand({ ...at, Password: password, Permanent: true })) }) }] : []),
    ...(mails ? [{ what: `invitation of ${name}, mailed again to ${user.email}`, make: invite(true) }] : []),
  ];
}

function remarkOn(user: User | undefined, { email, password }: SignIn): string {
  if (!user) return password === undefined ? `, invited by mail to ${email}` : '';
  if (user.email && email && user.email !== email) return `, whose address stays ${user.email}`;
  return '';
}

const attributesOf = ({ tenant, displayName, email }: SignIn) => [
  { Name: 'custom:tenant', Value: tenant }, { Name: 'name', Value: displayName }, { Name: 'email', Value: email }, { Name: 'email_verified', Value: 'true' },
];

async function find(client: CognitoIdentityProviderClient, at: { UserPoolId: string; Username: string }): Promise<User | undefined> {
  try {
    const { UserAttributes = [], UserStatus } = await client.send(new AdminGetUserCommand(at));
    const valueOf = (name: string): string | undefined => UserAttributes.find(({ Name }) => Name === name)?.Value;
    return { tenant: valueOf('custom:tenant'), email: valueOf('email'), status: UserStatus };
  } catch (error) {
    if (error instanceof UserNotFoundException) return undefined;
    throw error;
  }
}
