import './kits.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { SerializedProducts } from '../catalog/SerializedProducts.tsx';
import { useLocations } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords } from '../words/words.ts';
import { KitStation } from './KitStation.tsx';
import { useParts } from './kit-queries.ts';
import { kitWords } from './kit-words.ts';

/** Builds kits of one product: its parts by scan, against its parts list. */
export function BuildKitPage() {
  const say = useSliceWords(kitWords);
  const site = useDevice().site!;
  const may = useMay();
  const { sku } = useSearch({ from: '/build-kit' });
  if (!may('scan', site))
    return (
      <section className="panel">
        <h1>{say('build')}</h1>
        <p>{say('mayNot')}</p>
      </section>
    );
  return sku === undefined ? <Which /> : <AtSpot key={`${site} ${sku}`} site={site} sku={sku} />;
}

function Which() {
  const say = useSliceWords(kitWords);
  const navigate = useNavigate();
  function choose(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const sku = String(new FormData(event.currentTarget).get('sku')).trim();
    if (sku !== '') void navigate({ to: '/build-kit', search: { sku } });
  }
  return (
    <div className="stack kit-page">
      <h1>{say('build')}</h1>
      <form className="panel stack" onSubmit={choose} aria-label={say('which')}>
        <SerializedProducts id="kit-products" />
        <TextInput
          name="sku"
          label={say('which')}
          description={say('whichHint')}
          list="kit-products"
          required
          maxLength={64}
          autoComplete="off"
          autoFocus
        />
        <Button type="submit">{say('choose')}</Button>
      </form>
    </div>
  );
}

function AtSpot({ site, sku }: { site: string; sku: string }) {
  const say = useSliceWords(kitWords);
  const locations = useLocations(site);
  const [chosen, setSpot] = useState<string | null>(null);
  if (locations.isError) return <Trouble error={locations.error} reset={() => void locations.refetch()} />;
  if (!locations.data) return <Loading />;
  const spots = locations.data.items.filter(({ active }) => active);
  const usual = spots.find(({ kind }) => kind === 'workshop' || kind === 'bin') ?? spots[0];
  const location = chosen ?? usual?.code ?? '';
  const choice = (
    <NativeSelect
      label={say('spot')}
      description={say('spotHint')}
      value={location}
      onChange={({ currentTarget }) => setSpot(currentTarget.value)}
      data={spots.map(({ code, name }) => ({
        value: code,
        label: name === code ? code : `${code} · ${name}`,
      }))}
    />
  );
  return <WithParts key={location} place={{ sku, site, location }} choice={choice} />;
}

function WithParts(props: Omit<Parameters<typeof KitStation>[0], 'list'>) {
  const parts = useParts(props.place);
  if (parts.error) return <Trouble error={parts.error} reset={() => void parts.refetch()} />;
  return parts.data ? <KitStation {...props} list={parts.data} /> : <Loading />;
}
