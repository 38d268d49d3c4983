import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { MapSpotOnWire } from '../../../src/operations/places/contract.ts';
import { FormEnd } from '../forms/FormEnd.tsx';
import { ask } from '../server/ask.ts';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { spotKinds } from './SpotPanel.tsx';
import { siteAddress, useForgetSite } from './site-queries.ts';
import { sitesWords } from './sites-words.ts';
import { aisleOf, spotRange, spotsMax } from './spot-range.ts';

interface AddSpotsProps {
  readonly site: string;
  readonly spots: readonly MapSpotOnWire[];
}

/** Adds one spot or a whole range; what would be added is seen before it is. */
export function AddSpots({ site, spots }: AddSpotsProps) {
  const say = useSliceWords(sitesWords);
  const { number } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const [added, setAdded] = useState<number | null>(null);
  if (!isOpen)
    return (
      <div className="add-spots">
        <Button
          variant="default"
          leftSection={<Plus size={18} aria-hidden />}
          onClick={() => {
            setAdded(null);
            setOpen(true);
          }}
        >
          {say('addSpots')}
        </Button>
        {added !== null && <span role="status">{say('added', { count: number(added) })}</span>}
      </div>
    );
  return (
    <RangeForm
      site={site}
      spots={spots}
      onDone={(count) => {
        setAdded(count);
        setOpen(false);
      }}
    />
  );
}

function RangeForm({ site, spots, onDone }: AddSpotsProps & { onDone(added: number | null): void }) {
  const say = useSliceWords(sitesWords);
  const { number } = useSpeech();
  const forget = useForgetSite(site);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const range = spotRange(from, to);
  const codes = 'fault' in range ? [] : range;
  const known = new Set(spots.map(({ code }) => code));
  const existing = codes.filter((code) => known.has(code));
  const act = useAct(async (fields: FormData) => {
    await ask('POST', `${siteAddress(site)}/locations`, { locations: locationsOf(codes, fields) });
    await forget();
    onDone(codes.length);
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void act.run(new FormData(event.currentTarget));
  }
  return (
    <form className="panel act-panel add-spots-form" aria-label={say('addSpots')} onSubmit={submit}>
      <div className="fields">
        <TextInput
          label={say('from')}
          placeholder={say('fromHint')}
          value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
          required
          autoFocus
        />
        <TextInput
          label={say('to')}
          description={say('toHint')}
          value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        />
        <NativeSelect
          name="kind"
          label={say('kind')}
          data={spotKinds.map((kind) => ({ value: kind, label: say(`kind_${kind}`) }))}
        />
        <TextInput name="aisle" label={say('aisle')} description={say('aisleByCode')} maxLength={200} />
        <TextInput name="color" label={say('color')} description={say('colorHint')} maxLength={200} />
      </div>
      <Preview range={range} existing={existing} isTyped={from !== ''} />
      <FormEnd
        {...act}
        submit={say('addThem', { count: number(codes.length) })}
        disabled={codes.length === 0 || existing.length > 0}
        cancel={() => onDone(null)}
      />
    </form>
  );
}

interface PreviewProps {
  readonly range: ReturnType<typeof spotRange>;
  readonly existing: readonly string[];
  readonly isTyped: boolean;
}

/** What would be added, or why nothing would be. */
function Preview({ range, existing, isTyped }: PreviewProps) {
  const say = useSliceWords(sitesWords);
  const { number } = useSpeech();
  if ('fault' in range)
    return isTyped ? <p role="status">{say(`fault_${range.fault}`, { most: number(spotsMax) })}</p> : null;
  const [first, last] = [range[0]!, range.at(-1)!];
  const count = number(range.length);
  return (
    <div className="preview">
      <p role="status">
        {existing.length > 0
          ? say('existing', { count: number(existing.length), codes: existing.slice(0, 5).join(', ') })
          : range.length === 1
            ? say('previewOne', { first })
            : say('preview', { count, first, last })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <ul className="preview-codes" aria-label={say('addSpots')} tabIndex={0}>
        {range.map((code) => (
          <li key={code} className="chip" data-tone={existing.includes(code) ? 'bad' : undefined}>
            {code}
          </li>
        ))}
      </ul>
    </div>
  );
}

function locationsOf(codes: readonly string[], fields: FormData) {
  const text = (name: string) => String(fields.get(name) ?? '').trim();
  return codes.map((code) => {
    const aisle = text('aisle') || aisleOf(code);
    const color = text('color');
    return { code, kind: text('kind'), ...(aisle ? { aisle } : {}), ...(color ? { color } : {}) };
  });
}
