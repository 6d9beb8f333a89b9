import type { AnyDefinition } from '../record/define.ts';
import { Refusal } from '../record/fault.ts';
import type { Entry } from './entry.ts';
import type { Caller, Cause, Kernel } from './kernel.ts';

/** What became of a command; an entry only where it changed something. */
export interface Done { readonly outcome: 'done' | 'repeated' | 'unchanged'; readonly entry?: Entry; readonly tries: number }

/** Carries out a command and logs one line of it: what it was, on what, and what became of it. */
export async function logged<T extends Done>(kernel: Kernel, { definition, id, command, caller, cause }: { definition: AnyDefinition; id?: string; command: string; caller: Caller; cause?: Cause }, carryOut: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const line = { message: 'command', practice: definition.practice, type: definition.name, command, tenant: caller.tenant, correlation: cause?.correlation, causation: cause?.causation } as const;
  const ms = (): number => Math.round(performance.now() - started);
  try {
    const done = await carryOut();
    const { outcome, entry, tries } = done;
    const record = loggedId(definition, entry?.id ?? id);
    kernel.log({ ...line, record, ...(entry && { from: entry.from, to: entry.to, events: entry.events.map(({ type }) => type), correlation: entry.correlation }), outcome, ms: ms(), ...(tries > 1 && { tries }) });
    return done;
  } catch (error) {
    if (error instanceof Refusal) kernel.log({ ...line, record: loggedId(definition, id), outcome: 'refused', code: error.code, ms: ms() });
    throw error;
  }
}

/** The id of a record as logs may have it: a number. Where records have names for ids, those of people are among them. */
export const loggedId = ({ identity, prefix }: AnyDefinition, id: string | undefined): string | undefined =>
  id !== undefined && identity !== 'name' && id.startsWith(prefix) && /^\d{7,12}$/.test(id.slice(prefix.length)) ? id : undefined;
