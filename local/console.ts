import { spawn } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import sirv, { type RequestHandler } from 'sirv';
import { cacheControl, consoleHeaders, consolePolicy, fileAddress } from '../shared/http/console.ts';
import type { NodeHandler } from './gateway.ts';

/**
 * Builds the console unless it is built, in a process of its own that gives way to this one.
 * @returns the folder with its files
 * @throws {Error} with what the build said
 */
export async function buildConsole({ log }: { log(message: string): void }): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'web', 'build.ts')], { stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const said: string[] = [];
  createInterface(child.stderr).on('line', (line) => {
    said.push(line);
    if (line.startsWith('Building')) log(line);
  });
  const [folder, code] = await Promise.all([text(child.stdout), new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))]);
  if (code !== 0) throw new Error(said.filter((line) => line.trim()).slice(-12).join('\n'));
  return folder.trim();
}

/**
 * Hands out the console: its files, and index.html at the address of every page. Requests wait while it is still being built.
 * @param folder with the built console, as soon as there is one
 */
export function consoleFiles({ folder, issuer }: { folder: Promise<string>; issuer: string }): NodeHandler {
  const headers = { ...consoleHeaders, 'content-security-policy': consolePolicy([issuer]) };
  const files = folder.then((from): RequestHandler => sirv(from, {
    // Looks at the disk each time, so that a folder that is cleared away meanwhile ends no service.
    dev: true, etag: true, brotli: true,
    setHeaders: (response, path) => setAll(response, { ...headers, 'cache-control': cacheControl(path) }),
  }));
  files.catch(() => {});
  return async (request, response) => {
    let serve: RequestHandler;
    try {
      serve = await files;
    } catch {
      return say(response, 503, 'The console could not be built; the log of the service says why. The API answers all the same.');
    }
    const path = pathOf(request.url ?? '/');
    if (!fileAddress.test(path)) request.url = '/index.html';
    serve(request, response, () => say(response, 404, `The console has no file ${path}.`));
  };
}

/** Without what is asked of it. Not read as a URL: `//[` is none, and any client may send it. */
const pathOf = (address: string): string => address.replace(/[?#].*$/s, '');

function say(response: ServerResponse, status: number, words: string): void {
  setAll(response, { ...consoleHeaders, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.writeHead(status).end(`${words}\n`);
}

function setAll(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}
