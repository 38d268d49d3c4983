import type { WaitingUnitOnWire } from '../../../src/operations/putaway/contract.ts';
import { AisleColor } from '../sites/AisleColor.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { putawayWords } from './putaway-words.ts';

/** A unit that stands at the dock: what it is, since when, and where it best goes. A touch takes it in one's hand. */
export function WaitingRow({ unit, choose }: { unit: WaitingUnitOnWire; choose(): void }) {
  const say = useSliceWords(putawayWords);
  const { age, words, hold } = useSpeech();
  const { serial, sku, name, since, spot, suggested, condition, holds } = unit;
  const notes = [
    ...(condition === 'new' ? [] : [words.condition[condition]]),
    ...holds.map((key) => hold(key)),
  ];
  return (
    <button type="button" className="putaway-row" onClick={choose}>
      <span className="putaway-row-unit">
        <strong className="number">{serial}</strong>
        <span className="soft">
          {sku} · {name}
        </span>
        <span className="soft">
          {spot} · {say('since', { age: age(since) })}
        </span>
        {notes.length > 0 && (
          <span className="chips">
            {notes.map((note) => (
              <span key={note} className="chip" data-tone="ask">
                {note}
              </span>
            ))}
          </span>
        )}
      </span>
      {suggested && (
        <span className="putaway-row-spot">
          <AisleColor color={suggested.color} />
          <span className="number">{suggested.code}</span>
        </span>
      )}
    </button>
  );
}
