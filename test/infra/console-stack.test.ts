import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, describe, expect, it } from 'vitest';
import { synthesise, type Resource, type Synthesised } from './synthesise.ts';

const webAcl = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/desk/0f1e2d3c-0000-1111-2222-333344445555';
const own = { consoleDomain: 'desk.example.com', consoleCertificate: 'arn:aws:acm:us-east-1:123456789012:certificate/0f1e2d3c-0000-1111-2222-333344445555', webAcl };
const made: Synthesised[] = [];
const deployed = (context: Record<string, string> = {}): Synthesised => {
  const stacks = synthesise({ context, withConsole: true });
  made.push(stacks);
  return stacks;
};
afterAll(() => made.forEach(({ close }) => close()));

const plain = deployed();
const named = deployed(own);
const issued = deployed({ issuer: 'https://login.example.com/tenant', audience: 'console,robots' });

const inConsole = (stacks: Synthesised, type: string): [string, Resource][] => stacks.ofType(type).filter(([at]) => at.startsWith('lambdesk-console/'));
const one = (stacks: Synthesised, type: string): Record<string, any> => {
  const found = inConsole(stacks, type);
  expect(found.map(([at]) => at)).toHaveLength(1);
  return found[0]![1].Properties;
};
const distribution = (stacks: Synthesised): any => one(stacks, 'AWS::CloudFront::Distribution').DistributionConfig;
const outputs = (stacks: Synthesised): Record<string, any> => (stacks.templates.get('lambdesk-console') as { Outputs: Record<string, any> }).Outputs;
/** The configuration as it is deployed, with marks in the place of what is known at deployment only. */
function configuration({ assembly }: Synthesised): unknown {
  const files = readdirSync(assembly, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('/configuration.json'));
  expect(files).toHaveLength(1);
  return JSON.parse(readFileSync(join(assembly, files[0]!), 'utf8'));
}
const mark = expect.stringMatching(/<<marker:/);

