import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { definitions } from '../functions/index.ts';
import { bundleFunctions } from './bundle.ts';
import { composeStacks } from './compose.ts';
import { consoleFolder } from './console-folder.ts';
import { contextOfProject, settingsFrom, SettingsError, type Settings } from './settings.ts';

const app = new App();
const settings = settingsOrEnd();
composeStacks(app, { settings, definitions, bundles: (await bundleFunctions()).directory, console: consoleFolder() });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

/** Whoever mistyped a setting is told what to write, and not where in our code that was noticed. */
function settingsOrEnd(): Settings {
  try {
    return settingsFrom(app.node.getAllContext(), contextOfProject());
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
