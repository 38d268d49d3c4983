import { useQuery } from '@tanstack/react-query';
import type { ReasonOnWire } from '../../../src/operations/adjusting/contract.ts';
import { readAll } from '../server/read-all.ts';
import { useSliceWords } from '../words/words.ts';
import { reasonWords } from './reason-words.ts';

/** Every reason, closed ones too. */
export function useReasons() {
  return useQuery({
    queryKey: ['adjustment-reasons'],
    queryFn: () => readAll<ReasonOnWire>('/api/adjustment-reasons'),
    staleTime: 300_000,
  });
}

/** The word for a reason that comes with the product; one of the shop's own has the name that the shop gave it. */
export function useReasonWords(): (code: string, name: string) => string {
  const say = useSliceWords(reasonWords);
  return (code, name) =>
    Object.hasOwn(reasonWords.en, code) ? say(code as keyof (typeof reasonWords)['en']) : name;
}
