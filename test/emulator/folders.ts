import { join } from 'node:path';

/** The project. */
export const root = join(import.meta.dirname, '..', '..');
/** What this folder makes, once for all runs: all of it can be deleted, and is made anew. */
export const build = join(root, '.build', 'emulator');

/** A file that the emulator in the environment has of its own, and that goes with it. */
export const ofEmulator = (name: string): string => join(process.env.LAMBDESK_EMULATOR!, name);
/** By how many milliseconds the clocks of its Lambdas are ahead; a file, so that another process can move them. */
export const clockFile = (): string => ofEmulator('clock');
/** What the CDK CLI says of the stacks that it deployed. */
export const outputsFile = (): string => ofEmulator('outputs.json');
