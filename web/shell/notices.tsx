import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { texts } from '../texts/index.ts';
import { FailureWords } from './failure.tsx';

export interface Notice {
  readonly type?: 'success' | 'info' | 'warning' | 'error';
  readonly header?: ReactNode;
  readonly content?: ReactNode;
  /** Such as an undo. */
  readonly action?: ReactNode;
}

interface Notices {
  readonly items: readonly FlashbarProps.MessageDefinition[];
  tell(notice: Notice): () => void;
}

const NoticesContext = createContext<Notices | undefined>(undefined);
const SHOWN_MS = 8_000;

/** What the console says at the top of the page. Successes go away by themselves. */
export function NoticesProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<readonly FlashbarProps.MessageDefinition[]>([]);
  const tell = useCallback(({ type = 'success', ...notice }: Notice) => {
    const id = crypto.randomUUID();
    const dismiss = (): void => setItems((all) => all.filter((one) => one.id !== id));
    setItems((all) => [{ id, type, dismissible: true, dismissLabel: texts.shell.dismiss, onDismiss: dismiss, ...notice }, ...all].slice(0, 5));
    if (type === 'success' || type === 'info') setTimeout(dismiss, SHOWN_MS);
    return dismiss;
  }, []);
  return <NoticesContext value={useMemo(() => ({ items, tell }), [items, tell])}>{children}</NoticesContext>;
}

export function useNotices(): Notices {
  const notices = use(NoticesContext);
  if (!notices) throw new Error('There is no place for notices here.');
  return notices;
}

/** Tells of a failure, with the trace id by which its log lines are found. */
export function useTellFailure(): (error: unknown) => void {
  const { tell } = useNotices();
  return useCallback((error) => void tell({ type: 'error', header: texts.practice.failed, content: <FailureWords error={error} /> }), [tell]);
}
