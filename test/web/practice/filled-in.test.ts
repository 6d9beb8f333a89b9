import { expect, it } from 'vitest';
import type { Field } from '../../../web/api/practices.ts';
import { faultsIn, filledIn } from '../../../web/practice/filled-in.ts';

const part = (name: string, kind: Field['kind'], required = false): Field => ({ name, kind, required });
const period: Field = { name: 'notice', kind: 'object', required: false, fields: [part('months', 'integer'), part('days', 'integer')] };
const contact: Field = { name: 'contact', kind: 'object', required: false, fields: [part('phone', 'text'), part('mail', 'email', true)] };
const pointers = (field: Field, value: unknown): string[] => faultsIn(field, value).map(({ pointer }) => pointer);

it('sends no part that is empty, and nothing of what has no parts left', () => {
  expect(filledIn(period, { months: undefined, days: 30 })).toEqual({ days: 30 });
  expect(filledIn(contact, { phone: '', mail: undefined })).toBeUndefined();
});

it('keeps the places of rows, and what JSON says', () => {
  expect(filledIn({ name: 'periods', kind: 'list', required: false, of: period }, [{ days: 1 }, {}, { months: 2 }])).toEqual([{ days: 1 }, undefined, { months: 2 }]);
  expect(filledIn(part('settings', 'json'), { dim: '', on: null })).toEqual({ dim: '', on: null });
  expect(filledIn(part('done', 'flag'), false)).toBe(false);
});

it('wants the required parts of what somebody has begun, and none of what they emptied', () => {
  expect(pointers(contact, { phone: '1' })).toEqual(['/contact/mail']);
  expect(pointers(contact, { phone: '' })).toEqual([]);
  expect(pointers({ ...contact, required: true }, { phone: '' })).toEqual(['/contact']);
  expect(pointers({ name: 'all', kind: 'list', required: false, of: contact }, [{ mail: 'a@b.example' }, {}])).toEqual(['/all/1']);
});
