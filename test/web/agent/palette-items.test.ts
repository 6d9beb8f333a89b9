import { expect, it } from 'vitest';
import { fitting, ticketAt, type PaletteItem } from '../../../web/agent/palette-items.ts';

const item = (text: string, group: PaletteItem['group'] = 'go', hint?: string): PaletteItem => ({ id: text, text, group, ...(hint && { hint }) });

it('puts what begins with the words before what has them further on', () => {
  expect(fitting([item('Service map'), item('Map of services'), item('Roadmap')], 'map').map(({ text }) => text)).toEqual(['Map of services', 'Service map', 'Roadmap']);
});
it('finds all words in any order, in what is said beside too', () => {
  expect(fitting([item('Transfer', 'ticket', 'INC0000001')], '0001 trans')).toHaveLength(1);
  expect(fitting([item('Transfer', 'ticket')], 'transfer wifi')).toEqual([]);
});
it('keeps the groups together, the ticket at hand first', () => {
  expect(fitting([item('Create risk', 'create'), item('Risks'), item('Raise risk', 'ticket')], 'risk').map(({ group }) => group)).toEqual(['ticket', 'go', 'create']);
});
it('knows the ticket of a page and the one beside the queue', () => {
  expect(ticketAt({ pathname: '/records/incidents/INC0000001', search: '' })).toEqual({ route: 'incidents', id: 'INC0000001' });
  expect(ticketAt({ pathname: '/queue', search: '?beside=INC0000002' })).toEqual({ route: 'incidents', id: 'INC0000002' });
});
it('knows none where none is: a list, a form, a split view without one', () => {
  expect([['/records/incidents', ''], ['/records/incidents/create', ''], ['/queue', '?beside='], ['/map', '?beside=INC1']].map(([pathname, search]) => ticketAt({ pathname: pathname!, search: search! }))).toEqual([undefined, undefined, undefined, undefined]);
});
