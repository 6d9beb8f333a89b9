import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TokenGroup from '@cloudscape-design/components/token-group';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { texts } from '../texts/index.ts';
import { Labelled, type InputProps } from './field-input.tsx';
import type { Values } from './form-state.ts';
import { label } from './wording.ts';

/** A value with parts. */
export function PartsInput({ field, value, onChange, pointer, faultAt }: InputProps) {
  const parts = (value ?? {}) as Values;
  return (
    <div className="nested">
      <SpaceBetween size="s">
        {(field.fields ?? []).map((part) => <Labelled key={part.name} field={part} value={parts[part.name]} pointer={`${pointer}/${part.name}`} faultAt={faultAt} onChange={(next) => onChange({ ...parts, [part.name]: next })} />)}
      </SpaceBetween>
    </div>
  );
}

/** Several values: words become tokens, anything larger a row each. */
export function SeveralInput(props: InputProps) {
  const { of } = props.field;
  if (of && (of.kind === 'text' || of.kind === 'email') ) return <WordsInput {...props} />;
  return <RowsInput {...props} />;
}

function WordsInput({ field, value, onChange }: InputProps) {
  const words = (value ?? []) as readonly string[];
  const [text, setText] = useState('');
  function add(): void {
    const more = text.split(',').map((word) => word.trim()).filter((word) => word && !words.includes(word));
    if (more.length) onChange([...words, ...more]);
    setText('');
  }
  return (
    <SpaceBetween size="xs">
      <SpaceBetween direction="horizontal" size="xs">
        <Input value={text} ariaLabel={label(field.name)} onChange={({ detail }) => setText(detail.value)} onBlur={add} onKeyDown={(event) => { if (event.detail.key === 'Enter') { event.preventDefault(); add(); } }} />
        <Button onClick={add} formAction="none">{texts.practice.add}</Button>
      </SpaceBetween>
      {words.length > 0 && <TokenGroup items={words.map((word) => ({ label: word, dismissLabel: `${texts.practice.remove} ${word}` }))} onDismiss={({ detail }) => onChange(words.filter((_, at) => at !== detail.itemIndex))} />}
    </SpaceBetween>
  );
}

function RowsInput({ field, value, onChange, pointer, faultAt }: InputProps) {
  const rows = (value ?? []) as readonly unknown[];
  const of = field.of!;
  return (
    <SpaceBetween size="s">
      {rows.map((row, at) => (
        <div className="nested" key={at}>
          <SpaceBetween size="xs">
            <Box float="right"><Button iconName="remove" variant="icon" formAction="none" ariaLabel={`${texts.practice.remove} ${at + 1}`} onClick={() => onChange(rows.filter((_, other) => other !== at))} /></Box>
            <Labelled field={{ ...of, required: true }} title={`${label(field.name)} ${at + 1}`} value={row} pointer={`${pointer}/${at}`} faultAt={faultAt} onChange={(next) => onChange(rows.map((other, index) => (index === at ? next : other)))} />
          </SpaceBetween>
        </div>
      ))}
      <Button iconName="add-plus" formAction="none" onClick={() => onChange([...rows, of.kind === 'object' ? {} : undefined])}>{texts.practice.add}</Button>
    </SpaceBetween>
  );
}
