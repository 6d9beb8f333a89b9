import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { Awaiting } from '../shell/awaiting.tsx';
import { texts } from '../texts/index.ts';

interface PanelProps<T> {
  readonly title: string;
  readonly help?: string;
  /** Undefined while it is loaded. */
  readonly items: readonly T[] | undefined;
  /** Whether these are all that there are. */
  readonly whole?: boolean;
  readonly error: Error | null;
  readonly again: () => void;
  readonly columns: readonly TableProps.ColumnDefinition<T>[];
  readonly empty: ReactNode;
  readonly actions?: ReactNode;
  readonly most?: number;
}

/** A short list with a heading: the first few, and how many more there are. */
export function Panel<T extends { number?: string }>({ title, help, items, whole = true, error, again, columns, empty, actions, most = 8 }: PanelProps<T>) {
  const words = texts.overview;
  return (
    <Container header={<Header variant="h2" description={help} counter={items && `(${items.length}${whole ? '' : '+'})`} actions={actions}>{title}</Header>} fitHeight>
      {!items ? <Awaiting error={error} again={again} /> : items.length === 0 ? <Box color="text-body-secondary">{empty}</Box> : (
        <>
          <Table<T> variant="embedded" items={items.slice(0, most)} columnDefinitions={columns} enableKeyboardNavigation wrapLines ariaLabels={{ tableLabel: title }} />
          {items.length > most && <Box color="text-body-secondary" padding={{ top: 'xs' }}>{words.more(items.length - most)}</Box>}
        </>
      )}
      {items && !whole && <Box color="text-body-secondary">{words.notWhole}</Box>}
    </Container>
  );
}
