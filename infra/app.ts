import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { definitions } from '../functions/index.ts';
import { bundleFunctions } from './bundle.ts';
import { composeStacks } from './compose.ts';
import { consoleFolder } from './console-folder.ts';
import { settingsFrom } from './settings.ts';

const app = new App();
const settings = settingsFrom(app.node.getAllContext());
composeStacks(app, { settings, definitions, bundles: (await bundleFunctions()).directory, console: consoleFolder() });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
