import '@cloudscape-design/global-styles/index.css';
import './shell/shell.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { loadConfiguration } from './session/configuration.ts';
import { isWorthReloading } from './session/reload-once.ts';
import { Signed } from './session/signed.tsx';
import { router } from './shell/routes.tsx';
import { Unavailable } from './shell/unavailable.tsx';
import { applyKeptAppearance } from './shell/appearance.ts';

addEventListener('vite:preloadError', ({ payload }) => { if (isWorthReloading(payload.message, { storage: sessionStorage, online: navigator.onLine })) location.reload(); });
applyKeptAppearance();
const root = createRoot(document.getElementById('root')!);

try {
  const configuration = await loadConfiguration();
  root.render(<StrictMode><Signed configuration={configuration}><RouterProvider router={router} /></Signed></StrictMode>);
} catch (error) {
  root.render(<Unavailable error={error} />);
}
