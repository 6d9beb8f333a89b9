import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { contextOfProject, settingsFrom } from '../infra/settings.ts';
import { optional, text } from '../shared/record/field.ts';
import { Misused } from './command-line.ts';
import { Obstacle } from './command.ts';

/** What a deployment says of itself. */
export interface Deployment {
  readonly stack: string;
  readonly api: string;
  readonly table: string;
  /** Absent where people sign in elsewhere. */
  readonly pool?: { readonly id: string; readonly client: string };
}

/** The option that says which deployment is meant. */
export const stageOption = { stage: optional(text()) };
export const stageUsage = '--stage         which deployment; what cdk.json says when left out, prod as it comes';

/**
 * The deployment of a stage, from the outputs of its platform stack.
 * @throws {Misused} for what can be no stage
 * @throws {Obstacle} when it is not there, or not whole
 */
export async function findDeployment(client: CloudFormationClient, stage = String(contextOfProject().stage ?? '')): Promise<Deployment> {
  const stack = `${prefixOf(stage)}-platform`;
  const region = await client.config.region();
  const outputs = await outputsOf(client, stack);
  if (!outputs) throw new Obstacle(`There is no stack ${stack} in ${region} of this account. Is it the right account (AWS_PROFILE), region (AWS_REGION) and stage (--stage)? Deploy with npm run deploy.`);
  const { ApiUrl: api, TableName: table, UserPoolId: id, UserPoolClientId: poolClient } = outputs;
  if (!api || !table) throw new Obstacle(`The stack ${stack} in ${region} names no ${api ? 'TableName' : 'ApiUrl'}: it is not deployed to its end, or is older than this command. Deploy with npm run deploy.`);
  return { stack, api, table, ...(id && poolClient && { pool: { id, client: poolClient } }) };
}

async function outputsOf(client: CloudFormationClient, stack: string): Promise<Readonly<Record<string, string>> | undefined> {
  try {
    const { Stacks: [found] = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    return found && Object.fromEntries((found.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

function prefixOf(stage: string): string {
  try {
    return settingsFrom({ stage }).prefix;
  } catch {
    throw new Misused([`--stage ${JSON.stringify(stage)} can be no stage: 1 to 12 lower-case letters and digits, such as test.`]);
  }
}
