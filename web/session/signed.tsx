import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { AuthProvider, useAuth } from 'react-oidc-context';
import { ApiContext } from '../api/context.ts';
import { createApi, type ApiProblem } from '../api/http.ts';
import { prefetchBasics, type Me } from '../api/practices.ts';
import { isWorthAnother, pauseBefore } from '../api/retry.ts';
import { router } from '../shell/routes.tsx';
import { Unavailable } from '../shell/unavailable.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { texts } from '../texts/index.ts';
import { LeaveContext } from './leave.ts';
import { forgetDrafts, forgetWornOut, tellOtherTabs, whenLeftElsewhere } from './leaving.ts';
import { isOpen } from './open-page.tsx';
import { scopesFor } from './scopes.ts';
import { SignedOut } from './signed-out.tsx';
import type { Configuration } from './configuration.ts';

const RETURN = '/signed-in';

/** Signs in by code flow with PKCE, and gives everything below the API as that person. Comes back to the page that was asked for. */
export function Signed({ configuration, children }: { configuration: Configuration; children: ReactNode }) {
  const [manager] = useState(() => new UserManager({
    authority: configuration.issuer, client_id: configuration.clientId, redirect_uri: `${location.origin}${RETURN}`, automaticSilentRenew: true, userStore: new WebStorageStateStore({ store: localStorage }),
  }));
  return (
    <AuthProvider userManager={manager} onSigninCallback={(user) => void router.navigate(typeof user?.state === 'string' ? user.state : '/', { replace: true })}>
      <Gate configuration={configuration} scopes={async () => scopesFor(await manager.metadataService.getMetadata())}>{children}</Gate>
    </AuthProvider>
  );
}

function Gate({ configuration, scopes, children }: { configuration: Configuration; scopes: () => Promise<string>; children: ReactNode }) {
  const auth = useAuth();
  // A renewal that failed is no fault: the page goes on while its token lasts, and over the sign-in after that.
  const fault = auth.error && !['renewSilent', 'signinSilent'].includes(auth.error.source) ? auth.error : undefined;
  const away = !auth.isLoading && !auth.isAuthenticated && !auth.activeNavigator && !fault;
  const left = location.pathname === '/signed-out';
  const open = isOpen(location.pathname);
  // Without its description the sign-in cannot be reached; going there then says why.
  const signIn = async (state: string): Promise<void> => auth.signinRedirect({ state, scope: await scopes().catch(() => undefined) });
  useEffect(() => {
    if (!away || left || open) return;
    if (auth.user?.refresh_token && !auth.error) void auth.signinSilent();
    else void signIn(location.pathname === RETURN ? '/' : `${location.pathname}${location.search}`);
  }, [away, left, open]);

  const bearerOf = (user: User | null | undefined): string | undefined => user?.[configuration.bearer];
  const token = auth.isAuthenticated ? bearerOf(auth.user) : undefined;
  const client = useMemo(() => new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (count, error) => isWorthAnother(count, error as Partial<ApiProblem>),
        retryDelay: (count, error) => pauseBefore(count, error as Partial<ApiProblem>),
      },
    },
  }), [auth.user?.profile.sub]);
  const api = useMemo(() => {
    if (!token && !(open && away)) return undefined;
    const renew = async (): Promise<string | undefined> => (auth.user?.refresh_token ? bearerOf(await auth.signinSilent()) : undefined);
    return createApi({ base: configuration.api, ...(token && { session: { token, renew, end: () => void auth.removeUser() } }) });
  }, [token, open && away, configuration.api]);
  // Every page needs both, and drawing it would ask for one after the other.
  useEffect(() => { if (api && token) prefetchBasics(client, api); }, [api, token, client]);
  const goAway = (): Promise<void> => {
    history.replaceState(null, '', '/signed-out');
    return auth.removeUser();
  };
  useEffect(() => whenLeftElsewhere(() => { if (auth.isAuthenticated) void goAway(); }), [auth.isAuthenticated]);
  useEffect(forgetWornOut, []);
  const leave = async (): Promise<void> => {
    forgetDrafts(client.getQueryData<Me>(['me']));
    await goAway();
    tellOtherTabs();
    if (configuration.signOut) location.assign(configuration.signOut);
  };

  if (fault) return <Unavailable error={fault} help={texts.shell.unavailableHelp} again={() => void signIn('/')} />;
  if (left && !auth.isAuthenticated) return <SignedOut again={() => void signIn('/')} />;
  if (!api) return <Waiting />;
  return <QueryClientProvider client={client}><ApiContext value={api}><LeaveContext value={leave}>{children}</LeaveContext></ApiContext></QueryClientProvider>;
}
