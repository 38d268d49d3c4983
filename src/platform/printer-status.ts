/** What a printer says of itself. */
export interface PrinterStatus {
  readonly paperOut: boolean;
  readonly ribbonOut: boolean;
  readonly headOpen: boolean;
  readonly paused: boolean;
  /** Formats that it has received and not printed yet. */
  readonly waiting: number;
}

/** ZPL's question for it (ZPL II Programming Guide, ~HS). */
export const statusQuestion = '~HS';

const [start, end] = ['\u0002', '\u0003'];

/**
 * The answer to `~HS`: three lines between STX and ETX. Undefined until all of it is there; null for what is no such
 * answer. Of the first line the second field is paper, the third the pause, the fifth the formats that wait; of the second
 * line the third is the head, the fourth the ribbon.
 */
export function readStatus(text: string): PrinterStatus | null | undefined {
  const lines = text.split(end).slice(0, -1);
  if (lines.length < 3) return undefined;
  const [first, second] = lines.map((line) => line.slice(line.indexOf(start) + 1).split(','));
  if (first!.length < 12 || second!.length < 11) return null;
  const flag = (field: string | undefined) => field?.trim() === '1';
  return {
    paperOut: flag(first![1]),
    paused: flag(first![2]),
    waiting: Number.parseInt(first![4] ?? '0', 10) || 0,
    headOpen: flag(second![2]),
    ribbonOut: flag(second![3]),
  };
}
