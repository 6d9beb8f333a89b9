import { unmarshall } from '@aws-sdk/util-dynamodb';
import { eventsOf } from '../shared/events/envelope.ts';
import type { Catalogue } from '../shared/store/catalogue.ts';
import type { Entry } from '../shared/store/entry.ts';
import type { Bus } from './bus.ts';
import { tailEntries } from './feed.ts';

const BATCH = 200;

export interface LocalRelay {
  /** Publishes every entry that is in the table by now. */
  flush(): void;
  stop(): void;
}

/**
 * Carries timeline entries from the engine's file to the bus. The events and the place they were read up to are kept in one
 * transaction, so a kill at any moment neither loses an event nor publishes one twice.
 */
export function startRelay({ file, table, catalogue, bus, everyMs = 20 }: { file: string; table: string; catalogue: Catalogue; bus: Bus; everyMs?: number }): LocalRelay {
  const flush = (): void => {
    for (;;) {
      const rows = tailEntries({ file, table, after: bus.cursor(), limit: BATCH });
      if (rows.length === 0) return;
      const events = rows.flatMap(({ item_json }) => {
        const entry = unmarshall(JSON.parse(item_json)) as Entry;
        return eventsOf(entry, catalogue.byName(entry.type)?.practice ?? 'unknown').map(({ source, detailType, detail }) =>
          ({ id: detail.metadata.id, tenant: entry.tenant, source, detailType, detail }));
      });
      bus.publish(events, rows.at(-1)!.rowid);
    }
  };
  const timer = setInterval(flush, everyMs);
  return { flush, stop: () => clearInterval(timer) };
}
