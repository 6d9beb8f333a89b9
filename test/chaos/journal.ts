/** What a client asked for, in the order in which it was asked; acknowledged ones carry the answer. */
export interface Asked {
  readonly key: string;
  readonly person: string;
  readonly command: string;
  readonly path: string;
  readonly body: object;
  /** How often it was sent. */
  sent: number;
  answer?: { readonly status: number; readonly number?: string; readonly version: number };
}

/** What the service answered although nothing of the kind was asked for. */
export interface Surprise { readonly asked: Asked; readonly status: number; readonly body: unknown }

export interface Journal { readonly asked: Asked[]; readonly surprises: Surprise[] }

export const newJournal = (): Journal => ({ asked: [], surprises: [] });
