import { afterEach, describe, expect, it } from 'vitest';
import { learnServiceTime, serviceNow } from '../../../web/api/service-time.ts';

const now = Date.parse('2026-01-05T09:00:00.000Z');
afterEach(() => learnServiceTime(new Date(now).toUTCString(), now));

describe('the service’s time', () => {
  it('is this computer’s, as long as they differ by no more than the network takes', () => {
    learnServiceTime('Mon, 05 Jan 2026 09:00:04 GMT', now);
    expect(serviceNow(now + 7)).toBe(now + 7);
  });

  it('goes ahead where the service is ahead, and behind where this computer is wrong', () => {
    learnServiceTime('Mon, 05 Jan 2026 13:00:00 GMT', now);
    expect(serviceNow(now + 1_000)).toBe(now + 4 * 3_600_000 + 1_000);
    learnServiceTime('Mon, 05 Jan 2026 08:00:00 GMT', now);
    expect(serviceNow(now)).toBe(now - 3_600_000);
  });

  it('is kept where an answer does not say', () => {
    learnServiceTime('Mon, 05 Jan 2026 13:00:00 GMT', now);
    learnServiceTime(null, now);
    learnServiceTime('no date', now);
    expect(serviceNow(now)).toBe(now + 4 * 3_600_000);
  });
});
