import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useSearchParams } from 'react-router';
import { isWhole, openStates } from '../agent/queues.ts';
import { useMe, useType, type RecordType } from '../api/practices.ts';
import { idOf, titleOf, useNamedQuery, useRecords, type AnyRecord } from '../api/records.ts';
import { useNow } from '../practice/now.ts';
import { hrefOf, RecordLink } from '../practice/record-link.tsx';
import { mayAsk } from '../practice/who.ts';
import { instantText } from '../practice/wording.ts';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { ticketColumns } from './columns.tsx';
import { dueWithin, isOpenIn, loadOf, type Load } from './figures.ts';
import { Panel } from './panel.tsx';

const words = texts.overview;
const SOON_HOURS = 8;
const POLL = 60_000;
interface HandedOver { readonly items: readonly (AnyRecord & { transferCount: number; pingPong: boolean })[] }
interface ToReview { readonly items: readonly (AnyRecord & { readonly reviewBy?: string; readonly overdue: boolean })[] }

/** A team at a glance: who carries what, which promises run out next, and, for those who may know, what goes back and forth and which reviews are to be written. */
export function TeamView() {
  const me = useMe();
  const incident = useType('incident')!;
  const ofTeams = useType('team')!;
  const now = useNow(30_000);
  const [search, setSearch] = useSearchParams();
  const teams = useRecords(ofTeams, {}, { poll: false, limit: 200 });
  const options = (teams.items ?? []).map((team) => ({ value: idOf(ofTeams, team), label: titleOf(team) })).sort((one, other) => one.label.localeCompare(other.label));
  const team = search.get('team') ?? me.team ?? options[0]?.value;
  const tickets = useRecords(incident, { team, state: openStates(incident) }, { enabled: team !== undefined });
  const { title, priority, due, state } = ticketColumns(incident);
  const again = (): void => void tickets.refetch();
  const isOpen = isOpenIn(incident);
  const count = (id: 'open' | 'urgent' | 'overdue' | 'onHold') => ({ id, header: words[id], cell: (load: Load) => load[id] });
  const who = { id: 'who', header: words.person, isRowHeader: true, cell: (load: Load) => (load.who ? <RecordLink type="person" id={load.who} /> : <em>{words.nobody}</em>) };
  const panels = [
    <Panel<Load & { number?: string }>
      key="load" title={words.load} items={tickets.items && loadOf(tickets.items, { now, isOpen })} whole={isWhole(tickets)} error={tickets.error} again={again} empty={words.loadEmpty} most={20}
      columns={[who, count('open'), count('urgent'), count('overdue'), count('onHold')]}
    />,
    <Panel
      key="breaches" title={words.breaches} items={tickets.items && dueWithin(tickets.items, { now, hours: SOON_HOURS, isOpen })} whole={isWhole(tickets)} error={tickets.error} again={again} empty={words.breachesEmpty}
      columns={[title, priority, due, state]}
    />,
    ...(mayAsk(me, incident, 'handovers') ? [<Handovers key="handovers" incident={incident} team={team} />] : []),
    ...(mayAsk(me, incident, 'reviews') ? [<Reviews key="reviews" incident={incident} />] : []),
  ];
  return (
    <SpaceBetween size="l">
      <FormField label={words.teamLabel}>
        <Select
          options={options} selectedOption={options.find(({ value }) => value === team) ?? null} placeholder={texts.practice.choose} filteringType={options.length > 10 ? 'auto' : 'none'}
          statusType={teams.loading ? 'loading' : 'finished'} loadingText={texts.shell.loading}
          onChange={({ detail }) => setSearch((before) => { before.set('team', detail.selectedOption.value!); return before; }, { replace: true })}
        />
      </FormField>
      <Grid gridDefinition={panels.map(() => ({ colspan: { default: 12, m: 6 } }))}>{panels}</Grid>
    </SpaceBetween>
  );
}

function Handovers({ incident, team }: { incident: RecordType; team: string | undefined }) {
  const { data, error, refetch } = useNamedQuery<HandedOver>(incident, { name: 'handovers', asks: { team }, enabled: team !== undefined, poll: POLL });
  const { title, state } = ticketColumns(incident);
  return (
    <Panel
      title={words.pingPong} help={words.pingPongHelp} items={data?.items.toSorted((one, other) => other.transferCount - one.transferCount)} error={error} again={() => void refetch()} empty={words.pingPongEmpty}
      columns={[
        title as never, { id: 'transfers', header: words.transfers, cell: ({ transferCount }) => transferCount },
        { id: 'back', header: words.cameBack, cell: ({ pingPong }) => (pingPong ? texts.practice.yes : texts.practice.no) }, state as never,
      ]}
    />
  );
}

function Reviews({ incident }: { incident: RecordType }) {
  const review = useType('post-incident-review')!;
  const { data, error, refetch } = useNamedQuery<ToReview>(incident, { name: 'reviews', asks: { state: 'open' }, poll: POLL });
  return (
    <Panel
      title={words.reviews} items={data?.items} error={error} again={() => void refetch()} empty={words.reviewsEmpty}
      columns={[
        { id: 'title', header: words.title, isRowHeader: true, cell: (one) => <To href={hrefOf(review, one.number)}>{titleOf(one)}</To> },
        {
          id: 'when', header: words.due,
          cell: ({ reviewBy, overdue }) => (reviewBy === undefined ? texts.practice.none : overdue ? <StatusIndicator type="error">{words.late(instantText(reviewBy))}</StatusIndicator> : instantText(reviewBy)),
        },
      ]}
    />
  );
}
