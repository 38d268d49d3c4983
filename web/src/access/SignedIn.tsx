import { Button } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import { onWaitingScans, waitingScans } from '../scanning/waiting-scans.ts';
import { perPerson } from '../scanning/whose-scans.ts';
import { useSession } from '../server/queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { accessWords } from './access-words.ts';
import { signOut } from './sign-out.ts';

/** Who is signed in, and the way out. Scans that were not sent yet are told of before. */
export function SignedIn() {
  const { say, number } = useSpeech();
  const sayHere = useSliceWords(accessWords);
  const { data: session } = useSession();
  const scans = useSyncExternalStore(onWaitingScans, waitingScans);
  const [isWarned, setWarned] = useState(false);
  if (!session) return null;
  const roles = [
    ...new Set(session.grants.map(({ role, site }) => (site === null ? role : `${role} (${site})`))),
  ];
  const { own, aside } = perPerson(scans, session);
  const left = own.length + aside.length;
  return (
    <section className="panel stack">
      <p>
        {say('signedInAs', { name: session.name })} <span className="soft">{roles.join(', ')}</span>
      </p>
      {isWarned && left > 0 ? (
        <div role="alert" className="stack">
          <p className="notice" data-tone="ask">
            {sayHere(left === 1 ? 'leavesOne' : 'leavesMany', { count: number(left) })}
          </p>
          <div className="scan-row">
            <Button variant="default" onClick={() => void signOut()}>
              {sayHere('signOutAnyway')}
            </Button>
            <Button onClick={() => setWarned(false)}>{sayHere('stay')}</Button>
          </div>
        </div>
      ) : (
        <Button variant="default" onClick={() => (left > 0 ? setWarned(true) : void signOut())}>
          {say('signOut')}
        </Button>
      )}
    </section>
  );
}
