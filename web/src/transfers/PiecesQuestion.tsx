import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useLocations } from '../server/queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { transfersWords } from './transfers-words.ts';

interface PiecesProps {
  readonly code: string;
  /** Where they are taken from; null: they have come, to the spot of the station. */
  readonly from: string | null;
  take(quantity: number, spot: string | null): void;
  close(): void;
}

/** How many pieces of a plain product go, and from which spot; or how many have come. */
export function PiecesQuestion({ code, from, take, close }: PiecesProps) {
  const say = useSliceWords(transfersWords);
  const { say: sayUi } = useSpeech();
  const [pieces, setPieces] = useState<number | string>('');
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const spot = new FormData(event.currentTarget).get('spot');
    if (pieces !== '') take(Number(pieces), spot === null ? null : String(spot));
  }
  return (
    <form className="panel task-words" onSubmit={submit}>
      <NumberInput
        label={say(from === null ? 'piecesCame' : 'piecesGo', { code })}
        value={pieces}
        onChange={setPieces}
        min={1}
        max={1_000_000}
        allowDecimal={false}
        hideControls
        inputMode="numeric"
        required
        autoFocus
      />
      {from !== null && <SpotOf site={from} />}
      <Button type="submit">{say(from === null ? 'receivePieces' : 'sendPieces')}</Button>
      <Button variant="default" onClick={close}>
        {sayUi('cancel')}
      </Button>
    </form>
  );
}

function SpotOf({ site }: { site: string }) {
  const say = useSliceWords(transfersWords);
  const spots = (useLocations(site).data?.items ?? []).filter(({ active }) => active);
  return (
    <NativeSelect
      name="spot"
      label={say('fromSpot')}
      required
      data={spots.map(({ code, name }) => ({
        value: code,
        label: name === code ? code : `${code} · ${name}`,
      }))}
    />
  );
}
