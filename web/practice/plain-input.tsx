import DatePicker from '@cloudscape-design/components/date-picker';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Textarea from '@cloudscape-design/components/textarea';
import TimeInput from '@cloudscape-design/components/time-input';
import Toggle from '@cloudscape-design/components/toggle';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { texts } from '../texts/index.ts';
import type { InputProps } from './field-input.tsx';
import { label } from './wording.ts';

/** An input for one value that is no other record. */
export function PlainInput({ field, value, onChange, autoFocus }: InputProps & { autoFocus?: boolean }) {
  const text = value === undefined || value === null ? '' : String(value);
  switch (field.kind) {
    case 'choice': {
      const options = [...(field.required ? [] : [{ value: '', label: texts.practice.noChoice }]), ...(field.choices ?? []).map((choice) => ({ value: choice, label: label(choice) }))];
      return <Select selectedOption={options.find((option) => option.value === text && text !== '') ?? null} options={options} placeholder={texts.practice.choose} onChange={({ detail }) => onChange(detail.selectedOption.value || undefined)} expandToViewport autoFocus={autoFocus} />;
    }
    case 'flag': return <Toggle checked={value === true} onChange={({ detail }) => onChange(detail.checked)}>{value === true ? texts.practice.yes : texts.practice.no}</Toggle>;
    case 'long-text': return <Textarea value={text} rows={4} autoFocus={autoFocus} onChange={({ detail }) => onChange(detail.value || undefined)} />;
    case 'integer': case 'decimal': return <Input type="number" inputMode="decimal" step={field.kind === 'integer' ? 1 : 'any'} value={text} autoFocus={autoFocus} onChange={({ detail }) => onChange(detail.value === '' ? undefined : Number(detail.value))} />;
    case 'email': return <Input type="email" value={text} autoFocus={autoFocus} onChange={({ detail }) => onChange(detail.value || undefined)} />;
    case 'date': return <DatePicker value={text} onChange={({ detail }) => onChange(detail.value || undefined)} placeholder="YYYY/MM/DD" expandToViewport />;
    case 'instant': return <InstantInput value={text} onChange={onChange} />;
    case 'json': return <JsonInput value={value} onChange={onChange} />;
    default: return <Input value={text} autoFocus={autoFocus} onChange={({ detail }) => onChange(detail.value || undefined)} />;
  }
}

/** A point in time in the user's zone; sent in UTC. */
function InstantInput({ value, onChange }: { value: string; onChange: (value: unknown) => void }) {
  const local = value ? new Date(Date.parse(value) - new Date(value).getTimezoneOffset() * 60_000).toISOString() : '';
  const [date, setDate] = useState(local.slice(0, 10));
  const [time, setTime] = useState(local.slice(11, 16));
  const [told, setTold] = useState(value);
  if (value !== told) {
    setTold(value);
    setDate(local.slice(0, 10));
    setTime(local.slice(11, 16));
  }
  function put(nextDate: string, nextTime: string): void {
    setDate(nextDate);
    setTime(nextTime);
    const at = /^\d{4}-\d\d-\d\d$/.test(nextDate) ? new Date(`${nextDate}T${/^\d\d:\d\d$/.test(nextTime) ? nextTime : '00:00'}`) : undefined;
    const next = at && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
    setTold(next ?? '');
    onChange(next);
  }
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <DatePicker value={date} onChange={({ detail }) => put(detail.value, time)} placeholder="YYYY/MM/DD" expandToViewport />
      <TimeInput format="hh:mm" value={time} placeholder="hh:mm" onChange={({ detail }) => put(date, detail.value)} />
    </SpaceBetween>
  );
}

/** Kept as text while it is no JSON, so that nothing typed is lost; a value that comes from elsewhere, such as when a draft is discarded, replaces it. */
function JsonInput({ value, onChange }: { value: unknown; onChange: (value: unknown) => void }) {
  const [shown, setShown] = useState({ value, text: jsonText(value) });
  if (value !== shown.value) setShown({ value, text: jsonText(value) });
  function put(text: string): void {
    const next = parsed(text);
    setShown({ value: next, text });
    onChange(next);
  }
  return <Textarea value={shown.text} rows={8} placeholder={texts.practice.jsonHint} onChange={({ detail }) => put(detail.value)} />;
}

const jsonText = (value: unknown): string => (value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value, null, 2));

function parsed(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
