import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import type { LocationOnWire } from '../../../src/operations/places/contract.ts';
import { useSliceWords } from '../words/words.ts';
import { putawayWords } from './putaway-words.ts';

interface PiecesProps {
  readonly spots: readonly LocationOnWire[];
  readonly to: string;
  put(quantity: number, from: string): void;
}

/** Of a plain product: how many pieces, and from which spot. */
export function Pieces({ spots, to, put }: PiecesProps) {
  const say = useSliceWords(putawayWords);
  const others = spots.filter(({ active, code }) => active && code !== to);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    put(Number(fields.get('quantity')), String(fields.get('from')));
  }
  return (
    <form className="panel stack" aria-labelledby="pieces" onSubmit={submit}>
      <h2 id="pieces">{say('piecesTo', { spot: to })}</h2>
      <TextInput
        name="quantity"
        label={say('howMany')}
        required
        autoFocus
        inputMode="numeric"
        pattern="[1-9][0-9]{0,8}"
        autoComplete="off"
      />
      <NativeSelect
        name="from"
        label={say('fromWhere')}
        defaultValue={others.find(({ kind }) => kind === 'dock')?.code}
        data={others.map(({ code, name }) => ({
          value: code,
          label: name === code ? code : `${code} · ${name}`,
        }))}
      />
      <div>
        <Button type="submit">{say('putHere')}</Button>
      </div>
    </form>
  );
}
