import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { text } from '../shared/record/field.ts';
import { command, Obstacle } from './command.ts';
import { insistOnNone, readCommandLine } from './command-line.ts';
import { findDeployment, stageOption, stageUsage } from './deployment.ts';
import { identityToken } from './identity-token.ts';
import { passwordFrom } from './password.ts';

const usage = `TOKEN=$(printf %s "$PASSWORD" | npm run -s person:token -- --name anna)

Prints a token for the API, good for an hour, for somebody whose password is piped in.

--name          short name to sign in with
${stageUsage}

Needs AWS credentials that may describe the stack and sign people in (cognito-idp:AdminInitiateAuth).`;

await command({
  usage, args: process.argv.slice(2),
  async run(args) {
    const { given: { name, stage }, faults } = readCommandLine(args, { values: { name: text(), ...stageOption }, switches: [] });
    insistOnNone(faults);
    const password = await passwordFrom(process.stdin);
    const { pool, stack } = await findDeployment(new CloudFormationClient({}), stage);
    if (!pool) throw new Obstacle(`${stack} has no user pool: tokens come from your own sign-in.`);
    console.log(await identityToken(new CognitoIdentityProviderClient({}), { pool, name: name!, password }));
  },
});
