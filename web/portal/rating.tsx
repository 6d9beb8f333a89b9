import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { useTellingOrder } from '../practice/use-telling-order.ts';
import { texts } from '../texts/index.ts';

const words = texts.portal;

/** How somebody was helped, from badly to very well. */
export function Rating({ type, ticket }: { type: RecordType; ticket: AnyRecord }) {
  const [rating, setRating] = useState<string | null>(null);
  const [remark, setRemark] = useState('');
  const { give, pending } = useTellingOrder(type);
  if (ticket.rating) return <Box color="text-body-secondary">{words.youRated(words.rates[Number(ticket.rating) - 1]!)}</Box>;
  const send = (): void => give({ id: ticket.number, command: 'rate', body: { rating: Number(rating), ...(remark.trim() && { remark }) } }, { content: words.rated });
  return (
    <Container header={<Header variant="h2">{words.rate}</Header>}>
      <SpaceBetween size="s">
        <RadioGroup value={rating} ariaLabel={words.rate} items={words.rates.map((label, at) => ({ value: String(at + 1), label }))} onChange={({ detail }) => setRating(detail.value)} />
        {rating && <FormField label={<>{words.remark} <i>– {words.optional}</i></>} stretch><Textarea value={remark} rows={3} onChange={({ detail }) => setRemark(detail.value)} /></FormField>}
        <Button variant="primary" disabled={!rating} loading={pending} onClick={send}>{words.rateSend}</Button>
      </SpaceBetween>
    </Container>
  );
}
