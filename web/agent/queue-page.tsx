import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe, useType, type RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { BulkDialog } from '../practice/bulk-commands.tsx';
import { hrefOf } from '../practice/record-link.tsx';
import { Failure } from '../shell/failure.tsx';
import { useSplitPanel } from '../shell/frame.tsx';
import { NotFound } from '../shell/not-found.tsx';
import { texts } from '../texts/index.ts';
import './agent.css';
import { Beside } from './beside.tsx';
import { useDirectory } from './directory.ts';
import { OrderDialog } from './order-dialog.tsx';
import { readingWith, roomIn } from './queue-columns.tsx';
import { EmptyQueue } from './queue-empty.tsx';
import { QueueHeader } from './queue-header.tsx';
import { QueueList } from './queue-list.tsx';
import { QueueTable } from './queue-table.tsx';
import { addressOf, pageOf } from './queue-view.ts';
import { useAtHand } from './use-at-hand.ts';
import { useGive } from './use-give.ts';
import { useQueueKeys } from './use-queue-keys.ts';
import { useQueueRows, useQueues, type QueueRows } from './use-queue.ts';
import { useTake } from './use-take.tsx';
import { useView } from './use-view.ts';
import { useWidth } from './use-width.ts';

export function Page() {
  const type = useType('incident');
  return type ? <QueuePage type={type} /> : <NotFound />;
}

function QueuePage({ type }: { type: RecordType }) {
  const me = useMe();
  const navigate = useNavigate();
  const view = useView();
  const directory = useDirectory();
  const [{ queue: asked, text, beside }, change] = view;
  const { queues, counts, complete } = useQueues(type, directory, asked);
  const queue = queues.find(({ id }) => id === asked) ?? queues[0]!;
  const found = useQueueRows(type, queue);
  const reading = useMemo(() => readingWith(directory.nameOf), [directory.nameOf]);
  const words = texts.agent;
  const goTo = (id: string): void => void navigate(addressFor(id, beside));
  const empty = <EmptyQueue queue={queue.id} mine={me.team !== undefined} filtered={text !== ''} onClear={() => change({ text: '', page: 1 })} onGo={goTo} />;
  useSplitPanel(
    useMemo(() => beside === undefined ? undefined : <Beside type={type} id={beside} />, [type, beside]),
    useCallback(() => change({ beside: undefined }), [change]),
  );
  return (
    <div className="agent-queue">
      <SpaceBetween size="m">
        <Header
          variant="h1" description={queue.help}
          actions={me.may.incident?.create && <Button onClick={() => void navigate(`/records/${type.route}/create`)}>{words.act.create}</Button>}
        >{words.queues.titled(queue.title)}</Header>
        {found.error && !found.failed && <Alert type="warning">{texts.practice.list.stale(found.error.message)}</Alert>}
        {!found.complete ? <Alert type="info">{words.queues.cut(found.most)}</Alert> : !complete && <Alert type="info">{words.queues.tooMany(found.most)}</Alert>}
        <div className="agent-queue-parts">
          <QueueList queues={queues} counts={counts} complete={complete} current={queue} hrefOf={({ id }) => addressFor(id, beside)} onChoose={({ id }) => goTo(id)} />
          {found.failed
            ? <Failure error={found.error} again={() => void found.refetch()} />
            : <Tickets type={type} found={found} view={view} reading={reading} empty={empty} />}
        </div>
      </SpaceBetween>
    </div>
  );
}

interface TicketsProps {
  readonly type: RecordType;
  readonly found: QueueRows;
  readonly view: ReturnType<typeof useView>;
  readonly reading: Parameters<typeof pageOf>[2];
  readonly empty: React.ReactNode;
}

/** The tickets of a queue, and everything that hands do with them. */
function Tickets({ type, found, view: [view, change], reading, empty }: TicketsProps) {
  const navigate = useNavigate();
  const shown = useMemo(() => pageOf(found.rows, view, reading), [found.rows, view.text, view.sort, view.descending, view.page, reading]);
  const at = useAtHand(type, shown.rows, { view, change });
  const [picked, setPicked] = useState<readonly string[]>([]);
  const selected = found.rows.filter(({ number }) => picked.includes(number));
  const [asked, setAsked] = useState<{ command: string; id: string }>();
  // Tickets leave the queue as they are assigned; the result speaks of those that were chosen.
  const [bulk, setBulk] = useState<readonly AnyRecord[]>();
  const take = useTake(type);
  const give = useGive(type, at.record, (command) => setAsked({ command, id: at.number! }));
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);

  const onPage = (number: string): boolean => shown.rows.some((row) => row.number === number);
  const pick = (number: string): void => setPicked((before) => before.includes(number) ? before.filter((other) => other !== number) : [...before, number]);
  const split = (): void => change({ beside: view.beside === undefined ? at.number ?? '' : undefined });
  const assign = (): void => { if (selected.length > 0) setBulk(selected); else if (at.number !== undefined) setAsked({ command: 'assign', id: at.number }); };
  useQueueKeys({
    at, onOpen: (number) => void navigate(hrefOf(type, number)), onSplit: split, onBeside: (number) => change({ beside: number }),
    onSelect: (number) => { if (onPage(number)) pick(number); }, onTake: (record) => void take(record), onAssign: assign, onCommand: (command) => void give.run(command),
  });
  return (
    <div ref={place}>
      <QueueTable
        type={type} rows={shown.rows} loading={found.loading} view={view} shown={shown} current={at.number} room={roomIn(width ?? 0)}
        arrived={found.arrived.length} onArrived={found.showArrived} onView={change} onRow={at.goTo}
        selected={selected.filter(({ number }) => onPage(number))}
        onSelect={(numbers) => setPicked((before) => [...before.filter((number) => !onPage(number)), ...numbers])}
        header={
          <QueueHeader
            type={type} found={found} selected={selected.length} record={at.record} split={view.beside !== undefined}
            onTake={() => void take(at.record!)} onAssign={assign} onSplit={split}
          />
        }
        empty={empty}
      />
      {asked && <OrderDialog type={type} {...asked} onClose={() => setAsked(undefined)} onInstead={(command) => setAsked({ ...asked, command })} />}
      {bulk && (
        <BulkDialog
          type={type} command={type.commands.find(({ name }) => name === 'assign')!} records={bulk}
          onClose={(any) => { setBulk(undefined); if (any) setPicked([]); }}
        />
      )}
    </div>
  );
}

/** Another queue, with the split view as it is and nothing in it yet. */
const addressFor = (queue: string, beside: string | undefined): string =>
  `/queue?${addressOf({ queue, text: '', descending: false, page: 1, beside: beside === undefined ? undefined : '' })}`;
