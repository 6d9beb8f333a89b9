import {
  AdminAddUserToGroupCommand, AdminCreateUserCommand, AdminGetUserCommand, AdminListGroupsForUserCommand, AdminSetUserPasswordCommand, CognitoIdentityProviderClient, UsernameExistsException, UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { mockClient } from 'aws-sdk-client-mock';

export interface User { attributes: Record<string, string>; groups: string[]; status: string; mails: number; password?: string }

/** A user pool in memory, as far as commands use one, and a client of it. */
export function userPool() {
  const client = new CognitoIdentityProviderClient({ region: 'eu-west-1' });
  const users = new Map<string, User>();
  const mock = mockClient(client as never);
  const user = (name: string | undefined): User => {
    const found = users.get(name!);
    if (!found) throw new UserNotFoundException({ message: 'User does not exist.', $metadata: {} });
    return found;
  };
  mock.on(AdminGetUserCommand).callsFake(({ Username }) => ({ UserStatus: user(Username).status, UserAttributes: Object.entries(user(Username).attributes).map(([Name, Value]) => ({ Name, Value })) }));
  mock.on(AdminListGroupsForUserCommand).callsFake(({ Username }) => ({ Groups: user(Username).groups.map((GroupName) => ({ GroupName })) }));
  mock.on(AdminCreateUserCommand).callsFake(({ Username, MessageAction, UserAttributes = [] }) => {
    if (MessageAction !== 'RESEND' && users.has(Username)) throw new UsernameExistsException({ message: 'User account already exists', $metadata: {} });
    if (MessageAction !== 'RESEND') users.set(Username, { attributes: Object.fromEntries(UserAttributes.map(({ Name, Value }: { Name: string; Value: string }) => [Name, Value])), groups: [], status: 'FORCE_CHANGE_PASSWORD', mails: 0 });
    if (MessageAction !== 'SUPPRESS') user(Username).mails++;
  });
  mock.on(AdminAddUserToGroupCommand).callsFake(({ Username, GroupName }) => void user(Username).groups.push(GroupName));
  mock.on(AdminSetUserPasswordCommand).callsFake(({ Username, Password }) => void Object.assign(user(Username), { password: Password, status: 'CONFIRMED' }));
  return { client, users };
}
