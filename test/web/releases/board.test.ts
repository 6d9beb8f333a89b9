import { describe, expect, it } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import type { AnyRecord } from '../../../web/api/records.ts';
import { boardOf, columns, isStale, runningOf, type Otap, type Running, type Stage } from '../../../web/releases/board.ts';

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

describe('what runs where', () => {
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
