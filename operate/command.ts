import { Refusal } from '../shared/record/fault.ts';
import { Misused } from './command-line.ts';

/** Something that an operator has to see to; the message says what. */
export class Obstacle extends Error {
  override readonly name = 'Obstacle';
}

const FAILED = 1;
const MISUSED = 2;

/**
 * Runs a command to its end, says what went wrong in words, and sets the status of the process: 0 done, 1 failed, 2 misused.
 * @param usage what `--help` prints
 */
export async function command({ usage, args, run }: { usage: string; args: readonly string[]; run: (args: readonly string[]) => Promise<void> }): Promise<void> {
  try {
    if (args.includes('--help') || args.includes('-h')) console.log(usage);
    else await run(args);
  } catch (error) {
    console.error(error instanceof Misused ? `${error.message}\n\n${usage}` : explain(error));
    process.exitCode = error instanceof Misused ? MISUSED : FAILED;
  }
}

const untrusted = new Set(['ExpiredToken', 'ExpiredTokenException', 'InvalidClientTokenId', 'UnrecognizedClientException', 'SignatureDoesNotMatch', 'InvalidSignatureException', 'TokenProviderError']);
const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);

/** What an operator is told of an error: what to do, where that is known. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof Obstacle) return error.message;
  if (error instanceof Refusal) return [...new Set([error.message, ...error.faults.map(({ detail }) => detail)])].join('\n');
  if (/^Region (is missing|not accepted)/.test(error.message)) return 'No region is set: say where it is deployed, such as AWS_REGION=eu-west-1.';
  if (error.name === 'CredentialsProviderError') return `There are no AWS credentials here: set AWS_PROFILE, or sign in with aws sso login. (${error.message})`;
  if (untrusted.has(error.name)) return `AWS does not take these credentials; sign in anew. (${error.message})`;
  if (/^AccessDenied|NotAuthorizedException/.test(error.name)) return `AWS does not allow this with these credentials: ${error.message}`;
  const code = (error as NodeJS.ErrnoException).code;
  if (code && unreachable.has(code)) return `AWS cannot be reached (${error.message || code}): is the region right, and AWS_ENDPOINT_URL if it is set?`;
  return `${error.name}: ${error.message}`;
}
