import { useState } from 'react';
import type { Evidence } from '../../../src/domain/events.ts';
import { readScan } from '../../../src/domain/identifiers/read-scan.ts';
import type { CartonAnswer, CartonListOnWire } from '../../../src/operations/receiving/cartons/contract.ts';
import { giveFeedback } from '../scanning/feedback.ts';
import { scanId } from '../scanning/scan-id.ts';
import { type Shown, show, troubleVerdict } from '../scanning/shown.ts';
import type { Verdict } from '../scanning/verdict.ts';
import { ask } from '../server/ask.ts';
import { queryClient } from '../server/queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { cartonWords } from './carton-words.ts';
import { receiptPath, rereadReceipt } from './receipt-queries.ts';

/** The SSCC that was scanned, where it is one and nothing besides. */
export function ssccOf(codes: readonly string[]): string | null {
  if (codes.length !== 1) return null;
  const read = readScan(codes[0]!);
  const [first] = 'error' in read ? [] : read.understood;
  return first?.as === 'sscc' ? first.sscc : null;
}

/** A carton whose label was scanned last, and what that did. */
export interface OpenedCarton {
  readonly shown: Shown;
  /** Null: it could not be taken. */
  readonly answer: CartonAnswer | null;
}

/** Labels of cartons at the dock: what each did stays in front of the person until the next scan. */
export function useCartonScans(number: string, location: string | null) {
  const speech = useSpeech();
  const say = useSliceWords(cartonWords);
  const [opened, setOpened] = useState<OpenedCarton | null>(null);

  async function open(sscc: string, codes: readonly string[], input: Evidence): Promise<void> {
    const where = location === null ? {} : { location };
    const path = `${cartonsPath(number)}/${sscc}/scans`;
    try {
      const said = { id: scanId(Date.now()), input, at: new Date().toISOString(), ...where };
      const answer = await ask<CartonAnswer>('POST', path, said);
      const verdict = verdictOf(answer);
      giveFeedback(verdict.tone);
      setOpened({ shown: show(codes, verdict), answer });
      if (answer.taken > 0) await rereadReceipt(number);
      await rereadCartons(number);
    } catch (error) {
      const verdict = troubleVerdict(error, speech);
      giveFeedback(verdict.tone);
      setOpened({ shown: show(codes, verdict), answer: null });
    }
  }

  function verdictOf({ step, taken, left, sample, sscc }: CartonAnswer): Verdict {
    const count = (value: number) => speech.number(value);
    const facts = [{ name: say('carton'), value: sscc }];
    const plain = (tone: Verdict['tone'], word: string, sentence: string, next: string) => ({
      tone,
      word,
      sentence,
      facts,
      next,
    });
    if (step === 'take')
      return left.length === 0
        ? plain('good', say('taken'), say('takenAll', { count: count(taken) }), say('nextCarton'))
        : plain(
            'ask',
            say('takenPartly'),
            say('takenSome', { count: count(taken), left: count(left.length) }),
            say('scanLeft'),
          );
    if (step === 'already') return plain('info', say('already'), say('alreadyHint'), say('nextCarton'));
    if (step === 'every_unit') return plain('ask', say('everyUnit'), say('everyUnitHint'), say('scanLeft'));
    const needed = count(Math.min(sample.needed - sample.scanned, left.length));
    return plain(
      'ask',
      say('openIt'),
      say('sampleHint', { needed, of: count(left.length) }),
      say('thenLabel'),
    );
  }

  return {
    opened,
    close: () => setOpened(null),
    /** Whether it was a carton's label; others are not for it. */
    take(codes: readonly string[], input: Evidence): boolean {
      const sscc = ssccOf(codes);
      if (sscc === null) return false;
      void open(sscc, codes, input);
      return true;
    },
  };
}

export const cartonsPath = (number: string) => `${receiptPath(number)}/cartons`;

export async function rereadCartons(number: string): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['receipt-cartons', number] });
}

/** Says that a carton holds something else; the delivery's cartons as they are then. */
export async function reportDifference(number: string, sscc: string): Promise<void> {
  const list = await ask<CartonListOnWire>('POST', `${cartonsPath(number)}/${sscc}/differences`);
  queryClient.setQueryData(['receipt-cartons', number], list);
}
