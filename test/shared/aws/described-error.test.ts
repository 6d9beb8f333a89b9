import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareError, describedError, nameOf } from '../../../shared/aws/described-error.ts';

const thrownBy = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

describe('a described error', () => {
  it('has its name and its places, and of the message nothing', () => {
    const told = describedError(thrownBy(() => JSON.parse('{"phone": Jane Roe}')));
    expect(told).toMatch(/^SyntaxError\n {4}at JSON\.parse .*\n {4}at .*described-error\.test\.ts:\d+:\d+/);
    expect(told).not.toContain('Jane');
  });

  it('never quotes, whatever the message is, of an error or of its causes', () => {
    const words = fc.string({ minLength: 4 }).filter((text) => /\p{L}{4}/u.test(text));
    const message = fc.oneof(words, words.map((text) => `\n    at ${text} (file:///app/index.mjs:1:2)`), words.map((text) => `${text}\n    at ${text}\n`));
    fc.assert(fc.property(message, fc.constantFrom('alone', 'cause', 'aggregate'), (text, how) => {
      const inner = new TypeError(`before ${text} after`);
      const error = how === 'alone' ? inner : how === 'cause' ? new Error(text, { cause: inner }) : new AggregateError([inner, new RangeError(text)], text);
      const alone = describedError(thrownBy(() => { throw Object.assign(how === 'alone' ? new TypeError('x') : new Error('x'), {}); }));
      const known = `${alone} ${error.stack!.split(text).at(-1)} caused by TypeError RangeError AggregateError`;
      for (const word of text.match(/\p{L}{4,}/gu)!) if (!known.includes(word)) expect(describedError(error)).not.toContain(word);
    }), { numRuns: 500 });
  });

  it('tells what caused it, and each of those that failed together', () => {
    const rejected = Object.assign(new Error('Email address is not verified: rita@example.com'), { name: 'MessageRejected', $metadata: { httpStatusCode: 400 } });
    const told = describedError(new AggregateError([rejected, new Error('hm', { cause: new RangeError('deep') })], '2 notices'));
    expect(told.split('\n').filter((line) => !line.startsWith('    at '))).toEqual(['AggregateError', 'caused by MessageRejected (400)', 'caused by Error', 'caused by RangeError']);
  });

  it('tells which action was denied, and not on what', () => {
    const denied = Object.assign(new Error('User: arn:aws:sts::123456789012:assumed-role/mail is not authorized to perform: ses:SendEmail on resource: arn:aws:ses:eu-west-1:123456789012:identity/rita@example.com'), { name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } });
    expect(describedError(denied).split('\n')[0]).toBe('AccessDeniedException (403, ses:SendEmail)');
    expect(describedError(denied)).not.toContain('rita');
  });

  it('has codes that are words, and no others', () => {
    expect(describedError(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })).split('\n')[0]).toBe('Error (ECONNREFUSED)');
    expect(describedError(Object.assign(new Error('x'), { code: 'Jane Roe, 12 Elm Street' })).split('\n')[0]).toBe('Error');
  });

  it('comes of anything that can be thrown', () => {
    const endless = new Error('around');
    endless.cause = endless;
    for (const thrown of ['Jane Roe', undefined, null, 7, {}, endless, Object.assign(new Error('x'), { name: 'Jane Roe' }), Object.assign(new Error('x'), { stack: undefined })]) {
      expect(describedError(thrown)).not.toContain('Jane');
      expect(describedError(thrown).length).toBeLessThan(10_000);
    }
    expect(nameOf('Jane Roe')).toBe('unknown');
  });

  it('can leave a Lambda: with its name, and a stack without the message', () => {
    const error = bareError(new TypeError('Jane Roe'));
    expect([error.name, `${error.message} ${error.stack}`.includes('Jane')]).toEqual(['TypeError', false]);
    expect(error.stack).toContain('described-error.test.ts');
  });
});
