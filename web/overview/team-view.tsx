import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSearchParams } from 'react-router';
import { useMe, useType } from '../api/practices.ts';
import { idOf, titleOf, useNamedQuery, useRecords, type AnyRecord } from '../api/records.ts';
import { useNow } from '../practice/now.ts';
import { hrefOf, RecordLink } from '../practice/record-link.tsx';
import { instantText } from '../practice/wording.ts';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { ticketColumns } from './columns.tsx';
import { dueWithin, loadOf, type Load } from './figures.ts';
import { Panel } from './panel.tsx';

const words = texts.overview;
const SOON_HOURS = 8;
interface Handovers { readonly items: readonly (AnyRecord & { transferCount: number; pingPong: boolean })[] }
interface Reviews { readonly items: readonly AnyRecord[] }

/** A team at a glance: who carries what, which promises run out next, and what goes back and forth. */
export function TeamView() {
  const me = useMe();
  const incident = useType('incident')!;
  const review = useType('post-incident-review')!;
  const ofTeams = useType('team')!;
  const now = useNow(30_000);
  const [search, setSearch] = useSearchParams();
  const teams = useRecords(ofTeams, {}, { poll: false, limit: 200 });
  const options = (teams.items ?? []).map((team) => ({ value: idOf(ofTeams, team), label: titleOf(team) })).sort((one, other) => one.label.localeCompare(other.label));
  const team = search.get('team') ?? me.team ?? options[0]?.value;
  const tickets = useRecords(incident, { team, state: 'new,assigned,in-progress,on-hold' }, { enabled: team !== undefined });
  const handovers = useNamedQuery<Handovers>(incident, { name: 'handovers', asks: { team }, enabled: team !== undefined, poll: 60_000 });
  const reviews = useNamedQuery<Reviews>(incident, { name: 'reviews', asks: { state: 'open' }, poll: 60_000 });
  const { title, priority, due, state } = ticketColumns(incident);
  const loads = tickets.items && loadOf(tickets.items, now);
  const count = (id: 'open' | 'urgent' | 'overdue' | 'onHold') => ({ id, header: words[id], cell: (load: Load) => load[id] });
  return (
    <SpaceBetween size="l">
      <FormField label={words.teamLabel}>
        <Select
          options={options} selectedOption={options.find(({ value }) => value === team) ?? null} placeholder={texts.practice.choose} statusType={teams.loading ? 'loading' : 'finished'} loadingText={texts.shell.loading} filteringType={options.length > 10 ? 'auto' : 'none'}
          onChange={({ detail }) => setSearch((before) => { before.set('team', detail.selectedOption.value!); return before; }, { replace: true })}
        />
      </FormField>
      <Grid gridDefinition={Array.from({ length: 4 }, () => ({ colspan: { default: 12, m: 6 } }))}>
        <Panel<Load & { number?: string }> title={words.load} items={loads} error={tickets.error} again={() => void tickets.refetch()} empty={words.loadEmpty} most={20} columns={[{ id: 'who', header: words.person, isRowHeader: true, cell: ({ who }) => (who ? <RecordLink type="person" id={who} /> : <em>{words.nobody}</em>) }, count('open'), count('urgent'), count('overdue'), count('onHold')]} />
        <Panel title={words.breaches} items={tickets.items && dueWithin(tickets.items, { now, hours: SOON_HOURS })} error={tickets.error} empty={words.breachesEmpty} columns={[title, priority, due, state]} />
        <Panel
          title={words.pingPong} help={words.pingPongHelp} items={handovers.data && handovers.data.items.toSorted((one, other) => other.transferCount - one.transferCount)} error={handovers.error} again={() => void handovers.refetch()} empty={words.pingPongEmpty}
          columns={[title as never, { id: 'transfers', header: words.transfers, cell: ({ transferCount }) => transferCount }, { id: 'back', header: words.cameBack, cell: ({ pingPong }) => (pingPong ? texts.practice.yes : texts.practice.no) }, state as never]}
        />
        <Panel title={words.reviews} items={reviews.data?.items} error={reviews.error} again={() => void reviews.refetch()} empty={words.reviewsEmpty} columns={[{ id: 'title', header: words.title, isRowHeader: true, cell: (one) => <To href={hrefOf(review, one.number)}>{titleOf(one)}</To> }, { id: 'when', header: words.due, cell: ({ dueAt }) => (dueAt ? instantText(dueAt) : texts.practice.none) }]} />
      </Grid>
    </SpaceBetween>
  );
}
