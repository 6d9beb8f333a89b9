import { createServer } from 'node:net';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a socket's remote address belongs to this machine. */
export const isLoopbackAddress = (address: string | undefined): boolean =>
  address !== undefined && /^(::1$|(::ffff:)?127\.)/.test(address);

/**
 * Whether a Host header names this machine. A page on `evil.example` whose name was re-pointed to 127.0.0.1 after
 * loading (DNS rebinding) reaches our socket, but still sends its own name.
 */
export const isLoopbackHost = (host: string | undefined): boolean => namesLoopback(`http://${host}`);

/** Whether an Origin header is a page served from this machine, on any port. */
export const isLoopbackOrigin = (origin: string | undefined): boolean => origin !== undefined && namesLoopback(origin);

/** A port on 127.0.0.1 that was free a moment ago; whoever binds it must be ready to try another. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function namesLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK_NAMES.has(new URL(url).hostname);
}
