import type { AnyRecord, QueryRule } from '../../shared/record/define.ts';
import { optional, ref, text } from '../../shared/record/field.ts';

const shown = ({ number, title, state, priority, service, team, createdAt, requester }: AnyRecord) => ({ number, title, state, priority, service, team, createdAt, requester });

/** Open incidents that may be the same as what somebody is about to report: the warning against duplicates. */
export const duplicates: QueryRule = {
  help: 'Open incidents that may be the same as the one about to be reported', by: ['anyone'],
  asks: { title: text(), service: optional(ref('service')) },
  run: async ({ input, read }) => {
    const hits = await read.search('incident', input.title, 20);
    const open = hits.filter(({ state }) => !['closed', 'canceled'].includes(state));
    const sameService = (hit: AnyRecord): boolean => input.service !== undefined && hit.service === input.service;
    return { items: [...open.filter(sameService), ...open.filter((hit) => !sameService(hit))].slice(0, 5).map(shown) };
  },
};

/** Incidents like this one, open or not: how was it solved before? */
export const similar: QueryRule = {
  help: 'Incidents like this one, with how they were resolved', by: ['agent', 'lead'], ofRecord: true,
  run: async ({ record, read }) => {
    const hits = await read.search('incident', record!.title, 10);
    return { items: hits.filter(({ id }) => id !== record!.id).map((hit) => ({ ...shown(hit), resolution: hit.resolution, resolutionCode: hit.resolutionCode })) };
  },
};
