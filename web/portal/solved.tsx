import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { useTellingOrder } from '../practice/use-telling-order.ts';
import { dateText } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';

const words = texts.portal;

/** Whoever reported it says whether it works again; silence counts as yes after a while. */
export function Solved({ type, ticket }: { type: RecordType; ticket: AnyRecord }) {
  const [reason, setReason] = useState<string>();
  const [fault, setFault] = useState('');
  const { give, pending } = useTellingOrder(type);
  const say = (command: string, body: object, told: string): void => give({ id: ticket.number, command, body }, { content: told });
  return (
    <Alert type="success" header={words.solvedQuestion}>
      <SpaceBetween size="s">
        <div className="written">{String(ticket.resolution ?? '')}</div>
        {reason === undefined ? (
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="primary" loading={pending} onClick={() => say('close', {}, words.confirmed)}>{words.yes}</Button>
            <Button disabled={pending} onClick={() => setReason('')}>{words.notYet}</Button>
          </SpaceBetween>
        ) : (
          <SpaceBetween size="xs">
            <FormField label={words.whatIsWrong} errorText={fault} stretch><Textarea value={reason} rows={3} autoFocus onChange={({ detail }) => { setReason(detail.value); setFault(''); }} /></FormField>
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="primary" loading={pending} onClick={() => (reason.trim() ? say('reopen', { reason }, words.reopened) : setFault(texts.practice.required))}>{words.sendBack}</Button>
              <Button variant="link" onClick={() => setReason(undefined)}>{words.cancel}</Button>
            </SpaceBetween>
          </SpaceBetween>
        )}
        {typeof ticket.autoCloseAt === 'string' && <Box color="text-body-secondary" fontSize="body-s">{words.closesItself(dateText(ticket.autoCloseAt.slice(0, 10)))}</Box>}
      </SpaceBetween>
    </Alert>
  );
}
