import type { Unit, UnitEvent } from '../server/wire.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { placedHolds } from './unit-holds.ts';
import { unitsWords } from './units-words.ts';

/** What holds the unit: who placed each hold, why, and when. Nothing where nothing does. */
export function UnitHolds({ unit, events }: { unit: Unit; events: readonly UnitEvent[] }) {
  const say = useSliceWords(unitsWords);
  const { hold, time } = useSpeech();
  if (unit.holds.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="unit-holds">
      <h2 id="unit-holds">{say('holds')}</h2>
      <ul className="plain-list">
        {placedHolds(unit, events).map(({ key, placed, reason }) => (
          <li key={key} className="number-line">
            <span className="chip" data-tone="ask">
              {hold(key)}
            </span>
            <span>{reason}</span>
            {placed ? (
              <span className="soft">
                {say('placedBy', { who: placed.actor, when: time(placed.at ?? placed.recordedAt) })} ·{' '}
                <a href={`#event-${placed.seq}`}>{say('toEvent', { seq: placed.seq })}</a>
              </span>
            ) : (
              <span className="soft">{say('byScope')}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
