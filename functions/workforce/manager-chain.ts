import { refused, type Refusal } from '../../shared/record/fault.ts';

interface Line { readonly record: { readonly name: string }; readonly input: { readonly manager?: string }; readonly refs: { readonly manager?: { readonly manager?: string } } }

/** Nobody is their own manager, nor the manager of their manager: escalation up the chain would never end. */
export function noLoopInManagers({ record, input, refs }: Line): Refusal | undefined {
  if (input.manager === undefined || input.manager === null) return undefined;
  const loop = input.manager === record.name || refs.manager?.manager === record.name;
  return loop ? refused('manager-loop', `${input.manager} reports to ${record.name}; a chain of managers must end.`) : undefined;
}
