import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMe, type RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { useNow } from '../practice/now.ts';
import { editableFields } from '../practice/who.ts';
import { label } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';
import type { NameOf } from './directory.ts';
import { nowFor } from './next-steps.ts';
import { takesAway, useGive } from './use-give.ts';

/** How an incident stands for whoever looks, with the likeliest commands as buttons and the rest in a menu. */
export function NowBar({ type, record, nameOf, onCommand }: { type: RecordType; record: AnyRecord; nameOf: NameOf; onCommand: (command: string) => void }) {
  const me = useMe();
  const give = useGive(type, record, onCommand);
  const { words, likely, rest } = nowFor(record, me, { nameOf, now: useNow(60_000) });
  const item = (step: string) => ({ id: step, text: wordFor(step, record), description: type.commands.find(({ name }) => name === step)?.help });
  const usual = rest.filter((step) => !takesAway(type, step));
  const grave = rest.filter((step) => takesAway(type, step));
  const edit = editableFields(type, record, me).length > 0;
  return (
    <div className="agent-now">
      <p aria-live="polite">{words}</p>
      <SpaceBetween direction="horizontal" size="xs">
        {likely.map((step, at) => <Button key={step} variant={at === 0 ? 'primary' : 'normal'} loading={give.sending === step} onClick={() => void give.run(step)}>{wordFor(step, record)}</Button>)}
        {(usual.length + grave.length > 0 || edit) && (
          <ButtonDropdown
            expandToViewport loading={give.sending !== undefined && !likely.includes(give.sending)} onItemClick={({ detail }) => void give.run(detail.id)}
            items={[...usual.map(item), ...(edit ? [{ id: 'update', text: texts.agent.incident.edit }] : []), ...(grave.length > 0 ? [{ text: texts.practice.ending, items: grave.map(item) }] : [])]}
          >{texts.agent.incident.more}</ButtonDropdown>
        )}
      </SpaceBetween>
    </div>
  );
}

const wordFor = (step: string, { assignee }: AnyRecord): string => step === 'take' ? (assignee === undefined ? texts.agent.act.take : texts.agent.act.takeOver) : label(step);
