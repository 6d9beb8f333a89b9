import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import { Failure } from '../shell/failure.tsx';
import { texts } from '../texts/index.ts';

/** In place of a dialog that cannot be filled: why, and another try. */
export function NotOpened({ title, error, again, onClose }: { title: string; error: Error; again: () => void; onClose: () => void }) {
  return (
    <Modal visible header={title} onDismiss={onClose} footer={<Box float="right"><Button onClick={onClose}>{texts.agent.keys.close}</Button></Box>}>
      <Failure error={error} header={texts.practice.notLoaded} again={again} />
    </Modal>
  );
}
