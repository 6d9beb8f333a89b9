import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import type { Field, RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import { anyFieldOf } from './any-field.ts';
import { AnyValue } from './any-value.tsx';
import { isEmpty } from './filled-in.ts';
import { label } from './wording.ts';
import './practice.css';

interface RecordFieldsProps { readonly type: RecordType; readonly record: AnyRecord; /** Fields that somebody else just changed. */ readonly changed?: readonly string[]; readonly header?: string }

const stamps = ['createdAt', 'createdBy', 'updatedAt', 'version'];
const titles = new Set(['title', 'displayName']);

/** The fields of a record: what people filled in, then what the service keeps; what is empty only when asked for. */
export function RecordFields({ type, record, changed = [], header = texts.practice.details }: RecordFieldsProps) {
  const [all, setAll] = useState(false);
  const filled = type.fields.filter(({ name }) => !titles.has(name));
  const kept = [...type.kept, ...stamps.flatMap((name) => anyFieldOf(type, name) ?? [])];
  const empty = [...filled, ...kept].filter(({ name }) => isEmpty(record[name])).length;
  const shown = (fields: readonly Field[]) => fields.filter(({ name }) => all || !isEmpty(record[name]));
  return (
    <SpaceBetween size="l">
      <Header variant="h2" actions={empty > 0 && <Toggle checked={all} onChange={({ detail }) => setAll(detail.checked)}>{texts.practice.showEmpty(empty)}</Toggle>}>{header}</Header>
      <Group type={type} record={record} fields={shown(filled)} changed={changed} />
      <SpaceBetween size="s">
        <Box variant="h3">{texts.practice.kept}</Box>
        <Group type={type} record={record} fields={shown(kept)} changed={changed} />
      </SpaceBetween>
    </SpaceBetween>
  );
}

/** What needs room of its own. */
const isWide = ({ kind, of }: Field): boolean => kind === 'long-text' || kind === 'json' || kind === 'object' || (kind === 'list' && of?.kind !== 'text' && of?.kind !== 'ref' && of?.kind !== 'choice');

function Group({ type, record, fields, changed }: { type: RecordType; record: AnyRecord; fields: readonly Field[]; changed: readonly string[] }) {
  const short = fields.filter((field) => !isWide(field));
  const item = (field: Field) => ({
    label: field.internal ? texts.practice.internalField(label(field.name)) : label(field.name),
    value: <div className={changed.includes(field.name) ? 'practice-changed' : undefined}><AnyValue type={type} field={field} value={record[field.name]} /></div>,
  });
  return (
    <SpaceBetween size="m">
      {short.length > 0 && <KeyValuePairs columns={3} items={short.map(item)} />}
      {fields.filter(isWide).map((field) => <KeyValuePairs key={field.name} columns={1} items={[item(field)]} />)}
    </SpaceBetween>
  );
}
