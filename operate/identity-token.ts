import { AdminInitiateAuthCommand, NotAuthorizedException, UserNotFoundException, type CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { Obstacle } from './command.ts';
import type { Deployment } from './deployment.ts';

/**
 * Somebody's identity token, good for an hour; Cognito's access token does not carry the tenant.
 * @throws {Obstacle} when they cannot sign in with that password alone
 */
export async function identityToken(client: CognitoIdentityProviderClient, { pool, name, password }: { pool: NonNullable<Deployment['pool']>; name: string; password: string }): Promise<string> {
  try {
    const { AuthenticationResult, ChallengeName } = await client.send(new AdminInitiateAuthCommand({ UserPoolId: pool.id, ClientId: pool.client, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: name, PASSWORD: password } }));
    if (AuthenticationResult?.IdToken) return AuthenticationResult.IdToken;
    throw new Obstacle(ChallengeName === 'NEW_PASSWORD_REQUIRED'
      ? `${name} still has the password of the invitation. Sign in once to change it, or set one for good: tenant:create or person:invite with --password-stdin.`
      : `${name} signs in with more than a password (${ChallengeName}); take the token where that can be given.`);
  } catch (error) {
    if (error instanceof NotAuthorizedException || error instanceof UserNotFoundException) throw new Obstacle(`${name} cannot sign in with this password: ${error.message}`);
    throw error;
  }
}
