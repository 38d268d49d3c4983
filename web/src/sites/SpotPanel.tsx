import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { MapSpotOnWire } from '../../../src/operations/places/contract.ts';
import { FactList } from '../design/FactList.tsx';
import { FormEnd } from '../forms/FormEnd.tsx';
import { ask } from '../server/ask.ts';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { siteAddress, useForgetSite } from './site-queries.ts';
import { sitesWords } from './sites-words.ts';
import { UnitsAtSpot } from './UnitsAtSpot.tsx';

export const spotKinds = ['bin', 'floor', 'dock', 'staging', 'quarantine', 'cage', 'workshop'] as const;

interface SpotPanelProps {
  readonly site: string;
  readonly spot: MapSpotOnWire;
  readonly mayChange: boolean;
  onClose(): void;
}

/** One spot: what it is, what lies there, and the way to the units. */
export function SpotPanel({ site, spot, mayChange, onClose }: SpotPanelProps) {
  const say = useSliceWords(sitesWords);
  const { number } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const facts: readonly (readonly [string, string])[] = [
    [say('name'), spot.name],
    [say('kind'), say(`kind_${spot.kind}`)],
    [say('aisle'), spot.aisle ?? ''],
    [say('color'), spot.color ?? ''],
    [say('position'), spot.position === null ? '' : number(spot.position)],
    [say('capacity'), spot.capacity === null ? '' : number(spot.capacity)],
    [say('state'), say(spot.active ? 'open' : 'closed')],
  ];
  return (
    <section className="panel spot-panel act-panel" aria-label={say('spot', { code: spot.code })}>
      <h3>{say('spot', { code: spot.code })}</h3>
      <FactList facts={facts} />
      <UnitsAtSpot site={site} spot={spot} />
      {isOpen && <SpotForm site={site} spot={spot} onDone={() => setOpen(false)} />}
      <div className="acts">
        {mayChange && !isOpen && (
          <Button variant="default" onClick={() => setOpen(true)}>
            {say('change')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {say('closeSpot')}
        </Button>
      </div>
    </section>
  );
}

function SpotForm({ site, spot, onDone }: { site: string; spot: MapSpotOnWire; onDone(): void }) {
  const say = useSliceWords(sitesWords);
  const forget = useForgetSite(site);
  const act = useAct(async (fields: FormData) => {
    const text = (name: string) => String(fields.get(name) ?? '').trim();
    const position = text('position');
    const capacity = text('capacity');
    await ask('PATCH', `${siteAddress(site)}/locations/${encodeURIComponent(spot.code)}`, {
      name: text('name'),
      kind: text('kind'),
      aisle: text('aisle') || null,
      color: text('color') || null,
      position: position === '' ? null : Number(position),
      capacity: capacity === '' ? null : Number(capacity),
      active: fields.get('active') !== null,
    });
    await forget();
    onDone();
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void act.run(new FormData(event.currentTarget));
  }
  return (
    <form className="act-panel wide" aria-label={say('change')} onSubmit={submit}>
      <div className="fields">
        <TextInput name="name" label={say('name')} defaultValue={spot.name} required maxLength={200} />
        <NativeSelect
          name="kind"
          label={say('kind')}
          defaultValue={spot.kind}
          data={spotKinds.map((kind) => ({ value: kind, label: say(`kind_${kind}`) }))}
        />
        <TextInput name="aisle" label={say('aisle')} defaultValue={spot.aisle ?? ''} maxLength={200} />
        <TextInput
          name="color"
          label={say('color')}
          description={say('colorHint')}
          defaultValue={spot.color ?? ''}
          maxLength={200}
        />
        <TextInput
          name="position"
          label={say('position')}
          description={say('positionHint')}
          defaultValue={spot.position ?? ''}
          pattern="[0-9]{1,7}"
          inputMode="numeric"
        />
        <TextInput
          name="capacity"
          label={say('capacity')}
          description={say('capacityHint')}
          defaultValue={spot.capacity ?? ''}
          pattern="[1-9][0-9]{0,5}"
          inputMode="numeric"
        />
        <Switch
          name="active"
          label={say('inUse')}
          description={say('inUseHint')}
          defaultChecked={spot.active}
          error={act.at('active')}
        />
      </div>
      <FormEnd {...act} submit={say('save')} cancel={onDone} />
    </form>
  );
}
