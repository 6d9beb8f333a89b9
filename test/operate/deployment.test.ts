import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { Misused } from '../../operate/command-line.ts';
import { findDeployment } from '../../operate/deployment.ts';
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

  it('says of itself what these commands look for', () => {
    const stacks = synthesise();
    try {
      expect(Object.keys(stacks.platform.toJSON().Outputs)).toEqual(expect.arrayContaining(Object.keys(outputs)));
    } finally {
      stacks.close();
    }
  });

  it('can go over to a restored table and back, one stack after the other', () => {
    const exportsOf = (context: Record<string, string>): string[] => {
      const stacks = synthesise({ context });
      try {
        return Object.values(stacks.platform.toJSON().Outputs as Record<string, { Export?: { Name: string } }>).flatMap(({ Export }) => Export?.Name ?? []);
      } finally {
        stacks.close();
      }
    };
    expect(exportsOf({ table: 'restored', tableStream: 'arn:aws:dynamodb:eu-west-1:123456789012:table/restored/stream/2026-11-21T20:56:53.809' }).sort()).toEqual(exportsOf({}).sort());
  });
});
