import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { WebStorageStateStore } from 'oidc-client-ts';
import { useEffect, useMemo, type ReactNode } from 'react';
import { AuthProvider, useAuth } from 'react-oidc-context';
import { ApiContext } from '../api/context.ts';
import { createApi, type ApiProblem } from '../api/http.ts';
import { prefetchBasics } from '../api/practices.ts';
import { router } from '../shell/routes.tsx';
import { Unavailable } from '../shell/unavailable.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { LeaveContext } from './leave.ts';
import { isOpen } from './open-page.tsx';
import { SignedOut } from './signed-out.tsx';
import type { Configuration } from './configuration.ts';

const RETURN = '/signed-in';

/** Signs in by code flow with PKCE, and gives everything below the API as that person. Comes back to the page that was asked for. */
export function Signed({ configuration, children }: { configuration: Configuration; children: ReactNode }) {
  const { issuer, clientId } = configuration;
  return (
    <AuthProvider
      authority={issuer} client_id={clientId} redirect_uri={`${location.origin}${RETURN}`} scope="openid profile email" automaticSilentRenew
      userStore={new WebStorageStateStore({ store: localStorage })}
      onSigninCallback={(user) => void router.navigate(typeof user?.state === 'string' ? user.state : '/', { replace: true })}
    >
      <Gate configuration={configuration}>{children}</Gate>
    </AuthProvider>
  );
}

function Gate({ configuration, children }: { configuration: Configuration; children: ReactNode }) {
  const auth = useAuth();
  // A renewal that failed is no fault: the page goes on while its token lasts, and over the sign-in after that.
  const fault = auth.error && !['renewSilent', 'signinSilent'].includes(auth.error.source) ? auth.error : undefined;
  const away = !auth.isLoading && !auth.isAuthenticated && !auth.activeNavigator && !fault;
  const left = location.pathname === '/signed-out';
  const open = isOpen(location.pathname);
  useEffect(() => {
    if (!away || left || open) return;
    if (auth.user?.refresh_token && !auth.error) void auth.signinSilent();
    else void auth.signinRedirect({ state: location.pathname === RETURN ? '/' : `${location.pathname}${location.search}` });
  }, [away, left, open]);

  const token = auth.isAuthenticated ? configuration.bearer === 'id_token' ? auth.user?.id_token : auth.user?.access_token : undefined;
  const client = useMemo(() => new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        // A no stays a no; what did not get through is asked again.
        retry: (count, error) => count < 3 && !((error as ApiProblem).status >= 400 && (error as ApiProblem).status < 500),
      },
    },
  }), [auth.user?.profile.sub]);
  const api = useMemo(() => token || (open && away) ? createApi({ base: configuration.api, token, unauthorised: () => void auth.removeUser() }) : undefined, [token, open && away, configuration.api]);
  // Every page needs both, and drawing it would ask for one after the other.
  useEffect(() => { if (api && token) prefetchBasics(client, api); }, [api, token, client]);
  const leave = async (): Promise<void> => {
    history.replaceState(null, '', '/signed-out');
    await auth.removeUser();
    if (configuration.signOut) location.assign(configuration.signOut);
  };

  if (fault) return <Unavailable error={fault} again={() => void auth.signinRedirect()} />;
  if (left && !auth.isAuthenticated) return <SignedOut again={() => void auth.signinRedirect({ state: '/' })} />;
  if (!api) return <Waiting />;
  return <QueryClientProvider client={client}><ApiContext value={api}><LeaveContext value={leave}>{children}</LeaveContext></ApiContext></QueryClientProvider>;
}
