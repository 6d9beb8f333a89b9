import { useNow } from './now.ts';
import { instantText, relativeText } from './wording.ts';

const STEP = 30_000;

/** A point in time as people say it, with the exact one on hover. */
export function When({ at }: { at: string }) {
  const now = useNow(STEP);
  const then = Date.parse(at);
  // The present moves on in steps, and what just happened must not seem to lie ahead.
  return <time dateTime={at} title={instantText(at)}>{relativeText(at, then < now + STEP ? Math.max(now, then) : now)}</time>;
}
