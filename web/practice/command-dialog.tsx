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
import { Failure } from '../shell/failure.tsx';
import { useNotices } from '../shell/notices.tsx';
import { texts } from '../texts/index.ts';
import { FieldInput } from './field-input.tsx';
import { useFormState, type FormState, type Values } from './form-state.ts';
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
  /** What somebody chose by opening the dialog, such as a resolution: it wins over an older draft. An update begins with what is there now. */
  readonly initial?: Values;
  /** What to begin with as long as nobody has typed anything else. */
  readonly suggested?: Values;
  /** What goes with it as it is, in no field: what is typed for other such values is another draft. */
  readonly fixed?: Values;
  /** Drawn in place of the plain fields; told of the refusal, once there was one. */
  readonly children?: (form: FormState, refused?: ApiProblem) => ReactNode;
  /** Whether it takes something away for good, which the dialog then says. */
  readonly grave?: boolean;
  /** What to say about a refusal with this code, over and above its own words. */
  readonly explain?: (problem: ApiProblem) => ReactNode;
  readonly onDone?: (record: AnyRecord) => void;
}

const NOTHING: Values = {};

/** A command with exactly the fields that it takes. What somebody typed stays until it is sent, whatever happens in between. */
export function CommandDialog({ type, record, command, onClose, fields, title: called, help: said, initial, suggested, fixed = NOTHING, children, grave, explain, onDone }: CommandDialogProps) {
  const words = texts.practice;
  const rule = type.commands.find(({ name }) => name === command);
  const update = command === 'update';
  const help = said ?? rule?.help;
  const takes = (fields ?? rule?.takes ?? []).filter(({ name }) => !(name in fixed));
  const id = idOf(type, record);
  const title = called ?? (update ? words.edit : label(command));
  // What was on the screen when somebody began: a change on top of another's is refused and shown, not made.
  const [opened] = useState(record);
  const form = useFormState({
    fields: takes, draft: [type.name, id, command, ...Object.values(fixed)].join('/'),
    ...(update ? { initial: initial ?? Object.fromEntries(takes.map(({ name }) => [name, opened[name]])), version: opened.version } : { initial: suggested, given: initial }),
  });
  const [onTopOf, setOnTopOf] = useState<number>();
  const order = useOrder(type);
  const { tell } = useNotices();
  const [refusal, setRefusal] = useState<{ problem: ApiProblem; words: string }>();

  async function send(version = onTopOf ?? form.version ?? opened.version): Promise<void> {
    const ready = form.ready();
    if (!ready) return;
    const body = update ? form.patch : { ...ready, ...fixed };
    setRefusal(undefined);
    try {
      const after = await order.mutateAsync({ id, command, body, version, key: form.keyFor(body) });
      form.forget();
      tell({ content: words.done(title, record.number) });
      onClose();
      onDone?.(after);
    } catch (error) {
      setRefusal({ problem: error as ApiProblem, words: form.refused(error) });
    }
  }

  return (
    <Modal
      visible header={<DialogTitle title={title} record={record} />} onDismiss={onClose} size={takes.length > 3 ? 'large' : 'medium'}
      footer={
        <Box float="right"><SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" onClick={onClose}>{title === words.cancel ? words.goBack : words.cancel}</Button>
          <Button variant="primary" loading={order.isPending} onClick={() => void send()}>{update ? words.save : title}</Button>
        </SpaceBetween></Box>
      }
    >
      <form ref={beginToFill} onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <Form>
          <SpaceBetween size="m">
            {help ? <Box color="text-body-secondary">{help}</Box> : null}
            {grave && <Alert type="warning">{words.grave(titleOf(record), record.number)}</Alert>}
            {form.restored && <Alert type="info" action={<Button formAction="none" onClick={form.forget}>{words.discardDraft}</Button>}>{words.draftRestored}</Alert>}
            {refusal && (refusal.problem.status === 412 ? (
              <StaleNotice
                type={type} id={id} begun={{ ...opened, ...form.begun, version: onTopOf ?? form.version ?? opened.version }} yours={form.values} changed={Object.keys(update ? form.patch : form.values)}
                onTop={({ version }) => { setOnTopOf(version); void send(version); }} onKeep={() => { form.forget(); onClose(); }}
              />
            ) : <Failure error={refusal.problem} words={refusal.words}>{explain?.(refusal.problem)}</Failure>)}
            {children ? children(form, refusal?.problem) : takes.map((field, at) => <FieldInput key={field.name} field={field} form={form} autoFocus={at === 0} />)}
          </SpaceBetween>
        </Form>
        <button type="submit" hidden />
      </form>
    </Modal>
  );
}

/** What is done, and to which: whoever has two of them open must not mix them up. */
const DialogTitle = ({ title, record }: { title: string; record: AnyRecord }) => (
  <>{title} <Box variant="span" display="block" color="text-body-secondary" fontSize="body-m" fontWeight="normal">{record.number}{titleOf(record) !== record.number && ` · ${titleOf(record)}`}</Box></>
);

/** Cloudscape goes to the button that closes, once the dialog is there; people come to fill in. */
function beginToFill(form: HTMLFormElement | null): void {
  if (form) requestAnimationFrame(() => form.querySelector<HTMLElement>('textarea, input, button[aria-haspopup]')?.focus());
}
