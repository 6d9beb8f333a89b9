import { useEffect, useRef, useState } from 'react';
import { ApiProblem, type Fault } from '../api/http.ts';
import { useMe, type Field } from '../api/practices.ts';
import { texts } from '../texts/index.ts';

export type Values = Readonly<Record<string, unknown>>;

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
}

/**
 * What somebody is filling in. Survives a reload as long as it is not sent.
 * @param draft what it is a draft of, such as `incident/INC0000001/transfer`
 * @param initial what to begin with; for an update what is there now
 */
export function useFormState({ fields, draft, initial = {} }: { fields: readonly Field[]; draft: string; initial?: Values }): FormState {
  const { tenant, name } = useMe();
  const key = `lambdesk.draft/${tenant}/${name}/${draft}`;
  const [kept] = useState(() => read(key));
  const begin = useRef(initial);
  const [values, setValues] = useState<Values>({ ...initial, ...kept });
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [restored, setRestored] = useState(kept !== undefined);
  const changed = Object.keys(values).some((field) => JSON.stringify(values[field]) !== JSON.stringify(begin.current[field]));

  useEffect(() => {
    if (changed) localStorage.setItem(key, JSON.stringify(values));
    else localStorage.removeItem(key);
  }, [changed, key, values]);

  return {
    values, restored, changed,
    set: (field, value) => {
      setValues((before) => ({ ...before, [field]: value }));
      setFaults((before) => before.filter(({ pointer }) => pointer !== `/${field}` && !pointer.startsWith(`/${field}/`)));
    },
    faultAt: (pointer) => faults.find((fault) => fault.pointer === pointer)?.detail,
    ready() {
      const found = fields.flatMap((field) => faultsIn(field, values[field.name]));
      setFaults(found);
      return found.length > 0 ? undefined : Object.fromEntries(fields.flatMap(({ name: field }) => (isEmpty(values[field]) ? [] : [[field, values[field]]])));
    },
    refused(error) {
      const told = error instanceof ApiProblem ? error.faults : [];
      setFaults(told);
      const elsewhere = told.filter(({ pointer }) => !fields.some(({ name: field }) => pointer === `/${field}` || pointer.startsWith(`/${field}/`)));
      return [(error as Error).message, ...elsewhere.map(({ detail }) => detail)].join(' ');
    },
    forget() {
      localStorage.removeItem(key);
      setRestored(false);
      setFaults([]);
      setValues(begin.current);
    },
  };
}

export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0) || Number.isNaN(value);

/** What can be told without asking the service; it checks everything again. */
export function faultsIn(field: Field, value: unknown, pointer = `/${field.name}`): Fault[] {
  const fault = (code: string, detail: string): Fault[] => [{ pointer, code, detail }];
  if (isEmpty(value)) return field.required && field.kind !== 'flag' ? fault('required', texts.practice.required) : [];
  if (typeof value === 'string' && field.max && field.kind !== 'integer' && field.kind !== 'decimal' && value.length > field.max) return fault('too-long', texts.practice.atMost(field.max));
  if ((field.kind === 'integer' || field.kind === 'decimal') && typeof value !== 'number') return fault('not-a-number', texts.practice.notNumber);
  if (field.kind === 'json' && typeof value === 'string') return fault('not-json', texts.practice.notJson);
  if (field.kind === 'object') return (field.fields ?? []).flatMap((part) => faultsIn(part, (value as Values)[part.name], `${pointer}/${part.name}`));
  if (field.kind === 'list' && field.of) return (value as unknown[]).flatMap((one, at) => faultsIn({ ...field.of!, required: true }, one, `${pointer}/${at}`));
  return [];
}

function read(key: string): Values | undefined {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Values | null ?? undefined;
  } catch {
    return undefined;
  }
}
