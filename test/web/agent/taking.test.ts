import { expect, it } from 'vitest';
import { givingBack, isStillMeant, takingOf, takingWord } from '../../../web/agent/taking.ts';
import { me, ticket } from './tickets.ts';

const taken = ticket('A', { assignee: 'anna' });

it('gives back to the team what nobody had', () => expect(givingBack(ticket('A'), taken)).toEqual({ team: 'service-desk' }));
it('gives back to whoever had it', () => expect(givingBack(ticket('A', { assignee: 'bram' }), taken)).toEqual({ assignee: 'bram' }));
it('knows no way back when it changed teams, which takes a transfer', () => expect(givingBack(ticket('A', { team: 'network' }), taken)).toBeUndefined());
it('knows no way back to nobody’s and no team’s', () => expect(givingBack(ticket('A', { team: undefined }), taken)).toBeUndefined());
it('has nothing to give back when nothing was taken', () => expect(givingBack(taken, taken)).toBeUndefined());

it('accepts what was handed to one’s own team, as a list or the ticket itself says, and takes anything else', () => {
  const handover = { outcome: 'pending', to: 'service-desk', by: 'chen' };
  const commands = [ticket('A'), ticket('A', { handoverOutcome: 'pending' }), ticket('A', { handover }), ticket('A', { handoverOutcome: 'accepted' })].map((one) => takingOf(one, me()));
  expect(commands).toEqual(['assign', 'accept', 'accept', 'assign']);
  expect([ticket('A'), ticket('A', { assignee: 'bram' }), ticket('A', { handover }), taken].map((one) => takingWord(one, me()))).toEqual(['Take it', 'Take it over', 'Accept', 'Take it']);
});
it('takes neither what is one’s own, nor what another team has to answer, nor what the service would refuse', () => {
  const others = ticket('A', { handoverOutcome: 'pending', team: 'network' });
  expect([taken, others, ticket('A', { state: 'closed', allowedCommands: ['comment'] })].map((one) => takingOf(one, me()))).toEqual([undefined, undefined, undefined]);
});
it('still means a ticket that changed otherwise, and not one that somebody else has got hold of', () => {
  const meant = (now: Parameters<typeof ticket>[1], seen = ticket('A')) => isStillMeant(seen, ticket('A', { version: 2, ...now }), me());
  expect([meant({ priority: 1 }), meant({ handoverOutcome: 'pending' }), meant({ assignee: 'bram' })]).toEqual([true, true, false]);
  expect(meant({ assignee: 'bram' }, ticket('A', { assignee: 'bram' }))).toBe(true);
});
