import Spinner from '@cloudscape-design/components/spinner';
import { texts } from '../texts/index.ts';

export const Waiting = () => <div className="alone" role="status" aria-label={texts.shell.loading}><Spinner size="large" /></div>;
