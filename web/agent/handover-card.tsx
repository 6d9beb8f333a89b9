import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMe, type RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { Actor } from '../practice/actor.tsx';
import { When } from '../practice/when.tsx';
import { texts } from '../texts/index.ts';
import type { NameOf } from './directory.ts';
import { handoverOf, waitingFor } from './handover.ts';
import { Section } from './section.tsx';
import { useGive } from './use-give.ts';

const looks = { pending: 'pending', accepted: 'success', rejected: 'error' } as const;

/** What the team before told whoever has it now, and the answer to it. */
export function HandoverCard({ type, record, nameOf, onCommand }: { type: RecordType; record: AnyRecord; nameOf: NameOf; onCommand: (command: string) => void }) {
  const handover = handoverOf(record);
  const ours = waitingFor(record, useMe()) === 'us';
  const give = useGive(type, record, onCommand);
  const words = texts.agent.handover;
  if (!handover) return null;
  return (
    <Section
      title={words.title}
      actions={ours && (
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={() => void give.run('rejectTransfer')}>{words.reject}</Button>
          <Button variant="primary" loading={give.sending === 'accept'} onClick={() => void give.run('accept')}>{words.accept}</Button>
        </SpaceBetween>
      )}
    >
      <SpaceBetween size="s">
        <span className="agent-facts">
          <b>{words.from(handover.from ? nameOf('team', handover.from) : texts.practice.none, nameOf('team', handover.to))}</b>
          <span><Actor name={handover.by} />, <When at={handover.at} /></span>
          <StatusIndicator type={looks[handover.outcome]}>{words[handover.outcome]}{handover.reason ? `: ${handover.reason}` : ''}</StatusIndicator>
        </span>
        <dl className="agent-people">
          {(['summary', 'tried', 'nextStep', 'customerTold'] as const).map((part) => (
            <div key={part} style={{ display: 'contents' }}><dt>{words[part]}</dt><dd className="written">{handover[part]}</dd></div>
          ))}
        </dl>
      </SpaceBetween>
    </Section>
  );
}
