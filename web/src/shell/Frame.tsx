import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { MapPin, Search } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { ChooseSite } from '../access/ChooseSite.tsx';
import { SignIn } from '../access/SignIn.tsx';
import { onSessionEnded } from '../access/session-store.ts';
import { listenForSearch, openSearch } from '../search/open-search.ts';
import { useSession } from '../server/queries.ts';
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
  const client = useQueryClient();
  const { site } = useDevice();
  useEffect(() => onSessionEnded(() => client.setQueryData(['session'], null)), [client]);
  if (session.isPending) return <Loading />;
  if (session.isError) return <Trouble error={session.error} reset={() => void session.refetch()} />;
  if (session.data === null || session.data.mustChoosePassword) return <SignIn known={session.data} />;
  return <Surroundings session={session.data}>{site === null ? <ChooseSite /> : <Outlet />}</Surroundings>;
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
