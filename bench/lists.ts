import { createTable } from '../local/table.ts';
import { dynamoTable } from '../shared/aws/dynamo-table.ts';
import { secretKey, recordKey } from '../shared/store/keys.ts';
import { recordOf } from '../shared/store/rows.ts';
import { openBareDesk, TENANT } from '../test/chaos/bare-desk.ts';
import { fillIncidents, pages } from './filling.ts';
import { median, type Measure } from './measure.ts';
import { typicalReport } from './typical.ts';

/** A page of a large table may take so many times as long as one of a small table. */
const MOST = 1.2;

/**
 * The same pages of a small and of a large table, measured in turns so that whatever else the machine does slows both alike.
 * @param rounds pages read of each list and table
 * @param judged whether a ratio that is over its target is
 */
export async function lists({ small, large, rounds, judged, log }: { small: number; large: number; rounds: number; judged: boolean; log(message: string): void }): Promise<Measure[]> {
  const desk = await openBareDesk();
  try {
    const { body: { number } } = await desk.ask(desk.kernel(), 'POST /v1/incidents', { body: typicalReport(1) });
    const pattern = recordOf((await desk.table.get(recordKey(TENANT, 'incident', number)))!);
    const definition = desk.kernel().catalogue.byName('incident')!;
    const both = await Promise.all([small, large].map(async (many) => {
      const name = `incidents-${many}`;
      await createTable(desk.client, name);
      const table = dynamoTable({ client: desk.client, name });
      await table.write([{ put: { ...secretKey(), secret: 'bench' }, as: 'secret' }], crypto.randomUUID());
      const began = performance.now();
      await fillIncidents({ client: desk.client, table: name, definition, tenant: TENANT, pattern, many });
      log(`${many} incidents written in ${Math.round((performance.now() - began) / 1000)} s.`);
      return desk.kernel({ table });
    }));
    const measures: Measure[] = [];
    for (const [list, query] of Object.entries(pages)) {
      const times: [number[], number[]] = [[], []];
      const page = async (which: 0 | 1): Promise<void> => {
        const began = performance.now();
        const { body } = await desk.ask(both[which]!, 'GET /v1/incidents', { query: { ...query, limit: '50' } });
        times[which].push(performance.now() - began);
        if (body.items.length !== 50) throw new Error(`The list ${list} has ${body.items.length} incidents on a page.`);
      };
      for (let round = -5; round < rounds; round++) {
        if (round === 0) times.forEach((some) => some.splice(0));
        for (const which of round % 2 === 0 ? [0, 1] as const : [1, 0] as const) await page(which);
      }
      const [few, many] = times.map(median) as [number, number];
      const what = `list ${list}, a page of 50`;
      measures.push(
        { bench: 'lists', what: `${what}, at ${small}`, figure: few, unit: 'ms' },
        { bench: 'lists', what: `${what}, at ${large}`, figure: many, unit: 'ms' },
        { bench: 'lists', what: `${what}, ${large} to ${small}`, figure: many / few, unit: 'ratio', ...(judged && { atMost: MOST }) },
      );
    }
    return measures;
  } finally {
    await desk.close();
  }
}
