import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { FailureWords } from '../shell/failure.tsx';
import { texts } from '../texts/index.ts';

/** Why there is nothing in a list, and what to do about it. */
export function ListEmpty({ error, filtered, name, create, retry, clear }: { error: Error | null; filtered: boolean; name: string; create?: ReactNode; retry: () => void; clear: () => void }) {
  const words = texts.practice.list;
  const [title, help, action] = error ? [words.failed, <FailureWords key="why" error={error} />, <Button key="retry" onClick={retry}>{texts.shell.tryAgain}</Button>]
    : filtered ? [words.noMatch, words.noMatchHelp, <Button key="clear" onClick={clear}>{words.clear}</Button>]
    : [words.nothing(name), create ? words.nothingHelp : words.nothingYours, create];
  return <Box textAlign="center" padding={{ vertical: 'l' }}><SpaceBetween size="s"><Box variant="strong">{title}</Box><Box color="text-body-secondary">{help}</Box>{action}</SpaceBetween></Box>;
}
