import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { definitions } from '../functions/index.ts';
import { startRuntime } from '../local/runtime.ts';
import { checkCatalogue, defineCatalogue } from '../shared/record/catalogue.ts';
import { defineRecord, type AnyDefinition } from '../shared/record/define.ts';
import { choice, optional, ref, text } from '../shared/record/field.ts';

const note = defineRecord({
  name: 'note', practice: 'note', family: 'general', route: 'notes', prefix: 'NOT', help: 'A note that somebody keeps.',
  fields: { title: text(), colour: optional(choice('red', 'green')), about: optional(ref('person')) },
  states: ['open', 'kept'], done: ['kept'], events: ['kept'],
  create: { by: ['anyone'] }, update: { by: ['anyone'] },
  commands: { keep: { help: 'Keep it', from: ['open'], to: 'kept', by: ['anyone'], happened: 'kept' } },
  reactions: { keepResolved: { on: 'incident.resolved', help: 'An incident leaves a note', find: { create: true }, run: 'create', with: ({ metadata }) => ({ title: `${metadata.recordId} is resolved` }) } },
  lists: { byState: { by: 'state' } }, summary: ['title', 'colour'], searched: ['title'],
});
const broken = (change: Partial<AnyDefinition>): string[] => checkCatalogue([...definitions, { ...note as unknown as AnyDefinition, ...change }]);

describe('the catalogue', () => {
  it('fits together', () => expect(checkCatalogue(definitions)).toEqual([]));

  it.each<[string, Partial<AnyDefinition>, RegExp]>([
    ['a route used twice', { route: 'incidents' }, /route incidents is used twice/],
    ['a prefix used twice', { prefix: 'INC' }, /prefix INC is used twice/],
    ['a state that nothing leads to', { states: ['open', 'kept', 'lost'] }, /no command leads to the state lost/],
    ['an unknown state', { done: ['kpt'] }, /no state kpt; did you mean kept/],
    ['an event that nothing makes', { events: ['kept', 'lost'] }, /no command makes the event lost/],
    ['a reaction to what nothing makes', { reactions: { x: { on: 'incident.reslved', help: '', find: { self: true }, run: 'keep' } } }, /did you mean incident.resolved/],
    ['a reaction that runs no command', { reactions: { x: { on: 'incident.resolved', help: '', find: { self: true }, run: 'kep' } } }, /runs kep, which is no command/],
    ['a machine that starts on what nothing makes', { workflows: { filing: { help: '', startsOn: 'note.kpt', name: () => '', view: () => ({}) } } }, /starts on note.kpt, which nothing makes; did you mean note.kept/],
    ['a machine that starts on another record', { workflows: { filing: { help: '', startsOn: 'incident.resolved', name: () => '', view: () => ({}) } } }, /no event of its own/],
    ['a machine named twice', { workflows: { 'major-incident': { help: '', startsOn: 'note.kept', name: () => '', view: () => ({}) } } }, /machine major-incident is named twice/],
    ['a field that the system keeps', { fields: { title: text(), dueAt: text() } }, /dueAt is kept by the system/],
    ['a reference to no record type', { fields: { title: text(), x: ref('nothing') } }, /refers to nothing/],
    ['reliance on a field that is not there', { fields: { title: text(), x: ref('person', { shoeSize: text() }) } }, /relies on person.shoeSize/],
    ['a summary of what is no field', { summary: ['titel'] as never }, /did you mean title/],
    ['a command that the kernel has', { commands: { comment: { help: '', by: [], happened: 'kept' } } }, /taken by the kernel/],
    ['more lists than indexes', { lists: Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, { by: 'title' }])) }, /more than five lists/],
  ])('finds %s', (_, change, fault) => expect(broken(change).join('\n')).toMatch(fault));

  it('does not compile with a name that nobody has', () => {
    // @ts-expect-error: there is no record type `persn`
    defineCatalogue([defineRecord({ ...note, fields: { title: text(), about: ref('persn') }, reactions: undefined, summary: ['title'] })]);
    // @ts-expect-error: there is no event `note.kpt`
    defineCatalogue([defineRecord({ ...note, fields: { title: text() }, summary: ['title'], reactions: { again: { on: 'note.kpt', help: '', find: { self: true }, run: 'keep' } } })]);
    // @ts-expect-error: there is no event `note.kpt` to start on
    defineCatalogue([defineRecord({ ...note, fields: { title: text() }, summary: ['title'], reactions: undefined, workflows: { filing: { help: '', startsOn: 'note.kpt', name: () => '', view: () => ({}) } } })]);
    // @ts-expect-error: there is no state `kpt`
    defineRecord({ ...note, done: ['kpt'] });
    // @ts-expect-error: there is no field `titel`
    defineRecord({ ...note, summary: ['titel'] });
    // @ts-expect-error: there is no command `kep`
    defineRecord({ ...note, timers: { later: { help: '', at: () => undefined, run: 'kep' } } });
    // @ts-expect-error: there is no field `colr` to list by
    defineRecord({ ...note, lists: { byColour: { by: 'colr' } } });
    // @ts-expect-error: there is no event `keept`
    defineRecord({ ...note, commands: { keep: { help: '', by: ['anyone'], happened: 'keept' } } });
    expect(true).toBe(true);
  });
});

describe('a practice in four steps', () => {
  it('has routes, lists, search, timeline, documents and reactions once its definition is in the catalogue', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'lambdesk-practice-'));
    const runtime = await startRuntime({
      dataDir, port: 0, definitions: [...definitions, note as unknown as AnyDefinition], log: () => {},
      fill: async (_, people) => people.add([{ name: 'mia', displayName: 'Mia', tenant: 'test', roles: ['agent', 'admin'] }]),
    });
    try {
      const token = await runtime.token('mia');
      const call = async (method: string, path: string, body?: unknown): Promise<any> => {
        const response = await fetch(`${runtime.url}${path}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...(body !== undefined && { body: JSON.stringify(body) }) });
        return response.json();
      };
      expect(await call('POST', '/v1/notes', { title: 'Buy milk', colour: 'red' })).toMatchObject({ number: 'NOT0000001', state: 'open', allowedCommands: expect.arrayContaining(['keep']) });
      expect(await call('POST', '/v1/notes', { title: 'x', colour: 'blue' })).toMatchObject({ status: 422 });
      expect(await call('POST', '/v1/notes/NOT0000001/keep', {})).toMatchObject({ state: 'kept', version: 2 });
      expect((await call('GET', '/v1/notes?state=kept')).items).toHaveLength(1);
      expect((await call('GET', '/v1/notes/NOT0000001/timeline')).items.map(({ command }: any) => command)).toEqual(['create', 'keep']);
      await call('POST', '/v1/people', { name: 'mia', displayName: 'Mia' });
      const { number } = await call('POST', '/v1/incidents', { title: 'Broken' });
      await call('POST', `/v1/incidents/${number}/resolve`, { resolution: 'Mended', resolutionCode: 'fixed' });
      await runtime.settle();
      expect((await call('GET', '/v1/notes?state=open')).items).toMatchObject([{ title: `${number} is resolved` }]);
      expect((await call('GET', '/v1/search?q=milk&type=note')).items).toMatchObject([{ number: 'NOT0000001' }]);
      expect((await call('GET', '/openapi.json')).paths['/v1/notes/{id}/keep']).toBeDefined();
      expect((await call('GET', '/v1/practices')).items.map(({ name }: any) => name)).toContain('note');
    } finally {
      await runtime.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