describe('the console’s files', () => {
  it('are private: their bucket does not let the public in, and is not read without TLS', () => {
    const { PublicAccessBlockConfiguration, BucketEncryption } = one(plain, 'AWS::S3::Bucket');
    expect(PublicAccessBlockConfiguration).toEqual({ BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true });
    expect(BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault).toEqual({ SSEAlgorithm: 'AES256' });
    expect(one(plain, 'AWS::S3::BucketPolicy').PolicyDocument.Statement[0]).toMatchObject({ Effect: 'Deny', Action: 's3:*', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  });

  it('go with their stack: the bucket is emptied first, and nothing is retained', () => {
    const [[bucket]] = inConsole(plain, 'AWS::S3::Bucket') as [[string, Resource]];
    expect(one(plain, 'Custom::S3AutoDeleteObjects').BucketName).toEqual({ Ref: bucket.split('/')[1] });
    expect([...plain.resources].filter(([at, { DeletionPolicy }]) => at.startsWith('lambdesk-console/') && DeletionPolicy === 'Retain')).toEqual([]);
  });

  it('are read by this distribution, and by nobody else but what empties the bucket', () => {
    const statements = one(plain, 'AWS::S3::BucketPolicy').PolicyDocument.Statement.filter(({ Effect }: any) => Effect === 'Allow');
    const allowed = statements.filter(({ Principal }: any) => !JSON.stringify(Principal).includes('CustomS3AutoDeleteObjects'));
    expect(statements).toHaveLength(allowed.length + 1);
    expect(allowed.map(({ Action }: any) => Action).flat().sort()).toEqual(['s3:GetObject', 's3:ListBucket']);
    for (const { Principal, Condition } of allowed) {
      expect(Principal).toEqual({ Service: 'cloudfront.amazonaws.com' });
      expect(JSON.stringify(Condition.StringEquals['AWS:SourceArn'])).toContain(inConsole(plain, 'AWS::CloudFront::Distribution')[0]![0].split('/')[1]);
    }
    expect(one(plain, 'AWS::CloudFront::OriginAccessControl').OriginAccessControlConfig).toMatchObject({ SigningBehavior: 'always', SigningProtocol: 'sigv4', OriginAccessControlOriginType: 's3' });
  });

  it('are kept for good by browsers where their names change with what is in them, and asked for again where not', () => {
    const copies = inConsole(plain, 'Custom::CDKBucketDeployment').map(([, { Properties }]) => [Properties.DestinationBucketKeyPrefix, Properties.SystemMetadata, Properties.Prune]);
    expect(copies).toEqual([
      ['assets', { 'cache-control': 'public, max-age=31536000, immutable' }, false],
      [undefined, { 'cache-control': 'no-cache' }, false],
    ]);
  });
});

describe('a page of the console', () => {
  const policy = (stacks: Synthesised): string => JSON.stringify(one(stacks, 'AWS::CloudFront::ResponseHeadersPolicy').ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy);

  it('runs its own scripts only, and asks nobody but its own service and sign-in', () => {
    for (const stacks of [plain, named, issued]) {
      expect(policy(stacks)).toMatch(/default-src 'none'; script-src 'self'; style-src 'self';/);
      expect(policy(stacks)).toMatch(/frame-ancestors 'none'/);
      expect(policy(stacks)).not.toMatch(/unsafe|\*|https?:(?!\/\/)/);
    }
    expect(policy(issued)).toContain("connect-src 'self' https://login.example.com; ");
    expect(policy(plain)).not.toContain('amazoncognito.com');
    expect(policy(named)).toContain('amazoncognito.com');
  });

  it('is index.html at every address that names no file', () => {
    const { FunctionCode, FunctionConfig } = one(plain, 'AWS::CloudFront::Function');
    expect(FunctionConfig.Runtime).toBe('cloudfront-js-2.0');
    const served = (uri: string): string => runInNewContext(`${FunctionCode}; handler({ request: { uri: ${JSON.stringify(uri)} } }).uri`) as string;
    for (const address of ['/', '/queue', '/records/incidents/INC0000001', '/records/cis/mail.example.com', '/signed-in']) expect([address, served(address)]).toEqual([address, '/index.html']);
    for (const file of ['/assets/index-0f1e2d3c.js', '/assets/gone', '/icon.svg', '/favicon.ico', '/configuration.json', '/.well-known/security.txt']) expect([file, served(file)]).toEqual([file, file]);
    expect(distribution(plain).DefaultCacheBehavior.FunctionAssociations).toEqual([{ EventType: 'viewer-request', FunctionARN: expect.anything() }]);
  });
});

describe('the API under the console’s address', () => {
  // AWS's own policies, by their ids: CachingDisabled, and AllViewerExceptHostHeader, which passes Authorization on.
  const never = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
  const everything = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

  it('is never kept, takes every method, and is told who asks', () => {
    const { CacheBehaviors, Origins, DefaultCacheBehavior } = distribution(plain);
    expect(CacheBehaviors.map(({ PathPattern }: any) => PathPattern)).toEqual(['/v1/*', '/openapi.json', '/health']);
    for (const { CachePolicyId, OriginRequestPolicyId, AllowedMethods, FunctionAssociations, ViewerProtocolPolicy, TargetOriginId } of CacheBehaviors) {
      expect([CachePolicyId, OriginRequestPolicyId, FunctionAssociations, ViewerProtocolPolicy]).toEqual([never, everything, undefined, 'https-only']);
      expect(AllowedMethods).toEqual(expect.arrayContaining(['GET', 'POST', 'PATCH', 'DELETE']));
      expect(Origins.find(({ Id }: any) => Id === TargetOriginId).CustomOriginConfig).toMatchObject({ OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] });
    }
    expect(DefaultCacheBehavior.CachePolicyId).not.toBe(never);
    // CloudFormation joins what it reads from another stack; not everywhere does it split it.
    expect(JSON.stringify(Origins)).toMatch(/"Fn::Join":\["",\[\{"Fn::GetStackOutput":[^\]]*\},"\.execute-api\."/);
  });

  it('answers its own refusals: no status of anything is turned into a page', () => {
    for (const stacks of [plain, named]) expect(distribution(stacks).CustomErrorResponses).toBeUndefined();
  });
});

describe('the distribution', () => {
  it('is the cheapest there is, speaks HTTP/2 and 3, and compresses', () => {
    expect(distribution(plain)).toMatchObject({ PriceClass: 'PriceClass_100', HttpVersion: 'http2and3', DefaultCacheBehavior: { Compress: true, ViewerProtocolPolicy: 'redirect-to-https' } });
    expect(distribution(plain).WebACLId).toBeUndefined();
  });

  // Addresses hold what people search for, names of people and teams, and the code that they come back with from the sign-in.
  it('writes no log of the addresses that people ask for', () => {
    for (const stacks of [plain, named, issued]) {
      expect(distribution(stacks).Logging).toBeUndefined();
      expect(inConsole(stacks, 'AWS::Logs::DeliverySource')).toEqual([]);
    }
  });

  it('has the name, certificate and web ACL that were given', () => {
    expect(distribution(named)).toMatchObject({ Aliases: ['desk.example.com'], WebACLId: webAcl, ViewerCertificate: { AcmCertificateArn: own.consoleCertificate, MinimumProtocolVersion: 'TLSv1.2_2021' } });
    expect(JSON.stringify(outputs(named).ConsoleCname.Value)).toContain('desk.example.com CNAME ');
  });

  it('comes with few resources', () => {
    expect([...plain.resources].filter(([at]) => at.startsWith('lambdesk-console/')).length).toBeLessThanOrEqual(16);
  });
});

describe('sign-in to the console', () => {
  const clients = (stacks: Synthesised): [string, any][] => stacks.ofType('AWS::Cognito::UserPoolClient').map(([at, { Properties }]) => [at.split('/')[1]!, Properties]);

  it('waits for the address, and says which command takes it', () => {
    expect(clients(plain)).toHaveLength(1);
    expect(configuration(plain)).toEqual({ issuer: mark, clientId: '', bearer: 'id_token', api: '' });
    expect(JSON.stringify(outputs(plain).NextStep.Value)).toContain('npm run deploy -- -c consoleOrigin=https://');
    expect(plain.ofType('AWS::Cognito::UserPoolDomain')).toEqual([]);
  });

  it('comes back to the console alone, by code flow without a secret', () => {
    const [, console] = clients(named);
    expect(console![1]).toMatchObject({
      AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid', 'profile', 'email'], CallbackURLs: ['https://desk.example.com/signed-in'], LogoutURLs: ['https://desk.example.com/signed-out'],
      GenerateSecret: false, SupportedIdentityProviders: ['COGNITO'],
    });
    expect(console![1].ReadAttributes).toContain('custom:tenant');
    expect(outputs(named).NextStep).toBeUndefined();
  });

  it('gives tokens that the API takes, which of Cognito’s are those with the tenant', () => {
    expect(configuration(named)).toEqual({ issuer: mark, clientId: mark, bearer: 'id_token', api: '', signOut: expect.stringMatching(/\/logout\?client_id=.*logout_uri=https%3A%2F%2Fdesk\.example\.com%2Fsigned-out$/) });
    const [, { Properties }] = named.ofType('AWS::ApiGatewayV2::Authorizer')[0]!;
    expect(Properties.JwtConfiguration.Audience).toEqual(clients(named).map(([Ref]) => ({ Ref })));
    expect(Properties.JwtConfiguration.Audience).toHaveLength(2);
  });

  it('uses an issuer of one’s own with the first of its audiences, and waits for nothing', () => {
    expect(configuration(issued)).toEqual({ issuer: 'https://login.example.com/tenant', clientId: 'console', bearer: 'id_token', api: '' });
    expect(Object.keys(outputs(issued)).filter((name) => !name.startsWith('Export'))).toEqual(['ConsoleUrl', 'SignInReturnsTo']);
    expect(issued.ofType('AWS::Cognito::UserPool')).toEqual([]);
  });
});

describe('all of it', () => {
  it.each([[{}], [own], [{ issuer: 'https://login.example.com', audience: 'console' }]])('passes the AWS Solutions rules of cdk-nag, as %o', (context) => {
    expect(() => synthesise({ context: context as Record<string, string>, checked: true, withConsole: true }).close()).not.toThrow();
  });
});
