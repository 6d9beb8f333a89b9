import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const folders = ['functions', 'infra', 'local', 'operate', 'shared', 'web'];

interface Import { from: string; to: string }

const files = folders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`)).filter((file) => /\.tsx?$/.test(file));

const imports: Import[] = files.flatMap((from) => {
  const text = readFileSync(join(root, from), 'utf8');
  return [...text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm)].map(([, ...found]) => found.find(Boolean)).map((to) => ({
    from, to: to!.startsWith('.') ? relative(root, normalize(join(root, dirname(from), to!))) : to!,
  }));
});

const offenders = (wrong: (one: Import) => boolean): string[] => imports.filter(wrong).map(({ from, to }) => `${from} imports ${to}`);
const inside = (folder: string, file: string): boolean => file.startsWith(`${folder}/`);
const isPackage = (to: string): boolean => !folders.some((folder) => inside(folder, to)) && !to.startsWith('package');
const practiceOf = (file: string): string | undefined => /^functions\/([^/]+)\//.exec(file)?.[1];

describe('who may import whom', () => {
  it('keeps rules and clocks pure: they import themselves, a schema library and a calendar library', () => {
    const allowed = /^(zod\/mini|temporal-polyfill\/|node:util$)/;
    expect(offenders(({ from, to }) => (inside('shared/record', from) && !inside('shared/record', to) && !inside('shared/clock', to) && !allowed.test(to)))).toEqual([]);
    expect(offenders(({ from, to }) => (inside('shared/clock', from) && !inside('shared/clock', to) && !allowed.test(to)))).toEqual([]);
  });

  it('lets only shared/aws, the platform’s entry points, the embedded runtime and an operator’s commands speak to an SDK', () => {
    expect(offenders(({ from, to }) => to.startsWith('@aws-sdk/') && !inside('shared/aws', from) && !inside('local', from) && !inside('operate', from) && !/^functions\/_platform\/[a-z]+\/handler\.ts$/.test(from))).toEqual([]);
  });

  it('never lets a practice import another', () => {
    expect(offenders(({ from, to }) => {
      const [own, other] = [practiceOf(from), practiceOf(to)];
      return own !== undefined && other !== undefined && own !== other;
    })).toEqual([]);
  });

  it('lets a definition import its own folder and the pure kernel', () => {
    expect(offenders(({ from, to }) => {
      const practice = practiceOf(from);
      if (!practice || practice === '_platform' || from.endsWith('/handler.ts')) return false;
      // Test reports come as XML.
      if (from === 'functions/validation/junit.ts' && to === '@rgrove/parse-xml') return false;
      // A pure library is a practice's own affair; input and output are not.
      return isPackage(to) ? /^(node:(?!util$)|@aws-sdk\/|@middy\/|aws-)/.test(to) : !inside(`functions/${practice}`, to) && !inside('shared/record', to) && !inside('shared/clock', to);
    })).toEqual([]);
  });

  it('keeps handlers at three lines: a serve, a catalogue, an export', () => {
    for (const file of files.filter((one) => /^functions\/[a-z-]+\/handler\.ts$/.test(one))) {
      expect([file, readFileSync(join(root, file), 'utf8').split('\n').filter((line) => line.trim()).length]).toEqual([file, 3]);
    }
  });

  it('imports infra, local and operate from nowhere else, and aws-cdk-lib in infra only', () => {
    // What a stage is called is said once, and holds for those who look for its stacks.
    const named = (from: string, to: string): boolean => inside('operate', from) && to === 'infra/settings.ts';
    expect(offenders(({ from, to }) => ['infra', 'local', 'operate'].some((folder) => inside(folder, to) && !inside(folder, from)) && !named(from, to))).toEqual([]);
    expect(offenders(({ from, to }) => to.startsWith('aws-cdk-lib') && !inside('infra', from))).toEqual([]);
  });

  it('lets the console know the public API only: it imports nothing of the service, and nothing imports it', () => {
    expect(offenders(({ from, to }) => inside('web', from) ? !inside('web', to) && !isPackage(to) : inside('web', to))).toEqual([]);
    expect(offenders(({ from, to }) => inside('web', from) && /^(node:|@aws-sdk\/|aws-)/.test(to) && !/^web\/[^/]+\.ts$/.test(from))).toEqual([]);
    expect(files.filter((file) => file.endsWith('.tsx') && !inside('web', file))).toEqual([]);
  });

  it('points one way: record and clock below store, store below events, events below http, all below aws', () => {
    const layers = ['shared/clock', 'shared/record', 'shared/search', 'shared/store', 'shared/events', 'shared/http', 'shared/aws', 'functions'];
    const layerOf = (file: string): number => layers.findIndex((layer) => inside(layer, file));
    expect(offenders(({ from, to }) => layerOf(from) >= 0 && layerOf(to) > layerOf(from))).toEqual([]);
  });

  it('has no circle of imports', () => {
    const next = new Map(files.map((file) => [file, imports.filter(({ from, to }) => from === file && !isPackage(to)).map(({ to }) => to)]));
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      else if (!done.has(file)) {
        for (const other of next.get(file) ?? []) visit(other, [...path, file]);
        done.add(file);
      }
    };
    const done = new Set<string>();
    for (const file of files) visit(file, []);
    // A field of a form may hold fields of its own.
    expect(circles.filter((circle) => !circle.startsWith('web/practice/field-input.tsx → '))).toEqual([]);
  });

  it('names no file after nothing', () => {
    expect(files.filter((file) => /\/(utils?|helpers?|common|misc|types|constants)(\.tsx?|\/)/.test(file))).toEqual([]);
  });
});
