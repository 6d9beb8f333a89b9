import { createContext, use } from 'react';
import type { Api } from './http.ts';

export const ApiContext = createContext<Api | undefined>(undefined);

/** The API as whoever is signed in. */
export function useApi(): Api {
  const api = use(ApiContext);
  if (!api) throw new Error('Nobody is signed in here.');
  return api;
}
