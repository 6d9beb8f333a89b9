import Box from '@cloudscape-design/components/box';
import { texts } from '../texts/index.ts';
import { To } from './to.tsx';

export const NotFound = () => (
  <Box padding={{ vertical: 'xxxl' }} textAlign="center">
    <Box variant="h1">{texts.shell.notFound}</Box>
    <Box variant="p">{texts.shell.notFoundHelp}</Box>
    <To href="/">{texts.shell.toStart}</To>
  </Box>
);
