import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../web/api/records.ts';
import { anyFieldOf, targetOf } from '../../../web/practice/any-field.ts';
import { filterOptions, filterProperties, fromQuery, momentText, optionLabels, toQuery } from '../../../web/practice/filter-properties.ts';
import { lifeOf } from '../../../web/practice/life.ts';
import { columnsOf, keptColumns, usualColumns } from '../../../web/practice/list-columns.ts';
import { commonCommands, isGrave, offeredCommands } from '../../../web/practice/offered-commands.ts';
import { editableFields, isOneOf } from '../../../web/practice/who.ts';
import { wordsOf } from '../../../web/practice/words-of.ts';
import { keeper, lantern, lit, nameOf } from './made-up.ts';

const names = new Map([['person', { byId: new Map([['kim', 'Kim Aerts'], ['zoe', 'Zoë Adams']]), complete: true }]]);

describe('a record type that no page knows', () => {
  it('has a column for every field of its summary, and shows what matters', () => {
    expect(columnsOf(lantern)).toEqual(['number', 'title', 'state', 'dueAt', ...lantern.summary.slice(1), 'createdAt', 'updatedAt']);
    expect(usualColumns(lantern).filter(({ visible }) => visible).map(({ id }) => id)).toEqual(['number', 'title', 'state', 'dueAt', 'brightness', 'height', 'assignee', 'team', 'severity']);
  });

  it('keeps a choice of columns when fields come and go', () => {
    const kept = keptColumns(lantern, [{ id: 'severity', visible: true }, { id: 'colour', visible: true }]);
    expect(kept[0]).toEqual({ id: 'severity', visible: true });
    expect(kept.filter(({ visible }) => visible)).toHaveLength(1);
    expect(kept.map(({ id }) => id).toSorted()).toEqual([...columnsOf(lantern)].sort());
  });

  it('can be filtered by every field that its lists show, each as its kind allows', () => {
    const kinds = Object.fromEntries(filterProperties(lantern).map(({ key, kind }) => [key, kind]));
    expect(kinds).toMatchObject({ state: 'options', title: 'text', brightness: 'options', solar: 'options', height: 'number', voltage: 'number', cleanedAt: 'moment', builtOn: 'moment', burns: 'number', contact: 'text', zone: 'text', assignee: 'options', keepers: 'options', dueAt: 'moment' });
    expect(Object.keys(kinds)).toEqual(expect.arrayContaining([...lantern.summary]));
  });

  it('offers values by the names that people know, oneself first, and those that only rows have', () => {
    const options = filterOptions(lantern, { names, rows: [lit({ assignee: 'gone' })] });
    expect(options.filter(({ propertyKey }) => propertyKey === 'assignee').map(({ label }) => label)).toEqual(['Me', 'gone', 'Kim Aerts', 'Zoë Adams', '(empty)']);
    expect(optionLabels(options, 'state', ['dark', 'lit'])).toBe('Dark, Lit');
    expect(options.some(({ propertyKey, value }) => propertyKey === 'state' && value === '')).toBe(false);
  });

  it('has a filter that the filter bar gives back as it was', () => {
    const filter = { any: true, conditions: [{ field: 'state', operator: '=' as const, values: ['dark', 'lit'] }, { field: 'height', operator: '<' as const, values: ['3'] }, { operator: ':' as const, values: ['gate'] }] };
    expect(fromQuery(toQuery(lantern, filter))).toEqual(filter);
    expect(fromQuery({ operation: 'and', tokens: [{ propertyKey: 'state', operator: '=', value: [] }, { propertyKey: 'builtOn', operator: '<', value: null }] }).conditions).toEqual([]);
  });

  it('says every value in words', () => {
    const record = lit({ brightness: 'dim', solar: true, height: 3, assignee: 'zoe', keepers: ['kim', 'zoe'], bulb: { watts: 4 }, settings: [1] });
    const said = (name: string) => wordsOf(anyFieldOf(lantern, name)!, record[name], nameOf);
    expect(['brightness', 'solar', 'height', 'assignee', 'keepers', 'bulb', 'settings', 'story', 'state'].map(said)).toEqual(['Dim', 'Yes', '3', 'Zoë Adams', 'Kim Aerts, Zoë Adams', '{"watts":4}', '1', '', 'Dark']);
    expect([targetOf(anyFieldOf(lantern, 'keepers')), targetOf(anyFieldOf(lantern, 'team')), targetOf(anyFieldOf(lantern, 'title'))]).toEqual(['person', 'team', undefined]);
  });

  it('offers first what few states offer, in its own order, and last what takes it away', () => {
    const offered = offeredCommands(lantern, lit({ allowedCommands: lantern.commands.map(({ name }) => name).filter((name) => name !== 'darken').concat('watch') }));
    expect([offered.buttons, offered.menu, offered.grave].map((commands) => commands.map(({ name }) => name))).toEqual([['light', 'polish', 'paint'], ['hang'], ['retire']]);
    expect(offeredCommands(lantern, lit({ allowedCommands: ['light', 'hang'] }), { except: ['light'], most: 1 }).buttons.map(({ name }) => name)).toEqual(['hang']);
    expect(offeredCommands(lantern, lit({ state: 'lit', allowedCommands: ['polish', 'darken', 'paint'] }), { most: 1 }).buttons.map(({ name }) => name)).toEqual(['darken']);
    expect(['cancel', 'endOfLife', 'endorse', 'retirement', 'resolve'].filter((name) => isGrave({ name, to: 'broken' }, lantern))).toEqual(['cancel', 'endOfLife']);
    expect([isGrave({ name: 'cancel', to: 'dark' }, lantern), isGrave({ name: 'leave' }, lantern), isGrave({ name: 'leave' })]).toEqual([false, false, true]);
  });

  it('takes together only what each of the chosen takes', () => {
    const all = () => true;
    expect(commonCommands(lantern, [lit({ state: 'dark' }), lit({ state: 'lit' })], all).map(({ name }) => name)).toEqual(['polish', 'paint', 'hang', 'retire']);
    expect(commonCommands(lantern, [lit({ state: 'dark' }), lit({ state: 'broken' })], all)).toEqual([]);
    expect(commonCommands(lantern, [], all)).toEqual([]);
  });

  it('can be changed by whom it names, in the states that it names, except where a field is fixed', () => {
    const changes = (more: object, record = lit()) => editableFields(lantern, record, { ...keeper, ...more }).map(({ name }) => name);
    expect(changes({})).toEqual(lantern.fields.map(({ name }) => name).filter((name) => name !== 'team'));
    expect(changes({ roles: ['lead'] })).toEqual([]);
    expect(changes({ roles: [] }, lit({ assignee: 'kim' }))).toContain('title');
    expect(changes({}, lit({ state: 'broken' }))).toEqual([]);
    expect([isOneOf({ ...keeper, roles: ['admin'] }, ['lead']), isOneOf({ ...keeper, roles: ['admin'] }, ['system']), isOneOf({ ...keeper, roles: ['admin'] }, ['assignee'], lit()), isOneOf({ ...keeper, roles: [] }, ['anyone'])]).toEqual([true, false, false, true]);
  });

  it('shows where it was, where it stands and where it can go', () => {
    const entry = (from: string | undefined, to: string, at: string): Entry => ({ at, actor: 'kim', command: 'x', version: 1, ...(from && { from }), to, changes: {}, visibility: 'public', events: [] });
    const life = lifeOf(lantern, lit({ state: 'lit', allowedCommands: ['darken', 'retire', 'polish'] }), [entry(undefined, 'dark', '2026-11-01T10:00:00Z'), entry('dark', 'lit', '2026-11-02T10:00:00Z')]);
    expect(life.map(({ state, place, by, at }) => [state, place, by, at])).toEqual([['dark', 'past', ['darken'], '2026-11-01T10:00:00Z'], ['lit', 'now', [], '2026-11-02T10:00:00Z'], ['broken', 'next', ['retire'], undefined]]);
  });

  it('says times of filters in words', () => {
    expect([momentText('-7d'), momentText('+1d'), momentText('-1h'), momentText('now'), momentText('tomorrow'), momentText(null)]).toEqual(['7 days ago', 'in 1 day', '1 hour ago', 'now', 'tomorrow', '']);
  });
});
