import { Link } from '@tanstack/react-router';
import type { MapSpotOnWire } from '../../../src/operations/places/contract.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { sitesWords } from './sites-words.ts';

/** How many units lie at a spot, and the way to them. */
export function UnitsAtSpot({ site, spot }: { site: string; spot: MapSpotOnWire }) {
  const say = useSliceWords(sitesWords);
  const { number } = useSpeech();
  const count = `${number(spot.units)}${spot.isMore ? '+' : ''}`;
  return (
    <p>
      {spot.units > 0 ? (
        <Link to="/stock" search={{ site, location: spot.code }}>
          {say('unitsHere')}: {count}
        </Link>
      ) : (
        say('empty')
      )}
      {spot.pieces !== 0 && ` · ${say('pieces', { count: number(spot.pieces) })}`}
    </p>
  );
}
