import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { StoredDesignOnWire } from '../../../src/operations/labels/contract.ts';
import { useMay } from '../server/use-may.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords } from '../words/words.ts';
import { useDesigns, usePreview } from './label-queries.ts';
import { labelWords } from './label-words.ts';
import './labels.css';
import { svgAddress } from './keep-file.ts';
import { WhoseLabels } from './WhoseLabels.tsx';

/** How labels look: the designs that there are, each as it is printed, and whose labels have which. */
export function LabelDesignsPage() {
  const say = useSliceWords(labelWords);
  const mayChange = useMay()('catalog', null);
  const designs = useDesigns();
  const items = designs.data?.items ?? [];
  return (
    <div className="stack">
      <h1>{say('title')}</h1>
      <p className="soft label-intro">{say('intro')}</p>
      {mayChange && (
        <div className="form-buttons">
          <Button
            leftSection={<Plus size={18} aria-hidden />}
            renderRoot={(props) => <Link to="/label-designs/new" {...props} />}
          >
            {say('newDesign')}
          </Button>
        </div>
      )}
      {designs.isPending && <Loading />}
      {designs.isError && <Trouble error={designs.error} reset={() => void designs.refetch()} />}
      {designs.isSuccess && items.length === 0 && <p className="panel">{say('none')}</p>}
      {items.length > 0 && (
        <ul className="plain-list label-list" aria-label={say('title')}>
          {items.map((one) => (
            <Card key={one.id} kept={one} />
          ))}
        </ul>
      )}
      {designs.isSuccess && <WhoseLabels designs={items} mayChange={mayChange} />}
    </div>
  );
}

const anything = { sku: '', serial: '' };

function Card({ kept }: { readonly kept: StoredDesignOnWire }) {
  const say = useSliceWords(labelWords);
  const { widthMm, heightMm, symbology, dpi } = kept.design;
  const { data } = usePreview(kept.design, anything);
  return (
    <li className="panel label-card">
      <div className="label-thumb" aria-hidden>
        {data?.svg && (
          <img src={svgAddress(data.svg)} alt="" style={{ aspectRatio: `${widthMm} / ${heightMm}` }} />
        )}
      </div>
      <div>
        <Link to="/label-designs/$id" params={{ id: String(kept.id) }} className="label-name">
          {kept.name}
        </Link>
        <p className="soft">
          {say('about', { width: widthMm, height: heightMm, symbology: say(symbology), dpi })}
        </p>
      </div>
    </li>
  );
}
