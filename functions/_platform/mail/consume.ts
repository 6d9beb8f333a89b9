import type { Mailer } from '../../../shared/aws/mailer.ts';
import { noticesOf } from '../../../shared/events/notify.ts';
import type { EventSeen } from '../../../shared/record/define.ts';
import type { Kernel } from '../../../shared/store/kernel.ts';
import { addressOf, once } from '../../../shared/store/notified.ts';

/** Mails whoever is to be told of an event, each of them once. */
export const mailNotices = (mailer: Mailer) => async (kernel: Kernel, event: EventSeen): Promise<void> => {
  const { tenant, id, type } = event.metadata;
  const definition = kernel.catalogue.byName(type.split('.')[0]!);
  const failures: unknown[] = [];
  for (const { to: name, kind, subject, text } of noticesOf(event, definition)) {
    try {
      const to = await addressOf(kernel, { tenant, kind, name });
      if (to) await once(kernel, { tenant, id: `${id}-${kind}-${name}` }, async () => {
        await mailer.send({ to, subject, text, id: `${id}-${name}` });
        kernel.log({ message: 'mail', outcome: 'done', tenant, event: id });
      });
    } catch (error) {
      failures.push(error);
    }
  }
  // One address that takes no mail keeps nobody else from theirs; the delivery is repeated for those who got none.
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} notices of ${id} were not sent`);
};
