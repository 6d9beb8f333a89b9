import { describe, expect, test } from 'vitest';
import { always, parseDuration, type BusinessCalendar } from '../../../shared/clock/index.ts';
import { nextDue, promisedAt } from '../../../shared/record/clocks.ts';
import { defineRecord, type AnyDefinition } from '../../../shared/record/define.ts';
import { duration, flag, instant, integer, list, longText, optional, text } from '../../../shared/record/field.ts';
import { given, type Given, type Outcome } from '../../given.ts';

/** Something promised within a time, that may be changed, waited for, kept, broken off and taken up again. */
const promise = defineRecord({
  name: 'promise', practice: 'test', family: 'general', route: 'promises', prefix: 'PRM', help: 'Something promised within a time.',
  fields: { title: text(), within: optional(duration()), warnAt: optional(list(integer())), nights: optional(flag()), remindAt: optional(instant()), words: optional(longText()) },
  kept: { answeredAt: instant(), waitsFor: text() },
  states: ['open', 'waiting', 'kept'], done: ['kept'], events: ['waited', 'resumed', 'kept', 'reopened', 'answered', 'reminded'],
  create: { by: ['anyone'] }, update: { by: ['agent'], from: ['open', 'waiting', 'kept'] },
  commands: {
    wait: { help: 'Wait', from: ['open', 'waiting'], to: 'waiting', by: ['agent'], happened: 'waited', asks: { waitsFor: text() }, change: ({ asked }) => ({ waitsFor: asked.waitsFor }) },
    resume: { help: 'Go on', from: ['waiting'], to: 'open', by: ['agent'], happened: 'resumed' },
    keep: { help: 'Keep it', to: 'kept', by: ['agent'], happened: 'kept' },
    reopen: { help: 'It was not kept', from: ['kept'], to: 'open', by: ['agent'], happened: 'reopened' },
    answer: { help: 'Answer', by: ['agent'], happened: 'answered', change: ({ now }) => ({ answeredAt: now }) },
    remind: { help: 'Remind', by: ['system'], happened: 'reminded', change: () => ({ remindAt: undefined }) },
  },
  clocks: {
    answer: { help: 'Until answered', runsIn: ['open'], pausesIn: ['waiting'], done: ({ answeredAt }) => answeredAt !== undefined, target: ({ record }) => record.within && parseDuration('PT1H') || undefined },
    whole: { help: 'Until kept', runsIn: ['open'], pausesIn: ['waiting'], pauseReason: ({ waitsFor }) => waitsFor, target: ({ record }) => record.within ? parseDuration(record.within) : undefined, warnAt: ({ record }) => record.warnAt },
  },
  calendar: ({ record }) => record.nights ? always : office,
  timers: { reminder: { help: 'Asked for', at: ({ remindAt }) => remindAt, run: 'remind' } },
  lists: {}, summary: ['title'],
});
const office: BusinessCalendar = { timeZone: 'UTC', week: { monday: [['09:00', '17:00']], tuesday: [['09:00', '17:00']] } };

// A Monday.
const at = (time: string): string => `2026-03-02T${time}:00.000Z`;
const made = (more: object = {}): Given => given(promise).at(at('09:00')).when('create', { title: 'x', within: 'PT4H', ...more }).next;
const clock = ({ record }: Outcome, name = 'whole') => record.clocks.find((one: any) => one.name === name);
const states = (outcome: Outcome, name?: string): string[] => clock(outcome, name).intervals.map(({ state, from, to, reason }: any) => `${state} ${from.slice(11, 16)}-${to?.slice(11, 16) ?? ''}${reason ? ` ${reason}` : ''}`);

