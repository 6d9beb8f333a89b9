import { defineRecord } from '../../shared/record/define.ts';
import { invalid, refused } from '../../shared/record/fault.ts';
import { choice, duration, instant, integer, list, longText, object, optional, ref, text } from '../../shared/record/field.ts';
import { agenda } from './agenda.ts';

const MOST_ITEMS = 30;
const conveners = ['change-manager', 'cab', 'lead', 'importer'] as const;
const outcomes = ['recommended', 'not-recommended', 'deferred', 'noted'] as const;

/** A meeting of those who decide on changes. They vote on each change itself; what was said about it is in the minutes. */
export const cabMeeting = defineRecord({
  name: 'cab-meeting', practice: 'change', family: 'service', route: 'cab-meetings', prefix: 'CAB',
  help: 'A meeting of a change authority: agenda, attendees and minutes.',
  fields: {
    title: text(),
    authority: ref('change-authority', { members: list(ref('person')), quorum: optional(integer()) }),
    at: instant({ help: 'When it begins.' }),
    duration: optional(duration()),
    location: optional(text()),
    chair: optional(ref('person')),
  },
  kept: {
    agenda: list(ref('change'), { max: MOST_ITEMS, help: 'Put there by hand, in their order; what waits for this authority comes after them by itself.' }),
    attendees: list(ref('person')), guests: list(ref('person')),
    minutes: list(object({ change: ref('change'), outcome: choice(...outcomes), text: text({ max: 1000 }), by: text(), at: instant() }), { max: MOST_ITEMS }),
    summary: longText({ max: 5000 }),
    openedAt: instant(), closedAt: instant(),
  },
  fixed: { authority: 'call another meeting.' },
  states: ['planned', 'in-session', 'closed', 'canceled'], done: ['closed', 'canceled'],
  events: ['agenda-changed', 'opened', 'minuted', 'closed', 'canceled'],
  create: { by: [...conveners, 'system'] },
  update: { by: [...conveners, 'system'], from: ['planned'] },
  comment: { by: [...conveners, 'agent', 'manager', 'system'] },
  commands: {
    addToAgenda: {
      help: 'Talk about a change', from: ['planned', 'in-session'], happened: 'agenda-changed', by: [...conveners, 'agent'], asks: { change: ref('change') },
      check: ({ record, asked }) => record.agenda?.includes(asked.change) ? refused('on-agenda', `${asked.change} is on the agenda.`)
        : (record.agenda?.length ?? 0) >= MOST_ITEMS ? refused('agenda-full', 'No meeting is that long.') : undefined,
      change: ({ record, asked }) => ({ agenda: [...(record.agenda ?? []), asked.change] }), note: ({ asked }) => asked.change,
    },
    removeFromAgenda: {
      help: 'Do not talk about it', from: ['planned', 'in-session'], happened: 'agenda-changed', by: conveners, asks: { change: ref('change') },
      check: ({ record, asked }) => record.agenda?.includes(asked.change) ? undefined : refused('not-on-agenda', `${asked.change} is not on the agenda.`),
      change: ({ record, asked }) => ({ agenda: record.agenda?.filter((change) => change !== asked.change) }), note: ({ asked }) => asked.change,
    },
    open: {
      help: 'Begin, with those who are there', from: ['planned'], to: 'in-session', happened: 'opened', by: conveners,
      takes: { attendees: 'required', guests: 'optional' },
      check: ({ refs, input }) => {
        const members = (refs.authority?.members ?? []) as string[];
        const strangers = (input.attendees as string[]).filter((one) => !members.includes(one));
        if (strangers.length > 0) return invalid([{ pointer: '/attendees', code: 'not-a-member', detail: `${strangers.join(', ')}: not a member; name them as guests.` }]);
        const quorum = refs.authority?.quorum ?? 1;
        const present = new Set(input.attendees as string[]).size;
        return present >= quorum ? undefined : refused('no-quorum', `${present} of the ${quorum} members that a meeting needs are there.`);
      },
      change: ({ now }) => ({ openedAt: now }),
    },
    minute: {
      help: 'Write down what was said about a change; again to correct it', from: ['in-session'], happened: 'minuted', by: conveners,
      asks: { change: ref('change'), outcome: choice(...outcomes), text: text({ max: 1000 }) },
      check: ({ record, asked }) => (record.minutes?.length ?? 0) >= MOST_ITEMS && !record.minutes?.some(({ change }) => change === asked.change) ? refused('minutes-full', 'No meeting is that long.') : undefined,
      change: ({ record, asked, actor, now }) => ({ minutes: [...(record.minutes ?? []).filter(({ change }) => change !== asked.change), { change: asked.change, outcome: asked.outcome, text: asked.text, by: actor.name, at: now }] }),
      note: ({ asked }) => `${asked.change}, ${asked.outcome}: ${asked.text}`,
    },
    close: { help: 'The meeting is over; its minutes stand', from: ['in-session'], to: 'closed', happened: 'closed', by: conveners, takes: { summary: 'optional' }, change: ({ now }) => ({ closedAt: now }), note: ({ input }) => input.summary },
    cancel: { help: 'It does not take place', from: ['planned'], to: 'canceled', happened: 'canceled', by: conveners, asks: { reason: longText({ max: 2000 }) }, note: ({ asked }) => asked.reason },
  },
  lists: { byState: { by: 'state' }, byAuthority: { by: 'authority' } },
  summary: ['title', 'authority', 'at', 'duration', 'location', 'chair', 'openedAt', 'closedAt'],
  searched: ['title', 'summary'],
  queries: { agenda },
});
