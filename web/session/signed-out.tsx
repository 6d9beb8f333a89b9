import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { texts } from '../texts/index.ts';

export const SignedOut = ({ again }: { again: () => void }) => (
  <main className="alone">
    <title>{`${texts.shell.signedOut} · ${texts.shell.product}`}</title>
    <Box variant="h1">{texts.shell.signedOut}</Box>
    <Button variant="primary" onClick={again}>{texts.shell.signIn}</Button>
  </main>
);
