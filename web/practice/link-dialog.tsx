import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { usePractices, type RecordType } from '../api/practices.ts';
import { idOf, titleOf, useSearch, type AnyRecord } from '../api/records.ts';
import { Failure } from '../shell/failure.tsx';
import { texts } from '../texts/index.ts';
import { useTie } from './tie.ts';
import { endOf, linkWords } from './timeline-words.ts';
import { label, plural } from './wording.ts';

/** Ties a record to another: how, in words from this end, and to which, found by what it says. */
export function LinkDialog({ type, record, onClose }: { type: RecordType; record: AnyRecord; onClose: () => void }) {
  const { items, linkTypes } = usePractices();
  const words = texts.practice.links;
  const phrases = linkTypes.flatMap((kind) => (['source', 'target'] as const).map((end): SelectProps.Option => ({ value: `${kind} ${end}`, label: linkWords(kind, end) })))
    .filter((option, at, all) => all.findIndex((other) => other.label === option.label) === at);
  const [phrase, setPhrase] = useState(phrases.find(({ value }) => value === 'relates-to source') ?? phrases[0]!);
  const [target, setTarget] = useState<SelectProps.Option>();
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const own = idOf(type, record);
  const [otherName = type.name, otherId = ''] = target?.value?.split('/') ?? [];
  const otherType = items.find(({ name }) => name === otherName) ?? type;
  const [kind, end] = phrase.value!.split(' ') as [string, 'source' | 'target'];
  const [here, there] = [{ type, id: own }, { type: otherType, id: otherId }];
  const { tie, pending } = useTie(...(end === 'source' ? [here, there] as const : [there, here] as const));
  const found = useSearch(typed);
  const named = endOf(typed.trim(), items);

  const hits = (found.data ?? []).flatMap((hit) => {
    const of = items.find(({ name }) => name === hit.type);
    return of && !(of.name === type.name && idOf(of, hit) === own) ? [{ of, hit, id: idOf(of, hit) }] : [];
  });
  const options: SelectProps.OptionGroup[] = [
    ...(named && !hits.some(({ of, id }) => of.name === named.type && id === named.id) ? [{ label: words.byNumber, options: [{ value: `${named.type}/${named.id}`, label: named.id }] }] : []),
    ...[...new Set(hits.map(({ of }) => of))].map((of) => ({
      label: plural(of), options: hits.filter((one) => one.of === of).map(({ hit, id }) => ({ value: `${of.name}/${id}`, label: titleOf(hit), description: id, tags: [label(hit.state)] })),
    })),
  ];

  async function send(): Promise<void> {
    setMissing(!target);
    setFailure(undefined);
    if (!target) return;
    try {
      await tie(kind);
      onClose();
    } catch (error) {
      setFailure(error);
    }
  }

  return (
    <Modal
      visible header={words.add} onDismiss={onClose}
      footer={
        <Box float="right"><SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" onClick={onClose}>{texts.practice.cancel}</Button>
          <Button variant="primary" loading={pending} onClick={() => void send()}>{words.add}</Button>
        </SpaceBetween></Box>
      }
    >
      <SpaceBetween size="m">
        <FormField label={words.how(record.number)}><Select selectedOption={phrase} options={phrases} expandToViewport onChange={({ detail }) => setPhrase(detail.selectedOption)} /></FormField>
        <FormField label={words.what} description={words.whatHelp} errorText={missing && !target && texts.practice.required}>
          <Select
            selectedOption={target ?? null} options={options} placeholder={texts.practice.choose} filteringType="manual" filteringPlaceholder={words.search} expandToViewport virtualScroll={false}
            statusType={found.isFetching ? 'loading' : 'finished'} loadingText={texts.shell.loading} empty={typed.trim().length < 2 ? words.searchShort : texts.practice.noMatch}
            onLoadItems={({ detail }) => setTyped(detail.filteringText)} onChange={({ detail }) => setTarget(detail.selectedOption)}
          />
        </FormField>
        {failure !== undefined && <Failure error={failure} />}
      </SpaceBetween>
    </Modal>
  );
}
