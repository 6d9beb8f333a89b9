import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressed } from '../../../shared/http/compressed.ts';

const large = { statusCode: 200, headers: { etag: '"7"' }, body: JSON.stringify({ title: 'Wi-Fi by the läke'.repeat(500) }) };

describe('a large answer', () => {
  it.each(['gzip', 'gzip, deflate, br, zstd', 'br;q=1.0, GZIP;q=0.8', '*'])('is compressed for a client that reads %s', (accepted) => {
    const answer = compressed(large, accepted);
    expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: true, headers: { etag: '"7"', vary: 'accept-encoding', 'content-encoding': 'gzip' } });
    const sent = Buffer.from(answer.body!, 'base64');
    expect(gunzipSync(sent).toString()).toBe(large.body);
    expect(sent.length).toBeLessThan(large.body.length / 10);
  });

  it.each([undefined, '', 'br', 'gzip;q=0', 'gzip;q=0.0, *', 'identity'])('is left as it is for one that says %s', (accepted) => {
    expect(compressed(large, accepted)).toEqual({ ...large, headers: { etag: '"7"', vary: 'accept-encoding' } });
  });
});

it('leaves a small answer alone, and one without a body', () => {
  for (const small of [{ statusCode: 200, body: '{}' }, { statusCode: 304 }]) expect(compressed(small, 'gzip')).toEqual(small);
});
