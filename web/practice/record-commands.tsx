import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { useMe, type Command, type RecordType } from '../api/practices.ts';
import { idOf, useOrder, type AnyRecord } from '../api/records.ts';
import { useNotices, useTellFailure } from '../shell/notices.tsx';
import { texts } from '../texts/index.ts';
import { CommandDialog } from './command-dialog.tsx';
import { FieldGroups } from './field-groups.tsx';
import { isEmpty } from './filled-in.ts';
import { isGrave, offeredCommands } from './offered-commands.ts';
import { editableFields } from './who.ts';
import { label } from './wording.ts';

export interface RecordCommandsProps {
  readonly type: RecordType;
  readonly record: AnyRecord;
  /** How many commands are buttons of their own; the rest are in a menu. */
  readonly most?: number;
  /** Commands that are offered elsewhere on the page. */
  readonly except?: readonly string[];
  /** Dialogs drawn in place of the plain ones, by command. */
  readonly dialogs?: Readonly<Record<string, (onClose: () => void) => ReactNode>>;
}

/** What one can do with a record now. A command that takes nothing is given at once, unless it takes something away. */
export function RecordCommands({ type, record, most, except, dialogs = {} }: RecordCommandsProps) {
  const me = useMe();
  const order = useOrder(type);
  const { tell } = useNotices();
  const tellFailure = useTellFailure();
  const [open, setOpen] = useState<string>();
  const [sending, setSending] = useState<string>();
  const { buttons, menu, grave } = offeredCommands(type, record, { most, except });
  const editable = editableFields(type, record, me);
  const close = (): void => setOpen(undefined);

  async function choose(command: Command): Promise<void> {
    if (dialogs[command.name] || command.takes.length > 0 || isGrave(command, type)) return setOpen(command.name);
    setSending(command.name);
    try {
      await order.mutateAsync({ id: idOf(type, record), command: command.name, version: record.version });
      tell({ content: texts.practice.done(label(command.name), record.number) });
    } catch (error) {
      tellFailure(error);
    } finally {
      setSending(undefined);
    }
  }

  const item = ({ name, help }: Command) => ({ id: name, text: label(name), description: help });
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {buttons.map((command, at) => <Button key={command.name} variant={at === 0 ? 'primary' : 'normal'} loading={sending === command.name} onClick={() => void choose(command)}>{label(command.name)}</Button>)}
        {editable.length > 0 && <Button iconName="edit" onClick={() => setOpen('update')}>{texts.practice.edit}</Button>}
        {menu.length + grave.length > 0 && (
          <ButtonDropdown
            items={menu.length > 0 && grave.length > 0 ? [...menu.map(item), { text: texts.practice.ending, items: grave.map(item) }] : [...menu, ...grave].map(item)}
            expandToViewport loading={menu.some(({ name }) => name === sending)} onItemClick={({ detail }) => void choose([...menu, ...grave].find(({ name }) => name === detail.id)!)}
          >{texts.practice.more}</ButtonDropdown>
        )}
      </SpaceBetween>
      {open && (dialogs[open]?.(close) ?? (open === 'update' ? (
        <CommandDialog type={type} record={record} command="update" fields={editable} onClose={close}>
          {(form) => <FieldGroups fields={editable} form={form} first={({ name, required }) => required || !isEmpty(record[name])} />}
        </CommandDialog>
      ) : <CommandDialog type={type} record={record} command={open} grave={grave.some(({ name }) => name === open)} onClose={close} />))}
    </>
  );
}
