import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useType, type RecordType } from '../api/practices.ts';
import { useRecords, type AnyRecord } from '../api/records.ts';
import { Actor } from '../practice/actor.tsx';
import { useNow } from '../practice/now.ts';
import { hrefOf } from '../practice/record-link.tsx';
import { When } from '../practice/when.tsx';
import { spanText } from '../practice/wording.ts';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';

interface Major { readonly status: 'proposed' | 'declared' | 'withdrawn'; readonly reason: string; readonly by: string; readonly commander?: string; readonly communications?: string }

/** That an incident stops the organisation: who commands, and when stakeholders hear more. */
export function MajorBanner({ type, record, onCommand }: { type: RecordType; record: AnyRecord; onCommand: (command: string) => void }) {
  const major = record.major as Major | undefined;
  const words = texts.agent.major;
  const can = (command: string): boolean => record.allowedCommands?.includes(command) ?? false;
  if (major?.status === 'proposed') {
    return <Alert type="warning" header={words.proposed} action={can('promoteMajor') && <Button onClick={() => onCommand('promoteMajor')}>{words.declare}</Button>}><Actor name={major.by} />: <span className="written">{major.reason}</span></Alert>;
  }
  if (major?.status !== 'declared') return null;
  const over = type.states.find(({ name }) => name === record.state)?.done;
  const last = record.lastUpdate as { text: string; by: string; at: string } | undefined;
  return (
    <Alert type={over ? 'info' : 'error'} header={words.banner} action={!over && can('updateStakeholders') && <Button onClick={() => onCommand('updateStakeholders')}>{words.update}</Button>}>
      <SpaceBetween size="xs">
        <span className="written">{major.reason}</span>
        <span className="agent-facts">
          {major.commander && <span>{words.commander}: <b><Actor name={major.commander} /></b></span>}
          {major.communications && <span>{words.communications}: <b><Actor name={major.communications} /></b></span>}
          <b>{over ? words.ended : <NextUpdate due={record.updateDueAt as string | undefined} />}</b>
        </span>
        <span>{words.last}: {last ? <>{last.text} (<Actor name={last.by} />, <When at={last.at} />)</> : words.none}</span>
        {over && <Reviews incident={record} onCommand={onCommand} />}
      </SpaceBetween>
    </Alert>
  );
}

function NextUpdate({ due }: { due?: string }) {
  const left = due === undefined ? undefined : (Date.parse(due) - useNow(1_000)) / 1_000;
  return left === undefined ? null : <>{left < 0 ? texts.agent.major.overdue(spanText(-left)) : texts.agent.major.due(spanText(left))}</>;
}

/** What is learnt from it, or who is to be asked for that. */
function Reviews({ incident, onCommand }: { incident: AnyRecord; onCommand: (command: string) => void }) {
  const type = useType('post-incident-review')!;
  const { items } = useRecords(type, { incident: incident.number });
  const words = texts.agent.major;
  if (items?.length) return <span>{words.reviewWord}: {items.map((review) => <To key={review.number} href={hrefOf(type, review)}>{String(review.title)}</To>)}</span>;
  return items && incident.allowedCommands?.includes('openReview') ? <Button onClick={() => onCommand('openReview')}>{words.openReview}</Button> : null;
}
