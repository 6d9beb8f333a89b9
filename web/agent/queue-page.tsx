import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import ToggleButton from '@cloudscape-design/components/toggle-button';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe, useType, type RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { BulkDialog } from '../practice/bulk-commands.tsx';
import { hrefOf } from '../practice/record-link.tsx';
import { label } from '../practice/wording.ts';
import { useSplitPanel } from '../shell/frame.tsx';
import { NotFound } from '../shell/not-found.tsx';
import { texts } from '../texts/index.ts';
import './agent.css';
import { neighbour } from './arrivals.ts';
import { Beside } from './beside.tsx';
import { useDirectory } from './directory.ts';
import { OrderDialog } from './order-dialog.tsx';
import { readingWith, roomIn } from './queue-columns.tsx';
import { QueueList } from './queue-list.tsx';
import { EmptyQueue, QueueTable } from './queue-table.tsx';
import { addressOf, pageOf } from './queue-view.ts';
import { useQueueKeys } from './use-queue-keys.ts';
import { useQueueRows, useQueues } from './use-queue.ts';
import { useTake } from './use-take.tsx';
import { useView } from './use-view.ts';
import { useWidth } from './use-width.ts';
import { useGive } from './use-give.ts';

export function Page() {
  const type = useType('incident');
  return type ? <QueuePage type={type} /> : <NotFound />;
}

