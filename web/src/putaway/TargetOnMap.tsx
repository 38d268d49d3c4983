import { MapPin } from 'lucide-react';
import { mostOf, zonesOf } from '../sites/map-layout.ts';
import { SpotOnMap, ZoneOnMap } from '../sites/SiteMap.tsx';
import { useSiteMap } from '../sites/site-queries.ts';
import { useSliceWords } from '../words/words.ts';
import { putawayWords } from './putaway-words.ts';

/** The aisle of the spot to go to, with the spot marked. */
export function TargetOnMap({ site, spot }: { site: string; spot: string }) {
  const say = useSliceWords(putawayWords);
  const map = useSiteMap(site);
  if (!map.isSuccess) return null;
  const isTarget = ({ code }: { readonly code: string }) => code === spot;
  const zone = zonesOf(map.data).find(({ bays }) => bays.some(({ spots }) => spots.some(isTarget)));
  if (!zone) return null;
  const most = mostOf(map.data);
  return (
    <div className="putaway-map">
      <ZoneOnMap zone={zone}>
        {(one) => (
          <div className="spot" data-here={isTarget(one)}>
            <SpotOnMap spot={one} most={most} />
            {isTarget(one) && (
              <span className="spot-here">
                <MapPin size={14} aria-hidden /> {say('here')}
              </span>
            )}
          </div>
        )}
      </ZoneOnMap>
    </div>
  );
}
