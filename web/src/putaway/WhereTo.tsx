import { Button } from '@mantine/core';
import type { SuggestionOnWire } from '../../../src/operations/putaway/contract.ts';
import type { Unit } from '../server/wire.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { AisleColor } from '../sites/AisleColor.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useSuggestions } from './putaway-queries.ts';
import { putawayWords } from './putaway-words.ts';
import { TargetOnMap } from './TargetOnMap.tsx';

interface WhereToProps {
  readonly site: string;
  readonly unit: Unit;
  put(spot: string): void;
}

/** Where the unit in one's hand best goes: spots with aisle, colour and why; scanning the spot puts it there. */
export function WhereTo({ site, unit, put }: WhereToProps) {
  const say = useSliceWords(putawayWords);
  const asked = useSuggestions(site, unit.id);
  if (asked.isPending) return <Loading />;
  if (asked.isError) return <Trouble error={asked.error} reset={() => void asked.refetch()} />;
  const { items } = asked.data;
  return (
    <section className="panel stack" aria-labelledby="where-to">
      <h2 id="where-to">{say('whereTo')}</h2>
      <p>{say(items.length === 0 ? 'nowhere' : 'scanItsSpot')}</p>
      {items.length > 0 && (
        <ol className="plain-list putaway-spots" aria-label={say('whereTo')}>
          {items.map((spot, nth) => (
            <li key={spot.code} data-best={nth === 0}>
              <SpotSuggestion spot={spot} />
              <Button
                variant={nth === 0 ? 'filled' : 'default'}
                aria-label={say('putIn', { spot: spot.code })}
                onClick={() => put(spot.code)}
              >
                {say('putHere')}
              </Button>
            </li>
          ))}
        </ol>
      )}
      {items[0] && <TargetOnMap site={site} spot={items[0].code} />}
    </section>
  );
}

function SpotSuggestion({ spot }: { spot: SuggestionOnWire }) {
  const say = useSliceWords(putawayWords);
  const { number } = useSpeech();
  const { code, aisle, color, units, capacity, same, why } = spot;
  const load =
    capacity === null
      ? say('load', { units: number(units) })
      : say('loadOf', { units: number(units), capacity: number(capacity) });
  return (
    <span>
      <strong className="putaway-code">
        <AisleColor color={color} /> <span className="number">{code}</span>
      </strong>
      <span className="soft">
        {[
          ...(aisle === null ? [] : [say('aisle', { aisle })]),
          say(`why_${why}`, { count: number(same) }),
          load,
        ].join(' · ')}
      </span>
    </span>
  );
}
