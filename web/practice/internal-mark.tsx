import Badge from '@cloudscape-design/components/badge';
import Icon from '@cloudscape-design/components/icon';
import { texts } from '../texts/index.ts';

/** Says that only staff may read it, by icon and words. */
export const InternalMark = () => <Badge color="severity-medium"><Icon name="lock-private" size="small" /> {texts.practice.internal}</Badge>;
