import type { AnyRecord, QueryRule } from '../../shared/record/define.ts';
import { clashesOf } from './clashes.ts';
import { standing } from './schedule.ts';

/** So many changes one meeting can talk about; what is left waits for the next. */
const MOST = 30;

/** What a meeting is about: the changes put on its agenda, then those that wait for its authority, each with what has to be known to decide. */
export const agenda: QueryRule = {
  help: 'The changes to talk about, with risk, plans, votes, conflicts and minutes', by: ['change-manager', 'cab', 'lead', 'manager', 'agent', 'operations', 'release-manager', 'security'], ofRecord: true,
  run: async ({ record, read }) => {
    const meeting = record!;
    const over = meeting.state === 'closed' || meeting.state === 'canceled';
    const open = over ? [] : await read.list('change', { state: 'authorize' }, 500);
    const waiting = open.filter(({ authority }) => authority === meeting.authority).sort((a, b) => (a.plannedStart ?? '').localeCompare(b.plannedStart ?? ''));
    const minuted: string[] = (meeting.minutes ?? []).map(({ change }: { change: string }) => change);
    const ids = [...new Set<string>([...meeting.agenda ?? [], ...minuted, ...waiting.map(({ id }) => id)])];
    const changes = new Map((await read.many('change', ids.slice(0, MOST))).map((change) => [change.id, change]));
    const items = ids.flatMap((id) => changes.get(id) ?? []).map(async (change) => ({
      ...told(change),
      // What is over conflicts with nothing, and what was decided then must not look different later.
      ...(change.plannedStart && standing.includes(change.state) && !over && { conflicts: await clashesOf(read, change) }),
      minutes: meeting.minutes?.find((one: { change: string }) => one.change === change.id),
    }));
    const { number, title, authority, at, state, chair, attendees = [], guests = [], summary } = meeting;
    return { meeting: { number, title, authority, at, state, chair, attendees, guests, summary }, items: await Promise.all(items), complete: ids.length <= MOST };
  },
};

const told = ({ number, title, type, state, risk, riskReasons, requester, service, cis, plannedStart, plannedEnd, implementationPlan, testPlan, backoutPlan, communicationPlan, approval, votes, awaiting }: AnyRecord) => ({
  number, title, type, state, risk, riskReasons, requester, service, cis, plannedStart, plannedEnd,
  plans: { implementation: implementationPlan, test: testPlan, backout: backoutPlan, communication: communicationPlan },
  approval: approval && { round: approval.round, rule: approval.rule, needed: approval.needed, mandatory: approval.mandatory, dueAt: approval.dueAt, outcome: approval.outcome, votes, awaiting },
});
