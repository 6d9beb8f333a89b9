import type { App } from 'aws-cdk-lib';
import type { AnyDefinition } from '../shared/record/define.ts';
import { PlatformStack } from './platform-stack.ts';
import { PracticesStack, practicesOf } from './practices-stack.ts';
import type { Settings } from './settings.ts';
import { machinesOf, WorkflowsStack } from './workflows-stack.ts';

const families = ['general', 'service', 'technical'] as const;

/** The stacks of a deployment: the platform, one for each family that has practices, and one for their workflows. */
export function composeStacks(app: App, { settings, definitions, bundles }: { settings: Settings; definitions: readonly AnyDefinition[]; bundles: string }): { platform: PlatformStack; practices: PracticesStack[]; workflows?: WorkflowsStack } {
  const { prefix } = settings;
  const platform = new PlatformStack(app, `${prefix}-platform`, { description: 'Lambdesk: records, events, API and sign-in', settings, definitions, bundles });
  const practices = families.filter((family) => practicesOf(definitions, family).length > 0).map((family) =>
    new PracticesStack(app, `${prefix}-${family}`, { description: `Lambdesk: ${family} management practices`, family, definitions, platform, bundles }));
  const workflows = machinesOf(definitions).length > 0 ? new WorkflowsStack(app, `${prefix}-workflows`, { description: 'Lambdesk: workflows', prefix, definitions, platform, bundles }) : undefined;
  return { platform, practices, workflows };
}
