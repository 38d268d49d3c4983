import { parseScannedLabel } from '../../domain/identifiers/scanned-label.ts';

/**
 * to_print: nobody has printed it yet, so it is owed · sending: the printer is being given it · unsure: the printer was lost
 * while it was · sent: to be stuck on and read back · applied: it was read back · void: it counts no more.
 */
export const labelStates = ['to_print', 'sending', 'unsure', 'sent', 'applied', 'void'] as const;
export type LabelState = (typeof labelStates)[number];

/** What a number without a unit becomes when its label is read back. */
export const becomings = ['commission', 'receive'] as const;
export type Becomes = (typeof becomings)[number];

/** Why a label is printed once more. Only `extra` leaves the old one in force. */
export const reprintReasons = ['damaged', 'unreadable', 'lost', 'misprinted', 'outdated', 'extra'] as const;
export type ReprintReason = (typeof reprintReasons)[number];

/** Why a label counts no more without another in its place. */
export const voidReasons = ['lost', 'misprinted', 'not_needed'] as const;

export function voidsOld(reason: ReprintReason): boolean {
  return reason !== 'extra';
}

/**
 * A symbol's text in the one way in which two readings of the same symbol are the same: scanners send it with or
 * without the symbology's prefix, with FNC1 as GS, in brackets, as a Digital Link of any host. What are no GS1 elements is
 * compared as it stands, but for the prefix and blanks around it.
 */
export function contentKey(text: string): string {
  const bare = text.trim().replace(/^\][A-Za-z][0-9]/, '');
  const read = parseScannedLabel(bare, 'form');
  if ('error' in read) return bare;
  const elements = read.elements.map(({ ai, value }) => `(${ai})${value}`);
  return elements.sort().join('');
}

/** A label, as far as reading it back goes. */
export interface LabelToRead {
  readonly id: number;
  readonly job: number;
  readonly site: number;
  readonly state: LabelState;
  readonly number: string;
  readonly product: number;
  readonly unit: number | null;
}

/** What was said about the label that is held to the scanner. */
export interface ReadBack {
  readonly site: number;
  /** How the code came in. */
  readonly input: string;
  /** The label that it has to be; null: any. */
  readonly label: LabelToRead | null;
  /** The job whose label it has to be; null: any. */
  readonly job: number | null;
  /** The units that the thing's own code names; null: nobody scanned the thing. */
  readonly thing: readonly number[] | null;
}

export type ReadBackCode =
  | 'read_needed'
  | 'unknown_label'
  | 'wrong_label'
  | 'label_void'
  | 'other_thing'
  | 'unknown_thing';

export type Judged<Label extends LabelToRead> =
  | { readonly is: 'applied' | 'repeated'; readonly label: Label }
  | { readonly is: 'refused'; readonly code: ReadBackCode; readonly label: Label | null };

/**
 * Whether a label may count as applied: it was read by a scanner or a camera, as no keyboard shows that it can be read;
 * it says exactly what it should; it is in force; and the thing that it is on is its own. `found`: labels of this content,
 * those in force first and the newest first.
 */
export function judgeReadBack<Label extends LabelToRead>(
  found: readonly Label[],
  { site, input, label, job, thing }: ReadBack,
): Judged<Label> {
  const no = (code: ReadBackCode, which: Label | null = null) =>
    ({ is: 'refused', code, label: which }) as const;
  if (input !== 'scanned' && input !== 'camera') return no('read_needed');
  const here = found.filter((one) => one.site === site);
  const meant = here.filter(
    (one) => (label === null || one.id === label.id) && (job === null || one.job === job),
  );
  const [best] = meant;
  if (best === undefined) {
    const [other] = here;
    if (other === undefined) return no('unknown_label');
    // One that counts no more belongs nowhere: that is what somebody has to know of it.
    return no(other.state === 'void' ? 'label_void' : 'wrong_label', other);
  }
  if (best.state === 'void') return no('label_void', best);
  if (thing !== null && best.unit !== null && !thing.includes(best.unit))
    return no(thing.length === 0 ? 'unknown_thing' : 'other_thing', best);
  return { is: best.state === 'applied' ? 'repeated' : 'applied', label: best };
}

/** Labels of one size fit a printer; a millimetre is forgiven, as rolls are named in whole ones. */
export function fitsStock(
  design: { readonly widthMm: number; readonly heightMm: number },
  stock: { readonly widthMm: number; readonly heightMm: number },
): boolean {
  const isSame = (a: number, b: number) => Math.abs(a - b) <= forgivenMm;
  return isSame(design.widthMm, stock.widthMm) && isSame(design.heightMm, stock.heightMm);
}

const forgivenMm = 1;
