import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMe, type RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { CommandDialog } from '../practice/command-dialog.tsx';
import { FieldInput } from '../practice/field-input.tsx';
import { mayAsk } from '../practice/who.ts';
import { texts } from '../texts/index.ts';
import { Told } from './passages.tsx';

/** Puts an incident on hold; whoever is about to ask the caller sees first what the caller said already. */
export function HoldDialog({ type, record, onClose }: { type: RecordType; record: AnyRecord; onClose: () => void }) {
  const me = useMe();
  const takes = type.commands.find(({ name }) => name === 'hold')!.takes;
  return (
    <CommandDialog type={type} record={record} command="hold" onClose={onClose}>
      {(form) => (
        <SpaceBetween size="m">
          <FieldInput field={takes.find(({ name }) => name === 'reason')!} form={form} autoFocus />
          {mayAsk(me, type, 'told', record) && (
            <ExpandableSection key={String(form.values.reason === 'caller')} headerText={texts.agent.hold.told} variant="footer" defaultExpanded={form.values.reason === 'caller'}>
              <Told type={type} record={record} none={texts.agent.hold.toldNone} />
            </ExpandableSection>
          )}
          {takes.filter(({ name }) => name !== 'reason').map((field) => <FieldInput key={field.name} field={field} form={form} />)}
        </SpaceBetween>
      )}
    </CommandDialog>
  );
}
