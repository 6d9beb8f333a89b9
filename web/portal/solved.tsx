import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { useFormState } from '../practice/form-state.ts';
import { useTellingOrder } from '../practice/use-telling-order.ts';
import { texts } from '../texts/index.ts';
import { dayText } from './moment.ts';

const words = texts.portal;

/** Whoever reported it says whether it works again; silence counts as yes after a while. */
export function Solved({ type, ticket }: { type: RecordType; ticket: AnyRecord }) {
  const { give, pending } = useTellingOrder(type);
  const form = useFormState({ fields: type.commands.find(({ name }) => name === 'reopen')!.takes, draft: `${type.name}/${ticket.number}/reopen` });
  const [objects, setObjects] = useState(form.restored);
  function sendBack(): void {
    const body = form.ready();
    if (body) void give({ id: ticket.number, command: 'reopen', body, key: form.keyFor(body) }, { content: words.reopened }, form.forget);
  }
  return (
    <Alert type="success" header={words.solvedQuestion}>
      <SpaceBetween size="s">
        <div className="written">{String(ticket.resolution ?? '')}</div>
        {objects ? (
          <SpaceBetween size="xs">
            <FormField label={words.whatIsWrong} errorText={form.faultAt('/reason')} stretch>
              <Textarea value={String(form.values.reason ?? '')} rows={3} autoFocus onChange={({ detail }) => form.set('reason', detail.value)} />
            </FormField>
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="primary" loading={pending} onClick={sendBack}>{words.sendBack}</Button>
              <Button variant="link" onClick={() => { form.forget(); setObjects(false); }}>{words.cancel}</Button>
            </SpaceBetween>
          </SpaceBetween>
        ) : (
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="primary" loading={pending} onClick={() => void give({ id: ticket.number, command: 'close' }, { content: words.confirmed })}>{words.yes}</Button>
            <Button disabled={pending} onClick={() => setObjects(true)}>{words.notYet}</Button>
          </SpaceBetween>
        )}
        {typeof ticket.autoCloseAt === 'string' && <Box color="text-body-secondary" fontSize="body-s">{words.closesItself(dayText(ticket.autoCloseAt))}</Box>}
      </SpaceBetween>
    </Alert>
  );
}
