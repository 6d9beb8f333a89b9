import { expect, it } from 'vitest';
import { keysByRecord } from '../../../web/practice/bulk-keys.ts';

it('tries one record again under the same key, and everything else under another', () => {
  const keyFor = keysByRecord();
  const first = keyFor('LAN0000001', { team: 'north' });
  expect(keyFor('LAN0000001', { team: 'north' })).toBe(first);
  expect(new Set([first, keyFor('LAN0000002', { team: 'north' }), keyFor('LAN0000001', { team: 'south' }), keysByRecord()('LAN0000001', { team: 'north' })]).size).toBe(4);
});
