import { readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { definitions } from '../functions/index.ts';
import { outlinedCatalogue, type Whole } from './outlined-catalogue.ts';

const root = join(import.meta.dirname, '..');

/** The folders under `functions/` that become Lambdas. */
export const bundleNames = (): string[] => [
  ...new Set(definitions.map(({ practice }) => practice)),
  ...readdirSync(join(root, 'functions', '_platform')).map((name) => `_platform/${name}`),
];

/** Platform functions that only find records and say where they belong; the others give commands to any, or describe all. */
const finding: readonly string[] = ['_platform/relay', '_platform/search', '_platform/mail'];

const whole: Whole = (bundle, { practice }) => bundle.startsWith('_platform/') ? !finding.includes(bundle) : practice === bundle;

/**
 * Bundles every function in one run of esbuild, the SDK included: what was tested is what runs, whichever SDK the runtime brings.
 * A practice's bundle holds its own definitions and the outlines of all others.
 * @param directory where to put them, one folder a function: `.build/functions/incident/index.mjs`
 * @param minify only to compare sizes; what is deployed stays readable in stack traces
 * @returns the directory, and what esbuild knows of each bundle by its name
 */
export async function bundleFunctions({ directory = join(root, '.build', 'functions'), minify = false }: { directory?: string; minify?: boolean } = {}): Promise<{ directory: string; outputs: ReadonlyMap<string, Metafile['outputs'][string]> }> {
  rmSync(directory, { recursive: true, force: true });
  const names = bundleNames();
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => ({ in: `functions/${name}/handler.ts`, out: `${name}/index` })),
    outdir: directory, outExtension: { '.js': '.mjs' },
    bundle: true, format: 'esm', platform: 'node', target: 'node24', mainFields: ['module', 'main'], treeShaking: true, minify,
    sourcemap: true, sourcesContent: false,
    // CommonJS packages of the SDK call require, which ES modules do not have.
    banner: { js: 'import{createRequire as requireFor}from"node:module";const require=requireFor(import.meta.url);' },
    // The SDK's chain of providers (SSO, STS, profiles, instance metadata) is a quarter of a bundle, and no Lambda gets its credentials there.
    alias: { '@aws-sdk/credential-provider-node': './shared/aws/environment-credentials.ts' },
    plugins: [outlinedCatalogue({ functions: join(root, 'functions'), definitions, whole })],
    metafile: true, logLevel: 'warning',
  });
  return { directory, outputs: new Map(names.map((name) => [name, metafile.outputs[relative(root, join(directory, name, 'index.mjs'))]!])) };
}
