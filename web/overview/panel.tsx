import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Spinner from '@cloudscape-design/components/spinner';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { texts } from '../texts/index.ts';

interface PanelProps<T> {
  readonly title: string;
  readonly help?: string;
  /** Undefined while it is loaded. */
  readonly items: readonly T[] | undefined;
  readonly error?: Error | null;
  readonly again?: () => void;
  readonly columns: readonly TableProps.ColumnDefinition<T>[];
  readonly empty: ReactNode;
  readonly actions?: ReactNode;
  readonly most?: number;
}

/** A short list with a heading: the first few, and how many more there are. */
export function Panel<T extends { number?: string }>({ title, help, items, error, again, columns, empty, actions, most = 8 }: PanelProps<T>) {
  const words = texts.overview;
  return (
    <Container header={<Header variant="h2" description={help} counter={items && `(${items.length})`} actions={actions}>{title}</Header>} fitHeight>
      {error ? <Box><Box variant="p">{words.loadError}: {error.message}</Box>{again && <Button onClick={again}>{texts.shell.tryAgain}</Button>}</Box>
        : !items ? <Spinner /> : items.length === 0 ? <Box color="text-body-secondary">{empty}</Box> : (
          <>
            <Table<T> variant="embedded" items={items.slice(0, most)} columnDefinitions={columns} enableKeyboardNavigation wrapLines ariaLabels={{ tableLabel: title }} />
            {items.length > most && <Box color="text-body-secondary" padding={{ top: 'xs' }}>{words.more(items.length - most)}</Box>}
          </>
        )}
    </Container>
  );
}
