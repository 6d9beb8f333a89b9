import { AdminInitiateAuthCommand, CognitoIdentityProviderClient, NotAuthorizedException } from '@aws-sdk/client-cognito-identity-provider';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { identityToken } from '../../operate/identity-token.ts';

const client = new CognitoIdentityProviderClient({ region: 'eu-west-1' });
const cognito = mockClient(client as never);
beforeEach(() => void cognito.reset());
const ask = () => identityToken(client, { pool: { id: 'pool', client: 'client' }, name: 'anna', password: 'secret' });

describe('a token', () => {
  it('is the identity token, not the access token', async () => {
    cognito.on(AdminInitiateAuthCommand, { UserPoolId: 'pool', ClientId: 'client', AuthParameters: { USERNAME: 'anna', PASSWORD: 'secret' } } as never).resolves({ AuthenticationResult: { IdToken: 'identity', AccessToken: 'access' } });
    expect(await ask()).toBe('identity');
  });

  it.each([
    ['whose password is that of the invitation', { ChallengeName: 'NEW_PASSWORD_REQUIRED' as const }, /anna still has the password of the invitation.*--password-stdin/],
    ['who signs in with a code as well', { ChallengeName: 'SOFTWARE_TOKEN_MFA' as const }, /more than a password \(SOFTWARE_TOKEN_MFA\)/],
  ])('is not given for somebody %s', async (_, answer, says) => {
    cognito.on(AdminInitiateAuthCommand).resolves(answer);
    await expect(ask()).rejects.toThrow(says);
  });

  it('is not given for a wrong password', async () => {
    cognito.on(AdminInitiateAuthCommand).rejects(new NotAuthorizedException({ message: 'Incorrect username or password.', $metadata: {} }));
    await expect(ask()).rejects.toThrow('anna cannot sign in with this password: Incorrect username or password.');
  });
});
