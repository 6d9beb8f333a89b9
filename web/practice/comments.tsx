import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { isStaff, useMe, type Field, type RecordType } from '../api/practices.ts';
import { idOf, useComments, useOrder, type AnyRecord } from '../api/records.ts';
import { Awaiting } from '../shell/awaiting.tsx';
import { Failure } from '../shell/failure.tsx';
import { texts } from '../texts/index.ts';
import { Actor } from './actor.tsx';
import { useFormState } from './form-state.ts';
import { InternalMark } from './internal-mark.tsx';
import { When } from './when.tsx';
import './practice.css';

const takes: readonly Field[] = [{ name: 'text', kind: 'long-text', required: true, max: 10_000 }];

/** What was said about a record, oldest first, and where to say more. */
export function Comments({ type, record, header }: { type: RecordType; record: AnyRecord; header?: string }) {
  const { data, error, refetch } = useComments(type, idOf(type, record));
  const words = texts.practice.comments;
  return (
    <SpaceBetween size="m">
      {header && <Header variant="h2" counter={data && `(${data.length})`}>{header}</Header>}
      {!data ? <Awaiting error={error} again={refetch} /> : data.length === 0 ? <Box color="text-body-secondary">{words.none}</Box> : (
        <ol className="practice-comments">
          {data.map((comment) => (
            <li key={comment.version} className={comment.visibility === 'internal' ? 'practice-comment practice-internal' : 'practice-comment'}>
              <div className="practice-step-head"><strong><Actor name={comment.actor} /></strong><Box variant="span" color="text-body-secondary"><When at={comment.at} /></Box>{comment.visibility === 'internal' && <InternalMark />}</div>
              <div className="written">{comment.text}</div>
            </li>
          ))}
        </ol>
      )}
      <CommentBox type={type} record={record} />
    </SpaceBetween>
  );
}

/** Where to say something; staff choose who may read it. What is typed stays until it is sent. */
export function CommentBox({ type, record }: { type: RecordType; record: AnyRecord }) {
  const me = useMe();
  const staff = isStaff(me);
  const id = idOf(type, record);
  const form = useFormState({ fields: takes, draft: `${type.name}/${id}/comment`, initial: { text: '', visibility: 'public' } });
  const order = useOrder(type);
  const [refusal, setRefusal] = useState<{ error: unknown; words: string }>();
  const words = texts.practice.comments;
  const internal = staff && form.values.visibility === 'internal';

  async function send(): Promise<void> {
    const ready = form.ready();
    if (!ready || order.isPending) return;
    const body = { text: ready.text, visibility: internal ? 'internal' : 'public' };
    setRefusal(undefined);
    try {
      await order.mutateAsync({ id, command: 'comment', body, key: form.keyFor(body) });
      form.forget();
    } catch (error) {
      setRefusal({ error, words: form.refused(error) });
    }
  }

  return (
    <form className={internal ? 'practice-comment practice-internal' : undefined} onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <SpaceBetween size="xs">
        <FormField label={words.write} errorText={form.faultAt('/text')} stretch constraintText={internal ? words.internalHelp : staff ? words.publicHelp : undefined}>
          <Textarea
            value={String(form.values.text ?? '')} rows={3} placeholder={words.placeholder} onChange={({ detail }) => form.set('text', detail.value)}
            onKeyDown={(event) => { if (event.detail.key === 'Enter' && (event.detail.ctrlKey || event.detail.metaKey)) { event.preventDefault(); void send(); } }}
          />
        </FormField>
        {refusal && <Failure {...refusal} />}
        <div className="practice-timeline-bar">
          {staff ? <SegmentedControl label={words.readers} selectedId={internal ? 'internal' : 'public'} onChange={({ detail }) => form.set('visibility', detail.selectedId)} options={[{ id: 'public', text: words.public, iconName: 'user-profile' }, { id: 'internal', text: texts.practice.internal, iconName: 'lock-private' }]} /> : <span />}
          <Button variant="primary" loading={order.isPending}>{internal ? words.sendInternal : words.send}</Button>
        </div>
      </SpaceBetween>
    </form>
  );
}
