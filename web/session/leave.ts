import { createContext, use } from 'react';

export const LeaveContext = createContext<() => Promise<void>>(async () => {});

/** Signs out, here and, where the configuration says how, of the sign-in itself. */
export const useLeave = (): (() => Promise<void>) => use(LeaveContext);
