import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { AnyRecord } from '../api/records.ts';
import { Actor } from '../practice/actor.tsx';
import { When } from '../practice/when.tsx';
import { label } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';
import { Section } from './section.tsx';

/** What the requester told, in their own words and before everything else. */
export function Story({ record }: { record: AnyRecord }) {
  const words = texts.agent.incident;
  const by = record.createdBy ?? String(record.requester);
  return (
    <Section title={words.story}>
      <SpaceBetween size="xs">
        <Box color="text-body-secondary" fontSize="body-s">
          <Actor name={String(record.requester)} />{by !== record.requester && <> ({label('createdBy').toLowerCase()} <Actor name={by} />)</>}, <When at={record.createdAt} />{record.channel !== undefined && `, ${words.via(label(String(record.channel)).toLowerCase())}`}
        </Box>
        {record.description ? <div className="written">{String(record.description)}</div> : <Box color="text-body-secondary">{words.noStory}</Box>}
      </SpaceBetween>
    </Section>
  );
}
