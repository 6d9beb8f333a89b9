import { Failure } from './failure.tsx';
import { Waiting } from './waiting.tsx';

/** In place of a part of a page that has nothing to show yet: that it is on its way, or why it did not come. What is there already stays, whatever fails later. */
export const Awaiting = ({ error, again }: { error?: Error | null; again: () => unknown }) => (error ? <Failure error={error} again={() => void again()} /> : <Waiting />);
