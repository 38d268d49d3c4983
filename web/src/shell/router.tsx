import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { ScanPage } from '../scanning/ScanPage.tsx';
import { Frame } from './Frame.tsx';
import { NotHere, Trouble } from './Trouble.tsx';

/** A screen of ours that broke is a fault, told like one of the server's. */
function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  return <Trouble error={error instanceof Error ? error : new Error(String(error))} reset={reset} />;
}

const root = createRootRoute({ component: Frame, notFoundComponent: NotHere, errorComponent: Broken });
const under = <const Path extends string>(path: Path) => ({ getParentRoute: () => root, path });

const home = createRoute({
  ...under('/'),
  beforeLoad: () => {
    throw redirect({ to: '/scan' });
  },
});
const scan = createRoute({ ...under('/scan'), component: ScanPage });
const unit = createRoute({
  ...under('/units/$id'),
  component: lazyRouteComponent(() => import('../units/UnitPage.tsx'), 'UnitPage'),
});
const exceptions = createRoute({
  ...under('/exceptions'),
  validateSearch: (search): { show?: 'settled' } => (search.show === 'settled' ? { show: 'settled' } : {}),
  component: lazyRouteComponent(() => import('../exceptions/ExceptionsPage.tsx'), 'ExceptionsPage'),
});
const settings = createRoute({
  ...under('/settings'),
  component: lazyRouteComponent(() => import('../shell/SettingsPage.tsx'), 'SettingsPage'),
});

/** The addresses of the screens. The server gives the page for these (src/http/screens.ts). */
export const router = createRouter({
  routeTree: root.addChildren([home, scan, unit, exceptions, settings]),
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
