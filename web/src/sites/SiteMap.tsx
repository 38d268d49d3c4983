import type { MapSpotOnWire } from '../../../src/operations/places/contract.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { AisleColor } from './AisleColor.tsx';
import { fullnessOf, mostOf, type Zone, zonesOf } from './map-layout.ts';
import { sitesWords } from './sites-words.ts';

interface SiteMapProps {
  readonly spots: readonly MapSpotOnWire[];
  readonly chosen: string | undefined;
  onChoose(code: string): void;
}

/** The spots of a site by aisle and zone, each with its colour, what lies there, and how full that is. */
export function SiteMap({ spots, chosen, onChoose }: SiteMapProps) {
  const most = mostOf(spots);
  return (
    <div className="site-map">
      {zonesOf(spots).map((zone) => (
        <ZoneOnMap key={zone.key} zone={zone}>
          {(spot) => (
            <button
              type="button"
              className="spot"
              data-off={!spot.active}
              aria-pressed={spot.code === chosen}
              onClick={() => onChoose(spot.code)}
            >
              <SpotOnMap spot={spot} most={most} />
            </button>
          )}
        </ZoneOnMap>
      ))}
    </div>
  );
}

interface ZoneOnMapProps {
  readonly zone: Zone;
  readonly children: (spot: MapSpotOnWire) => React.ReactNode;
}

/** One aisle, bay beside bay, level over level. */
export function ZoneOnMap({ zone: { key, aisle, kind, bays }, children }: ZoneOnMapProps) {
  const say = useSliceWords(sitesWords);
  const id = `zone-${key.replaceAll(/[^A-Za-z0-9]/g, '-')}`;
  return (
    <section className="zone" aria-labelledby={id}>
      <h3 id={id}>{aisle === null ? say(`kind_${kind}`) : say('aisleNamed', { aisle })}</h3>
      <ul className="bays">
        {bays.map((bay) => (
          <li key={bay.key} className="bay">
            {bay.spots.map((spot) => (
              <div key={spot.code}>{children(spot)}</div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a spot says on the map. */
export function SpotOnMap({ spot, most }: { spot: MapSpotOnWire; most: number }) {
  const say = useSliceWords(sitesWords);
  const { number } = useSpeech();
  const { code, color, units, isMore, pieces } = spot;
  const parts = [
    ...(units > 0 ? [`${number(units)}${isMore ? '+' : ''}`] : []),
    ...(pieces > 0 ? [say('pieces', { count: number(pieces) })] : []),
  ];
  return (
    <>
      <span className="spot-code">
        <AisleColor color={color} />
        {code}
      </span>
      <span className="spot-load">{parts.join(' · ') || say('empty')}</span>
      <span className="spot-full" data-quarters={fullnessOf(spot, most)} aria-hidden />
    </>
  );
}
