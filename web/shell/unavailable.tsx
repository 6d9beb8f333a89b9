import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { texts } from '../texts/index.ts';

/** Shown where nothing else can be: no service, no sign-in, or a fault of this page. */
export function Unavailable({ error, header = texts.shell.unavailable, again = () => location.reload() }: { error: unknown; header?: string; again?: () => void }) {
  return (
    <main className="alone">
      <Alert type="error" header={header} action={<Button onClick={again}>{texts.shell.tryAgain}</Button>}>
        {error instanceof Error ? error.message : String(error)} {texts.shell.unavailableHelp}
      </Alert>
    </main>
  );
}
