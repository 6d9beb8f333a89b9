import { join } from 'node:path';

/** The project. */
export const root = join(import.meta.dirname, '..', '..');
/** What this folder makes: all of it can be deleted, and is made anew. */
export const build = join(root, '.build', 'emulator');
