import { useQuery } from '@tanstack/react-query';
import { Choices } from '../scanning/Choices.tsx';
import { ask, withQuery } from '../server/ask.ts';
import type { Explanations } from '../server/wire.ts';
import { useSliceWords } from '../words/words.ts';
import { countingWords } from './counting-words.ts';

const mostShown = 3;

/** What a number that nobody knows may be: a unit with one digit read otherwise, a product's barcode. */
export function Nearest({
  code,
  take,
}: {
  code: string;
  take(codes: readonly string[], input: 'keyed'): void;
}) {
  const sayHere = useSliceWords(countingWords);
  const { data } = useQuery({
    queryKey: ['explained', code],
    queryFn: () => ask<Explanations>('GET', withQuery('/api/units/explain', { code })),
  });
  if (!data || data.explanations.length === 0) return null;
  return (
    <Choices
      title={sayHere('maybe')}
      choices={data.explanations.slice(0, mostShown).map(({ sentence, number, unit, kind }, nth) => ({
        key: `${nth} ${kind}`,
        code: number,
        label: number,
        taken: unit === null ? null : `UNIT:${unit.id}`,
        said: sentence,
        id: unit?.id ?? null,
      }))}
      take={take}
    />
  );
}
