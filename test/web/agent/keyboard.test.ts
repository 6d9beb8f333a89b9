import { expect, it } from 'vitest';
import { press } from '../../../web/agent/keyboard.ts';

const known = ['j', 'c', 'g q', 'g c', '/'];

it('knows a key at once', () => expect(press(known, undefined, { key: 'j', at: 0 })).toEqual({ hit: 'j' }));
it('waits for the second key of a sequence', () => expect(press(known, undefined, { key: 'g', at: 5 })).toEqual({ begun: { keys: 'g', at: 5 } }));
it('takes the sequence rather than its second key alone', () => expect(press(known, { keys: 'g', at: 0 }, { key: 'c', at: 500 })).toEqual({ hit: 'g c' }));
it('takes the second key alone when it comes too late, or completes nothing', () => {
  expect(press(known, { keys: 'g', at: 0 }, { key: 'c', at: 5_000 })).toEqual({ hit: 'c' });
  expect(press(known, { keys: 'g', at: 0 }, { key: 'j', at: 100 })).toEqual({ hit: 'j' });
});
it('begins again when the first key is pressed twice', () => expect(press(known, { keys: 'g', at: 0 }, { key: 'g', at: 100 })).toEqual({ begun: { keys: 'g', at: 100 } }));
it('means nothing by other keys', () => expect(press(known, undefined, { key: 'z', at: 0 })).toEqual({}));
