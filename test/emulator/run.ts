import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './folders.ts';
import { withDeployment } from './with-deployment.ts';

/** Deploys to an emulator of its own, tells all stories there, and takes everything away again. What is given is handed to vitest. */
await withDeployment(async () => {
  const vitest = spawn(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--config', join(import.meta.dirname, 'vitest.config.ts'), ...process.argv.slice(2)], {
    cwd: root, stdio: 'inherit',
  });
  process.once('exit', () => vitest.kill());
  const [code] = await once(vitest, 'exit') as [number | null];
  process.exitCode = code ?? 1;
});
process.exit();
