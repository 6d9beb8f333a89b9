import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import { ApiProblem, failureText } from '../api/http.ts';
import { texts } from '../texts/index.ts';

/** What went wrong: in words, with the faults of each field and the trace id by which its log lines are found. */
export function FailureWords({ error, words = failureText(error) }: { error: unknown; words?: string }) {
  const traceId = error instanceof ApiProblem ? error.traceId : undefined;
  return <>{words}{traceId && <> <small>{texts.practice.traceId(traceId)}</small></>}</>;
}

/** The same as a notice of its own in a page or a dialog; `words` where faults stand at their fields already, `again` where it helps to try once more. */
export function Failure({ error, words, header = texts.practice.failed, again, children }: { error: unknown; words?: string; header?: string; again?: () => void; children?: ReactNode }) {
  return (
    <Alert type="error" header={header} action={again && <Button formAction="none" onClick={again}>{texts.shell.tryAgain}</Button>}>
      <FailureWords error={error} words={words} />{children}
    </Alert>
  );
}
