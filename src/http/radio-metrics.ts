import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What became of reads that one reader sent: told once they are stored. */
export interface StoredReads {
  readonly reader: string;
  /** Of units, of tags that are none, of no tags at all, and of messages that came before. */
  readonly known: number;
  readonly unknown: number;
  readonly junk: number;
  readonly repeated: number;
  /** From its last read until it was stored, in seconds; null: nothing was read. */
  readonly lagSeconds: number | null;
}

/** Figures of what RFID readers send. A reader has its series from its first message to this process on. */
export function radioMetrics(registry: Registry) {
  const registers = [registry];
  const reads = new Counter({
    name: 'unitrail_rfid_reads_total',
    help: 'Reads of RFID readers that were taken, by reader and what was read; repeated: of a message that came before.',
    labelNames: ['reader', 'what'] as const,
    registers,
  });
  const dropped = new Counter({
    name: 'unitrail_rfid_messages_dropped_total',
    help: 'Messages of RFID readers that were not taken; full: the reader was told to come again.',
    labelNames: ['why'] as const,
    registers,
  });
  // There from the start, so that a first one is seen as an increase.
  for (const why of ['full', 'unknown_reader', 'shut_off', 'unknown_reads']) dropped.inc({ why }, 0);
  const sightings = new Counter({
    name: 'unitrail_rfid_sightings_total',
    help: 'Sightings of units that were begun or went on: one a unit, antenna and transaction.',
    registers,
  });
  const lag = new Histogram({
    name: 'unitrail_rfid_lag_seconds',
    help: 'From the last read of a message until it was stored.',
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600],
    registers,
  });
  let waiting = () => 0;
  new Gauge({
    name: 'unitrail_rfid_reads_waiting',
    help: 'Reads that wait to be stored.',
    registers,
    collect() {
      this.set(waiting());
    },
  });
  return {
    /** How many wait now, asked for when somebody scrapes. */
    watchReads(count: () => number): void {
      waiting = count;
    },
    onReads({ reader, known, unknown, junk, repeated, lagSeconds }: StoredReads): void {
      for (const [what, count] of Object.entries({ unit: known, unknown, junk, repeated }))
        if (count > 0) reads.inc({ reader, what }, count);
      if (lagSeconds !== null) lag.observe(lagSeconds);
    },
    onSightings: (count: number): void => sightings.inc(count),
    onReadsDropped: (why: string): void => dropped.inc({ why }),
  };
}
