import {
  AdminAddUserToGroupCommand, AdminCreateUserCommand, AdminInitiateAuthCommand, AdminSetUserPasswordCommand, CognitoIdentityProviderClient, UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { outputs } from './outputs.ts';

interface WhoSignsIn { readonly name: string; readonly tenant: string; readonly roles: readonly string[]; readonly email?: string }

const PASSWORD = 'Only-for-the-1-emulator';

/** An identity token of the user pool that was deployed, of a person who is entered there unless that was done. */
export async function signIn({ name, tenant, roles, email = `${name}@${tenant}.example` }: WhoSignsIn): Promise<string> {
  const cognito = new CognitoIdentityProviderClient({});
  const { UserPoolId: pool, UserPoolClientId: client } = outputs();
  const user = { UserPoolId: pool, Username: name };
  try {
    await cognito.send(new AdminCreateUserCommand({
      ...user, MessageAction: 'SUPPRESS', UserAttributes: [{ Name: 'custom:tenant', Value: tenant }, { Name: 'email', Value: email }, { Name: 'email_verified', Value: 'true' }],
    }));
    await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }));
    for (const GroupName of roles) await cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName }));
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
  }
  const { AuthenticationResult } = await cognito.send(new AdminInitiateAuthCommand({
    UserPoolId: pool, ClientId: client, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: name, PASSWORD },
  }));
  return AuthenticationResult!.IdToken!;
}
