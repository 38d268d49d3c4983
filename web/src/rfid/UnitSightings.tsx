import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { UnitSightingsOnWire } from '../../../src/operations/rfid/contract.ts';
import { ask } from '../server/ask.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import './rfid.css';
import { rfidWords } from './rfid-words.ts';
import { Sureness } from './Sureness.tsx';

/** When and where readers heard a unit; nothing where none has: most shops' units have no tag. */
export function UnitSightings({ unit }: { unit: number }) {
  const say = useSliceWords(rfidWords);
  const { time } = useSpeech();
  const { data } = useQuery({
    queryKey: ['unit', String(unit), 'sightings'],
    queryFn: () => ask<UnitSightingsOnWire>('GET', `/api/units/${unit}/sightings`),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="sighted">
      <h2 id="sighted">{say('lastSighted')}</h2>
      <p className="soft">{say('lastSightedHint')}</p>
      <ol className="sighted">
        {data.items.slice(0, 3).map(({ lastAt, zones }) => (
          <li key={lastAt}>
            <time dateTime={lastAt} className="soft">
              {time(lastAt)}
            </time>
            {zones.map((zone) => (
              <span key={zone.place} className="sighted-zone">
                {zone.place} <Sureness level={zone.level} confidence={zone.confidence} />
              </span>
            ))}
          </li>
        ))}
      </ol>
      <p>
        <Link to="/rfid/find" search={{ units: String(unit) }}>
          {say('lookFor')}
        </Link>
      </p>
    </section>
  );
}
