import { Duration, Stack } from 'aws-cdk-lib';
import { CfnManagedLoginBranding, ManagedLoginVersion, OAuthScope, type ClientAttributes, type UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

/** How the console signs people in to a user pool: pages of Cognito's own, and a client that may ask for tokens by code flow with PKCE. */
export class ConsoleClient extends Construct {
  readonly client: UserPoolClient;
  /** Where the pages are: `https://lambdesk-….auth.….amazoncognito.com`. */
  readonly address: string;
  /** Where somebody is signed out of those pages, and sent back to the console. */
  readonly signOut: string;

  /** @param name that no other user pool of the region has, in any account */
  constructor(scope: Construct, id: string, { pool, name, origin, readAttributes, writeAttributes }: { pool: UserPool; name: string; origin: string; readAttributes: ClientAttributes; writeAttributes: ClientAttributes }) {
    super(scope, id);
    const left = `${origin}/signed-out`;
    this.client = pool.addClient('Console', {
      generateSecret: false, preventUserExistenceErrors: true, enableTokenRevocation: true, authFlows: { userSrp: true },
      oAuth: { flows: { authorizationCodeGrant: true }, scopes: [OAuthScope.OPENID, OAuthScope.PROFILE, OAuthScope.EMAIL], callbackUrls: [`${origin}/signed-in`], logoutUrls: [left] },
      idTokenValidity: Duration.hours(1), accessTokenValidity: Duration.hours(1), refreshTokenValidity: Duration.days(30),
      readAttributes, writeAttributes,
    });
    const domain = pool.addDomain('SignIn', { cognitoDomain: { domainPrefix: name }, managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN });
    // Without a style, even Cognito's own, these pages answer that they are not available.
    new CfnManagedLoginBranding(this, 'Style', { userPoolId: pool.userPoolId, clientId: this.client.userPoolClientId, useCognitoProvidedValues: true });
    this.address = `https://${domain.domainName}.auth.${Stack.of(this).region}.amazoncognito.com`;
    this.signOut = `${this.address}/logout?client_id=${this.client.userPoolClientId}&logout_uri=${encodeURIComponent(left)}`;
  }
}
