import FormField from '@cloudscape-design/components/form-field';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import { useMemo } from 'react';
import type { RecordType } from '../api/practices.ts';
import { useRecords, type AnyRecord } from '../api/records.ts';
import { serviceNow } from '../api/service-time.ts';
import type { FormState } from '../practice/form-state.ts';
import { texts } from '../texts/index.ts';
import type { Directory } from './directory.ts';
import { presentIn } from './presence.ts';
import { openStates } from './queues.ts';

/** As many who are there are named. */
const NAMED = 4;

/** Which team takes it from here, with how much each has open and who of it is there. */
export function TeamChoice({ type, record, form, directory: { people, teams, nameOf } }: { type: RecordType; record: AnyRecord; form: FormState; directory: Directory }) {
  const open = useRecords(type, { state: openStates(type) }, { poll: false });
  const words = texts.agent.transfer;
  const options = useMemo(() => {
    const loads = Map.groupBy(open.items ?? [], ({ team }) => team);
    const there = presentIn(people, new Date(serviceNow()).toISOString().slice(0, 10));
    const next = teams.find(({ name }) => name === record.team)?.nextTeam;
    const had = (record.teamsHad ?? []) as readonly unknown[];
    return teams.map((team): SelectProps.Option => {
      const names = (there.get(String(team.name)) ?? []).slice(0, NAMED).map((name) => nameOf('person', name)).join(', ');
      const mark = team.name === record.team ? words.hasIt : had.includes(team.name) ? words.hadIt : team.name === next ? words.next : undefined;
      return {
        value: String(team.name), label: nameOf('team', team.name), labelTag: mark, disabled: team.name === record.team,
        description: [...(open.items && open.complete ? [words.open(loads.get(team.name)?.length ?? 0)] : []), names ? words.there(names) : words.away].join(' · '),
      };
    }).sort((one, other) => Number(other.labelTag === words.next) - Number(one.labelTag === words.next) || one.label!.localeCompare(other.label!));
  }, [open.items, open.complete, people, teams, nameOf, record]);
  const chosen = form.values.team as string | undefined;
  return (
    <FormField label={words.to} description={words.toHelp} errorText={form.faultAt('/team')} stretch>
      <Select
        selectedOption={options.find(({ value }) => value === chosen) ?? (chosen ? { value: chosen, label: nameOf('team', chosen) } : null)} options={options} placeholder={words.chooseFirst} triggerVariant="option" autoFocus
        filteringType={options.length > 10 ? 'auto' : 'none'} expandToViewport onChange={({ detail }) => form.set('team', detail.selectedOption.value)}
      />
    </FormField>
  );
}
