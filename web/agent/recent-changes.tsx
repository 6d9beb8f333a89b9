import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useType, type RecordType } from '../api/practices.ts';
import { idOf, useLinks, useNamedQuery, useRecords, type AnyRecord } from '../api/records.ts';
import { Actor } from '../practice/actor.tsx';
import { hrefOf } from '../practice/record-link.tsx';
import { StateBadge } from '../practice/state-badge.tsx';
import { When } from '../practice/when.tsx';
import { label } from '../practice/wording.ts';
import { To } from '../shell/to.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { texts } from '../texts/index.ts';
import './agent.css';

interface Around {
  readonly items: readonly { readonly at: string; readonly name: string; readonly displayName?: string; readonly actor: string; readonly command: string; readonly version: number; readonly distance: number }[];
  readonly changes: readonly { readonly number: string; readonly title: string; readonly state: string; readonly updatedAt: string }[];
}

/** As many items are asked about, and as many steps of each shown. */
const MOST_ITEMS = 3;
const MOST_STEPS = 8;

/** What was done lately to what an incident touches: the items linked to it, else those that carry its service. */
export function RecentChanges({ type, record }: { type: RecordType; record: AnyRecord }) {
  const ci = useType('ci')!;
  const links = useLinks(type, idOf(type, record)).data;
  const linked = links?.filter(({ targetType }) => targetType === 'ci').map(({ target }) => target);
  const ofService = useRecords(ci, { service: record.service as string | undefined }, { enabled: linked?.length === 0 && record.service !== undefined, poll: false, limit: MOST_ITEMS });
  const words = texts.agent.recent;
  if (!links || ofService.loading) return <Waiting />;
  const names = (linked!.length > 0 ? linked! : (ofService.items ?? []).map((item) => idOf(ci, item))).slice(0, MOST_ITEMS);
  if (names.length === 0) return <Box color="text-body-secondary">{words.noItems}</Box>;
  return <SpaceBetween size="m">{names.map((name) => <AroundItem key={name} name={name} />)}</SpaceBetween>;
}

const AroundItem = ({ name }: { name: string }) => <div><Box variant="awsui-key-label">{texts.agent.recent.around(name)}</Box><ChangesAround name={name} /></div>;

/** What was done lately to a configuration item and to what is one step away: steps of items, and changes that name them. */
export function ChangesAround({ name }: { name: string }) {
  const ci = useType('ci')!;
  const change = useType('change')!;
  const { data, error } = useNamedQuery<Around>(ci, { name: 'recent-changes', id: name });
  const words = texts.agent.recent;
  if (error) return <Box color="text-body-secondary">{error.message}</Box>;
  if (!data) return <Waiting />;
  return (
    <div>
      {data.items.length + data.changes.length === 0 && <Box color="text-body-secondary">{words.none}</Box>}
      <ul className="agent-said">
        {data.changes.map((one) => <li key={one.number}><span className="agent-facts"><To href={hrefOf(change, one.number)}>{one.title}</To><StateBadge type={change} state={one.state} /></span><small>{words.change} {one.number}, <When at={one.updatedAt} /></small></li>)}
        {data.items.slice(0, MOST_STEPS).map((one) => <li key={`${one.name}/${one.version}`}><span><To href={hrefOf(ci, one.name)}>{one.displayName ?? one.name}</To>: {label(one.command)}</span><small><Actor name={one.actor} />, <When at={one.at} /></small></li>)}
      </ul>
    </div>
  );
}