describe('a record’s clocks', () => {
  test('start with the record when something was promised, and not otherwise', () => {
    expect(made().when('answer').record.clocks.map(({ name, state, target }: any) => [name, state, target])).toEqual([['answer', 'stopped', 3600], ['whole', 'running', 14_400]]);
    expect(made({ within: undefined }).when('answer').record.clocks).toEqual([]);
  });

  test('start from the making of the record when something is promised later', () => {
    expect(clock(made({ within: undefined }).at(at('10:00')).when('update', { within: 'PT2H' }))).toMatchObject({ startedAt: at('09:00'), target: 7_200 });
  });

  test('keep their log through everything that is done meanwhile', () => {
    const waiting = made().at(at('10:00')).when('wait', { waitsFor: 'vendor' });
    const said = waiting.next.at(at('10:20')).when('comment', { text: 'Still waiting' }).next.at(at('10:30')).when('update', { title: 'y' });
    expect(states(said)).toEqual(['running 09:00-10:00', 'paused 10:00- vendor']);
    const other = said.next.at(at('11:00')).when('wait', { waitsFor: 'caller' }).next.at(at('12:00')).when('resume');
    expect(states(other)).toEqual(['running 09:00-10:00', 'paused 10:00-11:00 vendor', 'paused 11:00-12:00 caller', 'running 12:00-']);
    const again = other.next.at(at('13:00')).when('keep').next.at(at('14:00')).when('reopen');
    expect(states(again).slice(3)).toEqual(['running 12:00-13:00', 'resolved 13:00-14:00', 'running 14:00-']);
  });

  test('go over to another promise without losing a pause', () => {
    const moved = made().at(at('10:00')).when('wait', { waitsFor: 'x' }).next.at(at('11:00')).when('resume').next.when('update', { within: 'PT2H' });
    expect(clock(moved)).toMatchObject({ target: 7_200 });
    expect(promisedAt({ ...moved.record, clocks: [clock(moved)] })).toBe(at('12:00'));
  });

  test('keep the promise that was made when none is agreed any more', () => {
    expect(clock(made().when('update', { within: null }))).toMatchObject({ target: 14_400, state: 'running' });
  });

  test('warn at the percentages agreed, at three quarters where none are, and change with the agreement', () => {
    expect(clock(made().when('answer')).warnings).toEqual([75]);
    const changed = made({ warnAt: [50, 90] }).at(at('11:30')).when('update', { words: 'x' });
    expect(clock(changed)).toMatchObject({ warnings: [50, 90], marks: ['warn:50'] });
    expect(nextDue(promise as unknown as AnyDefinition, { ...changed.record, answeredAt: at('09:00'), clocks: [clock(changed)] })).toBe(at('12:36'));
  });
});

describe('what fell due', () => {
  test('is told with the step that comes before the sweep does, once', () => {
    const kept = made().at(at('13:30')).when('keep');
    expect(kept.events).toEqual(['kept', 'clock-warned', 'clock-breached', 'clock-warned', 'clock-breached']);
    expect(clock(kept)).toMatchObject({ state: 'stopped', marks: ['warn:75', 'breach'] });
    expect(kept.next.swept(at('14:00')).events).toEqual([]);
    expect(kept.due).toBeUndefined();
  });

  test('is told with its own time, however late it is noticed', () => {
    const { data, events } = made().when('answer').next.swept(at('16:00'));
    expect(events).toEqual(['clock-warned', 'clock-breached']);
    expect(data).toEqual({ clock: 'whole', percent: 100, since: '2026-03-02T13:00:01.000Z' });
  });

  test('under an old promise stays told, and comes again only when it comes true again', () => {
    const warned = made().when('answer').next.swept(at('12:30'));
    expect(warned.events).toEqual(['clock-warned']);
    const longer = warned.next.at(at('12:40')).when('update', { within: 'PT8H' });
    expect([longer.events, clock(longer).marks]).toEqual([['updated'], []]);
    expect(longer.next.swept(at('14:59')).events).toEqual([]);
    expect(longer.next.swept(at('15:00')).events).toEqual(['clock-warned']);
    const shorter = warned.next.at(at('12:40')).when('update', { within: 'PT1H' });
    expect([shorter.events, clock(shorter).marks]).toEqual([['updated', 'clock-breached'], ['warn:75', 'breach']]);
  });

  test('is not told while it waits, and is counted in service hours', () => {
    const waiting = made().at(at('10:00')).when('wait', { waitsFor: 'x' });
    expect(waiting.due).toBeUndefined();
    expect(waiting.next.swept('2026-03-03T16:00:00.000Z').events).toEqual([]);
    // Opened on Monday at 15:00, closed at 17:00: the other two hours are Tuesday's.
    const late = given(promise).at(at('15:00')).when('create', { title: 'x', within: 'PT4H' });
    expect(promisedAt({ ...late.record, clocks: [clock(late)] })).toBe('2026-03-03T11:00:00.000Z');
    expect(promisedAt({ ...late.next.when('update', { nights: true }).record, clocks: [clock(late)] })).toBe(at('19:00'));
  });

  test('is looked for at the first moment of all clocks and timers', () => {
    expect(made().when('comment', { text: 'x' }).due).toBe(at('09:45'));
    expect(made({ remindAt: at('09:10') }).when('comment', { text: 'x' }).due).toBe(at('09:10'));
    expect(made({ remindAt: at('09:10') }).swept(at('09:10'))).toMatchObject({ events: ['reminded'], due: at('09:45') });
    expect(given(promise).when('create', { title: 'x' }).due).toBeUndefined();
  });

  test('is nothing for a clock whose machine is behind the one that started it', () => {
    const early = made().at(at('08:58')).when('wait', { waitsFor: 'x' });
    expect(states(early)).toEqual(['running 09:00-09:00', 'paused 09:00- x']);
    expect(early.next.at(at('08:59')).when('resume').refused).toBeUndefined();
  });
});
