import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { isStaff, useMe, usePractices, type RecordType } from '../api/practices.ts';
import { idOf, useLinks, type AnyRecord, type Link } from '../api/records.ts';
import { Awaiting } from '../shell/awaiting.tsx';
import { useNotices, useTellFailure } from '../shell/notices.tsx';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { LinkDialog } from './link-dialog.tsx';
import { hrefOf } from './record-link.tsx';
import { StateBadge } from './state-badge.tsx';
import { useTie } from './tie.ts';
import { linkWords } from './timeline-words.ts';
import './practice.css';

/** What a record is tied to, from both ends and in words; staff tie and untie. */
export function Links({ type, record, header }: { type: RecordType; record: AnyRecord; header?: string }) {
  const { data, error, refetch } = useLinks(type, idOf(type, record));
  const staff = isStaff(useMe());
  const [adding, setAdding] = useState(false);
  const words = texts.practice.links;
  const phrases = [...new Set(data?.map(({ type: kind, end }) => linkWords(kind, end)))];
  return (
    <SpaceBetween size="s">
      {header && <Header variant="h2" counter={data && `(${data.length})`} actions={staff && <Button onClick={() => setAdding(true)}>{words.add}</Button>}>{header}</Header>}
      {!data ? <Awaiting error={error} again={refetch} /> : data.length === 0 ? <Box color="text-body-secondary">{words.none}</Box> : phrases.map((phrase) => (
        <div key={phrase}>
          <Box variant="awsui-key-label">{phrase}</Box>
          <ul className="practice-links">{data.filter(({ type: kind, end }) => linkWords(kind, end) === phrase).map((link) => <Tied key={`${link.type}/${link.end}/${link.targetType}/${link.target}`} type={type} record={record} link={link} removable={staff} />)}</ul>
        </div>
      ))}
      {!header && staff && <Button onClick={() => setAdding(true)}>{words.add}</Button>}
      {adding && <LinkDialog type={type} record={record} onClose={() => setAdding(false)} />}
    </SpaceBetween>
  );
}

function Tied({ type, record, link, removable }: { type: RecordType; record: AnyRecord; link: Link; removable: boolean }) {
  const other = usePractices().items.find(({ name }) => name === link.targetType);
  const [here, there] = [{ type, id: idOf(type, record) }, { type: other ?? type, id: link.target }];
  const { untie, pending } = useTie(...(link.end === 'source' ? [here, there] as const : [there, here] as const));
  const { tell } = useNotices();
  const tellFailure = useTellFailure();
  if (!other) return null;
  const title = link.title ?? link.target;
  async function remove(): Promise<void> {
    try {
      await untie(link.type);
      tell({ content: texts.practice.links.removed(title) });
    } catch (error) {
      tellFailure(error);
    }
  }
  return (
    <li>
      <span><To href={hrefOf(other, link.target)}>{title}</To>{link.title && <Box variant="small" display="inline"> {link.target}</Box>}</span>
      <StateBadge type={other} state={link.state} />
      {removable && <Button variant="inline-icon" iconName="close" ariaLabel={texts.practice.links.remove(title)} loading={pending} onClick={() => void remove()} />}
    </li>
  );
}
