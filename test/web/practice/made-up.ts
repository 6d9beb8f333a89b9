import type { Field, Me, RecordType } from '../../../web/api/practices.ts';
import type { AnyRecord } from '../../../web/api/records.ts';

const field = (name: string, kind: Field['kind'], more: Partial<Field> = {}): Field => ({ name, kind, required: false, ...more });
const command = (name: string, from: readonly string[], more: Partial<RecordType['commands'][number]> = {}) => ({ name, help: `Does ${name}`, by: ['agent'], from, takes: [], ...more });

/** A record type that no practice has, with a field of every kind. */
export const lantern: RecordType = {
  name: 'lantern', practice: 'lighting', family: 'technical', help: 'A light on a post.', route: 'lanterns', prefix: 'LAN', identity: 'number',
  states: [{ name: 'dark', done: false }, { name: 'lit', done: false }, { name: 'broken', done: true }],
  fields: [
    field('title', 'text', { required: true, max: 200 }), field('story', 'long-text'), field('brightness', 'choice', { choices: ['dim', 'plain', 'dazzling'] }), field('solar', 'flag'), field('height', 'integer'),
    field('voltage', 'decimal'), field('cleanedAt', 'instant'), field('builtOn', 'date'), field('burns', 'duration'), field('contact', 'email'), field('zone', 'zone'),
    field('assignee', 'ref', { target: 'person' }), field('team', 'ref', { target: 'team' }), field('keepers', 'list', { of: field('keepers', 'ref', { target: 'person' }) }),
    field('bulb', 'object', { fields: [field('watts', 'integer'), field('maker', 'text')] }), field('settings', 'json'),
  ],
  kept: [field('severity', 'integer'), field('hidden', 'text', { internal: true })],
  fixed: { team: 'hand it over instead.' }, create: { by: ['agent'] }, update: { by: ['agent', 'assignee'], from: ['dark', 'lit'] },
  commands: [
    command('light', ['dark'], { to: 'lit' }), command('polish', ['dark', 'lit']), command('darken', ['lit'], { to: 'dark', takes: [field('reason', 'text', { required: true })] }),
    command('paint', ['dark', 'lit']), command('hang', ['dark', 'lit']), command('retire', ['dark', 'lit'], { to: 'broken' }),
  ],
  clocks: [{ name: 'lighting', help: 'Until it is lit' }], timers: [], queries: [],
  lists: { byTeam: { by: 'team' }, byAssignee: { by: 'assignee' } },
  summary: ['title', 'brightness', 'solar', 'height', 'voltage', 'cleanedAt', 'builtOn', 'burns', 'contact', 'zone', 'assignee', 'team', 'keepers', 'severity'], searched: ['title'],
};

export const keeper: Me = { tenant: 'campsite', name: 'kim', roles: ['agent'], team: 'north', may: {} };

/** A lantern as the API gives it. */
export const lit = (more: Partial<AnyRecord> = {}): AnyRecord => ({
  number: 'LAN0000001', state: 'dark', version: 1, title: 'At the gate', createdAt: '2026-11-01T10:00:00.000Z', updatedAt: '2026-11-01T10:00:00.000Z', watchers: [], ...more,
});

const known = new Map([['person/kim', 'Kim Aerts'], ['person/zoe', 'Zoë Adams'], ['team/north', 'Northern keepers']]);

export const nameOf = (type: string, id: string): string => known.get(`${type}/${id}`) ?? id;
