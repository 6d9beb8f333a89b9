import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  announce, type BusinessCalendar, type Clock, marksDue, nextMarkAt, parseInstant, pauseClock, readClock, rearm, reopenClock, resumeClock,
  retargetClock, startClock, stopClock,
} from '../../../shared/clock/index.ts';
import { calendarFor, countSeconds, findMoment, iso, openMinutes, type Walk, walks } from './oracle.ts';

/** What the oracle knows: for each minute of the walk what the clock did, and nothing else. */
interface Replay {
  did: ('nothing' | 'running' | 'paused' | 'stopped')[];
  reason?: string;
  lastEdge: number;
}

type Step =
  | { do: 'pause'; minute: number; reason: string }
  | { do: 'resume' | 'stop' | 'reopen'; minute: number }
  | { do: 'retarget'; minute: number; target: number; warnings: number[] }
  | { do: 'change calendar'; minute: number; calendar: BusinessCalendar };

const start = 1440;
const end = 9 * 1440;
const target = fc.oneof(fc.integer({ min: 0, max: 40 }).map((hours) => hours * 3_600), fc.integer({ min: 0, max: 150_000 }));
const warnings = fc.uniqueArray(fc.constantFrom(1, 33, 50, 75, 90, 100, 120), { maxLength: 4 });
const minute = fc.integer({ min: start, max: 8 * 1440 });
const move = fc.oneof(
  fc.record({ do: fc.constant('pause' as const), minute, reason: fc.constantFrom('caller', 'vendor') }),
  fc.record({ do: fc.constantFrom('resume' as const, 'stop' as const, 'reopen' as const), minute }),
);

/** A clock on a calendar of some walk, what happens to it, and when it is looked at. */
const story = fc.constantFrom(...walks).chain((walk) => {
  const calendar = calendarFor(walk);
  const retarget = fc.record({ do: fc.constant('retarget' as const), minute, target, warnings });
  const change = fc.record({ do: fc.constant('change calendar' as const), minute, calendar });
  return fc.record({
    walk: fc.constant(walk),
    calendar,
    target,
    warnings,
    moves: fc.array(move, { maxLength: 10 }),
    steps: fc.array(fc.oneof({ weight: 3, arbitrary: move }, { weight: 1, arbitrary: fc.oneof(retarget, change) }), { maxLength: 10 }),
    sweeps: fc.array(fc.integer({ min: start * 60, max: end * 60 }), { maxLength: 12 }),
  });
});

const at = (walk: Walk, minute: number): string => iso(walk.start + minute * 60);
const byTime = (one: { minute: number }, other: { minute: number }): number => one.minute - other.minute;

function begin({ walk, target, warnings }: { walk: Walk; target: number; warnings: number[] }): { clock: Clock; replay: Replay } {
  const did = walk.shown.map((_, index) => (index < start ? ('nothing' as const) : ('running' as const)));
  return { clock: startClock({ name: 'resolution', target, warnings, at: at(walk, start) }), replay: { did, lastEdge: start } };
}

function perform(clock: Clock, step: Step, walk: Walk): Clock {
  const when = at(walk, step.minute);
  switch (step.do) {
    case 'pause': return pauseClock({ clock, at: when, reason: step.reason });
    case 'resume': return resumeClock({ clock, at: when });
    case 'stop': return stopClock({ clock, at: when });
    case 'reopen': return reopenClock({ clock, at: when });
    case 'retarget': return retargetClock(clock, step);
    case 'change calendar': return clock;
  }
}

function record(replay: Replay, step: Step): void {
  const now = replay.did.at(-1)!;
  const next = nextState(now, replay.reason, step);
  if (!next) return;
  // Nothing happens before what has already happened.
  replay.lastEdge = Math.max(replay.lastEdge, step.minute);
  replay.did.fill(next, replay.lastEdge);
  replay.reason = step.do === 'pause' ? step.reason : undefined;
}

function nextState(now: string, reason: string | undefined, step: Step): 'running' | 'paused' | 'stopped' | undefined {
  if (step.do === 'pause' && (now === 'running' || (now === 'paused' && reason !== step.reason))) return 'paused';
  if (step.do === 'resume' && now === 'paused') return 'running';
  if (step.do === 'stop' && now !== 'stopped') return 'stopped';
  if (step.do === 'reopen' && now === 'stopped') return 'running';
  return undefined;
}

const both = (left: boolean[], right: (index: number) => boolean): boolean[] => left.map((value, index) => value && right(index));

/** Every mark of the clock with the moment that the replay gives it. */
function expectedMarks({ walk, calendar, clock, replay }: { walk: Walk; calendar: BusinessCalendar; clock: Clock; replay: Replay }) {
  const counts = both(openMinutes(walk, calendar), (index) => replay.did[index] === 'running');
  const from = walk.start + start * 60;
  return [...clock.warnings.map((percent) => ({ mark: `warn:${percent}`, seconds: Math.ceil((clock.target * percent) / 100) })), { mark: 'breach', seconds: clock.target + 1 }]
    .map(({ mark, seconds }) => ({ mark, moment: findMoment({ walk, from, seconds, counts }) }))
    .filter(({ moment }) => moment !== undefined && moment <= walk.start + end * 60);
}

function freeze(clock: Clock): Clock {
  clock.intervals.forEach(Object.freeze);
  [clock, clock.intervals, clock.marks, clock.warnings].forEach(Object.freeze);
  return clock;
}

