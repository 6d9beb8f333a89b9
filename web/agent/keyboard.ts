/** Something that keys do; `keys` is one key or a sequence (`g q`). */
export interface Binding { readonly keys: string; readonly does: string; readonly group: 'here' | 'anywhere' | 'go'; readonly run: () => void }

/** As long as the second key of a sequence is waited for, in milliseconds. */
const PATIENCE = 1_500;

export interface Pressed { readonly keys: string; readonly at: number }

/** What a key means after those pressed just before: a whole sequence, the beginning of one, or nothing. */
export function press(known: readonly string[], before: Pressed | undefined, { key, at }: { key: string; at: number }): { readonly hit?: string; readonly begun?: Pressed } {
  const begun = before && at - before.at <= PATIENCE ? `${before.keys} ${key}` : undefined;
  for (const keys of [...(begun ? [begun] : []), key]) {
    if (known.includes(keys)) return { hit: keys };
    if (known.some((other) => other.startsWith(`${keys} `))) return { begun: { keys, at } };
  }
  return {};
}

const stacks: (readonly Binding[])[] = [];
let held = 0;
let before: Pressed | undefined;

/** Everything that keys do at the moment; what was bound last comes first and hides others of the same keys. */
export function bindings(): readonly Binding[] {
  const all = stacks.toReversed().flat();
  return all.filter(({ keys }, at) => all.findIndex((other) => other.keys === keys) === at);
}

/** Binds keys until the answer is called. Keys do nothing while somebody types or a dialog is open. */
export function bind(some: readonly Binding[]): () => void {
  if (stacks.length === 0) document.addEventListener('keydown', onKey);
  stacks.push(some);
  return () => {
    stacks.splice(stacks.indexOf(some), 1);
    if (stacks.length === 0) document.removeEventListener('keydown', onKey);
  };
}

/** Lets keys do nothing until the answer is called, for whoever types already into what is about to appear. */
export function holdKeys(): () => void {
  held += 1;
  return () => { held -= 1; };
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector('[role=dialog], dialog[open]')) return;
  if (isTyping(event.target)) {
    // Out of a field, so that the keys do something again.
    if (event.key === 'Escape' && event.target instanceof HTMLElement && event.target.matches('input, textarea')) event.target.blur();
    return;
  }
  if (held > 0) return;
  if (event.key === 'Enter' && (event.target as Element).closest('a, button, [role=button], summary')) return;
  const { hit, begun } = press(bindings().map(({ keys }) => keys), before, { key: event.key, at: event.timeStamp });
  before = begun;
  if (begun || hit) event.preventDefault();
  if (hit) bindings().find(({ keys }) => keys === hit)!.run();
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select, [role=combobox], [role=listbox], [role=option], [role=menu], [role=menuitem]'));
