import type { SightingOnWire } from '../../../src/operations/rfid/contract.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { rfidWords } from './rfid-words.ts';

const tones = { high: 'good', medium: undefined, low: 'wait' } as const;

/** How far reads speak for a spot: the word, and the figure behind it. */
export function Sureness({ level, confidence }: Pick<SightingOnWire, 'level' | 'confidence'>) {
  const say = useSliceWords(rfidWords);
  const { number } = useSpeech();
  const percent = number(Math.round(confidence * 100));
  return (
    <span className="chip" data-tone={tones[level]}>
      {say('sureness', { level: say(level), percent })}
    </span>
  );
}