describe('a clock against a replay minute by minute', () => {
  test('whatever is done to it, reads what the replay counted on the present calendar', () => {
    fc.assert(
      fc.property(story, ({ walk, calendar, steps, ...promise }) => {
        let { clock, replay } = begin({ walk, ...promise });
        let open = openMinutes(walk, calendar);
        for (const step of steps) {
          clock = perform(freeze(clock), step, walk);
          record(replay, step);
          if (step.do === 'change calendar') [calendar, open] = [step.calendar, openMinutes(walk, step.calendar)];
          for (const now of [replay.lastEdge, step.minute, end]) {
            const count = (state: string): number =>
              countSeconds({ walk, from: walk.start, to: walk.start + now * 60, counts: both(open, (index) => replay.did[index] === state) });
            const elapsed = count('running');
            expect(readClock({ clock, calendar, at: at(walk, now) })).toMatchObject({
              elapsed, paused: count('paused'), breached: elapsed > clock.target, remaining: Math.max(0, clock.target - elapsed),
            });
          }
          expect(clock.state).toBe(replay.did.at(-1));
        }
      }),
      { numRuns: 80 },
    );
  });

  test('has a deadline exactly while it runs, where the replay reaches the target', () => {
    fc.assert(
      fc.property(story, ({ walk, calendar, moves, ...promise }) => {
        let { clock, replay } = begin({ walk, ...promise });
        for (const step of moves) {
          clock = perform(clock, step, walk);
          record(replay, step);
        }
        const { dueAt } = readClock({ clock, calendar, at: at(walk, end) });
        if (clock.state !== 'running') {
          expect(dueAt).toBeUndefined();
          return;
        }
        const counts = both(openMinutes(walk, calendar), (index) => replay.did[index] === 'running');
        const expected = findMoment({ walk, from: walk.start + start * 60, seconds: clock.target, counts });
        if (expected !== undefined && expected < walk.start + end * 60) expect(dueAt).toBe(iso(expected));
      }),
      { numRuns: 200 },
    );
  });

  test('its log has no holes, no overlaps and no negative time, even when commands arrive out of order', () => {
    fc.assert(
      fc.property(story, ({ walk, steps, ...promise }) => {
        const clock = steps.reduce((before, step) => perform(before, step, walk), begin({ walk, ...promise }).clock);
        expect(clock.intervals[0]!.from).toBe(clock.startedAt);
        clock.intervals.forEach(({ from, to }, index) => {
          if (to !== undefined) expect(to >= from).toBe(true);
          if (index > 0) expect(from).toBe(clock.intervals[index - 1]!.to);
        });
        expect(clock.intervals.at(-1)!.to === undefined).toBe(clock.state !== 'stopped');
      }),
    );
  });

  test('every command done twice is done once', () => {
    fc.assert(
      fc.property(story, ({ walk, steps, ...promise }) => {
        let { clock } = begin({ walk, ...promise });
        for (const step of steps) {
          clock = perform(clock, step, walk);
          expect(perform(clock, step, walk)).toEqual(clock);
        }
      }),
    );
  });
});

describe('the sweep', () => {
  test('announces each mark once and with its own moment, however late, irregular or repeated it runs', () => {
    fc.assert(
      fc.property(story, ({ walk, calendar, moves, sweeps, ...promise }) => {
        let { clock, replay } = begin({ walk, ...promise });
        const fired: { mark: string; moment: number }[] = [];
        const sweep = (second: number): void => {
          const due = marksDue({ clock, calendar, at: iso(walk.start + second) });
          fired.push(...due.map(({ mark, at }) => ({ mark, moment: parseInstant(at) })));
          clock = announce(announce(clock, due), due);
        };
        const left = sweeps.toSorted((one, other) => one - other);
        for (const step of moves.toSorted(byTime)) {
          while (left.length > 0 && left[0]! < step.minute * 60) sweep(left.shift()!);
          clock = perform(clock, step, walk);
          record(replay, step);
        }
        [...left, end * 60, end * 60].forEach(sweep);
        const byName = (one: { mark: string }, other: { mark: string }): number => one.mark.localeCompare(other.mark);
        expect(fired.toSorted(byName)).toEqual(expectedMarks({ walk, calendar, clock, replay }).toSorted(byName));
      }),
      { numRuns: 200 },
    );
  });

  test('after a new target or calendar has announced what is true now, and nothing else', () => {
    fc.assert(
      fc.property(story, ({ walk, calendar, steps, ...promise }) => {
        let { clock, replay } = begin({ walk, ...promise });
        for (const step of steps.toSorted(byTime)) {
          const now = { at: at(walk, step.minute) };
          clock = announce(clock, marksDue({ clock, calendar, ...now }));
          clock = perform(clock, step, walk);
          record(replay, step);
          if (step.do === 'change calendar') calendar = step.calendar;
          clock = rearm({ clock, calendar, ...now });
          clock = announce(clock, marksDue({ clock, calendar, ...now }));
          const configured = new Set(['breach', ...clock.warnings.map((percent) => `warn:${percent}`)]);
          const truth = expectedMarks({ walk, calendar, clock, replay }).filter(({ moment }) => moment! <= walk.start + step.minute * 60);
          expect(clock.marks.filter((mark) => configured.has(mark)).toSorted()).toEqual(truth.map(({ mark }) => mark).toSorted());
        }
      }),
      { numRuns: 80 },
    );
  });

  test('finds something when it looks at the moment it was told to look, and nothing a second before', () => {
    fc.assert(
      fc.property(story, ({ walk, calendar, moves, ...promise }) => {
        let { clock } = begin({ walk, ...promise });
        for (const step of moves) clock = perform(clock, step, walk);
        for (let next = nextMarkAt({ clock, calendar }); next !== undefined; next = nextMarkAt({ clock, calendar })) {
          expect(marksDue({ clock, calendar, at: iso(parseInstant(next) - 1) })).toEqual([]);
          const due = marksDue({ clock, calendar, at: next });
          expect(due[0]).toMatchObject({ at: next });
          clock = announce(clock, due);
        }
      }),
    );
  });
});
