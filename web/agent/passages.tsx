import Box from '@cloudscape-design/components/box';
import Input from '@cloudscape-design/components/input';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { RecordType } from '../api/practices.ts';
import { idOf, useNamedQuery, type AnyRecord } from '../api/records.ts';
import { Actor } from '../practice/actor.tsx';
import { usePaused } from '../practice/use-paused.ts';
import { When } from '../practice/when.tsx';
import { texts } from '../texts/index.ts';
import './agent.css';

interface Passage { readonly at: string; readonly who: string; readonly source: string; readonly text: string; readonly score: number }

/** As long as somebody has to pause before what they typed is asked, in milliseconds. */
const PAUSE = 300;

/** What the requester and earlier teams told already; with a question, the best answer first. */
export function Told({ type, record, none = texts.agent.told.none, most = 20 }: { type: RecordType; record: AnyRecord; none?: string; most?: number }) {
  const [typed, setTyped] = useState('');
  const question = usePaused(typed.trim().slice(0, 500), PAUSE);
  const { data, error } = useNamedQuery<{ items: readonly Passage[] }>(type, { name: 'told', id: idOf(type, record), asks: { question } });
  const words = texts.agent.told;
  if (error) return <Box color="text-body-secondary">{error.message}</Box>;
  const items = data?.items.slice(0, most) ?? [];
  return (
    <SpaceBetween size="s">
      <FormField label={words.ask} stretch><Input type="search" value={typed} onChange={({ detail }) => setTyped(detail.value)} placeholder={texts.agent.hold.askHelp} /></FormField>
      {data && items.length === 0 ? <Box color="text-body-secondary">{none}</Box> : (
        <ul className="agent-said" aria-live="polite">
          {items.map((passage, at) => (
            <li key={`${passage.at}/${passage.source}`} className={at === 0 && passage.score > 0 ? 'agent-best' : undefined}>
              <small className="agent-dim">
                {at === 0 && passage.score > 0 && <b>{words.best} · </b>}<Actor name={passage.who} />, <When at={passage.at} />, {words.source[passage.source] ?? passage.source}
              </small>
              <span className="written">{passage.text}</span>
            </li>
          ))}
        </ul>
      )}
    </SpaceBetween>
  );
}
