import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useMe, useType, type RecordType } from '../api/practices.ts';
import { useCreate } from '../api/records.ts';
import { FailureWords } from '../shell/failure.tsx';
import { NotFound } from '../shell/not-found.tsx';
import { useNotices } from '../shell/notices.tsx';
import { texts } from '../texts/index.ts';
import { FieldGroups } from './field-groups.tsx';
import { useFormState, type Values } from './form-state.ts';
import { hrefOf } from './record-link.tsx';
import { label, plural } from './wording.ts';

export function Page() {
  const type = useType(useParams().route!);
  return type ? <Create key={type.name} type={type} /> : <NotFound />;
}

function Create({ type }: { type: RecordType }) {
  const navigate = useNavigate();
  const me = useMe();
  const { initial, given } = useBeginning(type);
  const form = useFormState({ fields: type.fields, draft: `${type.name}/create`, initial, given });
  const create = useCreate(type);
  const { tell } = useNotices();
  const ordered = [...type.fields.filter(({ required }) => required), ...type.fields.filter(({ required }) => !required)];
  const [failure, setFailure] = useState<{ error: unknown; words: string }>();
  const sending = useRef<HTMLFormElement>(null);
  const list = `/records/${type.route}`;
  const title = texts.practice.create(label(type.name));

  async function send(): Promise<void> {
    const body = form.ready();
    if (!body) return;
    setFailure(undefined);
    try {
      const made = await create.mutateAsync({ body, key: form.keyFor(body) });
      form.forget();
      tell({ content: texts.practice.done(title, made.number) });
      void navigate(hrefOf(type, made));
    } catch (error) {
      setFailure({ error, words: form.refused(error) });
    }
  }

  if (!me.may[type.name]?.create) return <Alert type="info" header={texts.practice.notYours}>{texts.practice.notYoursHelp}</Alert>;
  return (
    <ContentLayout
      maxContentWidth={900}
      breadcrumbs={<BreadcrumbGroup items={[{ text: plural(type), href: list }, { text: title, href: '' }]} onFollow={(event) => { event.preventDefault(); void navigate(event.detail.href); }} />}
      header={<Header variant="h1" description={type.help}>{title}</Header>}
    >
      <form
        ref={sending} onSubmit={(event) => { event.preventDefault(); void send(); }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          // After the field at hand has taken over what was typed in it.
          setTimeout(() => sending.current?.requestSubmit());
        }}
      >
        <Form
          errorText={failure && <FailureWords {...failure} />}
          secondaryActions={<Box className="practice-key-hint" color="text-body-secondary" fontSize="body-s" padding={{ vertical: 'xs' }}>{texts.practice.sendHint}</Box>}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={() => void navigate(list)}>{texts.practice.cancel}</Button>
              <Button variant="primary" loading={create.isPending}>{title}</Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="m">
            {form.restored && <Alert type="info" action={<Button formAction="none" onClick={form.forget}>{texts.practice.discardDraft}</Button>}>{texts.practice.draftRestored}</Alert>}
            <Container><FieldGroups fields={ordered} form={form} first={({ name, required }) => required || name in initial || name in given} /></Container>
          </SpaceBetween>
        </Form>
      </form>
    </ContentLayout>
  );
}

/** What is known before anything is typed: somebody is wanted, which is mostly oneself, and a link may say more, such as `?service=payments`. */
function useBeginning(type: RecordType): { initial: Values; given: Values } {
  const { name: me } = useMe();
  const [params] = useSearchParams();
  const [beginning] = useState(() => ({
    initial: Object.fromEntries(type.fields.filter(({ required, kind, target }) => required && kind === 'ref' && target === 'person').map(({ name }) => [name, me])),
    given: Object.fromEntries(type.fields.flatMap((field): [string, unknown][] => {
      const said = params.get(field.name);
      if (said === null || field.kind === 'list' || field.kind === 'object' || field.kind === 'json') return [];
      return [[field.name, field.kind === 'integer' || field.kind === 'decimal' ? Number(said) : field.kind === 'flag' ? said === 'true' : said]];
    })),
  }));
  return beginning;
}
