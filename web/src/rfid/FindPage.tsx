import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Volume2, VolumeX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useDevice } from '../shell/device.ts';
import { useSliceWords } from '../words/words.ts';
import '../shell/acting.css';
import { ChooseUnits } from './ChooseUnits.tsx';
import { Gauge, SmallGauge } from './Gauge.tsx';
import { RfidTabs } from './RfidTabs.tsx';
import { rfidWords } from './rfid-words.ts';
import { nearnessOf, percentOf } from './strength.ts';
import { useClicks } from './use-clicks.ts';
import { useStrengths } from './use-strengths.ts';

/** Walks somebody to a unit, or to the nearest of several: the nearer, the larger, the faster, the higher. */
export function FindPage() {
  const say = useSliceWords(rfidWords);
  const { units = '' } = useSearch({ from: '/rfid/find' });
  const navigate = useNavigate();
  const ids = units.split(',').filter((one) => one !== '');
  const look = (wanted: readonly string[]) =>
    void navigate({
      to: '/rfid/find',
      search: wanted.length === 0 ? {} : { units: [...new Set(wanted)].join() },
    });
  return (
    <div className="stack find-page">
      <header>
        <h1>{say('find')}</h1>
        <p className="soft under-title">{say('findHint')}</p>
      </header>
      <RfidTabs />
      {ids.length > 0 && <Looking ids={ids} drop={(id) => look(ids.filter((one) => one !== id))} />}
      <ChooseUnits add={(found) => look([...ids, ...found])} />
    </div>
  );
}

function Looking({ ids, drop }: { ids: readonly string[]; drop(id: string): void }) {
  const say = useSliceWords(rfidWords);
  const { known, state, problem } = useStrengths(ids.join());
  const now = useNow();
  const audible = ids
    .map((id) => ({ id, strength: known.get(Number(id)) }))
    .map((one) => ({ ...one, nearness: nearnessOf(one.strength, now) }))
    .map((one) => ({ ...one, percent: isHeard(one.nearness) ? percentOf(one.strength?.dbm ?? null) : 0 }));
  const nearest = audible.reduce((best, one) => (one.percent > best.percent ? one : best));
  useClicks(state === 'on' ? nearest.percent : 0);
  if (problem !== null) return <p role="alert">{problem}</p>;
  return (
    <section className="stack" aria-label={say('strength')}>
      <p role="status" className="find-state">
        {state === 'off' && say(known.size === 0 ? 'connecting' : 'cutOff')}
      </p>
      <Gauge id={nearest.id} known={nearest.strength} now={now} drop={drop} />
      {ids.length > 1 && (
        <ul className="find-list">
          {audible
            .filter(({ id }) => id !== nearest.id)
            .map(({ id, strength }) => (
              <SmallGauge key={id} id={id} known={strength} now={now} drop={drop} />
            ))}
        </ul>
      )}
      <SoundSwitch />
    </section>
  );
}

function isHeard(nearness: string): boolean {
  return nearness !== 'silent' && nearness !== 'never';
}

function SoundSwitch() {
  const say = useSliceWords(rfidWords);
  const { sounds, setSounds } = useDevice();
  return (
    <div className="acts">
      <Button
        variant="default"
        aria-pressed={sounds}
        leftSection={sounds ? <Volume2 size={18} aria-hidden /> : <VolumeX size={18} aria-hidden />}
        onClick={() => setSounds(!sounds)}
      >
        {say(sounds ? 'soundOn' : 'soundOff')}
      </Button>
    </div>
  );
}

/** This device's own clock, looked at four times a second: silence is told although nothing comes. */
function useNow(): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return now;
}
