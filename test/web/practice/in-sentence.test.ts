import { expect, it } from 'vitest';
import { inSentence } from '../../../web/texts/en/in-sentence.ts';
import { label } from '../../../web/practice/wording.ts';

it.each([['incident', 'incident'], ['cab-meeting', 'CAB meeting'], ['post-incident-review', 'post-incident review'], ['ci', 'configuration item'], ['SaaS', 'SaaS'], ['SLA', 'SLA']])('writes %s within a sentence as %s', (name, written) => {
  expect(inSentence(label(name))).toBe(written);
});
