import { useRef } from 'react';

/**
 * A key for each intention: the same for every try of the same body, another for another body. `carriedOut` ends an intention, so that the same words
 * said once more are said once more; whether an answer was lost on the way does not end it.
 */
export function useIntention(): { keyFor(said: unknown): string; carriedOut(): void } {
  const key = useRef({ id: '', of: '' });
  return {
    keyFor(said) {
      const of = JSON.stringify(said);
      if (key.current.of !== of) key.current = { id: crypto.randomUUID(), of };
      return key.current.id;
    },
    carriedOut: () => { key.current = { id: '', of: '' }; },
  };
}
