import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useUnit } from '../server/queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { rfidWords } from './rfid-words.ts';
import { type Known, nearnessOf, percentOf, secondsSilent } from './strength.ts';

interface GaugeProps {
  readonly id: string;
  readonly known: Known | undefined;
  /** By this device's own clock, milliseconds. */
  readonly now: number;
  drop(id: string): void;
}

const tones = { near: 'good', nearing: 'ask', far: 'info', silent: 'wait', never: 'wait' } as const;

/** The one to walk to: a circle that grows, with the figure and the word. */
export function Gauge({ id, known, now, drop }: GaugeProps) {
  const say = useSliceWords(rfidWords);
  const { number } = useSpeech();
  const nearness = nearnessOf(known, now);
  const isHeard = tones[nearness] !== 'wait';
  const percent = isHeard ? percentOf(known?.dbm ?? null) : 0;
  const facts = [
    isHeard && known && known.dbm !== null ? `${number(known.dbm)} dBm` : null,
    known?.place ? say('heardAt', { place: known.place }) : null,
  ];
  return (
    <div className="panel find-gauge">
      <Who id={id} drop={drop} />
      <div className="find-stage">
        <meter className="find-meter" aria-label={say('strength')} min={0} max={100} value={percent} />
        <div
          className="find-circle"
          aria-hidden
          data-tone={tones[nearness]}
          style={{ '--size': percent / 100 } as CSSProperties}
        >
          <span className="find-percent">{isHeard ? number(percent) : '–'}</span>
        </div>
      </div>
      <p className="find-word" aria-live="polite">
        <SaidOf known={known} now={now} />
      </p>
      <p className="soft find-facts">{facts.filter((fact) => fact !== null).join(' · ')}</p>
    </div>
  );
}

/** The others, one line each. */
export function SmallGauge({ id, known, now, drop }: GaugeProps) {
  const nearness = nearnessOf(known, now);
  const percent = tones[nearness] === 'wait' ? 0 : percentOf(known?.dbm ?? null);
  return (
    <li className="panel find-small">
      <Who id={id} drop={drop} />
      <div className="find-bar" aria-hidden>
        <div data-tone={tones[nearness]} style={{ width: `${percent}%` }} />
      </div>
      <p className="soft">
        <SaidOf known={known} now={now} />
      </p>
    </li>
  );
}

function SaidOf({ known, now }: { known: Known | undefined; now: number }) {
  const say = useSliceWords(rfidWords);
  const { age, number } = useSpeech();
  const nearness = nearnessOf(known, now);
  if (nearness === 'never' || !known) return say('notHeardYet');
  if (nearness !== 'silent') return say(nearness);
  const seconds = secondsSilent(known, now)!;
  if (seconds < 100) return say('silent', { seconds: number(seconds) });
  return say('longSilent', { age: age(new Date(Date.now() - seconds * 1_000).toISOString()) });
}

function Who({ id, drop }: Pick<GaugeProps, 'id' | 'drop'>) {
  const say = useSliceWords(rfidWords);
  const { data } = useUnit(id);
  const serial = data?.serial ?? id;
  return (
    <div className="find-who">
      <div>
        <Link to="/units/$id" params={{ id }} className="number">
          {serial}
        </Link>
        <div className="soft">{data?.name}</div>
      </div>
      <ActionIcon variant="default" size="xl" aria-label={say('stop', { serial })} onClick={() => drop(id)}>
        <X size={20} aria-hidden />
      </ActionIcon>
    </div>
  );
}
