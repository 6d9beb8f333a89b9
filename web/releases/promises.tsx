import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { AnyRecord } from '../api/records.ts';
import { RecordLink } from '../practice/record-link.tsx';
import { instantText } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';

const words = texts.releases;
interface Word { readonly by: string; readonly at: string; readonly evidence?: string }

/** Whether the business has accepted it. */
export function SignOff({ release }: { release: AnyRecord }) {
  const signed = release.signOff as Word | undefined;
  return (
    <section>
      <Box variant="h3">{words.signOff}</Box>
      {signed ? <><StatusIndicator type="success"><RecordLink type="person" id={signed.by} />, {instantText(signed.at)}</StatusIndicator>{signed.evidence && <div className="written">{signed.evidence}</div>}</> : <StatusIndicator type="pending">{words.notSigned}</StatusIndicator>}
    </section>
  );
}

/** Whether support has what it needs to take it over. */
export function Handover({ release }: { release: AnyRecord }) {
  const handover = (release.handover ?? {}) as Readonly<Record<string, Word | undefined>>;
  return (
    <section>
      <Box variant="h3">{words.handover}</Box>
      <ul className="plain">
        {Object.entries(words.handoverItems).map(([name, title]) => <li key={name}><StatusIndicator type={handover[name] ? 'success' : 'pending'}>{title}: {handover[name] ? words.confirmed : words.notConfirmed}</StatusIndicator></li>)}
      </ul>
    </section>
  );
}
