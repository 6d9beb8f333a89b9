import type { ApiProblem } from './http.ts';

const TRIES = 3;
const LONGEST = 30_000;

/** Whether a request that failed `count` times before is worth another try. A no stays a no; what did not get through, or came too soon, is asked again. */
export const isWorthAnother = (count: number, { status = 0 }: Partial<Pick<ApiProblem, 'status'>>): boolean => count < TRIES && (status === 429 || !(status >= 400 && status < 500));

/** Milliseconds to wait before that: as long as the service says, else longer each time. */
export const pauseBefore = (count: number, { retryAfter }: Partial<Pick<ApiProblem, 'retryAfter'>>): number => Math.min(LONGEST, retryAfter ?? 1_000 * 2 ** count);
