import { ulid } from 'ulid';
import { kernelOn } from '../../../shared/aws/lambda-kernel.ts';
import type { Actor, AnyDefinition, AnyRecord, Role } from '../../../shared/record/define.ts';
import { Refusal } from '../../../shared/record/fault.ts';
import { timelinePage } from '../../../shared/store/read.ts';
import { listPage, type ListWish } from '../../../shared/store/lists.ts';
import { perform, type Wish } from '../../../shared/store/perform.ts';
import type { Table } from '../../../shared/store/table.ts';
import { crew, hand, job } from './job.ts';

type Order = Partial<Wish<unknown>> & { readonly as?: readonly Role[]; readonly who?: string };

/** A tenant of its own on a table, in which jobs are done; its clock stands still until it is moved. */
export function workshopOn(table: Table, { tenant = `t${ulid().toLowerCase()}`, now = '2026-03-02T09:00:00.000Z' }: { tenant?: string; now?: string } = {}) {
  let time = now;
  const lines: Record<string, unknown>[] = [];
  const kernel = kernelOn({ table, definitions: [job, crew, hand], now: () => time, log: (line) => lines.push(line) });
  const actor = (name: string, ...roles: Role[]): Actor => ({ tenant, name, roles, profile: {} });

  async function give(command: string, body: unknown = {}, { as = ['agent'], who = 'anna', ...more }: Order = {}, definition: AnyDefinition = job): Promise<AnyRecord> {
    return perform(kernel, { definition, command, body, caller: { tenant, name: who, roles: as }, answer: ({ record }) => record, ...more } as Wish<AnyRecord>);
  }
  const make = (body: object = {}, more?: Order): Promise<AnyRecord> => give('create', { title: 'Mend the fence', ...body }, more);
  return {
    table, tenant, kernel, lines, actor, give, make,
    order: (id: string, command: string, body: unknown = {}, more: Order = {}): Promise<AnyRecord> => give(command, body, { id, ...more }),
    /** The people and crews that jobs refer to. */
    async staff(): Promise<void> {
      for (const name of ['anna', 'bram', 'guest', 'otto']) await give('create', { name }, {}, hand);
      for (const [name, secret] of [['red', undefined], ['blue', undefined], ['vault', true]]) await give('create', { name, ...(secret && { secret }) }, {}, crew);
    },
    record: async (id: string): Promise<AnyRecord> => (await perform(kernel, { definition: job, id, command: 'tick', body: {}, caller: { tenant, name: 'system', roles: ['system'] }, answer: ({ record }) => record })),
    list: (filters: Record<string, string[]> = {}, more: Partial<ListWish> = {}) => listPage(kernel, { definition: job, actor: actor('anna', 'agent'), filters, limit: 50, ...more }),
    timeline: async (id: string, who = actor('anna', 'agent')) => (await timelinePage(kernel, { definition: job, actor: who, id, limit: 200 })).items,
    at: (moment: string): void => { time = moment; },
  };
}
export type Workshop = ReturnType<typeof workshopOn>;

/** The code and the faults with which a call was refused; undefined when it was not. */
export const refusalOf = (call: Promise<unknown>): Promise<string | undefined> => call.then(() => undefined, (error: unknown) => {
  if (!(error instanceof Refusal)) throw error;
  return [error.code, ...error.faults.map(({ pointer, code }) => `${pointer} ${code}`)].join(' ');
});
