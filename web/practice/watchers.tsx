import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useMe, type RecordType } from '../api/practices.ts';
import { idOf, type AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import { RecordLink } from './record-link.tsx';
import { useTellingOrder } from './use-telling-order.ts';

/** Begins or ends watching a record oneself. */
export function WatchButton({ type, record }: { type: RecordType; record: AnyRecord }) {
  const { name } = useMe();
  const { give, pending } = useTellingOrder(type);
  const watching = record.watchers?.includes(name) ?? false;
  const command = watching ? 'unwatch' : 'watch';
  if (!record.allowedCommands?.includes(command)) return null;
  return (
    <Button loading={pending} onClick={() => void give({ id: idOf(type, record), command })}>
      {watching ? texts.practice.watch.stop : texts.practice.watch.start}
    </Button>
  );
}

/** Who is told of what happens to a record. */
export function Watchers({ record }: { record: AnyRecord }) {
  const names = record.watchers ?? [];
  if (names.length === 0) return <Box color="text-body-secondary">{texts.practice.watch.none}</Box>;
  return <ul className="practice-links">{names.map((name) => <li key={name}><RecordLink type="person" id={name} /></li>)}</ul>;
}
