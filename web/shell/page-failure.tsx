import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { texts } from '../texts/index.ts';
import { Failure } from './failure.tsx';
import { To } from './to.tsx';

/** In place of a page that could not be shown, inside the frame: what it was, another try, and the way out. */
export const PageFailure = ({ error, again = () => location.reload() }: { error: unknown; again?: () => void }) => (
  <SpaceBetween size="m">
    <Box variant="h1">{texts.shell.broken}</Box>
    <Failure error={error} again={again} />
    <To href="/">{texts.shell.toStart}</To>
  </SpaceBetween>
);
