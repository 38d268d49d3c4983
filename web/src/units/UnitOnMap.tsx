import { Link } from '@tanstack/react-router';
import { MapPin } from 'lucide-react';
import { useSites } from '../server/queries.ts';
import { mostOf, zonesOf } from '../sites/map-layout.ts';
import { SpotOnMap, ZoneOnMap } from '../sites/SiteMap.tsx';
import { useSiteMap } from '../sites/site-queries.ts';
import { useSliceWords } from '../words/words.ts';
import { unitsWords } from './units-words.ts';
import '../sites/sites.css';

/** The aisle or zone in which a unit is, with its spot marked; nothing where it is at none of the sites one may see. */
export function UnitOnMap({ place }: { place: string }) {
  const [site = '', spot = ''] = place.split('/');
  const say = useSliceWords(unitsWords);
  // A carrier or a customer has no map, nor has a site that one may not see.
  const isSeen = useSites().data?.items.some(({ code }) => code === site) ?? false;
  const map = useSiteMap(site, isSeen);
  if (!map.isSuccess) return null;
  const zone = zonesOf(map.data).find(({ bays }) => bays.some(({ spots }) => spots.some(isHere)));
  if (!zone) return null;
  const most = mostOf(map.data);
  function isHere({ code }: { readonly code: string }): boolean {
    return code === spot;
  }
  return (
    <section className="panel" aria-labelledby="on-map">
      <h2 id="on-map">{say('onMap', { site })}</h2>
      <ZoneOnMap zone={zone}>
        {(one) => (
          <div className="spot" data-here={isHere(one)}>
            <SpotOnMap spot={one} most={most} />
            {isHere(one) && (
              <span className="spot-here">
                <MapPin size={14} aria-hidden /> {say('isHere')}
              </span>
            )}
          </div>
        )}
      </ZoneOnMap>
      <p>
        <Link to="/sites/$code" params={{ code: site }} search={{ spot }}>
          {say('openMap')}
        </Link>
      </p>
    </section>
  );
}
