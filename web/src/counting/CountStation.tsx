import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CountOnWire } from '../../../src/operations/counting/contract.ts';
import { ScanBox } from '../scanning/ScanBox.tsx';
import { textOf } from '../scanning/shown.ts';
import { VerdictCard } from '../scanning/VerdictCard.tsx';
import { useLocations } from '../server/queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { countingWords } from './counting-words.ts';
import { Nearest } from './Nearest.tsx';
import { type Asked, useCounting } from './use-counting.ts';

/** The scan box of a count: at which spot one stands, and what each scan means. */
export function CountStation({ count }: { count: CountOnWire }) {
  const sayHere = useSliceWords(countingWords);
  const { number } = useSpeech();
  const spots = useSpotsOf(count);
  const { shown, asked, spot, setSpot, waiting, take, dismiss } = useCounting(count.number, spots);
  return (
    <>
      <div className="station" data-station="inside">
        <div className="station-settings">
          <NativeSelect
            label={sayHere('spotField')}
            value={spot ?? ''}
            onChange={({ currentTarget: { value } }) => setSpot(value === '' ? null : value)}
            data={[
              { value: '', label: sayHere('anySpot') },
              ...spots.map((code) => ({ value: code, label: code })),
            ]}
          />
          {waiting > 1 && (
            <span className="chip" role="status">
              {sayHere('waiting', { count: number(waiting) })}
            </span>
          )}
        </div>
        <ScanBox take={take} />
      </div>
      <VerdictCard shown={shown} />
      {asked && (
        <Question
          key={textOf(asked.codes)}
          asked={asked}
          answer={(more) => take(asked.codes, asked.input, more)}
          close={dismiss}
        />
      )}
      {asked?.is === 'product' && <Nearest code={asked.codes[0]!} take={take} />}
    </>
  );
}

interface QuestionProps {
  readonly asked: Asked;
  answer(more: { quantity?: number; sku?: string }): void;
  close(): void;
}

/** What one more word makes of a scan: how many pieces, or which product a number is of. */
function Question({ asked, answer, close }: QuestionProps) {
  const { say } = useSpeech();
  const sayHere = useSliceWords(countingWords);
  const [pieces, setPieces] = useState<number | string>('');
  const [sku, setSku] = useState('');
  const code = textOf(asked.codes);
  const isPieces = asked.is === 'pieces';
  function submit(event: FormEvent) {
    event.preventDefault();
    if (isPieces && pieces !== '') answer({ quantity: Number(pieces) });
    if (!isPieces && sku.trim() !== '') answer({ sku: sku.trim() });
  }
  return (
    <form className="panel counting-question" onSubmit={submit}>
      {isPieces ? (
        <NumberInput
          label={sayHere('howMany', { code })}
          value={pieces}
          onChange={setPieces}
          min={0}
          max={1_000_000_000}
          allowDecimal={false}
          hideControls
          inputMode="numeric"
          required
          autoFocus
        />
      ) : (
        <TextInput
          label={sayHere('whichProduct', { code })}
          description={sayHere('sku')}
          value={sku}
          onChange={({ currentTarget }) => setSku(currentTarget.value)}
          maxLength={64}
          autoComplete="off"
          required
        />
      )}
      <div className="scan-row">
        <Button type="submit">{sayHere(isPieces ? 'countPieces' : 'note')}</Button>
        <Button variant="default" onClick={close}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  );
}

/** The spots that are counted, or all of the site's. */
function useSpotsOf({ site, spots, scope }: CountOnWire): readonly string[] {
  const all = useLocations(site).data?.items ?? [];
  const isWhole = scope.locations === undefined && scope.aisle === undefined;
  if (isWhole) return all.filter(({ active }) => active).map(({ code }) => code);
  return spots.map(({ location }) => location);
}
