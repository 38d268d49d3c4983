import './scanning.css';
import { Button } from '@mantine/core';
import { CloudOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import type { Who } from '../access/session-store.ts';
import { onReach, serverIsAway } from '../server/reach.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { scanningWords } from './scanning-words.ts';
import { sendAgain } from './send-scan.ts';
import { textOf } from './shown.ts';
import { forgetScan, idOf, onWaitingScans, type WaitingScan, waitingScans } from './waiting-scans.ts';
import { perPerson } from './whose-scans.ts';

/** What waits on this device, and whose it is. `by`: who is signed in; without anybody everything is somebody else's. */
export function WaitingScans({ by }: { by: Who | null }) {
  const scans = useSyncExternalStore(onWaitingScans, waitingScans);
  const isAway = useSyncExternalStore(onReach, serverIsAway);
  const say = useSliceWords(scanningWords);
  const { number } = useSpeech();
  const { own, aside, others } = perPerson(scans, by);
  const count = number(own.length);
  return (
    <>
      {by !== null && isAway && (
        <p role="status" className="notice" data-tone="ask">
          <CloudOff size={18} aria-hidden />
          {own.length === 0
            ? say('offlineNone')
            : say(own.length === 1 ? 'offlineOne' : 'offlineMany', { count })}
        </p>
      )}
      {by !== null && !isAway && own.length > 1 && (
        <p role="status" className="soft">
          {say('ownMany', { count })}
        </p>
      )}
      {others.map(({ actor, name, count }) => (
        <p key={actor} role="status" className="notice">
          {say(count === 1 ? 'othersOne' : 'othersMany', { name, count: number(count) })}
        </p>
      ))}
      {aside.length > 0 && <SetAside scans={aside} />}
    </>
  );
}

/** A no that came when nobody stood before it: it stays until the person has seen it. */
function SetAside({ scans }: { scans: readonly WaitingScan[] }) {
  const say = useSliceWords(scanningWords);
  const { words, time } = useSpeech();
  return (
    <section className="panel" aria-labelledby="set-aside">
      <h2 id="set-aside">{say('asideTitle')}</h2>
      <ul className="plain-list">
        {scans.map((scan) => {
          const { codes, at } = scan.body.scans[0]!;
          const text = textOf(codes);
          return (
            <li key={idOf(scan)} className="entry">
              <span className="dot" data-tone="bad" aria-hidden />
              <span>
                <span className="number">{text}</span>
                <br />
                {words.move[scan.body.move]}: {scan.aside?.sentence}{' '}
                {at !== undefined && <span className="soft">{time(at)}</span>}
              </span>
              <span className="entry-buttons">
                {scan.aside?.canRepeat && (
                  <Button
                    size="compact-md"
                    aria-label={`${say('sendAgain')}: ${text}`}
                    onClick={() => sendAgain(scan)}
                  >
                    {say('sendAgain')}
                  </Button>
                )}
                <Button
                  size="compact-md"
                  variant="default"
                  aria-label={`${say('seen')}: ${text}`}
                  onClick={() => forgetScan(idOf(scan))}
                >
                  {say('seen')}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
