import CollectionPreferences from '@cloudscape-design/components/collection-preferences';
import type { RecordType } from '../api/practices.ts';
import { texts } from '../texts/index.ts';
import { columnLabel } from './list-cells.tsx';
import { columnsOf } from './list-columns.ts';
import type { Columns } from './saved-views.ts';

export interface Preferences { readonly columns?: readonly Columns[]; readonly pageSize?: number; readonly wrapLines?: boolean; readonly stripedRows?: boolean; readonly contentDensity?: 'comfortable' | 'compact' }

const SIZES = [20, 50, 100];

/** Which columns, how many rows, how dense. */
export function ListPreferences({ type, value, onChange }: { type: RecordType; value: Preferences; onChange: (value: Preferences) => void }) {
  const words = texts.practice.list;
  const first = columnsOf(type)[0]!;
  return (
    <CollectionPreferences
      title={words.preferences} confirmLabel={texts.shell.confirm} cancelLabel={texts.practice.cancel}
      preferences={{ pageSize: value.pageSize ?? SIZES[0], wrapLines: value.wrapLines ?? true, stripedRows: value.stripedRows ?? false, contentDensity: value.contentDensity ?? 'comfortable', contentDisplay: value.columns }}
      pageSizePreference={{ title: words.pageSize, options: SIZES.map((size) => ({ value: size, label: words.rows(size) })) }}
      wrapLinesPreference={{}} stripedRowsPreference={{}} contentDensityPreference={{}}
      contentDisplayPreference={{ title: words.columns, options: columnsOf(type).map((id) => ({ id, label: columnLabel(type, id), alwaysVisible: id === first })), enableColumnFiltering: true }}
      onConfirm={({ detail: { contentDisplay, pageSize, wrapLines, stripedRows, contentDensity } }) => onChange({ columns: contentDisplay, pageSize, wrapLines, stripedRows, contentDensity })}
    />
  );
}
