import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { MapPin, Search } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { ChooseSite } from '../access/ChooseSite.tsx';
import { SignIn } from '../access/SignIn.tsx';
import { onSessionEnd } from '../access/session-store.ts';
import { Who } from '../access/Who.tsx';
import { listenForSearch, openSearch } from '../search/open-search.ts';
import { enter, useSession } from '../server/queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useDevice } from './device.ts';
import { menuFor } from './menu.ts';
import { menuWords } from './menu-words.ts';
import { Loading, Trouble } from './Trouble.tsx';

const SearchPalette = lazy(() =>
  import('../search/SearchPalette.tsx').then(({ SearchPalette }) => ({ default: SearchPalette })),
);

/** What stands around every page. Who is not signed in is asked to, on whatever page it is. */
export function Frame() {
  const session = useSession();
  const { refetch } = session;
  const { site } = useDevice();
  // A device is let in by its code: nobody has signed in on it yet.
  const isPairing = useRouterState({ select: ({ location }) => location.pathname === '/pair' });
  useEffect(() => onSessionEnd((why) => (why === 'ended' ? enter(null) : void refetch())), [refetch]);
  if (isPairing)
    return (
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    );
  if (session.isPending) return <Loading />;
  if (session.isError) return <Trouble error={session.error} reset={() => void session.refetch()} />;
  if (session.data === null || session.data.mustChoosePassword) return <SignIn known={session.data} />;
  // Other hands, another page: nothing of the one before stays on the screen.
  return (
    <Surroundings key={session.data.actor} session={session.data}>
      {site === null ? <ChooseSite /> : <Outlet />}
    </Surroundings>
  );
}

function Surroundings({ session, children }: { session: SessionOnWire; children: ReactNode }) {
  const { say } = useSpeech();
  const sayMenu = useSliceWords(menuWords);
  const { site, chooseSite } = useDevice();
  useEffect(listenForSearch, []);
  return (
    <div className="frame">
      <a className="skip-link" href="#page">
        {say('skipToContent')}
      </a>
      <header className="top">
        <Link to="/scan" className="brand" aria-label="Unitrail">
          <img src="/unitrail.svg" alt="" width={26} height={26} />
          <span>Unitrail</span>
        </Link>
        <button type="button" className="top-search" onClick={openSearch} aria-label={say('search')}>
          <Search size={18} aria-hidden />
          <span>{say('searchEverything')}</span>
          <kbd>Ctrl K</kbd>
        </button>
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
      <nav className="side" aria-label={say('menu')}>
        {menuFor(session).map(({ to, name, icon: Icon }) => (
          <Link to={to} key={to}>
            <Icon size={20} aria-hidden /> {sayMenu(name)}
          </Link>
        ))}
      </nav>
      <main className="page" id="page" tabIndex={-1}>
        <Suspense fallback={<Loading />}>{children}</Suspense>
      </main>
      <Suspense>
        <SearchPalette />
      </Suspense>
    </div>
  );
}
