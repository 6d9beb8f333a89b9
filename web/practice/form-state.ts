import { useEffect, useRef, useState } from 'react';
import { ApiProblem, type Fault } from '../api/http.ts';
import { useMe, type Field } from '../api/practices.ts';
import { changedNames, draftKey, draftOf, patchOf, resumed, usable, type Draft } from './draft.ts';
import { faultsIn, filledIn, type Values } from './filled-in.ts';
import { store, stored } from './stored.ts';

export type { Values } from './filled-in.ts';

export interface FormState {
  readonly values: Values;
  set(name: string, value: unknown): void;
  /** What is wrong with each field, as `/name` or `/routes/0/team` points to it; after somebody tried to send. */
  faultAt(pointer: string): string | undefined;
  /** The values to send, without what is empty; or undefined when something is wrong, which is then shown. */
  ready(): Values | undefined;
  /** Shows the faults of a refusal at their fields, and answers what is left to tell. */
  refused(error: unknown): string;
  readonly restored: boolean;
  /** Forgets the draft, after it was sent or because somebody says so. */
  forget(): void;
  readonly changed: boolean;
  /** What changed since somebody began, as a patch (RFC 7396). */
  readonly patch: Values;
  /** What the fields held when somebody began, and in which version of the record; before a reload, where a draft is older than what is there now. */
  readonly begun: Values;
  readonly version: number | undefined;
  /** The key to send a body under: the same for every try of the same, also after a reload, until the draft is forgotten. */
  keyFor(body: unknown): string;
}

/**
 * What somebody is filling in. Survives a reload as long as it is not sent.
 * @param draft what it is a draft of, such as `incident/INC0000001/transfer`; left out where nothing is worth keeping
 * @param initial what to begin with; for an update what is there now
 * @param given what somebody chose just now, by a button or an address: it wins over an older draft
 * @param version of the record, for an update
 */
export function useFormState({ fields, draft, initial = {}, given = {}, version }: { fields: readonly Field[]; draft?: string; initial?: Values; given?: Values; version?: number }): FormState {
  const me = useMe();
  const key = draft === undefined ? undefined : draftKey(me, draft);
  const [kept] = useState(() => (key === undefined ? undefined : usable(stored(key), Date.now())));
  const [opened] = useState({ initial, given, version });
  const [begin, setBegin] = useState(() => resumed({ ...opened, fields, draft: kept }));
  const [values, setValues] = useState(begin.values);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const intention = useRef(kept?.intention);
  const changed = changedNames(fields, begin.begun, values).length > 0;
  const keep = (): void => { if (key !== undefined) store(key, draftOf({ fields, ...begin, values, intention: intention.current, now: Date.now() }) satisfies Draft | undefined); };
  useEffect(keep, [key, begin, values]);

  return {
    values, changed, restored: begin.restored, begun: begin.begun, version: begin.version, patch: patchOf(fields, begin.begun, values),
    set: (field, value) => {
      setValues((before) => ({ ...before, [field]: value }));
      setFaults((before) => before.filter(({ pointer }) => pointer !== `/${field}` && !pointer.startsWith(`/${field}/`)));
    },
    faultAt: (pointer) => faults.find((fault) => fault.pointer === pointer)?.detail,
    ready() {
      const found = fields.flatMap((field) => faultsIn(field, values[field.name]));
      setFaults(found);
      const filled = fields.map((field) => [field.name, filledIn(field, values[field.name])] as const).filter(([, value]) => value !== undefined);
      return found.length > 0 ? undefined : Object.fromEntries(filled);
    },
    refused(error) {
      const told = error instanceof ApiProblem ? error.faults : [];
      setFaults(told);
      const elsewhere = told.filter(({ pointer }) => !fields.some(({ name: field }) => pointer === `/${field}` || pointer.startsWith(`/${field}/`)));
      return [(error as Error).message, ...elsewhere.map(({ detail }) => detail)].join(' ');
    },
    keyFor(body) {
      const of = JSON.stringify(body);
      if (intention.current?.of !== of) intention.current = { id: crypto.randomUUID(), of };
      keep();
      return intention.current.id;
    },
    forget() {
      intention.current = undefined;
      if (key !== undefined) store(key, undefined);
      const afresh = resumed({ ...opened, fields });
      setBegin(afresh);
      setFaults([]);
      setValues(afresh.values);
    },
  };
}
