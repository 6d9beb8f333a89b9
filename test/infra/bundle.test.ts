import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleFunctions, bundleNames } from '../../infra/bundle.ts';
import { defaultProvider } from '../../shared/aws/environment-credentials.ts';

/** A practice’s bundle as a whole, and what of it is not the practice’s own: kernel, SDK and outlines. */
const MOST_KB = 450;
const MOST_COMMON_KB = 400;
const handlers: Record<string, string[]> = { '_platform/api': ['api'], '_platform/workflow': ['resume', 'start', 'step'] };
let directory: string;
let outputs: Awaited<ReturnType<typeof bundleFunctions>>['outputs'];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lambdesk-bundles-'));
  ({ outputs } = await bundleFunctions({ directory, minify: true }));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

type Inputs = Readonly<Record<string, { bytesInOutput: number }>>;
const sizeOf = (inputs: Inputs, which: RegExp): number => Object.entries(inputs).filter(([file]) => which.test(file)).reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
const practices = () => [...outputs].filter(([name]) => !name.startsWith('_platform/'));
const holding = (input: RegExp): string[] => [...outputs].filter(([, { inputs }]) => Object.entries(inputs).some(([file, { bytesInOutput }]) => input.test(file) && bytesInOutput > 0)).map(([name]) => name);

describe('bundles', () => {
  it('are made for every practice and every function of the platform, with the handlers that the stacks call', () => {
    expect([...outputs.keys()]).toEqual(bundleNames());
    for (const [name, { exports }] of outputs) {
      expect([name, [...exports].sort()]).toEqual([name, handlers[name] ?? (name.startsWith('_platform/') ? ['handler'] : ['api', 'react'])]);
    }
  });

  it('hold no way to find credentials but the environment', () => {
    expect(holding(/credential-provider-(?!env)|nested-clients|token-providers/)).toEqual([]);
  });

  it('hold what writes OpenAPI in the platform’s API only', () => {
    expect(holding(/to-json-schema|http\/documents/)).toEqual(['_platform/api']);
  });

  it('hold of other practices no more than who may see their records', () => {
    for (const [name, { inputs }] of practices()) {
      const others = sizeOf(inputs, new RegExp(`^functions/(?!${name}/)[a-z]|^visible:`));
      expect([name, others < 4 * 1024]).toEqual([name, true]);
    }
  });

  it('hold a library that one practice needs in its bundle, and where every command can be given', () => {
    expect(holding(/parse-xml/).sort()).toEqual(['_platform/api', '_platform/sweep', '_platform/workflow', 'validation']);
  });

  it('are the same wherever they are built', () => {
    expect([...outputs.values()].flatMap(({ inputs }) => Object.keys(inputs)).filter((file) => file.includes(join(import.meta.dirname, '../..')))).toEqual([]);
  });

  it(`of practices stay under ${MOST_KB} KB, minified to compare`, () => {
    expect(practices().map(([name, { bytes }]) => [name, Math.round(bytes / 1024)] as const).filter(([, size]) => size > MOST_KB)).toEqual([]);
  });

  // A new client library is an accident; practices are not.
  it(`stay under ${MOST_COMMON_KB} KB without the practices, minified to compare`, () => {
    const sizes = [...outputs].map(([name, { bytes, inputs }]) => [name, Math.round((bytes - sizeOf(inputs, /^functions\/[a-z]/)) / 1024)] as const);
    expect(sizes.filter(([, size]) => size > MOST_COMMON_KB)).toEqual([]);
  });
});

describe('credentials in a bundle', () => {
  it('are those of the function’s role', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', 'token');
    expect(await defaultProvider()()).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' });
    vi.stubEnv('AWS_ACCESS_KEY_ID', '');
    await expect(defaultProvider()()).rejects.toThrow('no AWS credentials');
    vi.unstubAllEnvs();
  });
});
