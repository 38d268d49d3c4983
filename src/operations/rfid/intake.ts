import { limits } from '../../domain/limits.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ReadsTaken } from './contract.ts';
import { countReads, type RadioFigures } from './radio-figures.ts';
import { type StoreParts, storeReads } from './store-reads.ts';
import type { Delivery } from './take-reads.ts';

export interface IntakeParts extends StoreParts {
  readonly clock: Clock;
  readonly reference: ReadReference;
  readonly figures: RadioFigures;
}

export interface Intake {
  /** Resolves when the delivery is stored, for good. Throws IntakeFull; whatever else fails stored nothing of it. */
  take(delivery: Delivery): Promise<ReadsTaken>;
  /** Reads that wait to be stored. */
  readonly waiting: number;
  /** Stores what waits; then there is no more. */
  close(): Promise<void>;
}

/** More reads wait than there is room for: the reader keeps them and comes again. */
export class IntakeFull extends Error {
  override name = 'IntakeFull';
}

interface Waiting {
  readonly delivery: Delivery;
  readonly resolve: (taken: ReadsTaken) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The one way in for reads. Deliveries that arrive while a transaction is in flight form the next one together, as scans do
 * (ledger/capture.ts): under no load each goes at once and alone, in a rush they share what a transaction costs. A group
 * that fails is tried again one by one, so that nobody pays for another's.
 */
export function openIntake(parts: IntakeParts): Intake {
  let waiting: Waiting[] = [];
  let queued = 0;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const group = takeGroup();
      await store(group);
      queued -= sizeOf(group);
    }
    // Now, and not when the promise of it is told: what comes in between would wait for nobody.
    running = null;
  }

  function takeGroup(): Waiting[] {
    let [count, reads] = [0, 0];
    for (; count < waiting.length; count += 1) {
      reads += sizeOf([waiting[count]!]);
      if (count > 0 && reads > limits.readsPerGroup) break;
    }
    const group = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return group;
  }

  async function store(group: readonly Waiting[]): Promise<void> {
    try {
      const names = await parts.reference();
      const now = parts.clock.now().toISOString();
      const { answers, sightings } = await storeReads(
        parts,
        names,
        group.map(({ delivery }) => delivery),
        now,
      );
      parts.figures.onSightings(sightings);
      const stored = parts.clock.now().getTime();
      for (const [nth, { delivery, resolve }] of group.entries()) {
        countReads(parts.figures, delivery, answers[nth]!, stored);
        resolve(answers[nth]!);
      }
    } catch (error) {
      if (group.length === 1) group[0]!.reject(error);
      else for (const one of group) await store([one]);
    }
  }

  return {
    take(delivery) {
      const size = sizeOf([{ delivery }]);
      if (queued > 0 && queued + size > limits.readsQueueMax) {
        parts.figures.onReadsDropped('full');
        return Promise.reject(new IntakeFull(`${queued} reads wait to be stored.`));
      }
      queued += size;
      return new Promise((resolve, reject) => {
        waiting.push({ delivery, resolve, reject });
        running ??= run();
      });
    },
    get waiting() {
      return queued;
    },
    async close() {
      await running;
    },
  };
}

function sizeOf(group: readonly Pick<Waiting, 'delivery'>[]): number {
  return group.reduce((sum, { delivery }) => sum + delivery.reads.length + 1, 0);
}
