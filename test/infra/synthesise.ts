import { App, Validations, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitions as real } from '../../functions/index.ts';
import { composeStacks } from '../../infra/compose.ts';
import { settingsFrom } from '../../infra/settings.ts';
import type { AnyDefinition } from '../../shared/record/define.ts';

interface Resource { readonly Type: string; readonly Properties: Record<string, any>; readonly DeletionPolicy?: string }
export interface Synthesised {
  readonly platform: Template;
  readonly practices: readonly Template[];
  /** Every resource of every stack by its stack and logical id. */
  readonly resources: ReadonlyMap<string, Resource>;
  ofType(type: string): [string, Resource][];
  close(): void;
}

/** The stacks as `cdk synth` makes them, but with empty bundles. */
export function synthesise({ context = {}, definitions = real, checked = false }: { context?: Record<string, string>; definitions?: readonly AnyDefinition[]; checked?: boolean } = {}): Synthesised {
  const directory = mkdtempSync(join(tmpdir(), 'lambdesk-synth-'));
  const bundles = join(directory, 'bundles');
  for (const name of [...definitions.map(({ practice }) => practice), ...['api', 'relay', 'sweep', 'search', 'mail', 'workflow'].map((one) => `_platform/${one}`)]) {
    mkdirSync(join(bundles, name), { recursive: true });
    writeFileSync(join(bundles, name, 'index.mjs'), `// ${name}`);
  }
  const flags = JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8')) as { context: object };
  const app = new App({ outdir: join(directory, 'cdk.out'), context: { ...flags.context, ...context } });
  const stacks = composeStacks(app, { settings: settingsFrom((name) => app.node.tryGetContext(name)), definitions, bundles });
  if (checked) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
  const templates = [stacks.platform, ...stacks.practices, ...(stacks.workflows ? [stacks.workflows] : [])].map((stack: Stack) => [stack.stackName, Template.fromStack(stack)] as const);
  const resources = new Map(templates.flatMap(([name, template]) =>
    Object.entries(template.toJSON().Resources as Record<string, Resource>).map(([id, resource]) => [`${name}/${id}`, resource] as const)));
  return {
    platform: templates[0]![1], practices: templates.slice(1, 1 + stacks.practices.length).map(([, template]) => template), resources,
    ofType: (type) => [...resources].filter(([, { Type }]) => Type === type),
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}
