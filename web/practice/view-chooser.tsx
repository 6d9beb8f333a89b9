import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { RecordType } from '../api/practices.ts';
import { texts } from '../texts/index.ts';
import { writeAddress, type ListAddress } from './list-address.ts';
import { ALL, withoutView, withView, type Columns, type View } from './saved-views.ts';
import type { ViewsInUse } from './use-views.ts';
import { usualColumns } from './list-columns.ts';

interface ViewChooserProps { readonly type: RecordType; readonly views: ViewsInUse; readonly address: ListAddress; readonly columns: readonly Columns[]; readonly onColumns: (columns: readonly Columns[] | undefined) => void }

/** Names what is looked at, and comes back to it. */
export function ViewChooser({ type, views: { ready, own, save }, address, columns, onColumns }: ViewChooserProps) {
  const [, setParams] = useSearchParams();
  const [naming, setNaming] = useState<{ id?: string; name: string }>();
  const words = texts.practice.views;
  const search = writeAddress({ ...address, page: 1, view: undefined }).toString();
  const all = [...ready, ...own.items];
  const current = all.find(({ id }) => id === address.view) ?? all.find((view) => view.search === search) ?? ready[0]!;
  const mine = own.items.some(({ id }) => id === current.id);
  const changed = current.search !== search || (mine && current.columns !== undefined && JSON.stringify(current.columns) !== JSON.stringify(columns));
  const option = (view: View) => ({ value: view.id, label: view.name, ...(view.id === own.first && { tags: [words.first] }) });

  function choose(view: View): void {
    setParams(`${view.search}${view.search ? '&' : ''}view=${view.id}`);
    if (view.columns) onColumns(view.columns);
  }
  function keepNamed(): void {
    const { id, name } = naming!;
    if (!name.trim()) return;
    const before = own.items.find((view) => view.id === id);
    const view: View = before ? { ...before, name: name.trim() } : { id: crypto.randomUUID().slice(0, 8), name: name.trim(), search, columns };
    save((views) => withView(views, view));
    setNaming(undefined);
    if (!before) setParams(`${view.search}${view.search ? '&' : ''}view=${view.id}`);
  }
  function act(id: string): void {
    if (id === 'save') save((views) => withView(views, { ...current, search, columns }));
    else if (id === 'saveAs') setNaming({ name: '' });
    else if (id === 'rename') setNaming({ id: current.id, name: current.name });
    else if (id === 'first') save((views) => ({ ...views, first: current.id === views.first || (current.id === ALL && !views.first) ? undefined : current.id }));
    else if (id === 'usual') onColumns(usualColumns(type));
    else if (id === 'delete') { save((views) => withoutView(views, current.id)); setParams(`view=${ALL}`); }
  }

  return (
    <div className="practice-views">
      <Select
        ariaLabel={words.choose} inlineLabelText={words.label} selectedOption={{ value: current.id, label: changed ? words.changed(current.name) : current.name }}
        options={own.items.length ? [{ label: words.ready, options: ready.map(option) }, { label: words.own, options: own.items.map(option) }] : ready.map(option)}
        onChange={({ detail }) => choose(all.find(({ id }) => id === detail.selectedOption.value)!)}
      />
      <ButtonDropdown
        variant="icon" ariaLabel={words.actions} expandToViewport onItemClick={({ detail }) => act(detail.id)}
        items={[
          ...(mine ? [{ id: 'save', text: words.save, disabled: !changed }] : []), { id: 'saveAs', text: words.saveAs },
          { id: 'first', text: current.id === own.first ? words.notFirst : words.makeFirst, disabled: changed },
          ...(mine ? [{ id: 'rename', text: words.rename }, { id: 'delete', text: words.delete }] : []), { id: 'usual', text: words.usualColumns },
        ]}
      />
      {naming && (
        <Modal
          visible header={naming.id ? words.rename : words.saveAs} onDismiss={() => setNaming(undefined)} size="small"
          footer={
            <Box float="right"><SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" onClick={() => setNaming(undefined)}>{texts.practice.cancel}</Button>
              <Button variant="primary" onClick={keepNamed}>{texts.practice.save}</Button>
            </SpaceBetween></Box>
          }
        >
          <form onSubmit={(event) => { event.preventDefault(); keepNamed(); }}>
            <FormField label={words.name} description={words.nameHelp}><Input value={naming.name} autoFocus onChange={({ detail }) => setNaming({ ...naming, name: detail.value })} /></FormField>
          </form>
        </Modal>
      )}
    </div>
  );
}
