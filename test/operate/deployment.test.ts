import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Misused } from '../../operate/command-line.ts';
import { findDeployment } from '../../operate/deployment.ts';
import { contexts } from '../infra/contexts.ts';
import { synthesise } from '../infra/synthesise.ts';

const client = new CloudFormationClient({ region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
const cloudFormation = mockClient(client as never);
beforeEach(() => void cloudFormation.reset());

const stackWith = (outputs: Record<string, string>) => ({ Stacks: [{ StackName: 'lambdesk-platform', CreationTime: new Date(), StackStatus: 'CREATE_COMPLETE' as const, Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })) }] });
const outputs = { ApiUrl: 'https://api.example', TableName: 'records', UserPoolId: 'pool', UserPoolClientId: 'client' };

describe('a deployment', () => {
  it('is found by its stage, prod being the one that cdk.json names', async () => {
    cloudFormation.on(DescribeStacksCommand).resolves(stackWith(outputs));
    expect(await findDeployment(client, 'test')).toEqual({ stack: 'lambdesk-test-platform', api: 'https://api.example', table: 'records', pool: { id: 'pool', client: 'client' } });
    expect((await findDeployment(client)).stack).toBe('lambdesk-platform');
    expect(cloudFormation.commandCalls(DescribeStacksCommand).map(({ args }) => args[0].input.StackName)).toEqual(['lambdesk-test-platform', 'lambdesk-platform']);
  });

  it('has no pool where people sign in elsewhere', async () => {
    cloudFormation.on(DescribeStacksCommand).resolves(stackWith({ ApiUrl: 'https://api.example', TableName: 'records' }));
    expect(await findDeployment(client, 'prod')).not.toHaveProperty('pool');
  });

  it('that is not there is told with where it was looked for', async () => {
    cloudFormation.on(DescribeStacksCommand).rejects(Object.assign(new Error('Stack with id lambdesk-platform does not exist'), { name: 'ValidationError' }));
    await expect(findDeployment(client, 'prod')).rejects.toThrow(/no stack lambdesk-platform in eu-west-1.*AWS_PROFILE.*AWS_REGION.*--stage/);
  });

  it('that is older than these commands is told so', async () => {
    cloudFormation.on(DescribeStacksCommand).resolves(stackWith({ ApiUrl: 'https://api.example' }));
    await expect(findDeployment(client, 'prod')).rejects.toThrow('names no TableName');
  });

  it('lets other refusals through as they are', async () => {
    cloudFormation.on(DescribeStacksCommand).rejects(Object.assign(new Error('not allowed'), { name: 'AccessDenied' }));
    await expect(findDeployment(client, 'prod')).rejects.toThrow('not allowed');
  });

  it('is of a stage that can be one', async () => {
    await expect(findDeployment(client, 'Test!')).rejects.toThrow(Misused);
  });
});

describe('the stacks of a deployment', () => {
  interface Template { readonly Outputs: Readonly<Record<string, { readonly Export?: { readonly Name: string } }>> }
  const deployed = new Map<string, { platform: Template; others: Template[] }>();
  beforeAll(() => {
    for (const [name, { stage: _, ...context }] of Object.entries(contexts)) {
      const { templates, close } = synthesise({ context, withConsole: true });
      const [platform, ...others] = [...templates.values()] as [Template, ...Template[]];
      deployed.set(name, { platform, others });
      close();
    }
  });

  it('say what these commands look for', () => {
    expect(Object.keys(deployed.get('as it comes')!.platform.Outputs)).toEqual(expect.arrayContaining(Object.keys(outputs)));
  });

  // CloudFormation refuses to take an output away while another stack imports it, and the platform is deployed before those that do.
  it('can be given any setting later, and lose it again: what others import of the platform under one context goes under no other', () => {
    const imports = ({ others }: { others: Template[] }): string[] => [...new Set([...JSON.stringify(others).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(([, name]) => name!))];
    const exportsOf = ({ platform }: { platform: Template }): string[] => Object.values(platform.Outputs).flatMap(({ Export }) => Export?.Name ?? []);
    for (const [before, was] of deployed) {
      expect([before, imports(was).length > 3]).toEqual([before, true]);
      // A key of one's own is left on once it is on: what it encrypted needs it.
      const needed = imports(was).filter((name) => !name.includes(':ExportsOutputFnGetAttKey'));
      for (const [after, is] of deployed) expect([before, after, needed.filter((name) => !exportsOf(is).includes(name))]).toEqual([before, after, []]);
    }
  });
});
