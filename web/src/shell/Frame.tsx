import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { MapPin, Search } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { ChooseSite } from '../access/ChooseSite.tsx';
import { onSessionEnd } from '../access/session-store.ts';
import { Who } from '../access/Who.tsx';
import { listenForSearch, openSearch } from '../search/open-search.ts';
import { enter, useSession } from '../server/queries.ts';
import { useSpeech } from '../words/words.ts';
import { useDevice } from './device.ts';
import { LiveMark } from './LiveMark.tsx';
import { Menu } from './Menu.tsx';
import { Loading, Trouble } from './Trouble.tsx';

const SearchPalette = lazy(() =>
  import('../search/SearchPalette.tsx').then(({ SearchPalette }) => ({ default: SearchPalette })),
);

const loadSignIn = () => import('../access/SignIn.tsx');
const SignIn = lazy(() => loadSignIn().then(({ SignIn }) => ({ default: SignIn })));

/** Pages that do not look at the device's site: who sets up a new retailer has none yet. */
const ofAllSites = /^\/(?:$|(?:sites|people|devices|keys|audit|settings|catalog)(?:\/|$))/;

/** What stands around every page. Who is not signed in is asked to, on whatever page it is. */
export function Frame() {
  const session = useSession();
  const { refetch } = session;
  const { site } = useDevice();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // A device is let in by its code: nobody has signed in on it yet.
  const isPairing = path === '/pair';
  useEffect(() => onSessionEnd((why) => (why === 'ended' ? enter(null) : void refetch())), [refetch]);
  if (isPairing)
    return (
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    );
  if (session.isPending) return <Loading />;
  if (session.isError) return <Trouble error={session.error} reset={() => void session.refetch()} />;
  if (session.data === null || session.data.mustChoosePassword)
    return (
      <Suspense fallback={<Loading />}>
        <SignIn known={session.data} />
      </Suspense>
    );
  // Other hands, another page: nothing of the one before stays on the screen.
  return (
    <Surroundings key={session.data.actor} session={session.data}>
      {site === null && !ofAllSites.test(path) ? <ChooseSite /> : <Outlet />}
    </Surroundings>
  );
}

function Surroundings({ session, children }: { session: SessionOnWire; children: ReactNode }) {
  const { say } = useSpeech();
  const { site, chooseSite } = useDevice();
  useEffect(listenForSearch, []);
  // A device is locked and handed on without a connection too.
  useEffect(() => void loadSignIn().catch(() => undefined), []);
  return (
    <div className="frame">
      <a className="skip-link" href="#page">
        {say('skipToContent')}
      </a>
      <header className="top">
        <Link to="/" className="brand" aria-label="Unitrail">
          <img src="/unitrail.svg" alt="" width={26} height={26} />
          <span>Unitrail</span>
        </Link>
        <button type="button" className="top-search" onClick={openSearch} aria-label={say('search')}>
          <Search size={18} aria-hidden />
          <span>{say('searchEverything')}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <LiveMark />
        {site !== null && (
          <button
            type="button"
            className="top-site"
            onClick={() => chooseSite(null)}
            aria-label={`${say('site')}: ${site}`}
          >
            <MapPin size={18} aria-hidden /> {site}
          </button>
        )}
        <Who session={session} />
      </header>
      <Menu session={session} />
      <main className="page" id="page" tabIndex={-1}>
        <Suspense fallback={<Loading />}>{children}</Suspense>
      </main>
      <Suspense>
        <SearchPalette />
      </Suspense>
    </div>
  );
}
