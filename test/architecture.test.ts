import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const folders = ['functions', 'infra', 'local', 'shared'];

interface Import { from: string; to: string }

const files = folders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`)).filter((file) => file.endsWith('.ts'));

const imports: Import[] = files.flatMap((from) => {
  const text = readFileSync(join(root, from), 'utf8');
  return [...text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm)].map(([, ...found]) => found.find(Boolean)).map((to) => ({
    from, to: to!.startsWith('.') ? relative(root, normalize(join(root, dirname(from), to!))) : to!,
  }));
});

const offenders = (wrong: (one: Import) => boolean): string[] => imports.filter(wrong).map(({ from, to }) => `${from} imports ${to}`);
const inside = (folder: string, file: string): boolean => file.startsWith(`${folder}/`);
const isPackage = (to: string): boolean => !folders.some((folder) => inside(folder, to)) && !to.startsWith('web/') && !to.startsWith('package');
const practiceOf = (file: string): string | undefined => /^functions\/([^/]+)\//.exec(file)?.[1];

describe('who may import whom', () => {
  it('keeps rules and clocks pure: they import themselves, a schema library and a calendar library', () => {
    const allowed = /^(zod\/mini|temporal-polyfill\/|node:util$)/;
    expect(offenders(({ from, to }) => (inside('shared/record', from) && !inside('shared/record', to) && !inside('shared/clock', to) && !allowed.test(to)))).toEqual([]);
    expect(offenders(({ from, to }) => (inside('shared/clock', from) && !inside('shared/clock', to) && !allowed.test(to)))).toEqual([]);
  });

  it('lets only shared/aws, the platform’s entry points and the embedded runtime speak to an SDK', () => {
    expect(offenders(({ from, to }) => to.startsWith('@aws-sdk/') && !inside('shared/aws', from) && !inside('local', from) && !/^functions\/_platform\/[a-z]+\/handler\.ts$/.test(from))).toEqual([]);
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

  it('imports infra and local from nowhere else, and aws-cdk-lib in infra only', () => {
    expect(offenders(({ from, to }) => (inside('infra', to) && !inside('infra', from)) || (inside('local', to) && !inside('local', from)))).toEqual([]);
    expect(offenders(({ from, to }) => to.startsWith('aws-cdk-lib') && !inside('infra', from))).toEqual([]);
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
    expect(circles).toEqual([]);
  });

  it('names no file after nothing', () => {
    expect(files.filter((file) => /\/(utils?|helpers?|common|misc|types|constants)(\.ts|\/)/.test(file))).toEqual([]);
  });
});
