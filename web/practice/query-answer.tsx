import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Query, RecordType } from '../api/practices.ts';
import { useNamedQuery } from '../api/records.ts';
import { Awaiting } from '../shell/awaiting.tsx';
import { texts } from '../texts/index.ts';
import { AnyValue } from './any-value.tsx';
import { download } from './download.ts';
import { FieldInput } from './field-input.tsx';
import { faultsIn, type Values } from './filled-in.ts';
import { useFormState } from './form-state.ts';
import { CopyableText } from './raw-view.tsx';
import { guess, rowsOf, type Row } from './value-guess.ts';
import { label } from './wording.ts';

/** What a query of a definition answers: what it asks for, then whatever came, drawn by its shape. */
export function QueryAnswer({ type, query, id }: { type: RecordType; query: Query; id?: string }) {
  const form = useFormState({ fields: query.takes });
  const needs = query.takes.some((field) => faultsIn(field, form.values[field.name]).length > 0);
  const [asked, setAsked] = useState<Values | undefined>(needs ? undefined : form.values);
  const words = texts.practice.queries;
  return (
    <SpaceBetween size="m">
      {query.takes.length > 0 && (
        <form onSubmit={(event) => { event.preventDefault(); const ready = form.ready(); if (ready) setAsked({ ...ready }); }}>
          <div className="practice-asks">{query.takes.map((field) => <FieldInput key={field.name} field={field} form={form} />)}<Button iconName="search">{words.ask}</Button></div>
        </form>
      )}
      {asked ? <Answered type={type} query={query} id={id} asked={asked} /> : <Box color="text-body-secondary">{words.needs}</Box>}
    </SpaceBetween>
  );
}

function Answered({ type, query: { name, contentType }, id, asked }: { type: RecordType; query: Query; id?: string; asked: Values }) {
  const plain = !contentType.startsWith('application/json');
  const { data, error, refetch } = useNamedQuery<unknown>(type, { name, id, asks: asked, plain });
  if (data === undefined) return <Awaiting error={error} again={refetch} />;
  if (!plain) return <Drawn type={type} value={data} />;
  const text = String(data);
  return (
    <SpaceBetween size="s">
      <Button iconName="download" onClick={() => download(name.includes('.') ? name : `${name}.txt`, text, contentType)}>{texts.practice.queries.download}</Button>
      <CopyableText text={text} />
    </SpaceBetween>
  );
}

/** Lists under the headings that the answer gives them, what is single before them. */
function Drawn({ type, value }: { type: RecordType; value: unknown }) {
  const nothing = <Box color="text-body-secondary">{texts.practice.queries.nothing}</Box>;
  if (guess(value) === 'nothing') return nothing;
  if (guess(value) !== 'object') return <AnyValue type={type} value={value} />;
  const all = Object.entries(value as Row);
  const tables = all.filter(([name, one]) => name === 'items' || rowsOf(one));
  const single = all.filter((pair) => !tables.includes(pair));
  return (
    <SpaceBetween size="m">
      {single.length > 0 && <AnyValue type={type} value={Object.fromEntries(single)} />}
      {tables.map(([name, one]) => <div key={name}>{name !== 'items' && <Box variant="h3">{label(name)}</Box>}{guess(one) === 'nothing' ? nothing : <AnyValue type={type} value={one} />}</div>)}
    </SpaceBetween>
  );
}
