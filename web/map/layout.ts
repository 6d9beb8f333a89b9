import { graphlib, layout } from '@dagrejs/dagre';
import { reliance, type MapEdge, type MapNode } from './shape.ts';

export const NODE_WIDTH = 210;
export const NODE_HEIGHT = 74;

export interface Position { readonly x: number; readonly y: number }

/** Where each item stands (its upper left corner, in pixels): whatever relies on another above it, so that failures travel upwards. */
export function layoutOf(nodes: readonly Pick<MapNode, 'name'>[], edges: readonly MapEdge[]): Map<string, Position> {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 74, marginx: 12, marginy: 12 });
  for (const { name } of nodes) graph.setNode(name, { width: NODE_WIDTH, height: NODE_HEIGHT });
  for (const [at, edge] of edges.entries()) {
    const { from, to } = reliance(edge);
    if (from !== to && graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to, {}, String(at));
  }
  layout(graph);
  return new Map(nodes.map(({ name }) => {
    const { x, y } = graph.node(name) as { x: number; y: number };
    return [name, { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 }];
  }));
}
