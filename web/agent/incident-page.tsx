import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import ContentLayout from '@cloudscape-design/components/content-layout';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useMe, useType, type RecordType } from '../api/practices.ts';
import { useRecord } from '../api/records.ts';
import { plural } from '../practice/wording.ts';
import { NotFound } from '../shell/not-found.tsx';
import { texts } from '../texts/index.ts';
import { focusComment } from './comment-focus.ts';
import { IncidentByNumber } from './incident.tsx';
import { OrderDialog } from './order-dialog.tsx';
import { takingOf } from './taking.ts';
import { useKeys } from './use-keys.ts';
import { useGive } from './use-give.ts';

export function Page() {
  const type = useType('incident');
  const id = useParams().id;
  return type && id ? <One key={id} type={type} id={id} /> : <NotFound />;
}

function One({ type, id }: { type: RecordType; id: string }) {
  const { data: record } = useRecord(type, id);
  const navigate = useNavigate();
  const words = texts.agent;
  const list = useMe().roles.length > 0 ? { text: words.queues.title, href: '/queue' } : { text: plural(type), href: `/records/${type.route}` };
  const title = record ? String(record.title) : id;
  return (
    <ContentLayout
      breadcrumbs={<BreadcrumbGroup items={[list, { text: id, href: '' }]} onFollow={(event) => { event.preventDefault(); if (event.detail.href) void navigate(event.detail.href); }} />}
      header={
        <Header
          variant="h1" description={id}
          actions={<CopyToClipboard copyButtonText={words.incident.copy} textToCopy={location.href} copySuccessText={words.incident.copied} copyErrorText={texts.practice.failed} />}
        >{title}</Header>
      }
    >
      <TicketKeys type={type} id={id} />
      <IncidentByNumber type={type} id={id} />
    </ContentLayout>
  );
}

/** The keys of one ticket. */
function TicketKeys({ type, id }: { type: RecordType; id: string }) {
  const me = useMe();
  const { data: record } = useRecord(type, id);
  const [command, setCommand] = useState<string>();
  const give = useGive(type, record, setCommand);
  const words = texts.agent.keys;
  const may = (step: string): boolean => record !== undefined && (step === 'take' ? takingOf(record, me) !== undefined : record.allowedCommands?.includes(step) ?? false);
  const key = (keys: string, does: string, step: string) => ({ keys, does, group: 'here' as const, run: () => { if (may(step)) void give.run(step); } });
  useKeys([
    key('m', words.take, 'take'), key('a', words.assign, 'assign'), { keys: 'c', does: words.comment, group: 'here', run: () => focusComment(id) },
    key('t', words.transfer, 'transfer'), key('y', words.accept, 'accept'),
    key('s', words.start, 'start'), key('h', words.hold, 'hold'), key('r', words.resolve, 'resolve'),
  ]);
  return command ? <OrderDialog type={type} id={id} command={command} onClose={() => setCommand(undefined)} onInstead={setCommand} /> : null;
}
