import Button from '@cloudscape-design/components/button';
import Grid from '@cloudscape-design/components/grid';
import { isWhole, ofNoTeam, openStates } from '../agent/queues.ts';
import { takingOf, takingWord } from '../agent/taking.ts';
import { useTake } from '../agent/use-take.tsx';
import { useMe, useType } from '../api/practices.ts';
import { titleOf, useNamedQuery, useRecords, type AnyRecord } from '../api/records.ts';
import { useVoters } from '../changes/use-voters.ts';
import { hrefOf } from '../practice/record-link.tsx';
import { StateBadge } from '../practice/state-badge.tsx';
import { instantText } from '../practice/wording.ts';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { ticketColumns } from './columns.tsx';
import { Panel } from './panel.tsx';

const words = texts.overview;
const POLL = 60_000;

/** What somebody should do next: their own work, what nobody has taken, what waits for their word. */
export function NowView() {
  const me = useMe();
  const incident = useType('incident')!;
  const change = useType('change')!;
  const state = openStates(incident);
  const mine = useRecords(incident, { assignee: 'me', state }, { limit: 200 });
  const team = useRecords(incident, { team: me.team, state }, { enabled: me.team !== undefined });
  // What was reported without a service is nobody's: it would lie unseen if it were shown to no team.
  const astray = useRecords(incident, { state }, { poll: POLL });
  const take = useTake(incident);
  const votersOf = useVoters();
  const undecided = useRecords(change, { state: 'authorize' }, { poll: POLL });
  const schedule = useNamedQuery<{ items: readonly AnyRecord[] }>(change, { name: 'schedule', poll: POLL });
  const unowned = astray.items && (team.items || !me.team) ? [...astray.items.filter(ofNoTeam), ...(team.items ?? []).filter(({ assignee }) => assignee === undefined)] : undefined;
  const decide = undecided.items?.filter((one) => votersOf(one).length > 0).toSorted((one, other) => String(one.plannedStart ?? '').localeCompare(String(other.plannedStart ?? '')));
  const columns = ticketColumns(incident);
  const changeTitle = { id: 'title', header: words.title, isRowHeader: true, cell: (one: AnyRecord) => <><To href={hrefOf(change, one.number)}>{String(one.title)}</To> <small>{one.number}</small></> };
  const taken = (ticket: AnyRecord) => takingOf(ticket, me) && (
    <Button variant="inline-link" ariaLabel={`${takingWord(ticket, me)}: ${titleOf(ticket)}`} onClick={() => void take(ticket)}>{takingWord(ticket, me)}</Button>
  );
  return (
    <Grid gridDefinition={Array.from({ length: 4 }, () => ({ colspan: { default: 12, m: 6 } }))}>
      <Panel
        title={words.mine} items={mine.items} whole={isWhole(mine)} error={mine.error} again={() => void mine.refetch()} columns={[columns.title, columns.priority, columns.due, columns.state]}
        empty={<>{words.mineEmpty}. {words.mineEmptyHelp}</>} actions={<To href="/queue">{words.queue}</To>}
      />
      <Panel
        title={words.unowned} help={words.unownedHelp} items={unowned} whole={isWhole(team) && isWhole(astray)} error={team.error ?? astray.error} again={() => { void astray.refetch(); if (me.team) void team.refetch(); }}
        empty={words.unownedEmpty} columns={[columns.title, columns.priority, columns.due, { id: 'take', header: '', cell: taken }]}
      />
      <Panel
        title={words.decide} items={decide} whole={isWhole(undecided)} error={undecided.error} again={() => void undecided.refetch()} empty={words.decideEmpty} actions={<To href="/cab">{texts.shell.nav.cab}</To>}
        columns={[changeTitle, { id: 'when', header: words.when, cell: ({ plannedStart }) => (plannedStart ? instantText(String(plannedStart)) : texts.practice.none) }]}
      />
      <Panel
        title={words.coming} items={schedule.data?.items} error={schedule.error} again={() => void schedule.refetch()} empty={words.comingEmpty} actions={<To href="/calendar">{words.calendar}</To>}
        columns={[changeTitle, { id: 'when', header: words.when, cell: ({ plannedStart }) => instantText(String(plannedStart)) }, { id: 'state', header: words.state, cell: (one) => <StateBadge type={change} state={one.state} /> }]}
      />
    </Grid>
  );
}
