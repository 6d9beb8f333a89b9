import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../web/api/records.ts';
import { clockSentences, endOf, headlineOf, kindsOf, linkIn, linkWords } from '../../../web/practice/timeline-words.ts';
import { lantern } from './made-up.ts';

const entry = (more: Partial<Entry>): Entry => ({ at: '2026-11-01T10:00:00.000Z', actor: 'kim', command: 'polish', version: 2, from: 'dark', to: 'dark', changes: {}, visibility: 'public', events: [], ...more });
const event = (type: string, data?: Entry['events'][number]['data']) => ({ id: type, type: `lantern.${type}`, ...(data && { data }) });

describe('a step of a timeline', () => {
  it('is told by what happened rather than by the command', () => {
    expect(headlineOf(entry({ command: 'light', to: 'lit', events: [event('lit-up')] }))).toBe('Lit up');
    expect(headlineOf(entry({ command: 'lightUp', to: 'lit' }))).toBe('Light up');
    expect(headlineOf(entry({ command: 'comment', note: 'Bright!', events: [event('commented')] }))).toBe('Commented');
  });

  it('is a comment, a change, or about clocks: what the service reckons anew is none of people’s changes', () => {
    expect(kindsOf(entry({ command: 'comment', note: 'x', events: [event('commented')] }))).toEqual(['comment']);
    expect(kindsOf(entry({ command: 'touch', events: [event('updated'), event('clock-warned', { clock: 'lighting' })] }))).toEqual(['clock']);
    expect(kindsOf(entry({ command: 'light', to: 'lit', events: [event('lit'), event('clock-breached', { clock: 'lighting' })] }))).toEqual(['change', 'clock']);
    expect(kindsOf(entry({ command: 'polish', events: [event('polished')] }))).toEqual(['change']);
    expect(kindsOf(entry({ command: 'touch', events: [] }))).toEqual(['change']);
  });

  it('says what its clocks did', () => {
    const [warned, ranOut] = clockSentences(entry({ events: [event('clock-warned', { clock: 'lighting', percent: 75 }), event('clock-breached', { clock: 'lighting' })] }));
    expect([warned, ranOut]).toEqual(['Lighting clock: 75 % of the time used', 'Lighting clock ran out']);
  });

  it('names what it tied', () => {
    const link = { type: 'caused-by', target: 'LAN0000002' };
    expect(linkIn(entry({ events: [event('linked', { link })] }))).toEqual(link);
    expect(linkIn(entry({ events: [event('polished')] }))).toBeUndefined();
  });
});

describe('a link', () => {
  it('reads from either end', () => {
    expect([linkWords('caused-by', 'source'), linkWords('caused-by', 'target'), linkWords('lights-up', 'source'), linkWords('lights-up', 'target')]).toEqual(['Is caused by', 'Causes', 'Lights up', 'Lights up (from the other side)']);
  });

  it('finds its other end by number, or by type and short name, and nothing else', () => {
    expect(['LAN0000002', 'lantern/gate', 'LAN', 'XYZ0000001', 'castle/gate', 'LANtern'].map((target) => endOf(target, [lantern]))).toEqual([{ type: 'lantern', id: 'LAN0000002' }, { type: 'lantern', id: 'gate' }, undefined, undefined, undefined, undefined]);
  });
});
