import './changes.css';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { isWhole } from '../agent/queues.ts';
import { useApi } from '../api/context.ts';
import { isStaff, useMe, useType } from '../api/practices.ts';
import { idOf, titleOf, useNamedQuery, useRecords } from '../api/records.ts';
import { download } from '../practice/download.ts';
import { Awaiting } from '../shell/awaiting.tsx';
import { useSplitPanel } from '../shell/frame.tsx';
import { useTellFailure } from '../shell/notices.tsx';
import { texts } from '../texts/index.ts';
import { Calendar } from './calendar.tsx';
import { ChangePanel } from './change-panel.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { draftsIn, mayMove, movedTo, type Occasion, type Planned, type Span } from './planning.ts';

const words = texts.changes;
const POLL = 15_000;
const startOfMonth = (): string => new Date(new Date().getFullYear(), new Date().getMonth(), 1).toISOString();
const endOfMonth = (): string => new Date(new Date().getFullYear(), new Date().getMonth() + 1, 7).toISOString();
interface Moving { readonly change: Planned; readonly to: Span; readonly revert: () => void }

/** All changes of a month, week or day; the view and the filters are in the address. */
export function Page() {
  const type = useType('change')!;
  const maintenance = useType('maintenance')!;
  const ofServices = useType('service')!;
  const api = useApi();
  const me = useMe();
  const navigate = useNavigate();
  const tellFailure = useTellFailure();
  const [search, setSearch] = useSearchParams();
  const [shown, setShown] = useState({ from: startOfMonth(), to: endOfMonth() });
  const [at, setAt] = useState({ view: search.get('view') ?? 'dayGridMonth', day: search.get('day') ?? undefined });
  const [moving, setMoving] = useState<Moving>();
  const services = useRecords(ofServices, {}, { poll: false });
  const [service, kind, chosen] = ['service', 'type', 'change'].map((name) => search.get(name) ?? undefined);
  const asks = { ...shown, service };
  const schedule = useNamedQuery<{ items: readonly Planned[]; complete: boolean }>(type, { name: 'schedule', asks, poll: POLL });
  const occasions = useNamedQuery<{ items: readonly Occasion[] }>(maintenance, { name: 'schedule', asks: shown, enabled: isStaff(me) });
  // The schedule tells of what was submitted; what is still being prepared is looked for a place here, too.
  const drafts = useRecords(type, { state: 'new', service }, { limit: 200 });
  const changes = [...schedule.data?.items ?? [], ...draftsIn(drafts.items, shown)].filter((one) => !kind || one.type === kind);
  const put = useCallback((values: Readonly<Record<string, string | undefined>>): void => setSearch((before) => {
    for (const [name, value] of Object.entries(values)) if (value) before.set(name, value); else before.delete(name);
    return before;
  }, { replace: true }), [setSearch]);
  useEffect(() => put(at), [at, put]);
  const close = useCallback(() => put({ change: undefined }), [put]);
  useSplitPanel(useMemo(() => chosen && <ChangePanel key={chosen} type={type} number={chosen} />, [chosen, type]), close);

  const save = (): void => void api.text(`/v1/changes/calendar.ics?${new URLSearchParams({ ...shown, ...(service && { service }) })}`).then((content) => download('changes.ics', content, 'text/calendar'), tellFailure);
  const ofAll = { value: '', label: words.all };
  const serviceOptions = [ofAll, ...(services.items ?? []).map((one) => ({ value: idOf(ofServices, one), label: titleOf(one) }))];
  const kindOptions = [ofAll, ...Object.entries(words.types).map(([value, label]) => ({ value, label }))];
  return (
    <ContentLayout header={
      <Header
        variant="h1" description={words.calendarHelp}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button iconName="download" onClick={save}>{words.download}</Button>
            {me.may.change?.create && <Button variant="primary" onClick={() => void navigate('/records/changes/create')}>{words.plan}</Button>}
          </SpaceBetween>
        }
      >{words.calendar}</Header>
    }>
      <SpaceBetween size="m">
        <SpaceBetween direction="horizontal" size="m">
          <FormField label={words.service}><Choice options={serviceOptions} value={service} onChoose={(value) => put({ service: value })} /></FormField>
          <FormField label={words.type}><Choice options={kindOptions} value={kind} onChoose={(value) => put({ type: value })} /></FormField>
        </SpaceBetween>
        {schedule.error && !schedule.data && <Awaiting error={schedule.error} again={schedule.refetch} />}
        <Container footer={<Legend />}>
          {(schedule.data?.complete === false || !isWhole(drafts)) && <Alert type="info">{words.incomplete}</Alert>}
          <Calendar
            changes={changes} occasions={occasions.data?.items ?? []} movable={(change) => mayMove(type, change, me)} view={at.view} day={at.day} onChoose={(change) => put({ change })}
            onShown={({ from, to, view, day }) => {
              setShown((before) => (before.from === from && before.to === to ? before : { from, to }));
              setAt((before) => (before.view === view && before.day === day ? before : { view, day }));
            }}
            onMove={(number, start, revert) => { const change = changes.find((one) => one.number === number)!; setMoving({ change, to: movedTo(change, start), revert }); }}
          />
        </Container>
        {moving && <MoveDialog type={type} change={moving.change} to={moving.to} occasions={occasions.data?.items ?? []} onDone={() => setMoving(undefined)} onCancel={() => { moving.revert(); setMoving(undefined); }} />}
      </SpaceBetween>
    </ContentLayout>
  );
}

interface Option { readonly value: string; readonly label: string }

const Choice = ({ options, value = '', onChoose }: { options: readonly Option[]; value: string | undefined; onChoose: (value: string) => void }) =>
  <Select options={options} selectedOption={options.find((one) => one.value === value) ?? options[0]!} onChange={({ detail }) => onChoose(detail.selectedOption.value!)} />;

const Legend = () => (
  <ul className="changes-legend" aria-label={words.legend}>
    {Object.entries({ ...words.types, draft: words.draft, done: words.done, window: words.window, blackout: words.blackout }).map(([name, said]) => <li key={name}><span className={`changes-${name}`} />{said}</li>)}
  </ul>
);
