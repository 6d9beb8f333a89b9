import { CfnOutput, CrossStackReferences, ReferenceStrength, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ConsoleDistribution } from './constructs/console-distribution.ts';
import { ConsoleFiles } from './constructs/console-files.ts';
import type { PlatformStack } from './platform-stack.ts';
import type { Settings } from './settings.ts';

export interface ConsoleStackProps extends StackProps {
  readonly settings: Settings;
  readonly platform: PlatformStack;
  /** The folder with the built console. */
  readonly folder: string;
}

/** The console, and the API beside it under the same address. Nothing in here keeps anything: it can be deleted and made again. */
export class ConsoleStack extends Stack {
  constructor(scope: Construct, id: string, { settings, platform: { api, signIn }, folder, ...props }: ConsoleStackProps) {
    super(scope, id, props);
    // The platform goes first and may lose what this names: the pool with an issuer of one's own, the client without the console's address.
    CrossStackReferences.of(this).consume(ReferenceStrength.WEAK);
    const { consoleDomain, webAcl } = settings;
    const { issuer, clientId = '', signOut, origins } = signIn;
    // Everywhere it is the identity token that is for the console's client, and from Cognito the only one that says the tenant.
    const { bucket } = new ConsoleFiles(this, 'Files', { folder, configuration: { issuer, clientId, bearer: 'id_token', api: '', ...(signOut && { signOut }) } });
    const { address, distribution } = new ConsoleDistribution(this, 'Served', { files: bucket, api: api.host, signIn: origins, consoleDomain, webAcl });
    new CfnOutput(this, 'ConsoleUrl', { value: address, description: 'The console' });
    if (consoleDomain) new CfnOutput(this, 'ConsoleCname', { value: `${consoleDomain.name} CNAME ${distribution.distributionDomainName}`, description: 'The DNS record to make, where the domain is looked after' });
    if (!clientId) new CfnOutput(this, 'NextStep', { value: `npm run deploy -- -c consoleOrigin=${address}`, description: 'Deploy once more like this, and people can sign in to the console' });
    if (settings.oidc) new CfnOutput(this, 'SignInReturnsTo', { value: `${address}/signed-in`, description: 'Register this at your sign-in for the console' });
  }
}
