import type { QueryRule } from '../../shared/record/define.ts';
import { optional, text } from '../../shared/record/field.ts';
import { isStaff } from '../../shared/record/policy.ts';

const wordsOf = (words: string): Set<string> => new Set(words.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []);

/**
 * The customer tells the story once: what the record already says, best answer to a question first, for whoever is about to ask the
 * requester. Counts the words that question and passage share.
 */
export const told: QueryRule = {
  help: 'What the requester and earlier teams already told, the best answer to a question first', by: ['agent', 'lead', 'collaborator'], ofRecord: true,
  asks: { question: optional(text({ max: 500 })) },
  run: async ({ record, input, read, actor }) => {
    const { description, handover, requester, createdAt, createdBy } = record!;
    const entries = await read.timeline('incident', record!.id);
    const passages = [
      ...(description ? [{ at: createdAt, who: createdBy, source: 'description', text: description }] : []),
      ...entries.filter((entry) => entry.command === 'comment' && entry.actor === requester).map((entry) => ({ at: entry.at, who: entry.actor, source: 'comment', text: entry.note })),
      ...(handover && isStaff(actor) ? (['summary', 'tried', 'customerTold'] as const).map((part) => ({ at: handover.at, who: handover.by, source: part, text: handover[part] })) : []),
    ];
    const asked = wordsOf(input.question ?? '');
    const score = ({ text: words }: { text: string }): number => [...wordsOf(words)].filter((word) => asked.has(word)).length;
    return { items: passages.map((passage) => ({ ...passage, score: score(passage) })).sort((a, b) => b.score - a.score || b.at.localeCompare(a.at)) };
  },
};
