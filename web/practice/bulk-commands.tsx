import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe, type Command, type RecordType } from '../api/practices.ts';
import { idOf, listsOf, titleOf, useOrder, useReadAgain, type AnyRecord } from '../api/records.ts';
import { FailureWords } from '../shell/failure.tsx';
import { texts } from '../texts/index.ts';
import { keysByRecord } from './bulk-keys.ts';
import { FieldInput } from './field-input.tsx';
import { useFormState } from './form-state.ts';
import { commonCommands, isGrave } from './offered-commands.ts';
import { isOneOf } from './who.ts';
import { label } from './wording.ts';

/** What can be done with all the chosen rows at once. */
export function BulkCommands({ type, records, onDone }: { type: RecordType; records: readonly AnyRecord[]; onDone: () => void }) {
  const me = useMe();
  const [given, setGiven] = useState<{ command: Command; records: readonly AnyRecord[] }>();
  const commands = commonCommands(type, records, (command, record) => isOneOf(me, command.by, record));
  const words = texts.practice.bulk;
  return (
    <>
      {records.length > 0 && (
        <ButtonDropdown
          items={commands.toSorted((one, other) => Number(isGrave(one, type)) - Number(isGrave(other, type))).map(({ name, help }) => ({ id: name, text: label(name), description: help }))}
          disabled={commands.length === 0} disabledReason={words.nothing} expandToViewport onItemClick={({ detail }) => setGiven({ command: commands.find(({ name }) => name === detail.id)!, records })}
        >{words.actions(records.length)}</ButtonDropdown>
      )}
      {given && <BulkDialog type={type} {...given} onClose={(any) => { setGiven(undefined); if (any) onDone(); }} />}
    </>
  );
}

type Outcome = 'waiting' | 'sending' | 'done' | Error;

/** One command for several records, one after the other, with what came of each. */
export function BulkDialog({ type, command, records, onClose }: { type: RecordType; command: Command; records: readonly AnyRecord[]; onClose: (any: boolean) => void }) {
  const form = useFormState({ fields: command.takes, draft: `${type.name}/bulk/${command.name}` });
  const order = useOrder(type);
  const queries = useQueryClient();
  const readAgain = useReadAgain(type);
  const [keyFor] = useState(keysByRecord);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>();
  const words = texts.practice.bulk;
  const title = label(command.name);
  const results = outcomes && [...outcomes.values()];
  const busy = results?.some((one) => one === 'waiting' || one === 'sending') ?? false;
  const failed = records.filter(({ number }) => outcomes?.get(number) instanceof Error);

  async function send(to: readonly AnyRecord[]): Promise<void> {
    const body = form.ready();
    if (!body) return;
    const tell = (number: string, outcome: Outcome): void => setOutcomes((before) => new Map(before).set(number, outcome));
    const again = outcomes !== undefined;
    setOutcomes((before) => new Map([...(before ?? []), ...to.map(({ number }) => [number, 'waiting'] as const)]));
    let refused = false;
    for (const record of to) {
      const id = idOf(type, record);
      tell(record.number, 'sending');
      try {
        // Whoever tries again has been told that it changed.
        const { version } = again ? await readAgain(id) : record;
        await order.mutateAsync({ id, command: command.name, body, version, key: keyFor(record.number, body), several: true });
        tell(record.number, 'done');
      } catch (error) {
        refused = true;
        tell(record.number, error as Error);
      }
    }
    void queries.invalidateQueries({ queryKey: listsOf(type) });
    if (!refused) form.forget();
  }

  return (
    <Modal
      visible header={words.title(title, records.length)} onDismiss={() => { if (!busy) onClose(outcomes !== undefined); }} size="large"
      footer={
        <Box float="right"><SpaceBetween direction="horizontal" size="xs">
          <Button variant={outcomes ? 'primary' : 'link'} disabled={busy} onClick={() => onClose(outcomes !== undefined)}>{outcomes ? words.close : texts.practice.goBack}</Button>
          {outcomes && failed.length > 0 && !busy && <Button onClick={() => void send(failed)}>{words.again(failed.length)}</Button>}
          {!outcomes && <Button variant="primary" onClick={() => void send(records)}>{words.title(title, records.length)}</Button>}
        </SpaceBetween></Box>
      }
    >
      <SpaceBetween size="m">
        <Box color="text-body-secondary">{command.help}</Box>
        {!outcomes && isGrave(command, type) && <Alert type="warning">{words.grave(records.length)}</Alert>}
        {!outcomes && command.takes.map((field, at) => <FieldInput key={field.name} field={field} form={form} autoFocus={at === 0} />)}
        {results && !busy && <Alert type={failed.length ? 'warning' : 'success'}>{words.result(results.length - failed.length, failed.length)}</Alert>}
        <ul className="practice-outcomes">{records.map((record) => <li key={record.number}><span>{record.number} · {titleOf(record)}</span><Told outcome={outcomes?.get(record.number)} /></li>)}</ul>
      </SpaceBetween>
    </Modal>
  );
}

function Told({ outcome }: { outcome?: Outcome }) {
  const words = texts.practice.bulk;
  if (outcome === undefined) return null;
  if (outcome instanceof Error) return <StatusIndicator type="error"><FailureWords error={outcome} /></StatusIndicator>;
  return <StatusIndicator type={outcome === 'done' ? 'success' : outcome === 'sending' ? 'loading' : 'pending'}>{words[outcome]}</StatusIndicator>;
}
