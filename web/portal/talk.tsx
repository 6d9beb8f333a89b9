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
import { useIntention } from '../practice/intention.ts';
import { useTellingOrder } from '../practice/use-telling-order.ts';
import { instantText, relativeText } from '../practice/wording.ts';
import { Waiting } from '../shell/waiting.tsx';
import { texts } from '../texts/index.ts';
import { conversationOf, type Said } from './conversation.ts';

const words = texts.portal;
const message: readonly Field[] = [{ name: 'text', kind: 'long-text', required: true, max: 10_000 }];

/** What was said and done, oldest first, with a place to answer. */
export function Talk({ type, ticket }: { type: RecordType; ticket: AnyRecord }) {
  const me = useMe();
  const { data } = useTimeline(type, ticket.number);
  const form = useFormState({ fields: message, draft: `${ticket.number}/comment` });
  const { give, pending } = useTellingOrder(type);
  const { keyFor, carriedOut } = useIntention();

  function post(): void {
    const body = form.ready();
    if (!body) return;
    give({ id: ticket.number, command: 'comment', body, key: keyFor(body) }, { content: words.posted }, () => { carriedOut(); form.forget(); });
  }
  return (
    <Container header={<Header variant="h2">{words.conversation}</Header>}>
      <SpaceBetween size="l">
        {data ? <ul className="portal-talk" aria-live="polite">{conversationOf(data, me.name).map((said) => <Line key={said.key} said={said} />)}</ul> : <Waiting />}
        {ticket.state !== 'canceled' && (
          <form onSubmit={(event) => { event.preventDefault(); post(); }} onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) post(); }}>
            <SpaceBetween size="xs">
              <FormField label={words.write} description={words.writeHelp} errorText={form.faultAt('/text')} stretch><Textarea rows={3} value={String(form.values.text ?? '')} onChange={({ detail }) => form.set('text', detail.value)} /></FormField>
              <Button loading={pending}>{words.post}</Button>
            </SpaceBetween>
          </form>
        )}
      </SpaceBetween>
    </Container>
  );
}

const Line = ({ said: { at, who, what, text } }: { said: Said }) => (
  <li className={`portal-said ${who}`}>
    <Box color="text-body-secondary" fontSize="body-s"><strong>{who === 'you' ? words.you : words.us}</strong> {what} · <time dateTime={at} title={instantText(at)}>{relativeText(at)}</time></Box>
    {text && <div className={`portal-bubble written ${who}`}>{text}</div>}
  </li>
);
