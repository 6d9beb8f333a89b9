import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { definitions } from '../functions/index.ts';
import { dynamoTable } from '../shared/aws/dynamo-table.ts';
import { kernelOn } from '../shared/aws/lambda-kernel.ts';
import { leanClient } from '../shared/aws/lean-client.ts';
import { command } from './command.ts';
import { findDeployment } from './deployment.ts';
import { passwordFrom } from './password.ts';
import { readAdmission, usageOf } from './tenant-arguments.ts';
import { admit } from './admit.ts';

const [verb, ...args] = process.argv.slice(2);
const creating = verb === 'create';

await command({
  usage: usageOf(creating), args,
  async run() {
    const { stage, withPassword, ...wanted } = readAdmission(args, creating);
    const password = withPassword ? await passwordFrom(process.stdin) : undefined;
    const deployment = await findDeployment(new CloudFormationClient({}), stage);
    const kernel = kernelOn({ table: dynamoTable({ client: new DynamoDBClient(leanClient), name: deployment.table }), definitions, log: () => {} });
    await admit({ kernel, cognito: new CognitoIdentityProviderClient({}), deployment, say: (line) => console.log(line) }, { ...wanted, password });
  },
});
