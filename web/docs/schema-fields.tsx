import Badge from '@cloudscape-design/components/badge';
import { texts } from '../texts/index.ts';
import { kindOf, resolved, type Document, type Schema } from './openapi.ts';

const DEEPEST = 4;

/** The fields of a schema and, within them, of what they hold. */
export function SchemaFields({ document, schema: given, within = [] }: { document: Document; schema: Schema; within?: readonly string[] }) {
  const { name, schema } = resolved(document, given.items ?? given);
  const path = [...within, name ?? ''];
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0 || within.length > DEEPEST || (name && within.includes(name))) return null;
  return (
    <ul className="docs-fields">
      {properties.map(([field, one]) => (
        <li key={field}>
          <Field document={document} name={field} schema={one} required={schema.required?.includes(field) ?? false} />
          <SchemaFields document={document} schema={one} within={path} />
        </li>
      ))}
    </ul>
  );
}

/** One field or parameter: its name, kind, and what it must keep to. */
export function Field({ document, name, schema, required, place, description = schema.description }: { document: Document; name: string; schema: Schema; required: boolean; place?: string; description?: string }) {
  const { schema: whole } = resolved(document, schema);
  const words = texts.docs;
  const choices = (whole.items ? resolved(document, whole.items).schema : whole).enum;
  const limits = [whole.maxLength !== undefined && words.upTo(whole.maxLength), words.between(whole.minimum, whole.maximum)].filter(Boolean).join(', ');
  return (
    <>
      <code className="docs-name">{name}</code> <span className="docs-kind">{[place, kindOf(document, schema), limits].filter(Boolean).join(' · ')}</span>{' '}
      {required && <Badge color="blue">{words.required}</Badge>}
      {description && <div>{description}</div>}
      {choices && <div className="docs-kind">{words.oneOf} {choices.map((one, at) => <span key={String(one)}>{at > 0 && ', '}<code>{String(one)}</code></span>)}</div>}
    </>
  );
}
