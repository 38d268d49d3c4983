import { isOwnNumber } from '../domain/own-number.ts';
import { identifierCodes } from './codes.ts';
import type { IdentifierRow } from './queries.ts';
import type { HeldUnit } from './work.ts';

/** The units that one code names, and what kind of number it is. */
export interface NamedGroup {
  readonly units: readonly HeldUnit[];
  /** label: one of ours · maker: a serial, which a maker may have given twice · other: unique by itself. */
  readonly by: 'box' | 'label' | 'maker' | 'other';
  readonly number: string;
}

export interface Agreement {
  readonly units: readonly HeldUnit[];
  /** Read without the device, or (`of`: its serial) the box of another unit than the device. */
  readonly box?: { readonly number: string; readonly of: string | null };
}

/** What kind of number the rows of a value make it. */
export function kindNamed(value: string, rows: readonly IdentifierRow[]): NamedGroup['by'] {
  const kinds = rows.map((row) => identifierCodes.toWord(row.kind));
  if (isOwnNumber(value) || kinds.includes('own_label')) return 'label';
  if (kinds.length > 0 && kinds.every((kind) => kind === 'box_serial')) return 'box';
  return kinds.every((kind) => kind === 'serial' || kind === 'maker_serial') ? 'maker' : 'other';
}

/**
 * The units that all codes of a scan agree on. Codes are of one thing, with two exceptions: a box is not the device, so
 * the device's own numbers say which unit it is; and where a maker has given one serial to several things, the label of
 * ours that tells them apart leads. None where they disagree otherwise: nothing is ever merged.
 */
export function agreeOn(groups: readonly NamedGroup[]): Agreement {
  const units = common(groups);
  const boxes = groups.filter(({ by }) => by === 'box');
  const [box] = boxes;
  if (units.length > 0) return boxes.length === groups.length && box ? { units, box: alone(box) } : { units };
  if (box) {
    const { units: device } = agreeOn(groups.filter(({ by }) => by !== 'box'));
    const stranger = boxes.find((one) => !one.units.some((unit) => device.includes(unit))) ?? box;
    const of = stranger.units.map(({ unit }) => unit.serial).join(', ');
    return device.length > 0 ? { units: device, box: { number: stranger.number, of } } : { units: [] };
  }
  const labelled = groups.filter(({ by }) => by === 'label');
  const isDoubled = groups.every(({ by }) => by === 'label' || by === 'maker');
  return { units: isDoubled && labelled.length > 0 ? common(labelled) : [] };
}

function common(groups: readonly NamedGroup[]): readonly HeldUnit[] {
  const [first, ...others] = groups;
  return others.reduce((some, { units }) => some.filter((unit) => units.includes(unit)), first?.units ?? []);
}

function alone({ number }: NamedGroup) {
  return { number, of: null };
}
