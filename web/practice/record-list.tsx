import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useMe, type RecordType } from '../api/practices.ts';
import { idOf, type AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import { BulkCommands } from './bulk-commands.tsx';
import { ExportMenu } from './export-menu.tsx';
import { ListEmpty } from './list-empty.tsx';
import { FilterBar } from './filter-bar.tsx';
import { filterProperties } from './filter-properties.ts';
import { noFilter, readAddress, writeAddress, type ListAddress } from './list-address.ts';
import { columnDefinitions } from './list-cells.tsx';
import { keptColumns } from './list-columns.ts';
import { ListPreferences, type Preferences } from './list-preferences.tsx';
import { usualSorting, useListRows } from './list-rows.ts';
import { useKept } from './kept.ts';
import { hrefOf } from './record-link.tsx';
import { useViews } from './use-views.ts';
import { ViewChooser } from './view-chooser.tsx';
import { isOneOf } from './who.ts';
import { label, plural } from './wording.ts';
import './practice.css';

/** All records of a type: found, sorted, chosen, exported. What is looked at is in the address. */
export function RecordList({ type }: { type: RecordType }) {
  const me = useMe();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const views = useViews(type, params);
  const address = useMemo(() => known(type, readAddress(params)), [type, params]);
  const { rows, items, loaded, loading, loadingMore, complete, error, refetch, nameOf, names } = useListRows(type, address);
  const [kept, keep] = useKept<Preferences>(`list/${type.name}`);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const words = texts.practice.list;

  const columns = keptColumns(type, kept?.columns);
  const size = kept?.pageSize ?? 20;
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const page = Math.min(address.page, pages);
  const sorting = address.sorting ?? usualSorting(type);
  const filtered = address.filter.conditions.length > 0;
  const chosen = rows.filter(({ number }) => selected.has(number));
  const reports = type.queries.filter((query) => !query.ofRecord && isOneOf(me, query.by));
  const put = (change: Partial<ListAddress>): void => setParams(writeAddress({ ...address, page: 1, ...change }));
  const create = me.may[type.name]?.create ? <Button variant="primary" onClick={() => void navigate(`/records/${type.route}/create`)}>{texts.practice.create(label(type.name))}</Button> : undefined;
  const definitions = useMemo(() => columnDefinitions(type), [type]);
  const counted = `${rows.length.toLocaleString()}${loadingMore || !complete ? '+' : ''}`;

  return (
    <Table<AnyRecord>
      variant="full-page" stickyHeader enableKeyboardNavigation trackBy="number" loadingText={texts.shell.loading} loading={loading && !error}
      items={rows.slice((page - 1) * size, page * size)} columnDefinitions={definitions} columnDisplay={columns}
      wrapLines={kept?.wrapLines ?? true} stripedRows={kept?.stripedRows} contentDensity={kept?.contentDensity}
      sortingColumn={{ sortingField: sorting.by }} sortingDescending={sorting.descending}
      onSortingChange={({ detail }) => put({ sorting: { by: detail.sortingColumn.sortingField!, descending: detail.isDescending ?? false } })}
      selectionType="multi" selectedItems={chosen} onSelectionChange={({ detail }) => setSelected(new Set(detail.selectedItems.map(({ number }) => number)))}
      ariaLabels={{ tableLabel: plural(type), selectionGroupLabel: words.select, allItemsSelectionLabel: () => words.selectAll, itemSelectionLabel: (_, record) => words.selectOne(record.number) }}
      renderAriaLive={({ firstIndex, lastIndex, totalItemsCount }) => words.showing(firstIndex, lastIndex, totalItemsCount ?? rows.length)}
      totalItemsCount={rows.length} firstIndex={(page - 1) * size + 1}
      onRowClick={({ detail }) => { if (!getSelection()?.toString()) void navigate(hrefOf(type, idOf(type, detail.item))); }}
      empty={<ListEmpty {...{ error, filtered, create }} name={label(type.name)} retry={() => void refetch()} clear={() => put({ filter: noFilter })} />}
      header={
        <SpaceBetween size="s">
          <Header
            variant="awsui-h1-sticky" description={type.help} counter={items && `(${chosen.length ? `${chosen.length}/` : ''}${counted})`}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <BulkCommands type={type} records={chosen} onDone={() => setSelected(new Set())} />
                {reports.length > 0 && <ButtonDropdown items={reports.map(({ name, help }) => ({ id: name, text: label(name.replace('.', ' ')), description: help }))} expandToViewport onItemClick={({ detail }) => void navigate(`?report=${detail.id}`)}>{words.reports}</ButtonDropdown>}
                <ExportMenu type={type} rows={chosen.length ? chosen : rows} columns={columns} nameOf={nameOf} />
                {create}
              </SpaceBetween>
            }
          >{plural(type)}</Header>
          {!loadingMore && !complete && items && <Alert type="info">{words.incomplete(loaded)}</Alert>}
          {error && items && <Alert type="warning" action={<Button onClick={() => void refetch()}>{texts.shell.tryAgain}</Button>}>{words.stale(error.message)}</Alert>}
        </SpaceBetween>
      }
      filter={
        <FilterBar
          type={type} filter={address.filter} onChange={(filter) => put({ filter })} names={names} rows={items ?? []} count={filtered ? words.matches(counted) : undefined}
          control={<ViewChooser type={type} views={views} address={address} columns={columns} onColumns={(next) => keep({ ...kept, columns: next })} />}
        />
      }
      pagination={<Pagination currentPageIndex={page} pagesCount={pages} openEnd={loadingMore} onChange={({ detail }) => put({ page: detail.currentPageIndex })} />}
      preferences={<ListPreferences type={type} value={{ ...kept, columns }} onChange={keep} />}
    />
  );
}

/** Without conditions about fields that this type does not have, or has no more. */
const known = (type: RecordType, { filter, ...address }: ListAddress): ListAddress =>
  ({ ...address, filter: { ...filter, conditions: filter.conditions.filter(({ field }) => field === undefined || filterProperties(type).some(({ key }) => key === field)) } });
