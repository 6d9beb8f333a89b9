import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { definitions } from '../functions/index.ts';
import { bundleFunctions } from './bundle.ts';
import { composeStacks } from './compose.ts';
import { settingsFrom } from './settings.ts';

const app = new App();
const settings = settingsFrom((name) => app.node.tryGetContext(name));
composeStacks(app, { settings, definitions, bundles: (await bundleFunctions()).directory });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
