import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { useFormState } from '../practice/form-state.ts';
import { useTellingOrder } from '../practice/use-telling-order.ts';
import { texts } from '../texts/index.ts';

const words = texts.portal;

/** How somebody was helped, from badly to very well. */
export function Rating({ type, ticket }: { type: RecordType; ticket: AnyRecord }) {
  const { give, pending } = useTellingOrder(type);
  const form = useFormState({ fields: type.commands.find(({ name }) => name === 'rate')!.takes, draft: `${type.name}/${ticket.number}/rate` });
  if (ticket.rating) return <Box color="text-body-secondary">{words.youRated(words.rates[Number(ticket.rating) - 1]!)}</Box>;
  const { rating, remark } = form.values;
  function send(): void {
    const body = form.ready();
    if (body) void give({ id: ticket.number, command: 'rate', body, key: form.keyFor(body) }, { content: words.rated }, form.forget);
  }
  return (
    <Container header={<Header variant="h2">{words.rate}</Header>}>
      <SpaceBetween size="s">
        <RadioGroup
          value={rating === undefined ? null : String(rating)} ariaLabel={words.rate} items={words.rates.map((label, at) => ({ value: String(at + 1), label }))}
          onChange={({ detail }) => form.set('rating', Number(detail.value))}
        />
        {rating !== undefined && (
          <FormField label={<>{words.remark} <i>– {words.optional}</i></>} errorText={form.faultAt('/remark')} stretch>
            <Textarea value={String(remark ?? '')} rows={3} onChange={({ detail }) => form.set('remark', detail.value)} />
          </FormField>
        )}
        <Button variant="primary" disabled={rating === undefined} loading={pending} onClick={send}>{words.rateSend}</Button>
      </SpaceBetween>
    </Container>
  );
}
