import { readFile } from 'node:fs/promises';
import { dirname, join, normalize, resolve } from 'node:path';
import { transform, type Plugin } from 'esbuild';
import type { AnyDefinition } from '../shared/record/define.ts';
import { sourcesIn, visibleAlone, type Source } from './definition-source.ts';
import { outlineOf } from './outline.ts';

/** Whether a bundle carries out commands of a record type, and so needs its definition whole. */
export type Whole = (bundle: string, definition: AnyDefinition) => boolean;

/**
 * Gives each function a catalogue of its own in place of `functions/index.ts`: definitions whose commands it carries out are whole, the
 * others in outline. An outline is the definition's own data, read from the definition as it runs, and its `visible`, taken from its file.
 */
export function outlinedCatalogue({ functions, definitions, whole }: { functions: string; definitions: readonly AnyDefinition[]; whole: Whole }): Plugin {
  const index = join(functions, 'index.ts');
  let sources: Promise<Source[]> | undefined;
  return {
    name: 'outlined-catalogue',
    setup(build) {
      build.onResolve({ filter: /\/index\.ts$/ }, ({ path, importer, resolveDir }) => {
        if (resolve(resolveDir, path) !== index) return undefined;
        const bundle = dirname(importer).slice(functions.length + 1);
        return definitions.every((definition) => whole(bundle, definition)) ? undefined : { path: bundle, namespace: 'catalogue' };
      });
      build.onLoad({ filter: /.*/, namespace: 'catalogue' }, async ({ path: bundle }) => {
        sources ??= javaScript(index).then((code) => matched(sourcesIn(code), definitions));
        return { contents: catalogueFor(await sources, definitions, (definition) => whole(bundle, definition)), resolveDir: functions, loader: 'js' };
      });
      build.onResolve({ filter: /^visible:/ }, ({ path }) => {
        const [file, exported] = path.slice('visible:'.length).split('?') as [string, string];
        return { path: normalize(file), suffix: `?${exported}`, namespace: 'visible' };
      });
      // Paths stay relative: they get into source maps, and what is deployed must not depend on where it was built.
      build.onLoad({ filter: /.*/, namespace: 'visible' }, async ({ path: file, suffix }) =>
        ({ contents: visibleAlone(await javaScript(join(functions, file)), { file, exported: suffix.slice(1) }), resolveDir: dirname(join(functions, file)), loader: 'js' }));
    },
  };
}

const javaScript = async (file: string): Promise<string> => (await transform(await readFile(file, 'utf8'), { loader: 'ts', target: 'node24' })).code;

function matched(sources: Source[], definitions: readonly AnyDefinition[]): Source[] {
  if (sources.length !== definitions.length) throw new Error(`functions/index.ts lists ${sources.length} definitions, but holds ${definitions.length}.`);
  return sources;
}

function catalogueFor(sources: readonly Source[], definitions: readonly AnyDefinition[], whole: (definition: AnyDefinition) => boolean): string {
  const entries = definitions.map((definition, at) => {
    const { file, exported } = sources[at]!;
    const local = `d${at}`;
    if (whole(definition)) return { imported: `import { ${exported} as ${local} } from '${file}';`, listed: local };
    const data = JSON.stringify(outlineOf(definition));
    if (!definition.visible) return { listed: data };
    return { imported: `import { visible as ${local} } from 'visible:${file}?${exported}';`, listed: `{ ...${data}, visible: ${local} }` };
  });
  return [...entries.flatMap(({ imported = [] }) => imported), `export const definitions = [\n${entries.map(({ listed }) => listed).join(',\n')},\n];`].join('\n');
}
