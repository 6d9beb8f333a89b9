import type { QueryRule } from '../../shared/record/define.ts';

const MOST = 50;

/** The incidents put down to a change, with further ones. */
export const blamed = (known: readonly string[] = [], more: readonly string[] = []): string[] | undefined => {
  const all = [...new Set([...known, ...more])].slice(0, MOST);
  return all.length ? all : undefined;
};

/** The incidents that a change caused, whichever end said so: the change when it was closed, or the incident by its link. */
export const incidents: QueryRule = {
  help: 'The incidents that it caused', by: ['agent', 'lead', 'operations', 'security', 'change-manager', 'release-manager', 'cab', 'manager'], ofRecord: true,
  run: async ({ record, read }) => {
    const links = await read.links('change', record!.id);
    const linked = links.filter(({ type, end, other }) => type === 'caused-by' && end === 'target' && other.type === 'incident').map(({ other }) => other.id);
    const found = await read.many('incident', blamed(record!.causedIncidents, linked) ?? []);
    return { items: found.map(({ number, title, state, priority, service, createdAt }) => ({ number, title, state, priority, service, createdAt, linked: linked.includes(number) })) };
  },
};
