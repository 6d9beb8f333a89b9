import '@xyflow/react/dist/style.css';
import './map.css';
import { Controls, Handle, MarkerType, MiniMap, Position, ReactFlow, type Edge, type Node, type NodeProps, type ReactFlowInstance } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState, type Dispatch, type SetStateAction } from 'react';
import { label } from '../practice/wording.ts';
import { useDark } from '../shell/appearance.ts';
import { texts } from '../texts/index.ts';
import { EffectState } from './effect-state.tsx';
import { layoutOf } from './layout.ts';
import { chosenAfter, reliance, type Effect, type MapAnswer, type MapNode } from './shape.ts';

const words = texts.map;
type ItemNode = Node<{ item: MapNode; effect: Effect | undefined; chosen: boolean; root: boolean }, 'item'>;
const MANY = 25;
const spoken = {
  'node.a11yDescription.default': words.nodeHelp, 'edge.a11yDescription.default': words.edgeHelp, 'controls.ariaLabel': words.controls,
  'controls.zoomIn.ariaLabel': words.zoomIn, 'controls.zoomOut.ariaLabel': words.zoomOut, 'controls.fitView.ariaLabel': words.fit, 'minimap.ariaLabel': words.overview,
};

interface GraphProps { readonly map: MapAnswer; readonly effect: ((name: string) => Effect) | undefined; readonly chosen: string | undefined; readonly onChoose: Dispatch<SetStateAction<string | undefined>> }

/** Items and their relations, drawn; what fails is told by border, icon and words. */
export function Graph({ map, effect, chosen, onChoose }: GraphProps) {
  const places = useMemo(() => layoutOf(map.nodes, map.edges), [map]);
  const nodes = map.nodes.map((item): ItemNode => ({
    id: item.name, type: 'item', position: places.get(item.name)!, connectable: false, selected: item.name === chosen, data: { item, effect: effect?.(item.name), chosen: item.name === chosen, root: map.roots.includes(item.name) },
    ariaLabel: [item.displayName ?? item.name, label(item.type), label(item.state), effect && words.effect[effect(item.name)]].filter(Boolean).join(', '),
  }));
  const shown = new Set(map.nodes.map(({ name }) => name));
  const edges = map.edges.filter(({ source, target }) => shown.has(source) && shown.has(target)).map((edge): Edge => {
    const { from, to } = reliance(edge);
    const travels = effect !== undefined && effect(to) !== 'fine' && effect(from) !== 'fine' && edge.type !== 'connected-to';
    return {
      id: `${edge.source}/${edge.type}/${edge.target}`, source: from, target: to, label: words.relation[edge.type === 'used-by' ? 'depends-on' : edge.type] ?? edge.type, focusable: false, animated: travels,
      markerEnd: { type: MarkerType.ArrowClosed }, ...(travels && { style: { stroke: '#d13212', strokeWidth: 2 } }),
    };
  });
  // What stands beside it takes some of its width, or gives it back.
  const canvas = useRef<HTMLDivElement>(null);
  const [flow, setFlow] = useState<ReactFlowInstance<ItemNode>>();
  useEffect(() => {
    if (!flow) return undefined;
    const observer = new ResizeObserver(() => requestAnimationFrame(() => void flow.fitView()));
    observer.observe(canvas.current!);
    return () => observer.disconnect();
  }, [flow]);
  const dark = useDark();
  return (
    <div ref={canvas} className="map-canvas">
      <ReactFlow<ItemNode>
        nodes={nodes} edges={edges} onInit={setFlow} nodeTypes={kinds} fitView minZoom={0.1} colorMode={dark ? 'dark' : 'light'} proOptions={{ hideAttribution: false }}
        nodesConnectable={false} nodesDraggable={false} edgesFocusable={false} deleteKeyCode={null} onNodesChange={(changes) => onChoose((before) => chosenAfter(changes, before))} ariaLabelConfig={spoken}
      >
        <Controls showInteractive={false} />
        {map.nodes.length > MANY && <MiniMap pannable />}
      </ReactFlow>
    </div>
  );
}

function Item({ data: { item, effect, chosen, root } }: NodeProps<ItemNode>) {
  return (
    <div className={`map-node ${effect ?? ''} ${chosen ? 'chosen' : ''}`}>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <strong title={item.displayName ?? item.name}>{item.displayName ?? item.name}</strong>
      <small>{[label(item.type), item.criticality === 'high' && words.critical, root && words.root].filter(Boolean).join(' · ')}</small>
      {effect ? <EffectState effect={effect} /> : <small>{label(item.state)}{item.environment ? ` · ${item.environment}` : ''}</small>}
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
}

const kinds = { item: Item };
