import Box from '@cloudscape-design/components/box';
import type { Field } from '../api/practices.ts';
import { texts } from '../texts/index.ts';
import { RecordLink } from './record-link.tsx';
import { dateText, durationText, instantText, label } from './wording.ts';

/** The value of any field, as its kind is read by people. */
export function Value({ field, value }: { field: Field; value: unknown }) {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return <Box color="text-status-inactive" display="inline">{texts.practice.none}</Box>;
  switch (field.kind) {
    case 'flag': return <>{value ? texts.practice.yes : texts.practice.no}</>;
    case 'instant': return <time dateTime={String(value)}>{instantText(String(value))}</time>;
    case 'date': return <time dateTime={String(value)}>{dateText(String(value))}</time>;
    case 'duration': return <>{durationText(String(value))}</>;
    case 'choice': return <>{label(String(value))}</>;
    case 'integer': case 'decimal': return <>{Number(value).toLocaleString()}</>;
    case 'long-text': return <div className="written">{String(value)}</div>;
    case 'ref': return <RecordLink type={field.target!} id={String(value)} />;
    case 'list': return <Several field={field} values={value as unknown[]} />;
    case 'object': return <Parts fields={field.fields ?? []} value={value as Record<string, unknown>} />;
    case 'json': return <Box variant="code"><span className="written">{JSON.stringify(value, null, 2)}</span></Box>;
    default: return <>{String(value)}</>;
  }
}

function Several({ field: { of }, values }: { field: Field; values: readonly unknown[] }) {
  if (of?.kind === 'object' || of?.kind === 'long-text') return <ul className="plain">{values.map((value, at) => <li key={at}><Value field={of} value={value} /></li>)}</ul>;
  return <>{values.map((value, at) => <span key={at}>{at > 0 && ', '}{of ? <Value field={of} value={value} /> : String(value)}</span>)}</>;
}

function Parts({ fields, value }: { fields: readonly Field[]; value: Record<string, unknown> }) {
  return (
    <dl className="parts">
      {fields.filter(({ name }) => value[name] !== undefined).map((field) => <div key={field.name}><dt>{label(field.name)}</dt><dd><Value field={field} value={value[field.name]} /></dd></div>)}
    </dl>
  );
}
