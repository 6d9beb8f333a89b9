import { App, Validations, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitions as real } from '../../functions/index.ts';
import { composeStacks } from '../../infra/compose.ts';
import { contextOfProject, settingsFrom } from '../../infra/settings.ts';
import type { AnyDefinition } from '../../shared/record/define.ts';
import type { Statement } from './policy.ts';
import { resolver } from './resolved.ts';

export interface Resource { readonly Type: string; readonly Properties: Record<string, any>; readonly DeletionPolicy?: string }
export interface Synthesised {
  readonly platform: Template;
  readonly practices: readonly Template[];
  /** Every resource of every stack by its stack and logical id. */
  readonly resources: ReadonlyMap<string, Resource>;
  ofType(type: string): [string, Resource][];
  /** The same with every reference as the text that CloudFormation makes of it, as far as {@link resolver} knows. */
  resolved(type: string): [string, Resource][];
  /** Every template by the name of its stack. */
  readonly templates: ReadonlyMap<string, object>;
  /** Where the templates and the assets are. */
  readonly assembly: string;
  close(): void;
}

/** The stacks as `cdk synth` makes them, but with empty bundles, and without the console unless it is asked for. */
export function synthesise({ context = {}, definitions = real, checked = false, withConsole = false }: { context?: Record<string, string>; definitions?: readonly AnyDefinition[]; checked?: boolean; withConsole?: boolean } = {}): Synthesised {
  const directory = mkdtempSync(join(tmpdir(), 'lambdesk-synth-'));
  const bundles = join(directory, 'bundles');
  for (const name of [...definitions.map(({ practice }) => practice), ...['api', 'relay', 'sweep', 'search', 'mail', 'workflow'].map((one) => `_platform/${one}`)]) {
    mkdirSync(join(bundles, name), { recursive: true });
    writeFileSync(join(bundles, name, 'index.mjs'), `// ${name}`);
  }
  const folder = join(directory, 'console');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  for (const file of ['index.html', 'index.html.br', 'icon.svg', 'assets/index-0f1e2d3c.js', 'assets/index-0f1e2d3c.js.br']) writeFileSync(join(folder, file), file);
  const app = new App({ outdir: join(directory, 'cdk.out'), context: { ...contextOfProject(), ...context } });
  const stacks = composeStacks(app, { settings: settingsFrom(app.node.getAllContext()), definitions, bundles, console: withConsole ? folder : undefined });
  if (checked) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
  const templates = [stacks.platform, ...stacks.practices, ...(stacks.workflows ? [stacks.workflows] : []), stacks.observability, ...(stacks.console ? [stacks.console] : [])].map((stack: Stack) => [stack.stackName, Template.fromStack(stack)] as const);
  const resources = new Map(templates.flatMap(([name, template]) =>
    Object.entries(template.toJSON().Resources as Record<string, Resource>).map(([id, resource]) => [`${name}/${id}`, resource] as const)));
  const resolve = resolver(new Map(templates.map(([name, template]) => [name, template.toJSON() as never])));
  return {
    platform: templates[0]![1], practices: templates.slice(1, 1 + stacks.practices.length).map(([, template]) => template), resources,
    ofType: (type) => [...resources].filter(([, { Type }]) => Type === type),
    resolved: (type) => [...resources].filter(([, { Type }]) => Type === type).map(([at, { Properties, ...rest }]) => [at, { ...rest, Properties: resolve(at.split('/')[0]!, Properties) }]),
    templates: new Map(templates.map(([name, template]) => [name, template.toJSON()])),
    assembly: join(directory, 'cdk.out'),
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** The statements of a role. */
export const statementsOf = ({ Properties }: Resource): Statement[] => (Properties.Policies ?? []).flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement);
