import { Aspects, type App } from 'aws-cdk-lib';
import type { AnyDefinition } from '../shared/record/define.ts';
import { EncryptedByKey } from './constructs/encryption-key.ts';
import { Traced } from './constructs/tracing.ts';
import { ConsoleStack } from './console-stack.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { PlatformStack } from './platform-stack.ts';
import { PracticesStack, practicesOf } from './practices-stack.ts';
import type { Settings } from './settings.ts';
import { machinesOf, WorkflowsStack } from './workflows-stack.ts';

const families = ['general', 'service', 'technical'] as const;

/**
 * The stacks of a deployment: the platform, one for each family that has practices, one for their workflows, and one for the console.
 * @param console the folder with the built console; without one there is none
 */
export function composeStacks(app: App, { settings, definitions, bundles, console: folder }: { settings: Settings; definitions: readonly AnyDefinition[]; bundles: string; console?: string }): { platform: PlatformStack; console?: ConsoleStack; practices: PracticesStack[]; workflows?: WorkflowsStack; observability: ObservabilityStack } {
  const { prefix } = settings;
  const platform = new PlatformStack(app, `${prefix}-platform`, { description: 'Lambdesk: records, events, API and sign-in', settings, definitions, bundles });
  if (settings.tracing) Aspects.of(app).add(new Traced());
  if (platform.key) Aspects.of(app).add(new EncryptedByKey(platform.key));
  const practices = families.filter((family) => practicesOf(definitions, family).length > 0).map((family) =>
    new PracticesStack(app, `${prefix}-${family}`, { description: `Lambdesk: ${family} management practices`, family, definitions, platform, bundles }));
  const workflows = machinesOf(definitions).length > 0 ? new WorkflowsStack(app, `${prefix}-workflows`, { description: 'Lambdesk: workflows', prefix, definitions, platform, bundles }) : undefined;
  const observability = new ObservabilityStack(app, `${prefix}-observability`, { description: 'Lambdesk: dashboards, and a budget', settings, platform, practices, workflows });
  const console = folder ? new ConsoleStack(app, `${prefix}-console`, { description: 'Lambdesk: console', settings, platform, folder }) : undefined;
  return { platform, console, practices, workflows, observability };
}
