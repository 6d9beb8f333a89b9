import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useType } from '../api/practices.ts';
import { useNamedQuery, type AnyRecord } from '../api/records.ts';
import { usePaused } from '../practice/use-paused.ts';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { Status } from './status.tsx';

const PAUSE_MS = 400;
const ENOUGH = 6;

/** Open tickets that may be what somebody is typing, so that it is not reported twice. */
export function Duplicates({ title, service }: { title: string; service: string }) {
  const asked = usePaused(title.trim(), PAUSE_MS);
  const found = useNamedQuery<{ items: readonly AnyRecord[] }>(useType('incident')!, { name: 'duplicates', asks: { title: asked, service }, enabled: asked.length >= ENOUGH });
  const items = asked.length >= ENOUGH ? found.data?.items ?? [] : [];
  return (
    <div aria-live="polite">
      {items.length > 0 && (
        <Alert type="info" header={texts.portal.duplicates}>
          <SpaceBetween size="xs">
            <Box variant="p" padding="n">{texts.portal.duplicatesHelp}</Box>
            {items.map((ticket) => <div className="portal-row" key={ticket.number}><To href={`/portal/${ticket.number}`}>{String(ticket.title)}</To><Status ticket={ticket} /></div>)}
          </SpaceBetween>
        </Alert>
      )}
    </div>
  );
}
