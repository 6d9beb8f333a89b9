import { describe, expect, it } from 'vitest';
import { runningOf as running } from '../../../functions/deployment/running.ts';
import { definitions } from '../../../functions/index.ts';
import type { Command } from '../../../web/api/practices.ts';
import type { AnyRecord } from '../../../web/api/records.ts';
import { boardOf, columns, isStale, offered, runningOf, type Otap, type Running, type Stage } from '../../../web/releases/board.ts';

const release = (number: string, state: string, updatedAt = '2026-01-01'): AnyRecord => ({ number, state, updatedAt, createdAt: updatedAt, version: 1 });

describe('the board', () => {
  it('has one place for every state that a release can have', () => {
    const states = definitions.find(({ name }) => name === 'release')!.states;
    expect(columns.flatMap((column) => column.states).toSorted()).toEqual([...states].toSorted());
  });

  it('puts what changed last on top', () => {
    const board = boardOf([release('A', 'test', '2026-01-01'), release('B', 'test', '2026-01-02'), release('C', 'planning')]);
    expect(board.get('test')!.map(({ number }) => number)).toEqual(['B', 'A']);
    expect(board.get('planning')).toHaveLength(1);
    expect(board.get('finished')).toEqual([]);
  });
});

describe('the commands of the board', () => {
  const { commands } = definitions.find(({ name }) => name === 'release')!;
  const all = Object.entries(commands).map(([name, { by }]) => ({ name, by, help: '', from: [], takes: [] }) as unknown as Command);
  const names = (more: object): string[] => offered(all, { ...release('A', 'production'), allowedCommands: all.map(({ name }) => name), ...more }).map(({ name }) => name);

  it('let a release manager roll back what is in production, whoever else may', () => {
    expect(names({})).toContain('rollBack');
    expect(names({ state: 'early-life-support' })).toContain('rollBack');
    expect(names({ state: 'test' })).not.toContain('rollBack');
    expect(names({ state: 'test', rollout: { status: 'failed' } })).toContain('rollBack');
  });

  it('offer a rollback again when one failed, and not while one is on its way', () => {
    expect(names({ rollback: { status: 'asked' } })).not.toContain('rollBack');
    expect(names({ state: 'test', rollback: { status: 'failed' } })).toContain('rollBack');
  });

  it('are none of what the service alone gives, or does as it goes on, and none that are not allowed', () => {
    expect(names({})).toEqual(expect.arrayContaining(['promote', 'reportHealth', 'failVerification', 'cancel']));
    for (const name of ['recordDeployment', 'endWatch', 'tellEarlyLife', 'deploy', 'enterEarlyLife', 'recheck']) expect(names({})).not.toContain(name);
    expect(names({ allowedCommands: ['promote', 'deploy'] })).toEqual(['promote']);
    expect(names({ allowedCommands: undefined })).toEqual([]);
  });
});

describe('what runs where', () => {
  it('has a place for what only reaches a part of it yet, as the service tells it', () => {
    const [told] = running([{ number: 'DEP1', service: 'shop', environment: 'live', stage: 'production', artefact: 'ART1', build: '2.0', action: 'deploy', ring: 'canary', percent: 5, completes: false, finishedAt: '2026-01-01' }]);
    const [row] = runningOf([told as Running]);
    expect(row!.environments[0]).toMatchObject({ environment: 'live', rolling: { build: '2.0', percent: 5, deployment: 'DEP1' } });
    expect(row!.environments[0]!.deployment).toBeUndefined();
    expect(row!.environments[0]!.since).toBeUndefined();
  });

  it('is told by service, in the order of OTAP, with environments of no stage last', () => {
    const at = (service: string, environment: string, stage?: string): Running => ({ service, environment, stage, since: '', deployment: '' });
    expect(runningOf([at('shop', 'live', 'production'), at('api', 'x'), at('shop', 'demo'), at('shop', 'dev', 'development')]).map(({ service, environments }) => [service, environments.map(({ environment }) => environment)]))
      .toEqual([['api', ['x']], ['shop', ['dev', 'live', 'demo']]]);
  });
});

describe('evidence', () => {
  it('is of nothing when it is for other bytes', () => {
    const otap = { sha256: 'b' } as Otap;
    expect(isStale({ sha256: 'a' } as Stage, otap)).toBe(true);
    expect(isStale({ sha256: 'b' } as Stage, otap)).toBe(false);
    expect(isStale({} as Stage, otap)).toBe(false);
  });
});
