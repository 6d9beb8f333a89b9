import Alert from '@cloudscape-design/components/alert';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useType, type RecordType } from '../api/practices.ts';
import { useCreate } from '../api/records.ts';
import { NotFound } from '../shell/not-found.tsx';
import { useNotices } from '../shell/notices.tsx';
import { texts } from '../texts/index.ts';
import { FieldInput } from './field-input.tsx';
import { useFormState } from './form-state.ts';
import { hrefOf } from './record-link.tsx';
import { label, plural } from './wording.ts';

export function Page() {
  const type = useType(useParams().route!);
  return type ? <Create key={type.name} type={type} /> : <NotFound />;
}

function Create({ type }: { type: RecordType }) {
  const navigate = useNavigate();
  const form = useFormState({ fields: type.fields, draft: `${type.name}/create` });
  const create = useCreate(type);
  const { tell } = useNotices();
  const [failure, setFailure] = useState<string>();
  const key = useRef({ id: '', of: '' });
  const list = `/records/${type.route}`;

  async function send(): Promise<void> {
    const body = form.ready();
    if (!body) return;
    const said = JSON.stringify(body);
    if (key.current.of !== said) key.current = { id: crypto.randomUUID(), of: said };
    setFailure(undefined);
    try {
      const made = await create.mutateAsync({ body, key: key.current.id });
      form.forget();
      tell({ content: texts.practice.done(texts.practice.create(label(type.name)), made.number) });
      void navigate(hrefOf(type, made));
    } catch (error) {
      setFailure(form.refused(error));
    }
  }

  return (
    <ContentLayout
      breadcrumbs={<BreadcrumbGroup items={[{ text: plural(type), href: list }, { text: texts.practice.create(label(type.name)), href: '' }]} onFollow={(event) => { event.preventDefault(); void navigate(event.detail.href); }} />}
      header={<Header variant="h1" description={type.help}>{texts.practice.create(label(type.name))}</Header>}
    >
      <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <Form
          errorText={failure}
          actions={<SpaceBetween direction="horizontal" size="xs"><Button variant="link" formAction="none" onClick={() => void navigate(list)}>{texts.practice.cancel}</Button><Button variant="primary" loading={create.isPending}>{texts.practice.create(label(type.name))}</Button></SpaceBetween>}
        >
          <SpaceBetween size="m">
            {form.restored && <Alert type="info" action={<Button formAction="none" onClick={form.forget}>{texts.practice.discardDraft}</Button>}>{texts.practice.draftRestored}</Alert>}
            <Container><SpaceBetween size="l">{type.fields.map((field, at) => <FieldInput key={field.name} field={field} form={form} autoFocus={at === 0} />)}</SpaceBetween></Container>
          </SpaceBetween>
        </Form>
      </form>
    </ContentLayout>
  );
}
