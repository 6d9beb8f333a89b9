import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMe, type RecordType } from '../api/practices.ts';
import { idOf, useComments, useTimeline, type AnyRecord } from '../api/records.ts';
import { CommandDialog } from '../practice/command-dialog.tsx';
import { FieldInput } from '../practice/field-input.tsx';
import type { FormState } from '../practice/form-state.ts';
import { label } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';
import { useDirectory, type Directory } from './directory.ts';
import { draftHandover } from './handover-draft.ts';
import { isOneWay, mayOverride, objectionTo } from './one-way.ts';
import { NotOpened } from './not-opened.tsx';
import { Told } from './passages.tsx';
import { TeamChoice } from './team-choice.tsx';

interface TransferProps { readonly type: RecordType; readonly record: AnyRecord; readonly onClose: () => void; readonly onInstead: (command: string) => void }

/** A warm transfer: what is known goes along, drafted from the ticket, so that nothing the customer said is asked twice. */
export function TransferDialog({ type, record, onClose, onInstead }: TransferProps) {
  const me = useMe();
  const directory = useDirectory();
  const id = idOf(type, record);
  const timeline = useTimeline(type, id);
  const comments = useComments(type, id);
  const words = texts.agent.transfer;
  const error = timeline.data ? comments.error : timeline.error;
  if (!timeline.data || !comments.data) {
    return error && <NotOpened title={`${label('transfer')}: ${id}`} error={error} again={() => { void timeline.refetch(); void comments.refetch(); }} onClose={onClose} />;
  }
  const takes = type.commands.find(({ name }) => name === 'transfer')!.takes;
  const fields = mayOverride(me) ? takes : takes.filter(({ name }) => name !== 'override');
  return (
    <CommandDialog
      type={type} record={record} command="transfer" fields={fields} onClose={onClose}
      suggested={draftHandover({ record, timeline: timeline.data, comments: comments.data, nameOf: (person) => directory.nameOf('person', person) })}
      explain={({ code }) => words.refused[code] && <Explained record={record} code={code} directory={directory} onInstead={onInstead} />}
    >
      {(form, refused) => (
        <SpaceBetween size="m">
          <TeamChoice type={type} record={record} form={form} directory={directory} />
          <Beforehand record={record} form={form} directory={directory} onInstead={onInstead} />
          {mayOverride(me) && isAgainstTheRule(record, form, refused?.code) && <FieldInput field={takes.find(({ name }) => name === 'override')!} form={form} />}
          {typeof form.values.team === 'string' && (
            <SpaceBetween size="m">
              <Alert type="info">{words.drafted}</Alert>
              {fields.filter(({ name }) => name !== 'team' && name !== 'override').map((field) => <FieldInput key={field.name} field={field} form={form} />)}
            </SpaceBetween>
          )}
          <ExpandableSection headerText={words.told} variant="footer" defaultExpanded={false}><Told type={type} record={record} none={words.toldNone} /></ExpandableSection>
        </SpaceBetween>
      )}
    </CommandDialog>
  );
}

/** Whether a lead has to say why: it is foreseen, the service said so, or they said it already. */
const isAgainstTheRule = (record: AnyRecord, form: FormState, refused?: string): boolean =>
  [objectionTo(record, form.values.team as string | undefined), refused].some(isOneWay) || Boolean(form.values.override);

/** Says before anything is sent why it would be refused, and what to do instead. */
function Beforehand({ record, form, directory, onInstead }: { record: AnyRecord; form: FormState; directory: Directory; onInstead: (command: string) => void }) {
  const team = form.values.team as string | undefined;
  const objection = objectionTo(record, team);
  const { before, refused } = texts.agent.transfer;
  if (!objection) return null;
  const said = objection === 'ping-pong' ? before[objection](directory.nameOf('team', team))
    : objection === 'too-many-transfers' ? before[objection](Number(record.transferCount)) : refused[objection];
  return (
    <Alert type="warning">
      {said}
      {objection !== 'same-team' && <WaysOut record={record} directory={directory} onInstead={onInstead} />}
    </Alert>
  );
}

function Explained({ record, code, directory, onInstead }: { record: AnyRecord; code: string; directory: Directory; onInstead: (command: string) => void }) {
  return <div>{texts.agent.transfer.refused[code]}{(isOneWay(code) || code === 'lead-only') && <WaysOut record={record} directory={directory} onInstead={onInstead} />}</div>;
}

/** What people do instead of sending a ticket back and forth. */
function WaysOut({ record, directory, onInstead }: { record: AnyRecord; directory: Directory; onInstead: (command: string) => void }) {
  const me = useMe();
  const words = texts.agent.transfer;
  const lead = directory.teams.find(({ name }) => name === (me.team ?? record.team))?.lead;
  const ways = [['invite', words.invite, words.inviteHelp], ['escalate', words.escalate, words.escalateHelp]].filter(([command]) => record.allowedCommands?.includes(command!));
  return (
    <SpaceBetween size="xs">
      <span>{mayOverride(me) ? words.lead : lead ? words.askLead(directory.nameOf('person', lead)) : words.noLead}</span>
      {ways.length > 0 && <span><b>{words.instead}:</b></span>}
      <SpaceBetween size="xs">
        {ways.map(([command, name, help]) => <span key={command}><Button formAction="none" onClick={() => onInstead(command!)}>{name}</Button> <small>{help}</small></span>)}
      </SpaceBetween>
    </SpaceBetween>
  );
}
