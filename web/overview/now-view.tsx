import Button from '@cloudscape-design/components/button';
import Grid from '@cloudscape-design/components/grid';
import { useTake } from '../agent/use-take.tsx';
import { useMe, useType } from '../api/practices.ts';
import { titleOf, useNamedQuery, useRecords, type AnyRecord } from '../api/records.ts';
import { hrefOf } from '../practice/record-link.tsx';
import { StateBadge } from '../practice/state-badge.tsx';
import { instantText } from '../practice/wording.ts';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { ticketColumns } from './columns.tsx';
import { Panel } from './panel.tsx';

const words = texts.overview;
const working = 'new,assigned,in-progress,on-hold';
const POLL = 60_000;

/** What somebody should do next: their own work, what nobody has taken, what waits for their word. */
export function NowView() {
  const me = useMe();
  const incident = useType('incident')!;
  const change = useType('change')!;
  const mine = useRecords(incident, { assignee: 'me', state: working }, { limit: 200 });
  const team = useRecords(incident, { team: me.team, state: 'new,assigned' }, { limit: 200, enabled: me.team !== undefined });
  const astray = useRecords(incident, { state: 'new' }, { limit: 200 });
  const take = useTake(incident);
  const approvals = useNamedQuery<{ items: readonly AnyRecord[] }>(change, { name: 'approvals', poll: POLL });
  const schedule = useNamedQuery<{ items: readonly AnyRecord[] }>(change, { name: 'schedule', poll: POLL });
  // What was reported without a service is nobody's: it would lie unseen if it were shown to no team.
  const unowned = astray.items && (team.items || !me.team) ? [...astray.items.filter((ticket) => ticket.team === undefined), ...team.items ?? []].filter(({ assignee }) => assignee === undefined) : undefined;
  const { title, priority, due, state } = ticketColumns(incident);
  const changeTitle = { id: 'title', header: words.title, isRowHeader: true, cell: (one: AnyRecord) => <><To href={hrefOf(change, one.number)}>{String(one.title)}</To> <small>{one.number}</small></> };
  return (
    <Grid gridDefinition={Array.from({ length: 4 }, () => ({ colspan: { default: 12, m: 6 } }))}>
      <Panel title={words.mine} items={mine.items} error={mine.error} again={() => void mine.refetch()} columns={[title, priority, due, state]} empty={<>{words.mineEmpty}. {words.mineEmptyHelp}</>} actions={<To href="/queue">{words.queue}</To>} />
      <Panel
        title={words.unowned} help={words.unownedHelp} items={unowned} error={team.error ?? astray.error} again={() => void team.refetch()} empty={words.unownedEmpty}
        columns={[title, priority, due, { id: 'take', header: '', cell: (ticket) => <Button variant="inline-link" ariaLabel={`${words.take}: ${titleOf(ticket)}`} onClick={() => void take(ticket)}>{words.take}</Button> }]}
      />
      <Panel title={words.decide} items={approvals.data?.items} error={approvals.error} again={() => void approvals.refetch()} empty={words.decideEmpty} columns={[changeTitle, { id: 'when', header: words.when, cell: ({ plannedStart }) => (plannedStart ? instantText(String(plannedStart)) : texts.practice.none) }]} actions={<To href="/cab">{texts.shell.nav.cab}</To>} />
      <Panel
        title={words.coming} items={schedule.data?.items} error={schedule.error} again={() => void schedule.refetch()} empty={words.comingEmpty} actions={<To href="/calendar">{words.calendar}</To>}
        columns={[changeTitle, { id: 'when', header: words.when, cell: ({ plannedStart }) => instantText(String(plannedStart)) }, { id: 'state', header: words.state, cell: (one) => <StateBadge type={change} state={one.state} /> }]}
      />
    </Grid>
  );
}
