import Alert from '@cloudscape-design/components/alert';
import { useState } from 'react';
import { useMe, type RecordType } from '../api/practices.ts';
import { idOf, useTimeline, type AnyRecord, type Entry } from '../api/records.ts';
import { inSentence } from '../texts/en/in-sentence.ts';
import { texts } from '../texts/index.ts';
import { Actor } from './actor.tsx';
import { headlineOf } from './timeline-words.ts';
import { label } from './wording.ts';

export interface News { readonly entries: readonly Entry[]; readonly fields: readonly string[]; seen(): void }

/** What others did to a record since it is on the screen, until one has seen it. */
export function useNews(type: RecordType, record: AnyRecord): News {
  const { name } = useMe();
  const { data } = useTimeline(type, idOf(type, record));
  const [since, setSince] = useState(record.version);
  const entries = (data ?? []).filter(({ version, actor }) => version > since && actor !== name);
  return { entries, fields: [...new Set(entries.flatMap(({ changes }) => Object.keys(changes)))], seen: () => setSince(record.version) };
}

/** Says that somebody changed what one is looking at. */
export function NewsNotice({ news: { entries, fields, seen } }: { news: News }) {
  const last = entries.at(-1);
  if (!last) return null;
  return (
    <Alert type="info" dismissible dismissAriaLabel={texts.shell.dismiss} onDismiss={seen} header={<><Actor name={last.actor} />: {inSentence(headlineOf(last))}</>}>
      {entries.length > 1 && texts.practice.news.further(entries.length - 1)} {fields.length > 0 && texts.practice.news.fields(fields.map(label).join(', '))}
    </Alert>
  );
}
