import Button from '@cloudscape-design/components/button';
import LiveRegion from '@cloudscape-design/components/live-region';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useMemo, type ReactNode } from 'react';
import type { RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import { columnsFor, type Room } from './queue-columns.tsx';
import type { View } from './queue-view.ts';

interface QueueTableProps {
  readonly type: RecordType;
  readonly rows: readonly AnyRecord[];
  readonly loading: boolean;
  readonly header: ReactNode;
  readonly empty: ReactNode;
  readonly room: Room;
  readonly view: View;
  readonly shown: { readonly matching: number; readonly pages: number; readonly page: number };
  readonly current: string | undefined;
  readonly arrived: number;
  readonly onArrived: () => void;
  readonly selected: readonly AnyRecord[];
  readonly onSelect: (numbers: readonly string[]) => void;
  readonly onView: (change: Partial<View>) => void;
  readonly onRow: (number: string) => void;
}

/** A page of a queue: filter, sort, choose; what came in meanwhile is told of, and shown when somebody says so. */
export function QueueTable({ type, rows, loading, header, empty, room, view, shown, current, arrived, onArrived, selected, onSelect, onView, onRow }: QueueTableProps) {
  const words = texts.agent.table;
  const columns = useMemo(() => columnsFor(type, { room, current }), [type, room, current]);
  return (
    <Table<AnyRecord>
      items={rows} columnDefinitions={columns} trackBy="number" loading={loading} loadingText={texts.shell.loading} variant="container" contentDensity="compact" wrapLines stickyHeader
      header={header} empty={empty} enableKeyboardNavigation={false}
      selectionType="multi" selectedItems={selected} onSelectionChange={({ detail }) => onSelect(detail.selectedItems.map(({ number }) => number))}
      ariaLabels={{ tableLabel: words.label, selectionGroupLabel: words.selection, allItemsSelectionLabel: () => words.selectAll, itemSelectionLabel: (_, { number }) => words.select(number) }}
      sortingColumn={view.sort ? { sortingField: view.sort } : undefined} sortingDescending={view.descending}
      onSortingChange={({ detail }) => onView({ sort: detail.sortingColumn.sortingField, descending: detail.isDescending ?? false, page: 1 })}
      onRowClick={({ detail }) => onRow(detail.item.number)}
      filter={
        <SpaceBetween direction="horizontal" size="xs">
          <TextFilter
            filteringText={view.text} filteringPlaceholder={words.filter} filteringAriaLabel={words.filtering} filteringClearAriaLabel={words.clearFilter} countText={view.text ? words.matches(shown.matching) : undefined}
            onChange={({ detail }) => onView({ text: detail.filteringText, page: 1 })}
          />
          {view.sort && <Button variant="normal" iconName="undo" onClick={() => onView({ sort: undefined, descending: false, page: 1 })}>{words.queueOrder}</Button>}
          {arrived > 0 && <Button iconName="refresh" ariaLabel={words.showArrived(arrived)} onClick={onArrived}>{words.arrived(arrived)}</Button>}
          <LiveRegion hidden>{arrived > 0 ? words.arrivedSaid(arrived) : ''}</LiveRegion>
        </SpaceBetween>
      }
      pagination={shown.pages > 1 && (
        <Pagination
          currentPageIndex={shown.page} pagesCount={shown.pages} onChange={({ detail }) => onView({ page: detail.currentPageIndex })}
          ariaLabels={{ nextPageLabel: words.next, previousPageLabel: words.previous, pageLabel: words.page }}
        />
      )}
    />
  );
}
