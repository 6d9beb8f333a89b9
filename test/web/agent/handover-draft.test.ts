import fc from 'fast-check';
import { expect, it } from 'vitest';
import { draftHandover } from '../../../web/agent/handover-draft.ts';
import type { Comment, Entry } from '../../../web/api/records.ts';
import { ticket } from './tickets.ts';

const record = ticket('A', { title: 'Tablet stays black.', description: 'It was charged all night. Guests wait. We check them in by hand.' });
const comment = (at: string, actor: string, text: string, visibility: Comment['visibility'] = 'public'): Comment => ({ at: `2026-11-01T${at}:00.000Z`, actor, text, visibility, version: 1 });
const step = (at: string, actor: string, command: string, note?: string): Entry => ({ at: `2026-11-01T${at}:00.000Z`, actor, command, version: 1, to: 'in-progress', changes: {}, visibility: 'internal', events: [], ...(note && { note }) });
const draft = (timeline: readonly Entry[], comments: readonly Comment[], of = record) => draftHandover({ record: of, timeline, comments, nameOf: (name) => name.toUpperCase() });

it('sums up by the title and the first two sentences of the story', () => {
  expect(draft([], []).summary).toBe('Tablet stays black. It was charged all night. Guests wait.');
});

it('tells what was tried, latest first, from what staff wrote and did', () => {
  const { tried } = draft([step('09:00', 'anna', 'hold', 'Waiting for a charger'), step('08:00', 'system', 'touch', 'by itself'), step('10:30', 'guest', 'reopen', 'Still black')], [comment('10:00', 'anna', 'Swapped the charger', 'internal'), comment('09:30', 'guest', 'Please hurry')]);
  expect(tried.split('\n').map((line) => line.slice(line.indexOf('ANNA')))).toEqual(['ANNA: Swapped the charger', 'ANNA: Hold: Waiting for a charger']);
});

it('tells what the customer was told from public words of staff alone, latest first', () => {
  const { customerTold } = draft([], [comment('09:00', 'anna', 'We look at it'), comment('10:00', 'bram', 'A new one comes'), comment('11:00', 'anna', 'Secret', 'internal'), comment('12:00', 'guest', 'Thanks')]);
  expect(customerTold.split('\n').map((line) => line.replace(/^.*?: (?=\D)/, ''))).toEqual(['A new one comes', 'We look at it']);
});

it('says so when the customer was told nothing', () => expect(draft([], []).customerTold).toBe('Nothing yet.'));

it('carries on what an earlier team tried, once it was taken over', () => {
  const handover = { from: 'network', to: 'service-desk', by: 'chen', at: '2026-11-01T07:00:00.000Z', outcome: 'accepted', summary: 's', tried: 'Another socket', nextStep: 'n', customerTold: 'Soon' };
  expect(draft([], [], { ...record, handover }).tried).toContain('CHEN: Another socket');
  expect(draft([], [], { ...record, handover }).customerTold).toBe('Soon');
});

it('leaves out the oldest words, whole, where all would be too long', () => {
  const { tried } = draft([], ['09:00', '10:00', '11:00'].map((at) => comment(at, 'anna', at.repeat(160))));
  expect(tried.split('\n').map((line) => line.slice(-5))).toEqual(['11:00', '10:00']);
});

it('never drafts more than the service takes', () => {
  fc.assert(fc.property(fc.array(fc.string({ minLength: 1, maxLength: 3_000 }), { maxLength: 20 }), fc.string({ maxLength: 10_000 }), (texts, description) => {
    const { summary, tried, customerTold } = draft([], texts.map((text) => comment('09:00', 'anna', text)), { ...record, description });
    for (const part of [summary, tried, customerTold]) expect(part.length).toBeLessThanOrEqual(2_000);
  }));
});
