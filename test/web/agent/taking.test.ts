import { expect, it } from 'vitest';
import { givingBack } from '../../../web/agent/taking.ts';
import { ticket } from './tickets.ts';

const taken = ticket('A', { assignee: 'anna' });

it('gives back to the team what nobody had', () => expect(givingBack(ticket('A'), taken)).toEqual({ team: 'service-desk' }));
it('gives back to whoever had it', () => expect(givingBack(ticket('A', { assignee: 'bram' }), taken)).toEqual({ assignee: 'bram' }));
it('knows no way back when it changed teams, which takes a transfer', () => expect(givingBack(ticket('A', { team: 'network' }), taken)).toBeUndefined());
it('knows no way back to nobody’s and no team’s', () => expect(givingBack(ticket('A', { team: undefined }), taken)).toBeUndefined());
it('has nothing to give back when nothing was taken', () => expect(givingBack(taken, taken)).toBeUndefined());
