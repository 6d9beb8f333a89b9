import type { EventSeen } from '../../../shared/record/define.ts';
import type { Kernel } from '../../../shared/store/kernel.ts';
import { indexRecord } from '../../../shared/store/index-record.ts';

/** Brings the search index up to date with the record that an event is about. */
export async function indexEvent(kernel: Kernel, { metadata }: EventSeen): Promise<void> {
  const definition = kernel.catalogue.byName(metadata.type.split('.')[0]!);
  if (definition?.searched) await indexRecord(kernel, { definition, tenant: metadata.tenant, id: metadata.recordId });
}
