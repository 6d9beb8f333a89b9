import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import { useState } from 'react';
import { texts } from '../texts/index.ts';
import { bindings, type Binding } from './keyboard.ts';

/** What the keys do on the page that is open. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const [all] = useState(bindings);
  const words = texts.agent.keys;
  const always: readonly Binding[] = [{ keys: 'Ctrl+K', does: words.palette, group: 'anywhere', run: onClose }, { keys: 'Esc', does: words.leave, group: 'anywhere', run: onClose }];
  return (
    <Modal visible header={words.title} onDismiss={onClose} footer={<Box float="right"><Button variant="primary" onClick={onClose}>{words.close}</Button></Box>} size="large">
      <div className="agent-keys">
        {(['here', 'anywhere', 'go'] as const).map((group) => {
          const some = [...(group === 'anywhere' ? always : []), ...all.filter((binding) => binding.group === group)];
          return some.length > 0 && (
            <section key={group}>
              <Box variant="h3">{words[group]}</Box>
              <dl>{some.map(({ keys, does }) => <div key={keys} style={{ display: 'contents' }}><dt>{keys.split(' ').map((key, at) => <span key={key}>{at > 0 && ` ${words.then} `}<kbd>{key}</kbd></span>)}</dt><dd>{does}</dd></div>)}</dl>
            </section>
          );
        })}
      </div>
    </Modal>
  );
}
