import { invalid, type Refusal } from '../../shared/record/fault.ts';

export interface Covering { readonly all?: boolean; readonly environments?: readonly string[]; readonly cis?: readonly string[]; readonly services?: readonly string[] }

/** What a change touches, or what somebody asks about. */
export interface Touched { readonly environments?: readonly (string | undefined)[]; readonly cis?: readonly (string | undefined)[]; readonly services?: readonly (string | undefined)[] }

const kinds = ['environments', 'cis', 'services'] as const;

/** It covers everything, or names what it covers, and not both. */
export function coversSomething(covering: Covering): Refusal | undefined {
  const named = kinds.filter((kind) => covering[kind]?.length);
  if (covering.all && named.length > 0) return invalid([{ pointer: `/${named[0]}`, code: 'not-allowed', detail: 'What covers everything names nothing.' }]);
  if (!covering.all && named.length === 0) return invalid([{ pointer: '/environments', code: 'required', detail: 'Name environments, cis or services that it covers, or say that it covers all.' }]);
  return undefined;
}

/** Whether anything that is touched is covered. */
export const covers = (covering: Covering, touched: Touched): boolean =>
  covering.all === true || kinds.some((kind) => covering[kind]?.some((name) => touched[kind]?.includes(name)));

/** `[start, end)` is a stretch of time, and what has an end does not lie wholly in the past. */
export function termOf({ start, end, recurrence, now }: { start?: string | null; end?: string | null; recurrence?: object | null; now: string }): Refusal | undefined {
  const faults = [
    ...(!start ? [{ pointer: '/start', code: 'required', detail: 'Say when it begins, or how it recurs.' }] : []),
    ...(!end && !recurrence ? [{ pointer: '/end', code: 'required', detail: 'Say when it is over, or how it recurs.' }] : []),
    ...(start && end && end <= start ? [{ pointer: '/end', code: 'before-start', detail: 'It must end after it begins.' }] : []),
    ...(end && end <= now ? [{ pointer: '/end', code: 'in-the-past', detail: 'It would be over already.' }] : []),
  ];
  return faults.length ? invalid(faults) : undefined;
}
