import { parseDuration } from '../../shared/clock/index.ts';
import type { Fault } from '../../shared/record/fault.ts';
import { decimal, duration, integer, list, object, optional, text } from '../../shared/record/field.ts';

export const approaches = ['big-bang', 'phased', 'canary', 'blue-green', 'pull', 'feature-flag'] as const;
type Approach = (typeof approaches)[number];

const percent = integer({ min: 1, max: 100 });
const watched = {
  bakeTime: optional(duration({ help: 'How long it is watched before it goes on.' })),
  maxErrorRate: optional(decimal({ max: 100, help: 'Per cent of errors above which it is rolled back. Watching needs a report by then: no news is bad news.' })),
};

/** What each approach needs to know, as fields of the release. */
export const approachFields = {
  rings: optional(list(object({ name: text({ max: 80 }), percent, ...watched }), { max: 10, help: 'Phased: who gets it in turn; per cent add up as they go, to 100.' })),
  canary: optional(object({ percent, bakeTime: duration(), maxErrorRate: decimal({ max: 100 }) }, { help: 'Canary: a small part first, watched.' })),
  blueGreen: optional(object(watched, { help: 'Blue/green: deployed beside what runs, then switched over.' })),
  pull: optional(object({ window: duration(), minimumReached: percent }, { help: 'Pull: clients fetch it; so many per cent have to by the end of the window.' })),
  featureFlag: optional(object({ name: text({ max: 80 }), steps: list(percent, { max: 10 }), ...watched }, { help: 'Feature flag: deployed dark, then shown to more and more.' })),
};

/** One deployment of a rollout, and what is watched afterwards. */
export interface Step {
  readonly name: string; readonly action: 'deploy' | 'switch' | 'publish' | 'set-flag'; readonly percent: number;
  readonly bakeTime?: string; readonly maxErrorRate?: number; readonly minimumReached?: number;
}
interface Watched { readonly bakeTime?: string; readonly maxErrorRate?: number }

export interface Rolling {
  readonly approach: Approach;
  readonly rings?: readonly ({ readonly name: string; readonly percent: number } & Watched)[];
  readonly canary?: { readonly percent: number } & Watched;
  readonly blueGreen?: Watched;
  readonly pull?: { readonly window: string; readonly minimumReached: number };
  readonly featureFlag?: { readonly name: string; readonly steps: readonly number[] } & Watched;
}

/** The deployments of a stage in turn: production honours the approach, the stages before it take the whole at once. */
export function stepsFor(stage: string, release: Rolling): readonly Step[] {
  const whole: Step = { name: 'everybody', action: 'deploy', percent: 100 };
  if (stage !== 'production') return [whole];
  const { approach, rings = [], canary, blueGreen = {}, pull, featureFlag } = release;
  switch (approach) {
    case 'big-bang': return [whole];
    case 'phased': return rings.map((ring) => ({ ...ring, action: 'deploy' }));
    case 'canary': return [{ ...canary!, name: 'canary', action: 'deploy' }, whole];
    case 'blue-green': return [{ name: 'idle side', action: 'deploy', percent: 0 }, { ...blueGreen, name: 'switch-over', action: 'switch', percent: 100 }];
    case 'pull': return [{ name: 'published', action: 'publish', percent: 100, bakeTime: pull!.window, minimumReached: pull!.minimumReached }];
    case 'feature-flag': {
      const { name, steps, bakeTime, maxErrorRate } = featureFlag!;
      return [{ name: 'dark', action: 'deploy', percent: 0 }, ...steps.map((share): Step => ({ name: `${name} ${share} %`, action: 'set-flag', percent: share, bakeTime, maxErrorRate }))];
    }
  }
}

/** What keeps an approach from being carried out. */
export function approachFaults({ approach, rings, canary, pull, featureFlag }: Rolling): Fault[] {
  const missing = (field: string): Fault[] => [{ pointer: `/${field}`, code: 'required', detail: `${field} is required for the approach ${approach}.` }];
  const rising = (shares: readonly number[], pointer: string): Fault[] => shares.length > 0 && shares.at(-1) === 100 && shares.every((share, at) => at === 0 || share > shares[at - 1]!) ? []
    : [{ pointer, code: 'not-rising', detail: 'Per cent must rise from step to step, and end at 100.' }];
  switch (approach) {
    case 'phased': return rings ? rising(rings.map(({ percent: share }) => share), '/rings') : missing('rings');
    case 'canary': return !canary ? missing('canary') : canary.percent < 100 ? [] : [{ pointer: '/canary/percent', code: 'too-large', detail: 'A canary is a part; 100 % is a big bang.' }];
    case 'pull': return pull ? [] : missing('pull');
    case 'feature-flag': return featureFlag ? rising(featureFlag.steps, '/featureFlag/steps') : missing('featureFlag');
    default: return [];
  }
}

/** The moment up to which a step is watched, once it is deployed; undefined when it is not. */
export const watchedUntil = ({ bakeTime }: Pick<Step, 'bakeTime'>, now: string): string | undefined =>
  bakeTime && parseDuration(bakeTime) > 0 ? new Date(Date.parse(now) + parseDuration(bakeTime) * 1000).toISOString() : undefined;

export interface Health { readonly errorRate?: number; readonly reached?: number; readonly reports?: number }

/** Why a step cannot go on, by what was reported of it; `over` when the time of watching has passed. */
export function unhealthy({ maxErrorRate, minimumReached }: Pick<Step, 'maxErrorRate' | 'minimumReached'>, { errorRate, reached = 0, reports = 0 }: Health, over: boolean): string | undefined {
  if (maxErrorRate !== undefined && errorRate !== undefined && errorRate > maxErrorRate) return `${errorRate} % of errors, and ${maxErrorRate} % are allowed.`;
  if (over && maxErrorRate !== undefined && reports === 0) return 'Nobody reported how it did while it was watched.';
  if (over && minimumReached !== undefined && reached < minimumReached) return `It reached ${reached} %, and ${minimumReached} % were wanted.`;
  return undefined;
}
