import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Field } from '../api/practices.ts';
import { texts } from '../texts/index.ts';
import { FieldInput } from './field-input.tsx';
import { isEmpty } from './filled-in.ts';
import type { FormState } from './form-state.ts';
import { label } from './wording.ts';

/** Fewer than this are not worth folding away. */
const WORTH_FOLDING = 3;

/** The fields of a form: those that matter first, the others folded away until somebody wants them, or something is wrong in them. */
export function FieldGroups({ fields, form, first }: { fields: readonly Field[]; form: FormState; first: (field: Field) => boolean }) {
  const [opened, setOpened] = useState<boolean>();
  const leading = fields.filter(first);
  const rest = fields.filter((field) => !first(field));
  const shown = rest.length < WORTH_FOLDING || leading.length === 0 ? fields : leading;
  const folded = shown === fields ? [] : rest;
  const wanted = folded.some(({ name }) => form.faultAt(`/${name}`) !== undefined) || (form.restored && folded.some(({ name }) => !isEmpty(form.values[name])));
  return (
    <SpaceBetween size="l">
      {shown.map((field, at) => <FieldInput key={field.name} field={field} form={form} autoFocus={at === 0} />)}
      {folded.length > 0 && (
        <ExpandableSection
          variant="footer" headerText={texts.practice.moreFields(folded.length)} headerDescription={folded.map(({ name }) => label(name)).join(', ')}
          expanded={wanted || (opened ?? false)} onChange={({ detail }) => setOpened(detail.expanded)}
        >
          <SpaceBetween size="l">{folded.map((field) => <FieldInput key={field.name} field={field} form={form} />)}</SpaceBetween>
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}
