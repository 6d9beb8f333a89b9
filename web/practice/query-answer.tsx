import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.ts';
import type { Query, RecordType } from '../api/practices.ts';
import { pathOf } from '../api/records.ts';
import { Waiting } from '../shell/waiting.tsx';
import { texts } from '../texts/index.ts';
import { AnyValue } from './any-value.tsx';
import { download } from './download.ts';
import { FieldInput } from './field-input.tsx';
import { faultsIn, useFormState, type Values } from './form-state.ts';
import { CopyableText } from './raw-view.tsx';
import { guess, rowsOf, type Row } from './value-guess.ts';
import { label } from './wording.ts';

/** What a query of a definition answers: what it asks for, then whatever came, drawn by its shape. */
export function QueryAnswer({ type, query, id }: { type: RecordType; query: Query; id?: string }) {
  const form = useFormState({ fields: query.takes, draft: `${type.name}/query/${query.name}` });
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

function Answered({ type, query: { name }, id, asked }: { type: RecordType; query: Query; id?: string; asked: Values }) {
  const api = useApi();
  const words = texts.practice.queries;
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== '').map(([key, value]) => [key, Array.isArray(value) ? value.join(',') : String(value)]);
  const path = `${id === undefined ? `/v1/${type.route}` : pathOf(type, id)}/${name}${given.length ? `?${new URLSearchParams(given)}` : ''}`;
  // Some answers are no JSON, such as a calendar feed, and the definition does not say which.
  const found = useQuery({ queryKey: id === undefined ? ['list', type.name, 'answer', path] : ['of', type.name, id, 'answer', path], queryFn: () => api.text(path) });
  if (found.error) return <Alert type="error" header={texts.practice.failed}>{found.error.message}</Alert>;
  if (found.data === undefined) return <Waiting />;
  const answer = parsed(found.data);
  if (answer === undefined) {
    return <SpaceBetween size="s"><Button iconName="download" onClick={() => download(name.includes('.') ? name : `${name}.txt`, found.data, 'text/plain;charset=utf-8')}>{words.download}</Button><CopyableText text={found.data} /></SpaceBetween>;
  }
  return <Drawn type={type} value={answer} />;
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
