import { useRef, useState } from 'react';
import type { Evidence } from '../../../src/domain/events.ts';
import type { ReadBackOnWire } from '../../../src/operations/printing/contract.ts';
import { giveFeedback } from '../scanning/feedback.ts';
import { type Shown, show, troubleVerdict } from '../scanning/shown.ts';
import { plainVerdict, type Verdict } from '../scanning/verdict.ts';
import { ask } from '../server/ask.ts';
import { forgetUnits } from '../server/queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { forgetLabels } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';

type Say = ReturnType<typeof useSliceWords<keyof (typeof printingWords)['en']>>;

interface Bench {
  readonly site: string;
  readonly job: number;
  /** Each thing is scanned before its label. */
  readonly withThings: boolean;
}

/** Labels that are read back, one after the other; what is scanned meanwhile waits. */
export function useReadBack(bench: Bench) {
  const speech = useSpeech();
  const say = useSliceWords(printingWords);
  const [shown, setShown] = useState<Shown | null>(null);
  const thing = useRef<string | null>(null);
  const queue = useRef<Promise<void>>(Promise.resolve());

  function tell(codes: readonly string[], verdict: Verdict): void {
    setShown(show(codes, verdict));
    giveFeedback(verdict.tone);
  }

  async function read(codes: readonly string[], input: Evidence): Promise<void> {
    const code = codes[0]!;
    if (bench.withThings && thing.current === null) {
      thing.current = code;
      tell(codes, plainVerdict('ask', say('nowLabel'), code, say('nowLabelHint')));
      return;
    }
    setShown(show(codes, plainVerdict('wait', speech.say('working'), '', '')));
    try {
      const { site, job } = bench;
      const of = thing.current === null ? {} : { thing: thing.current };
      const body = { site, job, code, input, ...of };
      const told = await ask<ReadBackOnWire>('POST', '/api/labels/read', body);
      thing.current = null;
      tell(codes, verdictOf(told, say));
      if (told.unit) forgetUnits();
      if (told.outcome !== 'refused') await forgetLabels();
    } catch (error) {
      tell(codes, troubleVerdict(error, speech));
    }
  }

  return {
    shown,
    take(codes: readonly string[], input: Evidence) {
      queue.current = queue.current.then(() => read(codes, input));
    },
    /** The next scan is a thing again. */
    forgetThing() {
      thing.current = null;
      setShown(null);
    },
  };
}

const refusals = [
  'wrong_label',
  'unknown_label',
  'label_void',
  'other_thing',
  'unknown_thing',
  'read_needed',
] as const;

function verdictOf(told: ReadBackOnWire, say: Say): Verdict {
  const { outcome, label, code, sentence, belongsTo, now, unit } = told;
  const number = label?.number ?? '';
  if (outcome === 'applied') {
    const born = unit === null ? '' : ` ${say('bornSentence', { number })}`;
    return plainVerdict(
      'good',
      say('goodWord'),
      `${say('goodSentence', { number })}${born}`,
      say('nextLabel'),
    );
  }
  if (outcome === 'repeated')
    return plainVerdict('ask', say('againWord'), say('againSentence', { number }), say('nextLabel'));
  const known = refusals.find((one) => one === code);
  if (known === undefined) return plainVerdict('bad', say('badWord'), sentence, say('otherwise_next'));
  const whose = { sku: belongsTo?.sku ?? '', number: belongsTo?.number ?? '' };
  if (known === 'label_void' && now !== null) {
    const instead = say('label_void_now', { ...whose, now: now.number });
    return plainVerdict('bad', say('badWord'), instead, say('label_void_next'));
  }
  return plainVerdict('bad', say('badWord'), say(known, whose), say(`${known}_next`));
}
