/** What one antenna heard of one unit in a time, at one spot. */
export interface Heard {
  readonly place: number;
  readonly reader: number;
  readonly antenna: number;
  readonly reads: number;
  /** The strongest, in hundredths of a dBm; null where the reader does not tell. */
  readonly bestCdbm: number | null;
}

/** A spot where a unit may be, and how far the reads speak for it. */
export interface Zone {
  readonly place: number;
  /** From 0 to `surest`. */
  readonly confidence: number;
  readonly level: Level;
  readonly reads: number;
  readonly bestCdbm: number | null;
  readonly antennas: number;
}

export const levels = ['high', 'medium', 'low'] as const;
export type Level = (typeof levels)[number];

/**
 * Where a unit may be by what was heard of it in one stretch of time, the likeliest spot first:
 *
 *     weight of an antenna = log₂(1 + reads) × strength        strength: 0.05 at −75 dBm and below … 1 at −45 dBm and above
 *     weight of a spot     = the sum of its antennas
 *     confidence           = 0.95 × (1 − e^(−weight / 1.5)) × weight ÷ the weights of all spots that heard it
 *
 * So one weak read says next to nothing, more reads say more, but each less than the one before; several antennas of a spot
 * bear each other out; and what another spot heard as well counts against it. 0.95: even software shielding with several
 * antennas puts at most 95 % of tags into the right zone (Auburn RFID Lab, RFT-230020); stray reads are why backroom stock
 * was seen to "move" to the floor. No figure of it is ever a proof.
 */
export function zonesOf(heard: readonly Heard[]): readonly Zone[] {
  const zones = new Map<number, Heard[]>();
  for (const one of heard) zones.set(one.place, [...(zones.get(one.place) ?? []), one]);
  const all = sum(heard.map(weightOf));
  return [...zones]
    .map(([place, own]): Zone => {
      const weight = sum(own.map(weightOf));
      const share = all === 0 ? 0 : weight / all;
      const confidence = surest * (1 - Math.exp(-weight / halfway)) * share;
      const told = own.flatMap(({ bestCdbm }) => bestCdbm ?? []);
      return {
        place,
        confidence,
        level: levelOf(confidence),
        reads: sum(own.map(({ reads }) => reads)),
        bestCdbm: told.length === 0 ? null : Math.max(...told),
        antennas: new Set(own.map(({ reader, antenna }) => `${reader}/${antenna}`)).size,
      };
    })
    .sort((a, b) => b.confidence - a.confidence || a.place - b.place);
}

/** high: a person may be sent there. medium: worth a look. low: it may as well be a stray read. */
export function levelOf(confidence: number): Level {
  return confidence >= 0.6 ? 'high' : confidence >= 0.25 ? 'medium' : 'low';
}

/** Whether a level is at least as good as another. */
export function isAtLeast(level: Level, least: Level): boolean {
  return levels.indexOf(level) <= levels.indexOf(least);
}

const surest = 0.95;
const halfway = 1.5;

function weightOf({ reads, bestCdbm }: Heard): number {
  return Math.log2(1 + reads) * strengthOf(bestCdbm);
}

/** Without a signal it is taken for one in the middle. */
function strengthOf(cdbm: number | null): number {
  if (cdbm === null) return 0.5;
  const [weak, strong] = [-7_500, -4_500];
  const share = (cdbm - weak) / (strong - weak);
  return Math.min(1, Math.max(0.05, share));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
