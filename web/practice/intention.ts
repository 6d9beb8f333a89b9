import { useRef } from 'react';

/** A key for each intention: the same for every try of the same body, another for another body. */
export function useIntention(): (said: unknown) => string {
  const key = useRef({ id: '', of: '' });
  return (said) => {
    const of = JSON.stringify(said);
    if (key.current.of !== of) key.current = { id: crypto.randomUUID(), of };
    return key.current.id;
  };
}
