import './portal.css';
import Alert from '@cloudscape-design/components/alert';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useType, type Field } from '../api/practices.ts';
import { idOf, titleOf, useCreate, useRecords } from '../api/records.ts';
import { useFormState } from '../practice/form-state.ts';
import { useNotices } from '../shell/notices.tsx';
import { texts } from '../texts/index.ts';
import { Duplicates } from './duplicates.tsx';

const words = texts.portal;
const choices = (of: Readonly<Record<string, string>>) => Object.entries(of).map(([value, label]) => ({ value, label }));

// What most reports are; whoever reports sees it chosen and can say otherwise.
const initial = { impact: 'low', urgency: 'medium' };

/** The form by which anybody reports something, in words that need no explanation. */
export function Page() {
  const type = useType('incident')!;
  const ofServices = useType('service')!;
  const services = useRecords(ofServices, { state: 'published' }, { poll: false });
  const fields: readonly Field[] = type.fields.filter(({ name }) => ['title', 'description', 'service', 'impact', 'urgency'].includes(name));
  const form = useFormState({ fields, draft: 'portal/report', initial });
  const create = useCreate(type);
  const navigate = useNavigate();
  const { tell } = useNotices();
  const [failure, setFailure] = useState<string>();
  const text = (name: string): string => String(form.values[name] ?? '');
  const options = [{ value: '', label: words.notSure, description: words.notSureHelp }, ...(services.items ?? []).map((service) => ({ value: idOf(ofServices, service), label: titleOf(service), description: service.description as string | undefined }))];

  async function send(): Promise<void> {
    const filled = form.ready();
    if (!filled) return;
    const body = { ...filled, channel: 'portal' };
    setFailure(undefined);
    try {
      const { number } = await create.mutateAsync({ body, key: form.keyFor(body) });
      form.forget();
      tell({ header: words.sent(number), content: words.sentHelp });
      void navigate(`/portal/${number}`);
    } catch (error) {
      setFailure(form.refused(error));
    }
  }

  return (
    <ContentLayout
      breadcrumbs={<BreadcrumbGroup items={[{ text: words.back, href: '/portal' }, { text: words.reportTitle, href: '' }]} onFollow={(event) => { event.preventDefault(); void navigate(event.detail.href); }} />}
      header={<Header variant="h1" description={words.reportHelp}>{words.reportTitle}</Header>}
    >
      <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <Form errorText={failure} actions={<SpaceBetween direction="horizontal" size="xs"><Button variant="link" formAction="none" onClick={() => void navigate('/portal')}>{words.cancel}</Button><Button variant="primary" loading={create.isPending}>{words.send}</Button></SpaceBetween>}>
          <SpaceBetween size="m">
            {form.restored && <Alert type="info" action={<Button formAction="none" onClick={form.forget}>{texts.practice.discardDraft}</Button>}>{texts.practice.draftRestored}</Alert>}
            <Container>
              <SpaceBetween size="l">
                <FormField label={words.what} description={words.whatHelp} errorText={form.faultAt('/title')} stretch><Input value={text('title')} autoFocus onChange={({ detail }) => form.set('title', detail.value)} /></FormField>
                <Duplicates title={text('title')} service={text('service')} />
                <FormField label={<>{words.details} <i>– {words.optional}</i></>} description={words.detailsHelp} errorText={form.faultAt('/description')} stretch><Textarea rows={5} value={text('description')} onChange={({ detail }) => form.set('description', detail.value)} /></FormField>
                <FormField label={words.service} errorText={form.faultAt('/service')} stretch>
                  <Select
                    options={options} selectedOption={options.find(({ value }) => value === text('service')) ?? options[0]!} statusType={services.loading ? 'loading' : 'finished'} loadingText={texts.shell.loading} expandToViewport
                    filteringType={options.length > 8 ? 'auto' : 'none'} onChange={({ detail }) => form.set('service', detail.selectedOption.value || undefined)}
                  />
                </FormField>
                <FormField label={words.impact} errorText={form.faultAt('/impact')}><RadioGroup value={text('impact')} items={choices(words.impacts)} onChange={({ detail }) => form.set('impact', detail.value)} /></FormField>
                <FormField label={words.urgency} errorText={form.faultAt('/urgency')}><RadioGroup value={text('urgency')} items={choices(words.urgencies)} onChange={({ detail }) => form.set('urgency', detail.value)} /></FormField>
              </SpaceBetween>
            </Container>
          </SpaceBetween>
        </Form>
      </form>
    </ContentLayout>
  );
}
