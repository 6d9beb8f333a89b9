import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { texts } from '../texts/index.ts';
import type { Effect } from './shape.ts';

const looks: Record<Effect, StatusIndicatorProps.Type> = { failed: 'error', hit: 'error', 'at-risk': 'warning', fine: 'success' };

/** What becomes of an item, in words. */
export const EffectState = ({ effect }: { effect: Effect }) => <StatusIndicator type={looks[effect]}>{texts.map.effect[effect]}</StatusIndicator>;
