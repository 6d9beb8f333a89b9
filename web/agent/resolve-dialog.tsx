import Autosuggest from '@cloudscape-design/components/autosuggest';
import Checkbox from '@cloudscape-design/components/checkbox';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { RecordType } from '../api/practices.ts';
import { idOf, useLinks, type AnyRecord } from '../api/records.ts';
import { CommandDialog } from '../practice/command-dialog.tsx';
import { FieldInput } from '../practice/field-input.tsx';
import type { FormState } from '../practice/form-state.ts';
import { label } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';
import { Similar, useSimilar } from './similar.tsx';

/** Resolves an incident, with what solved similar ones at hand; its open children along with it where somebody says so. */
export function ResolveDialog({ type, record, resolution, onClose }: { type: RecordType; record: AnyRecord; resolution?: string; onClose: () => void }) {
  const takes = type.commands.find(({ name }) => name === 'resolve')!.takes;
  const field = (name: string) => takes.find((one) => one.name === name)!;
  const links = useLinks(type, idOf(type, record)).data;
  const similar = useSimilar(type, record).items;
  const children = links?.filter((link) => link.type === 'child-of' && link.end === 'target' && !type.states.find(({ name }) => name === link.state)?.done).length ?? 0;
  const words = texts.agent.resolve;
  return (
    <CommandDialog type={type} record={record} command="resolve" initial={resolution ? { resolution } : undefined} onClose={onClose}>
      {(form) => (
        <SpaceBetween size="m">
          <FieldInput field={field('resolution')} form={form} autoFocus />
          <Code form={form} />
          {children > 0 && <Checkbox checked={form.values.withChildren === true} onChange={({ detail }) => form.set('withChildren', detail.checked)}>{words.children(children)}</Checkbox>}
          {similar?.some((one) => one.resolution) && (
            <ExpandableSection headerText={words.suggested} variant="footer" defaultExpanded><Similar type={type} record={record} most={3} onUse={(text) => form.set('resolution', text)} /></ExpandableSection>
          )}
        </SpaceBetween>
      )}
    </CommandDialog>
  );
}

/** Any code may be typed; the usual ones are offered. */
function Code({ form }: { form: FormState }) {
  const words = texts.agent.resolve;
  return (
    <FormField label={words.codes} description={words.codeHelp} errorText={form.faultAt('/resolutionCode')} stretch>
      <Autosuggest
        value={String(form.values.resolutionCode ?? '')} options={words.common.map((value) => ({ value, label: value, description: label(value) }))} placeholder={words.codePlaceholder} enteredTextLabel={(text) => text} expandToViewport
        empty={texts.practice.noMatch} onChange={({ detail }) => form.set('resolutionCode', detail.value)}
      />
    </FormField>
  );
}
