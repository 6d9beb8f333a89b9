import FormField from '@cloudscape-design/components/form-field';
import type { Field } from '../api/practices.ts';
import { texts } from '../texts/index.ts';
import type { FormState } from './form-state.ts';
import { PlainInput } from './plain-input.tsx';
import { PartsInput, SeveralInput } from './nested-input.tsx';
import { RefInput, RefsInput } from './ref-input.tsx';
import { label, timeZone } from './wording.ts';

export interface InputProps {
  readonly field: Field;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly pointer: string;
  readonly faultAt: (pointer: string) => string | undefined;
}

/** A field of a form with its label, help and fault, whatever its kind. */
export function FieldInput({ field, form, autoFocus, title }: { field: Field; form: FormState; autoFocus?: boolean; title?: string }) {
  return <Labelled {...{ field, title, autoFocus }} value={form.values[field.name]} onChange={(value) => form.set(field.name, value)} pointer={`/${field.name}`} faultAt={form.faultAt} />;
}

/** The same for a part of a field. */
export function Labelled({ field, title = label(field.name), autoFocus, ...input }: InputProps & { title?: string; autoFocus?: boolean }) {
  const long = field.kind === 'long-text' && field.max ? Math.max(0, field.max - String(input.value ?? '').length) : undefined;
  return (
    <FormField
      label={field.required ? title : <>{title} <i>– {texts.practice.optional}</i></>} description={field.help} errorText={input.faultAt(input.pointer)} stretch={field.kind !== 'instant' && field.kind !== 'date'}
      constraintText={long !== undefined && long < 500 ? texts.practice.leftOf(long) : field.kind === 'instant' ? texts.practice.timeZone(timeZone) : field.kind === 'duration' ? texts.practice.durationHint : undefined}
    >
      <Control {...input} field={field} autoFocus={autoFocus} />
    </FormField>
  );
}

function Control(props: InputProps & { autoFocus?: boolean }) {
  const { field } = props;
  if (field.kind === 'ref') return <RefInput {...props} />;
  if (field.kind === 'list') return field.of?.kind === 'ref' ? <RefsInput {...props} /> : <SeveralInput {...props} />;
  if (field.kind === 'object') return <PartsInput {...props} />;
  return <PlainInput {...props} />;
}
