import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ageStep } from '../../../src/domain/valuation/ageing.ts';
import type { InventorySpot } from '../../../src/operations/inventory/contract.ts';
import type { ListSearch } from '../lists/list-search.ts';
import type { ListQuery } from '../lists/read-page.ts';
import { readAll } from '../server/read-all.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { AisleColor } from '../sites/AisleColor.tsx';
import { zonesOf } from '../sites/map-layout.ts';
import { ZoneOnMap } from '../sites/SiteMap.tsx';
import { useSiteMap } from '../sites/site-queries.ts';
import '../sites/sites.css';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useAgeWords } from './ages.ts';
import { inventoryWords } from './inventory-words.ts';

interface AgeMapProps {
  readonly site: string | undefined;
  readonly asked: ListQuery;
  readonly search: ListSearch;
}

/** The site as it stands, each spot coloured by its oldest unit and as full as it is beside the fullest. */
export function AgeMap({ site, asked, search }: AgeMapProps) {
  const say = useSliceWords(inventoryWords);
  if (site === undefined || site === '*') return <p className="panel">{say('mapNeedsSite')}</p>;
  return (
    <section className="panel" aria-labelledby="age-map">
      <h2 id="age-map">{say('view_map')}</h2>
      <p className="soft">{say('mapHint')}</p>
      <p className="inventory-legend">
        <span className="soft">{say('legend')}</span>
        {([1, 2, 3, 4] as const).map((step) => (
          <span key={step}>
            <i className="inventory-mark" data-age={step} aria-hidden /> {say(`legend_${step}`)}
          </span>
        ))}
      </p>
      <Spots key={site} site={site} asked={asked} search={search} />
    </section>
  );
}

function Spots({ site, asked, search }: AgeMapProps & { site: string }) {
  const say = useSliceWords(inventoryWords);
  const { number } = useSpeech();
  const { daysText } = useAgeWords();
  const navigate = useNavigate();
  const { location: _location, ...wide } = asked;
  const map = useSiteMap(site);
  const ages = useQuery({
    queryKey: ['inventory-spots', wide],
    queryFn: () => readAll<InventorySpot>('/api/inventory/spots', wide),
  });
  const trouble = map.error ?? ages.error;
  if (trouble)
    return <Trouble error={trouble} reset={() => void Promise.all([map.refetch(), ages.refetch()])} />;
  if (!map.data || !ages.data) return <Loading />;
  const found = new Map(ages.data.map((spot) => [spot.code, spot]));
  const most = Math.max(1, ...ages.data.map(({ units }) => units));
  const { location: chosen, after: _after, before: _before, ...kept } = search;
  const choose = (code: string) =>
    void navigate({
      to: '/inventory',
      search: { ...kept, ...(code === chosen ? {} : { location: code }) },
      replace: true,
      resetScroll: false,
    });
  return (
    <div className="site-map">
      {zonesOf(map.data).map((zone) => (
        <ZoneOnMap key={zone.key} zone={zone}>
          {({ code, color, active }) => {
            const spot = found.get(code);
            const units = spot?.units ?? 0;
            const days = spot?.oldestDays ?? null;
            return (
              <button
                type="button"
                className="spot inventory-spot"
                data-off={!active}
                aria-pressed={code === chosen}
                aria-label={
                  days === null
                    ? `${code}: ${say('empty')}`
                    : say('spotLine', { code, units: number(units), days: daysText(days) })
                }
                onClick={() => choose(code)}
              >
                <span className="spot-code">
                  <AisleColor color={color} />
                  {code}
                </span>
                <span className="spot-load">
                  {days === null ? say('empty') : `${number(units)} · ${daysText(days)}`}
                </span>
                <i
                  className="inventory-fill"
                  data-age={ageStep(days)}
                  style={{ width: `${Math.ceil((units / most) * 100)}%` }}
                  aria-hidden
                />
              </button>
            );
          }}
        </ZoneOnMap>
      ))}
    </div>
  );
}
