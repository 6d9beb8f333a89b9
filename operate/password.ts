import { createInterface } from 'node:readline';
import type { ReadStream } from 'node:tty';
import { Misused } from './command-line.ts';

/**
 * The first line of what is piped in.
 * @throws {Misused} when that is nothing, or a terminal: these commands ask nothing
 */
export async function passwordFrom(stream: NodeJS.ReadableStream & { readonly isTTY?: ReadStream['isTTY'] }): Promise<string> {
  const password = stream.isTTY ? '' : (await createInterface({ input: stream })[Symbol.asyncIterator]().next()).value;
  if (!password) throw new Misused(['No password is piped in. Such as: printf %s "$PASSWORD" | npm run …']);
  return password as string;
}
