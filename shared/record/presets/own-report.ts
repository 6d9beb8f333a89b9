import type { Context } from '../define.ts';
import { forbidden, type Refusal } from '../fault.ts';
import { isStaff } from '../policy.ts';

/** Refuses to who only uses services to report in another's name, or to say who works on it. */
export function ownReport({ input, actor }: Context<any, any, any, any>): Refusal | undefined {
  if (isStaff(actor)) return undefined;
  if (input.requester !== actor.name) return forbidden('own-reports-only', 'You can report for yourself only.');
  return input.team || input.assignee ? forbidden('staff-only', 'Who works on it is for the service desk to say.') : undefined;
}
