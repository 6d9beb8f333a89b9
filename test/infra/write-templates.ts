import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contexts } from './contexts.ts';
import { synthesise } from './synthesise.ts';

// Writes the templates of every context into a folder of its own, for cfn-lint: node test/infra/write-templates.ts <folder>
const folder = process.argv[2] ?? '.build/templates';
rmSync(folder, { recursive: true, force: true });
for (const [at, context] of Object.values(contexts).entries()) {
  const { templates, close } = synthesise({ context, withConsole: true });
  mkdirSync(join(folder, String(at)), { recursive: true });
  for (const [name, template] of templates) writeFileSync(join(folder, String(at), `${name}.template.json`), JSON.stringify(template, null, 1));
  close();
}
