import Multiselect, { type MultiselectProps } from '@cloudscape-design/components/multiselect';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import { useMemo, useState } from 'react';
import { useType, type RecordType } from '../api/practices.ts';
import { idOf, titleOf, useRecords, useSearch, type AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import type { InputProps } from './field-input.tsx';
import { isEmpty } from './filled-in.ts';
import { useDisplayName, useNamesOf } from './display-names.ts';
import { label } from './wording.ts';

const OFFERED = 100;

const optionOf = (type: RecordType, record: AnyRecord): SelectProps.Option => ({ value: idOf(type, record), label: titleOf(record), description: titleOf(record) === idOf(type, record) ? undefined : idOf(type, record), tags: record.state ? [label(record.state)] : undefined });

/** What can be chosen: the newest of a type, and what a search for the typed words finds beyond them. */
function useOptions(target: string | undefined) {
  const type = useType(target ?? '');
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const listed = useRecords(type ?? NO_TYPE, {}, { enabled: asked && type !== undefined, limit: OFFERED, poll: false });
  const found = useSearch(listed.complete ? '' : typed, { type: target });
  const options = useMemo(() => {
    if (!type) return [];
    const byId = new Map([...listed.items ?? [], ...found.data ?? []].filter(({ state }) => !type.states.find(({ name }) => name === state)?.done || typed !== '').map((record) => [idOf(type, record), optionOf(type, record)]));
    return [...byId.values()].sort((one, other) => (one.label ?? '').localeCompare(other.label ?? ''));
  }, [type, listed.items, found.data, typed]);
  return {
    options, load: (text: string) => { setAsked(true); setTyped(text); },
    status: listed.loading || found.isFetching ? 'loading' as const : listed.error ? 'error' as const : 'finished' as const,
  };
}

const NO_TYPE = { name: '', route: '' } as RecordType;

/** Chooses another record by what people call it. */
export function RefInput({ field, value, onChange, autoFocus }: InputProps & { autoFocus?: boolean }) {
  const { options, load, status } = useOptions(field.target);
  const shown = useDisplayName(field.target, value ? String(value) : undefined);
  const none = { value: '', label: texts.practice.noChoice };
  return (
    <Select
      selectedOption={value ? { value: String(value), label: shown } : null} placeholder={texts.practice.choose} filteringType="auto" filteringPlaceholder={texts.practice.refHint} expandToViewport autoFocus={autoFocus}
      options={field.required ? options : [none, ...options]} statusType={status} empty={texts.practice.noMatch} noMatch={texts.practice.noMatch} loadingText={texts.shell.loading}
      onLoadItems={({ detail }) => load(detail.filteringText)} onChange={({ detail }) => onChange(detail.selectedOption.value || undefined)} selectedAriaLabel={texts.practice.choose}
    />
  );
}

/** Chooses several. */
export function RefsInput({ field, value, onChange }: InputProps) {
  const { options, load, status } = useOptions(field.of?.target ?? field.target);
  const target = field.of?.target ?? field.target ?? '';
  const { nameOf } = useNamesOf(isEmpty(value) ? [] : [target]);
  const chosen = (value as string[] | undefined ?? []).map((id): MultiselectProps.Option => options.find((option) => option.value === id) ?? { value: id, label: nameOf(target, id) });
  return (
    <Multiselect
      selectedOptions={chosen} options={options} placeholder={texts.practice.choose} filteringType="auto" filteringPlaceholder={texts.practice.refHint} expandToViewport
      statusType={status} empty={texts.practice.noMatch} noMatch={texts.practice.noMatch} loadingText={texts.shell.loading} deselectAriaLabel={({ label: name }) => `${texts.practice.remove} ${name}`}
      onLoadItems={({ detail }) => load(detail.filteringText)} onChange={({ detail }) => onChange(detail.selectedOptions.map((option) => option.value!))} selectedAriaLabel={texts.practice.choose}
    />
  );
}
