import { useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { isStaff, useMe, useType, type RecordType } from '../api/practices.ts';
import { useRecord, type AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import './agent.css';
import { KeyHelp } from './key-help.tsx';
import { OrderDialog } from './order-dialog.tsx';
import { useKeys } from './use-keys.ts';
import { usePaletteItems, type Choice } from './use-palette-items.ts';
import { asksFirst, useGive } from './use-give.ts';

interface Ordered { readonly type: RecordType; readonly id: string; readonly command: string }

/** Ctrl or Cmd and K, anywhere: any page, any new record, any ticket by its words, and what one can do with the ticket at hand. */
export function CommandPalette() {
  const [open, setOpen] = useState(false);
  const [help, setHelp] = useState(false);
  const [ordered, setOrdered] = useState<Ordered>();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setOpen((before) => !before && !document.querySelector('[role=dialog]'));
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <KeysAnywhere onHelp={() => setHelp(true)} />
      {open && <Palette onClose={() => setOpen(false)} onCommand={(type, id, command) => setOrdered({ type, id, command })} />}
      {ordered && <Order key={`${ordered.id}/${ordered.command}`} {...ordered} onClose={() => setOrdered(undefined)} onInstead={(command) => setOrdered({ ...ordered, command })} />}
      {help && <KeyHelp onClose={() => setHelp(false)} />}
    </>
  );
}

function Palette({ onClose, onCommand }: { onClose: () => void; onCommand: (type: RecordType, id: string, command: string) => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const { items, searching } = usePaletteItems(text, onCommand);
  const words = texts.agent.palette;
  const chosen = Math.min(at, items.length - 1);
  useEffect(() => { dialog.current?.showModal(); }, []);
  useEffect(() => { document.getElementById(`${id}-${chosen}`)?.scrollIntoView({ block: 'nearest' }); }, [id, chosen]);

  function choose(item: Choice | undefined): void {
    if (!item) return;
    // Closed first, so that the focus is back on the page before it goes on from there.
    dialog.current?.close();
    item.run();
  }
  function onKey(event: React.KeyboardEvent): void {
    const last = items.length - 1;
    const to = { ArrowDown: chosen < last ? chosen + 1 : 0, ArrowUp: chosen > 0 ? chosen - 1 : last, PageDown: Math.min(chosen + 8, last), PageUp: Math.max(chosen - 8, 0) }[event.key];
    if (event.key === 'Tab') event.preventDefault();
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) { event.preventDefault(); choose(items[chosen]); }
    else if (to !== undefined && items.length > 0) { event.preventDefault(); setAt(to); }
  }
  const groups = [...new Set(items.map(({ group }) => group))];
  return (
    // The keys are those of the field in it; a click beside the box is one on the dialog itself.
    <dialog ref={dialog} className="agent-palette" aria-label={words.label} onClose={onClose} onClick={(event) => { if (event.target === dialog.current) dialog.current?.close(); }}>
      <input
        role="combobox" aria-label={words.label} aria-expanded="true" aria-controls={`${id}-list`} aria-autocomplete="list" aria-activedescendant={items.length > 0 ? `${id}-${chosen}` : undefined}
        value={text} placeholder={words.placeholder} autoFocus autoComplete="off" spellCheck={false} onChange={(event) => { setText(event.target.value); setAt(0); }} onKeyDown={onKey}
      />
      <div role="listbox" id={`${id}-list`} aria-label={words.label}>
        {groups.map((group) => (
          <div role="group" key={group} aria-labelledby={`${id}-${group}`}>
            <div id={`${id}-${group}`} role="presentation">{words.groups[group]}</div>
            {items.map((item, index) => item.group === group && (
              <div key={item.id} id={`${id}-${index}`} role="option" aria-selected={index === chosen} onClick={() => choose(item)} onPointerMove={() => setAt(index)}>
                <span>{item.text}</span>{item.hint && <small>{item.hint}</small>}
              </div>
            ))}
          </div>
        ))}
      </div>
      <footer role="status">{items.length > 0 ? words.hint : searching ? words.searching : words.none}</footer>
    </dialog>
  );
}

/** Carries out a command of the ticket at hand: at once where it takes nothing, else in its dialog. */
function Order({ onInstead, ...ordered }: Ordered & { onClose: () => void; onInstead: (command: string) => void }) {
  const { data: record } = useRecord(ordered.type, ordered.id);
  if (asksFirst(ordered.type, ordered.command)) return <OrderDialog {...ordered} onInstead={onInstead} />;
  return record ? <AtOnce {...ordered} record={record} /> : null;
}

function AtOnce({ type, command, record, onClose }: Ordered & { record: AnyRecord; onClose: () => void }) {
  const given = useRef(false);
  const { run } = useGive(type, record, onClose);
  useEffect(() => {
    if (given.current) return;
    given.current = true;
    void run(command).then(onClose);
  });
  return null;
}

/** The keys that work on every page. */
function KeysAnywhere({ onHelp }: { onHelp: () => void }) {
  const navigate = useNavigate();
  const staff = isStaff(useMe());
  const incidents = useType('incident');
  const words = texts.agent.keys;
  const { nav } = texts.shell;
  const go = (keys: string, does: string, href: string) => ({ keys, does, group: 'go' as const, run: () => void navigate(href) });
  useKeys([
    { keys: '/', does: words.search, group: 'anywhere', run: () => document.querySelector<HTMLInputElement>('#bar input')?.focus() },
    { keys: '?', does: words.help, group: 'anywhere', run: onHelp },
    ...(staff ? [
      go('g q', nav.queue, '/queue'), go('g o', nav.overview, '/overview'), go('g i', incidents ? texts.agent.incident.number : nav.queue, '/records/incidents'),
      go('g c', nav.calendar, '/calendar'), go('g b', nav.cab, '/cab'), go('g r', nav.otap, '/otap'), go('g s', nav.map, '/map'),
    ] : []),
    go('g m', nav.mine, '/portal'), go('g n', nav.report, '/portal/report'),
  ]);
  return null;
}
