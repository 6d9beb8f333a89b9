import { parseDuration } from '../../shared/clock/index.ts';

/** How long an attempt may take, and how many there are, unless the deployment says otherwise. */
const TIMEOUT = 'PT30M';
const ATTEMPTS = 2;

interface Tried { readonly attempt?: number; readonly maxAttempts?: number; readonly timeout?: string }

/** Whether another attempt follows one that failed or was not answered in time. */
export const mayRetry = ({ attempt = 1, maxAttempts = ATTEMPTS }: Tried): boolean => attempt < maxAttempts;

/** The fields of a first or further attempt: its number, and the moment at which it counts as unanswered. */
export const attemptAt = ({ timeout = TIMEOUT }: Tried, attempt: number, now: string) =>
  ({ attempt, requestedAt: now, startedAt: undefined, dueBy: new Date(Date.parse(now) + parseDuration(timeout) * 1000).toISOString() });
