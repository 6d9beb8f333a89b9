import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccountRecovery, CfnUserPoolGroup, ClientAttributes, FeaturePlan, Mfa, StringAttribute, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { roles } from '../../shared/record/define.ts';

/** Who may sign in, where no other sign-in is configured: a user pool with a group for every role, and the tenant as an attribute. */
export class People extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  /** What tokens tell of a person. */
  readonly readAttributes = new ClientAttributes().withStandardAttributes({ fullname: true, email: true, emailVerified: true, locale: true }).withCustomAttributes('tenant');

  /** What people may change about themselves. The tenant is not among it: it decides whose data they see; nor the address, to which their notifications go. */
  readonly writeAttributes = new ClientAttributes().withStandardAttributes({ fullname: true, locale: true });

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false, signInAliases: { username: true }, signInCaseSensitive: false,
      customAttributes: { tenant: new StringAttribute({ minLen: 1, maxLen: 63, mutable: true }) },
      autoVerify: { email: true }, accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: { minLength: 12, requireLowercase: true, requireUppercase: true, requireDigits: true, requireSymbols: true, tempPasswordValidity: Duration.days(3) },
      mfa: Mfa.OPTIONAL, mfaSecondFactor: { otp: true, sms: false },
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: true, removalPolicy: RemovalPolicy.RETAIN,
    });
    this.client = this.pool.addClient('Client', {
      generateSecret: false, preventUserExistenceErrors: true, enableTokenRevocation: true,
      authFlows: { userSrp: true, adminUserPassword: true }, disableOAuth: true,
      idTokenValidity: Duration.hours(1), accessTokenValidity: Duration.hours(1), refreshTokenValidity: Duration.days(30),
      readAttributes: this.readAttributes, writeAttributes: this.writeAttributes,
    });
    // The service itself acts as `system` and `importer`; nobody signs in as those.
    for (const role of roles.filter((name) => name !== 'system' && name !== 'importer')) {
      new CfnUserPoolGroup(this, `Group-${role}`, { userPoolId: this.pool.userPoolId, groupName: role });
    }
    Validations.of(this.pool).acknowledge(
      { id: 'AwsSolutions-COG2', reason: 'MFA by authenticator app is offered, not forced: an organisation that forces it does so in its own sign-in (context issuer) or in the pool after the first sign-in.' },
      { id: 'AwsSolutions-COG8', reason: 'The Plus plan is charged per person and month; threat protection is for the owner of the account to buy.' },
    );
  }
}
