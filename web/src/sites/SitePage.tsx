import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { SiteOnWire } from '../../../src/operations/places/contract.ts';
import { useMay } from '../server/use-may.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { AddSpots } from './AddSpots.tsx';
import { SerialScanning } from './SerialScanning.tsx';
import { SiteFacts } from './SiteFacts.tsx';
import { SiteMap } from './SiteMap.tsx';
import { SpotPanel } from './SpotPanel.tsx';
import { useSite, useSiteMap } from './site-queries.ts';
import { sitesWords } from './sites-words.ts';
import './sites.css';
import '../shell/acting.css';

/** One site: its map, what it is, and whether serials are scanned there. */
export function SitePage() {
  const { code } = useParams({ from: '/sites/$code' });
  const site = useSite(code);
  if (site.isPending) return <Loading />;
  if (site.isError) return <Trouble error={site.error} reset={() => void site.refetch()} />;
  return <Site key={site.data.code} site={site.data} />;
}

function Site({ site }: { site: SiteOnWire }) {
  const say = useSliceWords(sitesWords);
  const may = useMay();
  const mayChange = may('catalog', site.code);
  return (
    <div className="stack">
      <header>
        <h1>{site.name}</h1>
        <p className="chips under-title">
          <span className="number soft">{site.code}</span>
          <span className="chip">{say(`kind_${site.kind}`)}</span>
          {!site.active && (
            <span className="chip" data-tone="bad">
              {say('closed')}
            </span>
          )}
        </p>
      </header>
      <MapSection site={site} mayChange={mayChange} />
      <SiteFacts site={site} mayChange={mayChange} />
      <SerialScanning site={site} mayChange={mayChange} />
    </div>
  );
}

function MapSection({ site, mayChange }: { site: SiteOnWire; mayChange: boolean }) {
  const say = useSliceWords(sitesWords);
  const { number } = useSpeech();
  const { spot: chosen } = useSearch({ from: '/sites/$code' });
  const navigate = useNavigate({ from: '/sites/$code' });
  const map = useSiteMap(site.code);
  const choose = (spot: string | undefined) =>
    void navigate({ search: spot === undefined ? {} : { spot }, replace: true, resetScroll: false });
  if (map.isPending) return <Loading />;
  if (map.isError) return <Trouble error={map.error} reset={() => void map.refetch()} />;
  const spots = map.data;
  const units = spots.reduce((sum, spot) => sum + spot.units, 0);
  const shown = spots.find(({ code }) => code === chosen);
  return (
    <section className="panel" aria-labelledby="map">
      <h2 id="map">{say('map')}</h2>
      <p className="soft">{say('mapHint', { spots: number(spots.length), units: number(units) })}</p>
      {shown && (
        <SpotPanel
          key={shown.code}
          site={site.code}
          spot={shown}
          mayChange={mayChange}
          onClose={() => choose(undefined)}
        />
      )}
      <SiteMap spots={spots} chosen={chosen} onChoose={choose} />
      {mayChange && <AddSpots site={site.code} spots={spots} />}
    </section>
  );
}
