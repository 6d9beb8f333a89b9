import Box from '@cloudscape-design/components/box';
import type { RecordType } from '../api/practices.ts';
import { texts } from '../texts/index.ts';
import { To } from '../shell/to.tsx';
import { label, plural } from './wording.ts';

/** There is none with this number or name, or none that one may see: the service does not tell which. */
export function NoRecord({ type, id }: { type: RecordType; id: string }) {
  const words = texts.practice.noRecord;
  return (
    <Box padding={{ vertical: 'xxxl' }} textAlign="center">
      <Box variant="h1">{words.title(label(type.name), id)}</Box>
      <Box variant="p">{words.help}</Box>
      <To href={`/records/${type.route}`}>{words.all(plural(type))}</To>
    </Box>
  );
}
