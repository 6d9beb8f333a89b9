import { texts } from '../texts/index.ts';

/** How this console reaches its service, from `/configuration.json` beside it. */
export interface Configuration {
  /** The OpenID Connect provider, as tokens carry it in `iss`. */
  readonly issuer: string;
  readonly clientId: string;
  /** Which token the API takes: a Cognito access token does not carry the tenant, so there it is the identity token. */
  readonly bearer: 'access_token' | 'id_token';
  /** Where the API answers; empty for the console's own origin. */
  readonly api: string;
  /** Where the sign-in forgets who one is, if it has to be told by an address. */
  readonly signOut?: string;
}

/** @throws {Error} in words for the user, when there is none */
export async function loadConfiguration(): Promise<Configuration> {
  const response = await fetch('/configuration.json').catch((error: Error) => error);
  if (response instanceof Error || !response.ok) throw new Error(`${response instanceof Error ? response.message : texts.shell.noConfiguration(response.status)} ${texts.shell.unavailableHelp}`);
  const configuration = await response.json() as Configuration;
  if (!configuration.clientId) throw new Error(texts.shell.noClient);
  return configuration;
}
