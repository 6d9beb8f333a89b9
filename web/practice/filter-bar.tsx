import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, type ReactNode } from 'react';
import type { RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import type { Names } from './display-names.ts';
import { filterOptions, filterProperties, fromQuery, momentText, optionLabels, RELATIVE, toQuery } from './filter-properties.ts';
import type { ListFilter } from './list-address.ts';

interface FilterBarProps {
  readonly type: RecordType;
  readonly filter: ListFilter;
  readonly onChange: (filter: ListFilter) => void;
  readonly names: ReadonlyMap<string, Names>;
  readonly rows: readonly AnyRecord[];
  readonly count?: string;
  readonly control?: ReactNode;
}

/** Finds rows by words, or by any field of the list with what its kind allows. */
export function FilterBar({ type, filter, onChange, names, rows, count, control }: FilterBarProps) {
  const options = useMemo(() => filterOptions(type, { names, rows }), [type, names, rows]);
  const properties = useMemo(() => filterProperties(type).map((property): PropertyFilterProps.FilteringProperty => ({
    key: property.key, propertyLabel: property.label, groupValuesLabel: property.label, defaultOperator: property.operators[0],
    operators: property.operators.map((operator) => property.kind === 'options' ? { operator, tokenType: 'enum' as const, format: (values: string[]) => optionLabels(options, property.key, values) }
      : property.kind === 'moment' ? { operator, form: MomentForm, format: momentText, description: texts.practice.filter.moment[operator as '<' | '>='] } : operator),
  })), [type, options]);
  const words = texts.practice.filter;
  return (
    <PropertyFilter
      query={toQuery(type, filter)} onChange={({ detail }) => onChange(fromQuery(detail))} filteringProperties={properties} filteringOptions={options} countText={count} expandToViewport
      customControl={control} filteringPlaceholder={words.placeholder} filteringAriaLabel={words.placeholder} tokenLimit={6} filteringEmpty={texts.practice.noMatch} virtualScroll={options.length > 500}
      freeTextFiltering={{ operators: [':', '!:'], defaultOperator: ':' }}
    />
  );
}

/** A day, or a time so far from now. */
function MomentForm({ value, onChange }: PropertyFilterProps.ExtendedOperatorFormProps<string>) {
  const words = texts.practice.filter;
  const day = value && /^\d{4}/.test(value) ? value : '';
  const options = RELATIVE.map((id) => ({ value: id, label: momentText(id) }));
  return (
    <SpaceBetween size="s">
      <FormField label={words.day}><DatePicker value={day} placeholder="YYYY/MM/DD" expandToViewport onChange={({ detail }) => onChange(detail.value || null)} /></FormField>
      <FormField label={words.orRelative}><Select selectedOption={options.find((option) => option.value === value) ?? null} options={options} placeholder={texts.practice.choose} expandToViewport onChange={({ detail }) => onChange(detail.selectedOption.value ?? null)} /></FormField>
    </SpaceBetween>
  );
}
