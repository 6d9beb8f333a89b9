import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { brotliCompressSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { consoleFiles } from '../../local/console.ts';
import { scratchDir } from './scratch.ts';

const page = '<!doctype html><title>The console</title>';
const script = 'console.log("the console");'.repeat(50);

async function served({ folder }: { folder?: Promise<string> } = {}) {
  const directory = scratchDir();
  mkdirSync(join(directory, 'built', 'assets'), { recursive: true });
  writeFileSync(join(directory, 'secret.json'), 'secret');
  const files = { 'index.html': page, 'assets/index-0f1e2d3c.js': script, 'assets/index-0f1e2d3c.js.br': brotliCompressSync(script) };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, 'built', name), content);
  const server = createServer(consoleFiles({ folder: folder ?? Promise.resolve(join(directory, 'built')), issuer: 'http://localhost:4000' }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => { server.close(); });
  const { port } = server.address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  return { directory, port, ask: (path: string, headers: Record<string, string> = {}) => fetch(`${url}${path}`, { headers: { 'accept-encoding': 'identity', ...headers } }) };
}

/** What is answered to a request as it stands; what sends it is not to tidy its address up. */
function raw(port: number, path: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

test.each(['/', '/queue', '/records/incidents/INC0000001', '/records/cis/mail.example.com', '/signed-in?code=1', '/no/such/page'])('answers the page at %s, which is asked for again each time', async (path) => {
  const { ask } = await served();
  const response = await ask(path);
  expect([response.status, response.headers.get('cache-control'), await response.text()]).toEqual([200, 'no-cache', page]);
  expect((await ask(path, { 'if-none-match': response.headers.get('etag')! })).status).toBe(304);
});

test.each(['/favicon.ico', '/assets/gone.js', '/assets/gone', '/.well-known/security.txt', '/assets/..%2f..%2fsecret.json', '/..%2fsecret.json', '/assets/%2e%2e/%2e%2e/secret.json', '/assets/%00.js'])('has nothing at %s', async (path) => {
  const { ask } = await served();
  expect((await ask(path)).status).toBe(404);
});

test.each(['//[', '//]:x/', '/queue?q=//['])('takes %s, which is no address of anything, for a page', async (path) => {
  const { port } = await served();
  expect(await raw(port, path)).toMatch(/^HTTP\/1\.1 200 /);
});

test('lets browsers keep what never changes, compressed where they can read that', async () => {
  const { ask } = await served();
  const plain = await ask('/assets/index-0f1e2d3c.js');
  expect([plain.headers.get('content-encoding'), plain.headers.get('content-type'), plain.headers.get('cache-control'), await plain.text()]).toEqual([null, 'text/javascript', 'public, max-age=31536000, immutable', script]);
  const small = await ask('/assets/index-0f1e2d3c.js', { 'accept-encoding': 'gzip, br' });
  expect([small.headers.get('content-encoding'), small.headers.get('vary'), await small.text()]).toEqual(['br', 'Accept-Encoding', script]);
  expect(Number(small.headers.get('content-length'))).toBeLessThan(Number(plain.headers.get('content-length')));
});

test('lets a page run its own scripts and nothing else, and ask its own service and sign-in', async () => {
  const { ask } = await served();
  const { headers } = await ask('/');
  const policy = headers.get('content-security-policy')!;
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /);
  expect(policy).toContain("connect-src 'self' http://localhost:4000; ");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect([headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual(['nosniff', 'same-origin']);
});

test('waits for a console that is still being built', async () => {
  const built = Promise.withResolvers<string>();
  const { ask, directory } = await served({ folder: built.promise });
  const asked = ask('/queue');
  built.resolve(join(directory, 'built'));
  expect(await (await asked).text()).toBe(page);
});

test('says that there is none when it could not be built', async () => {
  const { ask } = await served({ folder: Promise.reject(new Error('no')) });
  const response = await ask('/queue');
  expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('The API answers all the same')]);
});

test('goes on when its folder is cleared away under it', async () => {
  const { ask, directory } = await served();
  expect((await ask('/')).status).toBe(200);
  rmSync(join(directory, 'built'), { recursive: true });
  expect((await ask('/')).status).toBe(404);
});
