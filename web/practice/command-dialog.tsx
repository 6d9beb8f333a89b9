import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import type { ApiProblem } from '../api/http.ts';
import type { Field, RecordType } from '../api/practices.ts';
import { idOf, titleOf, useOrder, type AnyRecord } from '../api/records.ts';
import { useNotices } from '../shell/notices.tsx';
import { texts } from '../texts/index.ts';
import { FieldInput } from './field-input.tsx';
import { useFormState, type FormState, type Values } from './form-state.ts';
import { useIntention } from './intention.ts';
import { StaleNotice } from './stale-notice.tsx';
import { label } from './wording.ts';

export interface CommandDialogProps {
  readonly type: RecordType;
  readonly record: AnyRecord;
  /** The command's name; `update` changes fields. */
  readonly command: string;
  readonly onClose: () => void;
  /** The fields it takes, where they are not those that the definition says. */
  readonly fields?: readonly Field[];
  /** What it is called and what it does, where the definition's own words are not for whoever reads this. */
  readonly title?: string;
  readonly help?: string;
  /** What to begin with. */
  readonly initial?: Values;
  /** Drawn in place of the plain fields. */
  readonly children?: (form: FormState) => ReactNode;
  /** Whether it takes something away for good, which the dialog then says. */
  readonly grave?: boolean;
  /** What to say about a refusal with this code, over and above its own words. */
  readonly explain?: (problem: ApiProblem) => ReactNode;
  readonly onDone?: (record: AnyRecord) => void;
}

/** A command with exactly the fields that it takes. What somebody typed stays until it is sent, whatever happens in between. */
export function CommandDialog({ type, record, command, onClose, fields, title: called, help: said, initial, children, grave, explain, onDone }: CommandDialogProps) {
  const rule = type.commands.find(({ name }) => name === command);
  const help = said ?? rule?.help;
  const takes = fields ?? rule?.takes ?? [];
  const id = idOf(type, record);
  const title = called ?? (command === 'update' ? texts.practice.edit : label(command));
  const form = useFormState({ fields: takes, draft: `${type.name}/${id}/${command}`, initial });
  const order = useOrder(type);
  const { tell } = useNotices();
  // What was on the screen when somebody began: a change on top of another's is refused and shown, not made.
  const [begun, setBegun] = useState(record);
  const [refusal, setRefusal] = useState<{ problem: ApiProblem; words: string }>();
  const { keyFor } = useIntention();

  async function send(version = begun.version): Promise<void> {
    const ready = form.ready();
    if (!ready) return;
    const body = command === 'update' ? changesOf(takes, begun, form.values) : ready;
    setRefusal(undefined);
    try {
      const after = await order.mutateAsync({ id, command, body, version, key: keyFor([body, version]) });
      form.forget();
      tell({ content: texts.practice.done(title, record.number) });
      onClose();
      onDone?.(after);
    } catch (error) {
      setRefusal({ problem: error as ApiProblem, words: form.refused(error) });
    }
  }

  return (
    <Modal
      visible header={title} onDismiss={onClose} size={takes.length > 3 ? 'large' : 'medium'}
      footer={<Box float="right"><SpaceBetween direction="horizontal" size="xs"><Button variant="link" onClick={onClose}>{title === texts.practice.cancel ? texts.practice.goBack : texts.practice.cancel}</Button><Button variant="primary" loading={order.isPending} onClick={() => void send()}>{command === 'update' ? texts.practice.save : title}</Button></SpaceBetween></Box>}
    >
      <form ref={beginToFill} onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <Form>
          <SpaceBetween size="m">
            {help && <Box color="text-body-secondary">{help}</Box>}
            {grave && <Alert type="warning">{texts.practice.grave(titleOf(record), record.number)}</Alert>}
            {form.restored && <Alert type="info" action={<Button formAction="none" onClick={form.forget}>{texts.practice.discardDraft}</Button>}>{texts.practice.draftRestored}</Alert>}
            {refusal && (refusal.problem.status === 412
              ? <StaleNotice type={type} id={id} begun={begun} yours={form.values} fields={takes} onTop={(now) => { setBegun(now); void send(now.version); }} onKeep={() => { form.forget(); onClose(); }} />
              : <Alert type="error" header={texts.practice.failed}>{refusal.words}{explain?.(refusal.problem)}</Alert>)}
            {children ? children(form) : takes.map((field, at) => <FieldInput key={field.name} field={field} form={form} autoFocus={at === 0} />)}
          </SpaceBetween>
        </Form>
        <button type="submit" hidden />
      </form>
    </Modal>
  );
}

/** Cloudscape goes to the button that closes, once the dialog is there; people come to fill in. */
function beginToFill(form: HTMLFormElement | null): void {
  if (form) requestAnimationFrame(() => form.querySelector<HTMLElement>('textarea, input, button[aria-haspopup]')?.focus());
}

/** Only what was changed; what was emptied is taken away (RFC 7396). */
const changesOf = (fields: readonly Field[], begun: AnyRecord, values: Values): Values =>
  Object.fromEntries(fields.filter(({ name }) => JSON.stringify(values[name]) !== JSON.stringify(begun[name])).map(({ name }) => [name, values[name] === undefined || values[name] === '' ? null : values[name]]));
