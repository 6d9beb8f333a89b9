import { expect, it } from 'vitest';
import { staleRows } from '../../../web/practice/stale-rows.ts';
import { lit } from './made-up.ts';

it('shows what others changed and what one is about to send, and never as one’s own what nobody touched', () => {
  const begun = lit({ title: 'Gate', height: 1, severity: 3 });
  const rows = staleRows({ begun, now: { ...begun, height: 4, version: 2, updatedAt: 'later' }, yours: { title: 'Pond', height: 1 }, changed: ['title'] });
  expect(rows).toEqual([{ name: 'title', was: 'Gate', theirs: 'Gate', yours: 'Pond' }, { name: 'height', was: '1', theirs: '4', yours: '' }]);
});
