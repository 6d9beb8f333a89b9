import { texts } from '../texts/index.ts';
import { Failure } from './failure.tsx';

/** Shown where nothing else can be: no service, no sign-in, or a fault of the frame itself. `help` says what to do about it, where the error does not. */
export function Unavailable({ error, header = texts.shell.unavailable, help, again = () => location.reload() }: { error: unknown; header?: string; help?: string; again?: () => void }) {
  return <main className="alone"><Failure error={error} header={header} again={again}>{help && <> {help}</>}</Failure></main>;
}
