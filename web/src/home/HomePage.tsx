import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import type { HomeOnWire } from '../../../src/operations/home/contract.ts';
import { ChooseSite } from '../access/ChooseSite.tsx';
import { onWaitingScans, waitingScans } from '../scanning/waiting-scans.ts';
import { perPerson } from '../scanning/whose-scans.ts';
import { ask, withQuery } from '../server/ask.ts';
import { useSession } from '../server/queries.ts';
import { useDevice } from '../shell/device.ts';
import { purposeOf } from '../shell/menu-groups.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { Imports, Receipts, ScansToday } from './DayPanels.tsx';
import { Doors } from './Doors.tsx';
import { homeWords } from './home-words.ts';
import { OpenQuestions } from './OpenQuestions.tsx';
import { SetUpList } from './SetUpList.tsx';
import { Waiting } from './Waiting.tsx';
import './home.css';

/** What waits for somebody. Who works on the floor goes on to the scan box unless something does. */
export function HomePage() {
  const { data: session } = useSession();
  const { site } = useDevice();
  const scans = useSyncExternalStore(onWaitingScans, waitingScans);
  const home = useQuery({
    queryKey: ['home', site],
    queryFn: () => ask<HomeOnWire>('GET', withQuery('/api/home', { site: site ?? undefined })),
  });
  if (!session || home.isPending) return <Loading />;
  const purpose = purposeOf(session);
  const { own, aside } = perPerson(scans, session);
  const queued = own.length + aside.length;
  if (home.isError) {
    // Without a connection the scan box still works, and keeps what is scanned.
    if (purpose === 'floor') return <Navigate to="/scan" replace />;
    return <Trouble error={home.error} reset={() => void home.refetch()} />;
  }
  const waits = queued > 0 || (home.data.exceptions?.own.length ?? 0) > 0;
  if (purpose === 'floor' && !waits && home.data.setUp === null) return <Navigate to="/scan" replace />;
  return <Home home={home.data} name={session.name} queued={queued} purpose={purpose} />;
}

interface HomeProps {
  readonly home: HomeOnWire;
  readonly name: string;
  readonly queued: number;
  readonly purpose: ReturnType<typeof purposeOf>;
}

function Home({ home, name, queued, purpose }: HomeProps) {
  const say = useSliceWords(homeWords);
  const { language } = useSpeech();
  const leads = purpose !== 'floor';
  const day = home.day && new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' });
  return (
    <div className="stack">
      <header>
        <h1>{say('hello', { name })}</h1>
        {day && (
          <p className="soft home-day">
            {say('today', { day: day.format(new Date(`${home.day}T00:00:00Z`)) })} · {home.site}
          </p>
        )}
      </header>
      {home.site === null && <ChooseSite />}
      <Waiting queued={queued} own={home.exceptions?.own ?? []} />
      {home.setUp?.some(({ done }) => !done) && <SetUpList steps={home.setUp} />}
      <div className="home-grid">
        {leads && home.exceptions && <OpenQuestions questions={home.exceptions} />}
        {leads && home.scans && <ScansToday scans={home.scans} since={home.since!} />}
        {leads && home.receipts && <Receipts receipts={home.receipts} />}
        {home.imports && home.imports.working + home.imports.paused > 0 && <Imports imports={home.imports} />}
      </div>
      <Doors purpose={purpose} />
    </div>
  );
}
