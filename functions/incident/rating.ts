import type { Command } from '../../shared/record/define.ts';
import { integer, longText, optional, type FieldMap } from '../../shared/record/field.ts';

type Rule = Command<any, FieldMap, FieldMap, 'resolved' | 'closed', 'rated', any, any>;

export const ratingKept = { rating: integer({ min: 1, max: 5, help: 'How the requester was helped: 1 badly, 5 very well.' }) };

/** What the requester thinks of how they were helped; it can be said anew, and the last word counts. */
export const rate: Rule = {
  help: 'Say how you were helped', from: ['resolved', 'closed'], happened: 'rated', by: ['requester'],
  takes: { rating: 'required' }, asks: { remark: optional(longText({ max: 2000, help: 'What was good, what was not?' })) },
  note: ({ asked }) => asked.remark,
};
