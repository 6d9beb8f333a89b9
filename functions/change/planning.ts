import { forbidden, invalid, refused, type Refusal } from '../../shared/record/fault.ts';
import { isStaff } from '../../shared/record/policy.ts';
import { edited } from '../../shared/record/edited.ts';
import type { Type } from './risk.ts';

const DAY = 86_400_000;
/** What lasts longer is a project, and the schedule's buckets hold no more. */
export const MOST_DAYS = 91;

export const plans = ['implementationPlan', 'testPlan', 'backoutPlan', 'communicationPlan'] as const;

interface Planned { readonly type?: Type; readonly plannedStart?: string | null; readonly plannedEnd?: string | null }
type Loose = Readonly<Record<string, any>>;

/** `[plannedStart, plannedEnd)` is a stretch of time, both ends of it known or none. */
export function termFits({ plannedStart, plannedEnd }: Planned): Refusal | undefined {
  const fault = (code: string, detail: string): Refusal => invalid([{ pointer: '/plannedEnd', code, detail }]);
  if (!plannedStart && !plannedEnd) return undefined;
  if (!plannedStart || !plannedEnd) return invalid([{ pointer: plannedStart ? '/plannedEnd' : '/plannedStart', code: 'required', detail: 'Say when it begins and when it is over.' }]);
  if (plannedEnd <= plannedStart) return fault('before-start', 'It must be over after it begins.');
  return Date.parse(plannedEnd) - Date.parse(plannedStart) > MOST_DAYS * DAY ? fault('too-long', `A change lasts ${MOST_DAYS} days at most; split it, or make it a project.`) : undefined;
}

/**
 * What has to be known before a change is authorised, all that is missing at once. A standard change brings its model's plans along; of an
 * emergency, documentation may follow.
 */
export function isPrepared(change: Planned & Loose): Refusal | undefined {
  const wanted = change.type === 'normal' ? [...plans, 'plannedStart', 'plannedEnd'] : change.type === 'standard' ? ['model'] : [];
  const missing = wanted.filter((name) => !change[name]);
  return missing.length ? invalid(missing.map((name) => ({ pointer: `/${name}`, code: 'required', detail: `${name} is required before a ${change.type} change is authorised.` }))) : termFits(change);
}

/** What was decided about: to edit any of it is to ask for another decision. */
export const scope = [
  'title', 'description', 'reason', 'type', 'model', 'requester', 'service', 'services', 'cis', 'impact', 'probability', 'questionnaire', ...plans, 'plannedStart', 'plannedEnd', 'window',
] as const;

/** What may be written down after the fact. */
const documentation: readonly string[] = [...plans, 'description', 'reason', 'category'];

export const editsScope = (record: Loose, input: Loose): boolean => edited({ record, input, fields: scope }).length > 0;

interface Edit { readonly record: Loose; readonly input: Loose; readonly actor: Parameters<typeof isStaff>[0]; readonly facts: { readonly model?: object } }

/** Once submitted it stays prepared; once begun only its documentation changes. */
export function mayEdit({ record, input, actor, facts }: Edit): Refusal | undefined {
  const after = { ...record, ...input };
  if (actor.roles.includes('importer')) return undefined;
  if (!isStaff(actor) && record.state !== 'new') return forbidden('staff-only', 'It was submitted; ask for a correction in a comment.');
  if (record.state === 'implement' || record.state === 'review') {
    const frozen = edited({ record, input, fields: scope }).filter((name) => !documentation.includes(name));
    return frozen.length ? refused('scope-frozen', `It has begun: ${frozen.join(', ')} can no longer be changed.`) : undefined;
  }
  if (record.state === 'new') return termFits(after);
  return isPrepared(after) ?? (input.type === 'standard' || input.model ? isPreauthorised(after, facts.model) : undefined);
}

/** A standard change goes ahead on a model in force, and on nothing else. */
export function isPreauthorised({ type, model }: Loose, found: object | undefined): Refusal | undefined {
  if (type !== 'standard' || found) return undefined;
  return refused('model-not-authorised', `The model ${model} is not in force; let the change manager reinstate it, or make this a normal change.`);
}
