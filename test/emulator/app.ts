import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { definitions } from '../../functions/index.ts';
import { bundleFunctions } from '../../infra/bundle.ts';
import { composeStacks } from '../../infra/compose.ts';
import { ourEvents } from '../../infra/constructs/service-bus.ts';
import { settingsFrom } from '../../infra/settings.ts';
import { adjust } from './adjust.ts';
import { EARS, TABLE } from './outputs.ts';

// As infra/app.ts, but for the checks, which look at what is deployed to AWS.
const app = new App();
const settings = settingsFrom(app.node.getAllContext());
const { platform } = composeStacks(app, { settings, definitions, bundles: (await bundleFunctions()).directory });

// What stories listen with: all that is on the bus, in a queue that nothing else reads.
const ears = new Stack(app, `${settings.prefix}-ears`);
const queue = new Queue(ears, 'Queue');
new Rule(ears, 'Rule', { eventBus: platform.bus, eventPattern: ourEvents, targets: [new SqsQueue(queue)] });
new CfnOutput(ears, EARS, { value: queue.queueUrl });
new CfnOutput(ears, TABLE, { value: platform.table.tableName });

console.error(`Left out, because the emulator cannot hold it:\n${adjust(app).map((one) => `  ${one}`).join('\n')}`);