function QueuePage({ type }: { type: RecordType }) {
  const me = useMe();
  const navigate = useNavigate();
  const [view, change] = useView();
  const directory = useDirectory();
  const { queues, counts, complete, most } = useQueues(type, directory, view.queue);
  const queue = queues.find(({ id }) => id === view.queue) ?? queues[0]!;
  const found = useQueueRows(type, queue);
  const reading = useMemo(() => readingWith(directory.nameOf), [directory.nameOf]);
  const shown = useMemo(() => pageOf(found.rows, view, reading), [found.rows, view.text, view.sort, view.descending, view.page, reading]);
  const { current, setCurrent } = useCurrent(shown.rows.map(({ number }) => number), view.beside);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const selected = found.rows.filter(({ number }) => picked.includes(number));
  const [asked, setAsked] = useState<{ command: string; id: string }>();
  // Tickets leave the queue as they are assigned; the result speaks of those that were chosen.
  const [bulk, setBulk] = useState<readonly AnyRecord[]>();
  const take = useTake(type);
  const at = found.rows.find(({ number }) => number === current);
  const give = useGive(type, at, (command) => setAsked({ command, id: at!.number }));
  const parts = useRef<HTMLDivElement>(null);
  const width = useWidth(parts);
  const words = texts.agent;

  const hrefOfQueue = ({ id }: { id: string }): string => `/queue?${addressOf({ queue: id, text: '', descending: false, page: 1, beside: view.beside === undefined ? undefined : '' })}`;
  const goTo = (number: string): void => { setCurrent(number); if (view.beside !== undefined) change({ beside: number }); };
  const split = (): void => change({ beside: view.beside === undefined ? current ?? '' : undefined });
  const assign = (): void => { if (selected.length > 0) setBulk(selected); else if (current) setAsked({ command: 'assign', id: current }); };
  useQueueKeys({
    rows: shown.rows, current, onCurrent: goTo, onOpen: (number) => void navigate(hrefOf(type, number)), onSplit: split, onBeside: (number) => change({ beside: number }),
    onSelect: (number) => setPicked((before) => before.includes(number) ? before.filter((other) => other !== number) : [...before, number]), onTake: (record) => void take(record), onAssign: assign, onCommand: (command) => { if (at) give.run(command); },
  });
  useSplitPanel(
    useMemo(() => view.beside === undefined ? undefined : <Beside type={type} id={view.beside} />, [type, view.beside]),
    useCallback(() => change({ beside: undefined }), [change]),
  );

  const total = found.rows.length;
  const onPage = (number: string): boolean => shown.rows.some((row) => row.number === number);
  return (
    <div className="agent-queue">
      <SpaceBetween size="m">
        <Header variant="h1" description={queue.help} actions={me.may.incident?.create && <Button onClick={() => void navigate(`/records/${type.route}/create`)}>{words.act.create}</Button>}>{words.queues.titled(queue.title)}</Header>
        {!complete && <Alert type="info">{words.queues.tooMany(most)}</Alert>}
        <div className="agent-queue-parts">
          <QueueList queues={queues} counts={counts} complete={complete} current={queue} hrefOf={hrefOfQueue} onChoose={(to) => void navigate(hrefOfQueue(to))} />
          <div ref={parts}>
            {found.error && !found.loading ? <Alert type="error" action={<Button onClick={() => void found.refetch()}>{texts.shell.tryAgain}</Button>}>{found.error.message}</Alert> : (
              <QueueTable
                type={type} rows={shown.rows} loading={found.loading} view={view} shown={shown} current={current} room={roomIn(width ?? 0)} arrived={found.arrived.length} onArrived={found.showArrived}
                selected={selected.filter(({ number }) => onPage(number))} onSelect={(numbers) => setPicked((before) => [...before.filter((number) => !onPage(number)), ...numbers])} onView={change} onRow={goTo}
                header={
                  <Header
                    variant="h2" counter={found.loading ? undefined : `(${selected.length > 0 ? `${selected.length}/` : ''}${total}${found.loadingMore ? '+' : ''})`}
                    actions={
                      <SpaceBetween direction="horizontal" size="xs">
                        <Button disabled={!at || at.assignee === me.name || selected.length > 1} onClick={() => void take(at!)}>{at?.assignee === undefined ? words.act.take : words.act.takeOver}</Button>
                        <Button disabled={!at && selected.length === 0} onClick={assign}>{selected.length > 0 ? words.act.assignSeveral(selected.length) : words.act.assign}</Button>
                        <ToggleButton iconName="view-vertical" pressedIconName="view-vertical" pressed={view.beside !== undefined} onChange={split}>{words.split.show}</ToggleButton>
                      </SpaceBetween>
                    }
                  >{label(type.route)}</Header>
                }
                empty={<Empty queue={queue.id} filtered={view.text !== ''} onClear={() => change({ text: '', page: 1 })} onGo={(to) => void navigate(hrefOfQueue({ id: to }))} mine={me.team !== undefined} />}
              />
            )}
          </div>
        </div>
      </SpaceBetween>
      {asked && <OrderDialog type={type} {...asked} onClose={() => setAsked(undefined)} onInstead={(command) => setAsked({ ...asked, command })} />}
      {bulk && <BulkDialog type={type} command={type.commands.find(({ name }) => name === 'assign')!} records={bulk} onClose={(any) => { setBulk(undefined); if (any) setPicked([]); }} />}
    </div>
  );
}

function Empty({ queue, filtered, mine, onClear, onGo }: { queue: string; filtered: boolean; mine: boolean; onClear: () => void; onGo: (queue: string) => void }) {
  const words = texts.agent.empty;
  if (filtered) return <EmptyQueue title={words.matching} help="" action={<Button onClick={onClear}>{words.clear}</Button>} />;
  const next = queue === 'mine' && mine ? 'unassigned' : undefined;
  return <EmptyQueue title={words.title} help={words.help[queue] ?? words.help.other!} action={next && <Button onClick={() => onGo(next)}>{words.goTo(texts.agent.queues[next])}</Button>} />;
}

/** The ticket at hand; when it leaves the queue, what took its place. */
function useCurrent(numbers: readonly string[], beside: string | undefined) {
  const [chosen, setCurrent] = useState<string | undefined>(beside || undefined);
  const before = useRef<readonly string[]>(numbers);
  const current = neighbour(before.current, numbers, chosen);
  useEffect(() => {
    before.current = numbers;
    if (current !== chosen) setCurrent(current);
  });
  return { current, setCurrent };
}
