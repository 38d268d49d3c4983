import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Unit } from '../server/wire.ts';
import { useInSight } from '../tasks/use-in-sight.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { putawayWords } from './putaway-words.ts';
import { type LeftBehind, moveAll, scansFor, type WholeMove } from './whole-spot.ts';

interface ConfirmProps {
  readonly move: WholeMove;
  readonly units: readonly Unit[];
  moved(): void;
  close(): void;
}

/** Before all that lies at a spot moves: how much, from where to where; afterwards what stayed, and why. */
export function ConfirmWhole({ move, units, moved, close }: ConfirmProps) {
  const say = useSliceWords(putawayWords);
  const { number } = useSpeech();
  const panel = useInSight<HTMLElement>();
  // Made once: what is asked for afterwards is another list, and sent twice these move once.
  const [scans] = useState(() => scansFor(units));
  const [left, setLeft] = useState<readonly LeftBehind[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const gaps = useMemo(
    () => ({ count: number(scans.length), from: move.from, to: move.to }),
    [scans, move, number],
  );
  async function run(): Promise<void> {
    setSending(true);
    setProblem(null);
    try {
      setLeft(await moveAll(move, scans));
      moved();
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setSending(false);
    }
  }
  return (
    <section className="panel stack" ref={panel} aria-labelledby="whole">
      <h2 id="whole">{say('wholeTitle', gaps)}</h2>
      {left !== null && (
        <p role="status">{say('wholeDone', { ...gaps, count: number(scans.length - left.length) })}</p>
      )}
      {left !== null && left.length > 0 && (
        <ul className="plain-list" aria-label={say('stayed')}>
          {left.map(({ unit, sentence }) => (
            <li key={unit.id} className="putaway-stayed">
              <span className="number">{unit.serial}</span> <span className="soft">{sentence}</span>
            </li>
          ))}
        </ul>
      )}
      {problem && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      <div className="scan-row">
        {left === null && (
          <Button loading={isSending} disabled={scans.length === 0} onClick={() => void run()}>
            {say('wholeMove', gaps)}
          </Button>
        )}
        <Button variant="default" onClick={close}>
          {say(left === null ? 'leaveIt' : 'nextOne')}
        </Button>
      </div>
    </section>
  );
}
