import { json } from '../../shared/record/field.ts';

export type Attributes = Readonly<Record<string, string | number>>;

const MOST_NAMES = 40;
/** With names and all as JSON; leaves room for baselines, audits and the timeline, which hold them again. */
const MOST_CHARACTERS = 4000;
const pattern = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

interface Fault { pointer: string; code: string; detail: string }

/** Faults of what should be an object of short texts and numbers. */
const checkAttributes = (gone: boolean) => (value: unknown): Fault[] => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ pointer: '', code: 'not-an-object', detail: 'Attributes are an object of texts and numbers.' }];
  const entries = Object.entries(value);
  if (entries.length > MOST_NAMES) return [{ pointer: '', code: 'too-long', detail: `There are at most ${MOST_NAMES} attributes.` }];
  if (JSON.stringify(value).length > MOST_CHARACTERS) return [{ pointer: '', code: 'too-long', detail: `All attributes together are at most ${MOST_CHARACTERS} characters.` }];
  return entries.flatMap(([name, one]) => {
    const pointer = `/${name.slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!pattern.test(name)) return [{ pointer, code: 'invalid-name', detail: 'The name of an attribute begins with a letter and holds letters, digits, dots, hyphens and underscores, 64 at most.' }];
    const sound = (typeof one === 'string' && one.trim() !== '' && one.isWellFormed() && !one.includes('\0')) || (typeof one === 'number' && isKept(one)) || (gone && one === null);
    return sound ? [] : [{ pointer, code: 'wrong-type', detail: `An attribute is a text that is not blank or a number of ordinary size${gone ? ', or null where it is gone' : ''}.` }];
  });
};

/** Numbers that DynamoDB gives back as they were. */
const isKept = (value: number): boolean => value === 0 || (Math.abs(value) >= 1e-9 && Math.abs(value) <= 1e15);

export const attributes = () => json<Attributes>(checkAttributes(false), { help: 'Texts and numbers by name, such as serial, version, memoryGb, ipAddress.' });

/** What was seen from outside: null for what is there no longer; what is not named was not looked at. */
export const observedAttributes = () => json<Readonly<Record<string, string | number | null>>>(checkAttributes(true), { help: 'As seen; null for what is gone. What is not named was not looked at.' });

/** The attributes after what was seen. */
export const corrected = (before: Attributes | undefined, seen: Readonly<Record<string, string | number | null>>): Attributes =>
  Object.fromEntries(Object.entries({ ...before, ...seen }).filter((entry): entry is [string, string | number] => entry[1] !== null));
