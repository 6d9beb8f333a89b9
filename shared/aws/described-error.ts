/**
 * What a log may tell of an error: names, codes and places in the code, of it and of whatever caused it. Messages stay out, because they quote:
 * `JSON.parse` what it read, Amazon SES the recipient. Of a missing permission, the action is told.
 */
export function describedError(error: unknown): string {
  const told: string[] = [];
  const waiting = [error];
  while (waiting.length > 0 && told.length < MOST_ERRORS) {
    const next = waiting.shift();
    told.push([`${told.length > 0 ? 'caused by ' : ''}${nameOf(next)}${detailsOf(next)}`, ...framesOf(next)].join('\n'));
    if (next instanceof Error) waiting.push(...next instanceof AggregateError ? next.errors : [], ...next.cause === undefined ? [] : [next.cause]);
  }
  return told.join('\n');
}

/** The name of an error, which is a name and nothing else: whatever else was thrown is called unknown. */
export const nameOf = (error: unknown): string => error instanceof Error && word.test(error.name) ? error.name : 'unknown';

/** An error that may leave a Lambda, whose runtime logs what it is given: of the same name, with its places and without its message. */
export const bareError = (error: unknown): Error => Object.assign(new Error('See the line of the same request id in the log.'), { name: nameOf(error), stack: describedError(error) });

const MOST_ERRORS = 5;
const MOST_FRAMES = 20;
const word = /^[A-Za-z][\w.-]{0,63}$/;

function detailsOf(error: unknown): string {
  const { code, message, $metadata } = (error ?? {}) as { code?: unknown; message?: unknown; $metadata?: { httpStatusCode?: number } };
  const denied = nameOf(error).startsWith('AccessDenied') ? /not authorized to perform:? ['`]?([a-z0-9-]+:[A-Za-z]+)/.exec(String(message))?.[1] : undefined;
  const all = [typeof code === 'string' && word.test(code) && code, $metadata?.httpStatusCode, denied].filter(Boolean);
  return all.length > 0 ? ` (${all.join(', ')})` : '';
}

/** The stack begins with the message, which may have lines that look like places. */
function framesOf(error: unknown): string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
  const from = error.message ? error.stack.indexOf(error.message) : 0;
  const places = from < 0 ? '' : error.stack.slice(from + error.message.length);
  return places.split('\n').filter((line) => /^ {4}at \S/.test(line)).slice(0, MOST_FRAMES);
}
