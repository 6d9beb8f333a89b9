import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useMe, type Field, type RecordType } from '../api/practices.ts';
import { useTimeline, type AnyRecord } from '../api/records.ts';
import { useFormState } from '../practice/form-state.ts';
import { useTellingOrder } from '../practice/use-telling-order.ts';
import { instantText, relativeText } from '../practice/wording.ts';
import { Failure } from '../shell/failure.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { texts } from '../texts/index.ts';
import { conversationOf, type Said } from './conversation.ts';

const words = texts.portal;
const message: readonly Field[] = [{ name: 'text', kind: 'long-text', required: true, max: 10_000 }];

/** What was said and done, oldest first, with a place to answer. */
export function Talk({ type, ticket }: { type: RecordType; ticket: AnyRecord }) {
  const me = useMe();
  const { data, error, refetch } = useTimeline(type, ticket.number);
  const form = useFormState({ fields: message, draft: `${ticket.number}/comment` });
  const { give, pending } = useTellingOrder(type);
  const said = data && conversationOf(data, { me: me.name, requester: ticket.requester });
  const closed = ticket.state === 'closed';
  // The service makes a new ticket of what the requester writes to a closed one.
  const anew = closed && ticket.requester === me.name;

  function post(): void {
    const body = form.ready();
    if (!body || pending) return;
    void give({ id: ticket.number, command: 'comment', body, key: form.keyFor(body) }, { content: anew ? words.postedAnew : words.posted }, form.forget);
  }
  return (
    <Container header={<Header variant="h2">{words.conversation}</Header>}>
      <SpaceBetween size="l">
        {said ? <ul className="portal-talk" aria-live="polite">{said.map((one) => <Line key={one.key} said={one} />)}</ul> : error ? <Failure error={error} again={() => void refetch()} /> : <Waiting />}
        {ticket.state !== 'canceled' && (
          <form onSubmit={(event) => { event.preventDefault(); post(); }} onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) post(); }}>
            <SpaceBetween size="xs">
              <FormField
                label={anew ? words.writeAnew : words.write} description={anew ? words.writeAnewHelp : closed ? words.writeClosedHelp : words.writeHelp}
                errorText={form.faultAt('/text')} stretch
              >
                <Textarea rows={3} value={String(form.values.text ?? '')} onChange={({ detail }) => form.set('text', detail.value)} />
              </FormField>
              <Button loading={pending}>{anew ? words.postAnew : words.post}</Button>
            </SpaceBetween>
          </form>
        )}
      </SpaceBetween>
    </Container>
  );
}

const Line = ({ said: { at, who, what, text } }: { said: Said }) => (
  <li className={`portal-said ${who}`}>
    <Box color="text-body-secondary" fontSize="body-s"><strong>{words[who]}</strong> {what} · <time dateTime={at} title={instantText(at)}>{relativeText(at)}</time></Box>
    {text && <div className={`portal-bubble written ${who}`}>{text}</div>}
  </li>
);
