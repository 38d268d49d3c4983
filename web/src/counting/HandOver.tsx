import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CountOnWire, CountPeopleOnWire } from '../../../src/operations/counting/contract.ts';
import { Confirmed } from '../forms/Confirm.tsx';
import { ask } from '../server/ask.ts';
import { useSliceWords } from '../words/words.ts';
import { countPath, rereadCount } from './count-queries.ts';
import { countingWords } from './counting-words.ts';

/** Gives a count to somebody of this site by name; what was scanned stays with it. */
export function HandOver({ count: { number, holder } }: { count: CountOnWire }) {
  const sayHere = useSliceWords(countingWords);
  const [to, setTo] = useState('');
  const { data } = useQuery({
    queryKey: ['count-people', number],
    queryFn: () => ask<CountPeopleOnWire>('GET', `${countPath(number)}/people`),
  });
  const others = (data?.items ?? []).filter(({ actor }) => actor !== holder.actor);
  if (others.length === 0) return null;
  return (
    <Confirmed
      label={sayHere('handOver')}
      hint={sayHere('handOverHint')}
      reason="possible"
      reasonLabel={sayHere('handOverNote')}
      confirm={async (note) => {
        const body = { step: 'hand_over', to, ...(note === '' ? {} : { note }) };
        await ask('POST', `${countPath(number)}/steps`, body);
        await rereadCount(number);
      }}
    >
      <NativeSelect
        label={sayHere('handOverTo')}
        required
        value={to}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
        data={[{ value: '', label: '' }, ...others.map(({ actor, name }) => ({ value: actor, label: name }))]}
      />
    </Confirmed>
  );
}
