import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { setTimeout as pause } from 'node:timers/promises';
import { leanClient } from '../shared/aws/lean-client.ts';
import { instant, optional, text } from '../shared/record/field.ts';
import { command, Obstacle } from './command.ts';
import { insistOnNone, readCommandLine } from './command-line.ts';
import { compare, verdictOn } from './compare-tables.ts';
import { findDeployment, stageOption, stageUsage } from './deployment.ts';
import { restoreBeside } from './restore-beside.ts';
import { surveyOf, takeOverNumbers } from './survey.ts';

const usage = `npm run restore:drill -- --at 2026-11-21T10:00:00Z

Restores the table, as it was at a moment, into a new one beside it; switches on there what a restored table lacks; compares the two; and says
how to deploy with it. The deployment goes on with its own table until then. Run again with --into, it goes on where it ended.

--at            the moment, of the last 35 days; the latest possible when left out
--into          name of the new table; made from the other one's and the moment when left out
${stageUsage}

Needs AWS credentials that may describe the stack, and restore, change, read and write tables.`;

await command({
  usage, args: process.argv.slice(2),
  async run(args) {
    const { given: { at, into, stage }, faults } = readCommandLine(args, { values: { at: optional(instant()), into: optional(text()), ...stageOption }, switches: [] });
    insistOnNone(faults);
    const say = (line: string): void => console.log(line);
    const client = new DynamoDBClient(leanClient);
    const { table } = await findDeployment(new CloudFormationClient({}), stage);
    const restored = await restoreBeside(client, { table, at, into, say, pause: (milliseconds) => pause(milliseconds) });
    const [there, here] = [await surveyOf(client, table), await surveyOf(client, restored.table)];
    say(`${table} has ${there.items} items now, ${restored.table} has ${here.items} of ${restored.at}.`);
    say(`numbers  ${await takeOverNumbers(client, restored.table, { from: there, to: here })} counters taken over, so that no number is given twice`);
    const { fits, says } = verdictOn(await compare(client, { from: table, to: restored.table, at: restored.at }));
    if (!fits) throw new Obstacle(says);
    say(`${says}\n\nTo work with it, beside your other settings:\n\n  npm run deploy -- ${stage ? `-c stage=${stage} ` : ''}-c table=${restored.table} -c tableStream=${restored.stream}\n\nOr, after a drill, delete it: see docs/deploy.md.`);
  },
});
