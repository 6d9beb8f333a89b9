import { CloudFormationClient, paginateDescribeStacks, paginateListStackResources } from '@aws-sdk/client-cloudformation';

/** The physical names of what the stacks made of a type, where the id in the template is like this. */
export async function resourceNames({ type, like }: { type: string; like: RegExp }): Promise<string[]> {
  const client = new CloudFormationClient({});
  const found: string[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
    for (const { StackName } of Stacks) {
      for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
        found.push(...StackResourceSummaries.filter(({ ResourceType, LogicalResourceId }) => ResourceType === type && like.test(LogicalResourceId!)).map(({ PhysicalResourceId }) => PhysicalResourceId!));
      }
    }
  }
  return found;
}
