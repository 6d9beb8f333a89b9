import type { Command } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';

export interface Unmet { readonly condition: string; readonly pointer: string; readonly detail: string }
export interface Stage {
  readonly stage: string;
  readonly environment?: string;
  readonly current: boolean;
  readonly passed: boolean;
  readonly deployment?: string;
  readonly at?: string;
  readonly sha256?: string;
  readonly gate: { readonly by: readonly string[]; readonly met: boolean; readonly unmet: readonly Unmet[] };
}

export type RolloutStatus = 'asked' | 'deploying' | 'watched' | 'done' | 'held' | 'failed';
export type RollbackStatus = 'asked' | 'succeeded' | 'failed';

/** A release's way through OTAP, as its `otap` query tells it. */
export interface Otap {
  readonly release: string;
  readonly state: string;
  readonly artefact?: string;
  readonly sha256?: string;
  readonly stages: readonly Stage[];
  readonly next?: { readonly gate: string; readonly by: readonly string[]; readonly met: boolean; readonly unmet: readonly Unmet[] };
  readonly rollout?: { readonly name: string; readonly percent: number; readonly status: RolloutStatus; readonly watchedUntil?: string; readonly errorRate?: number; readonly maxErrorRate?: number; readonly reason?: string };
  readonly rollback?: { readonly by: string; readonly reason: string; readonly status: RollbackStatus; readonly stage: string; readonly askedAt: string };
}

/** A version that was deployed. */
export interface Version { readonly artefact?: string; readonly build?: string; readonly since?: string; readonly deployment: string; readonly release?: string }

/** What stands in an environment as a whole, where something does, and in `rolling` what reaches a part of it since then. */
export interface Running extends Partial<Version> {
  readonly environment: string;
  readonly stage?: string;
  readonly service: string;
  readonly rolling?: Version & { readonly ring?: string; readonly percent?: number };
}

/** What the service does as the machine goes on; a release manager who has to do it by hand does so on the release's page. */
const machine = ['deploy', 'enterEarlyLife', 'recheck'];
/** Who is no person. */
const services = ['system', 'importer'];

/** The commands that the board offers people for a release: not those that would be refused as it stands. */
export function offered(commands: readonly Command[], { state, allowedCommands = [], rollout, rollback }: AnyRecord): Command[] {
  const failed = (rollout as Otap['rollout'])?.status === 'failed' || (rollback as Otap['rollback'])?.status === 'failed';
  const undoable = (rollback as Otap['rollback'])?.status !== 'asked' && (failed || state === 'production' || state === 'early-life-support');
  return commands.filter(({ name, by }) => allowedCommands.includes(name) && !machine.includes(name) && by.some((who) => !services.includes(who)) && (name !== 'rollBack' || undoable));
}

/** The columns of the board from left to right, and the states that stand in each. */
export const columns: readonly { readonly name: string; readonly states: readonly string[]; readonly finished?: boolean }[] = [
  { name: 'planning', states: ['planning'] },
  { name: 'development', states: ['development'] },
  { name: 'test', states: ['test'] },
  { name: 'acceptance', states: ['acceptance'] },
  { name: 'production', states: ['production'] },
  { name: 'after', states: ['early-life-support', 'review'] },
  { name: 'finished', states: ['closed', 'failed', 'rolled-back', 'canceled'], finished: true },
];

/** Releases by column, the one that changed last first. */
export const boardOf = (releases: readonly AnyRecord[]): Map<string, AnyRecord[]> => new Map(columns.map(({ name, states }) => [
  name, releases.filter(({ state }) => states.includes(state)).sort((one, other) => other.updatedAt.localeCompare(one.updatedAt)),
]));

const order = ['development', 'test', 'acceptance', 'production'];

/** What runs where: a row for each service, its environments in the order of OTAP. */
export function runningOf(items: readonly Running[]): { service: string; environments: readonly Running[] }[] {
  const rank = ({ stage }: Running): number => { const at = order.indexOf(stage ?? ''); return at < 0 ? order.length : at; };
  return [...Map.groupBy(items, ({ service }) => service)].map(([service, theirs]) => ({ service, environments: theirs.toSorted((one, other) => rank(one) - rank(other) || one.environment.localeCompare(other.environment)) }))
    .sort((one, other) => one.service.localeCompare(other.service));
}

/** Evidence for other bytes than the release has now is evidence of nothing. */
export const isStale = ({ sha256: seen }: Stage, { sha256 }: Otap): boolean => seen !== undefined && sha256 !== undefined && seen !== sha256;
