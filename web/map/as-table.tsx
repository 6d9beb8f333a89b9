import Button from '@cloudscape-design/components/button';
import Table from '@cloudscape-design/components/table';
import { useType } from '../api/practices.ts';
import { hrefOf, RecordLink } from '../practice/record-link.tsx';
import { label } from '../practice/wording.ts';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { EffectState } from './effect-state.tsx';
import type { Effect, MapAnswer, MapEdge, MapNode } from './shape.ts';

const words = texts.map;

/** The map for those who would rather read it. */
export function AsTable({ map, effect, onFail }: { map: MapAnswer; effect: ((name: string) => Effect) | undefined; onFail: (name: string) => void }) {
  const type = useType('ci')!;
  const names = new Map(map.nodes.map(({ name, displayName }) => [name, displayName ?? name]));
  const said = ({ type: relation, target }: MapEdge): string => `${words.relation[relation] ?? relation} ${names.get(target) ?? target}`;
  const relationsOf = ({ name }: MapNode): string => map.edges.filter(({ source }) => source === name).map(said).join('; ') || texts.practice.none;
  return (
    <Table<MapNode>
      items={map.nodes} trackBy="name" wrapLines ariaLabels={{ tableLabel: words.title }}
      columnDefinitions={[
        { id: 'name', header: words.name, isRowHeader: true, cell: (item) => <To href={hrefOf(type, item.name)}>{item.displayName ?? item.name}</To> },
        { id: 'type', header: words.type, cell: (item) => label(item.type) },
        { id: 'state', header: words.state, cell: (item) => label(item.state) },
        { id: 'team', header: words.team, cell: ({ team }) => (team ? <RecordLink type="team" id={team} /> : texts.practice.none) },
        { id: 'relations', header: words.reliesOn, cell: relationsOf },
        ...(effect ? [{ id: 'effect', header: words.effectHeader, minWidth: 190, cell: ({ name }: MapNode) => <EffectState effect={effect(name)} /> }] : []),
        {
          id: 'fail', header: words.actions, minWidth: 170,
          cell: ({ name, displayName }) => <Button variant="inline-link" ariaLabel={words.failsWithOf(displayName ?? name)} onClick={() => onFail(name)}>{words.failsWith}</Button>,
        },
      ]}
    />
  );
}
