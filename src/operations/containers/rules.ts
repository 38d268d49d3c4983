import type { Status } from '../../domain/facts.ts';
import { heldByUs, type Move } from '../../domain/lifecycle.ts';
import { limits } from '../../domain/limits.ts';
import { type Refusal, refuse } from '../../domain/refusals.ts';
import { moveWords } from '../../domain/wording.ts';

/** A container as a group of scans sees it. */
export interface Container {
  readonly site: number;
  readonly place: number;
  /** Its spot in words. */
  readonly spot: string;
  readonly brokenAt: string | null;
  /** Units packed straight into it. */
  readonly units: number;
  /** Units that this group has put in or that have left, in their order; `seq` is the event by which. */
  readonly passed: readonly Passed[];
}

export interface Passed {
  readonly unit: number;
  readonly way: 'in' | 'out';
  readonly seq: number;
}

/** What a container says of a unit in it; `line` is the event by which it came in. */
export interface Inside {
  readonly state: 'recorded';
  readonly line: number | null;
}

export interface ContainerScan {
  readonly move: Move;
  readonly site: number;
  readonly spot: number;
  readonly unit: number;
  readonly seq: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** The container that the unit is in so far. */
  readonly under: string | undefined;
}

export type Judged =
  | { readonly document: Container; readonly member: Inside }
  | { readonly refused: Refusal };

/** Moves by which a unit goes into the container that a scan names: laid in, or picked or packed into it. */
export const packingMoves: readonly Move[] = ['move_spot', 'pick', 'pack'];

/** A unit is put in where the container stands. Holds and the unit's own status are the lifecycle's question. */
export function judgePacking(container: Container, scan: ContainerScan, number: string): Judged {
  const no = whyNotIn(container, scan, number);
  if (no) return { refused: no };
  const passed = { unit: scan.unit, way: 'in', seq: scan.seq } as const;
  return {
    document: { ...container, units: container.units + 1, passed: [...container.passed, passed] },
    member: { state: 'recorded', line: scan.seq },
  };
}

function whyNotIn(container: Container, scan: ContainerScan, number: string): Refusal | null {
  const { move, site, spot, under, details } = scan;
  const named = { kind: 'container', number };
  if (!packingMoves.includes(move))
    return refuse('details_wrong', { field: 'document', value: moveWords[move], kind: 'a container' });
  if (container.brokenAt !== null) return refuse('document_closed', named);
  if (container.site !== site) return refuse('document_of_another_site', named);
  if (under === number) return refuse('already_on_document', named);
  if (under !== undefined && details.from !== under)
    return refuse('in_another_container', { container: under, number });
  if (container.place !== spot) return refuse('container_elsewhere', { number, place: container.spot });
  return container.units >= limits.containerUnitsMax
    ? refuse('container_full', { number, units: String(container.units) })
    : null;
}

/** A unit in a container, after something was recorded of it. */
export interface Kept {
  readonly id: number;
  readonly move: Move;
  readonly was: Status;
  readonly status: Status;
  readonly place: number;
  readonly site: number;
  readonly seq: number;
  readonly isNamed: boolean;
  readonly isInside: boolean;
}

/**
 * Whatever happens to a unit by itself takes it out: it is laid somewhere, has another status, or was seen at another spot. What
 * is only found out about it where it lies (a count, a test, a hold) leaves it in. Moved with the container it stays, and the
 * container is where it is.
 */
export function followUnit(
  container: Container,
  member: Inside,
  unit: Kept,
): { readonly document: Container; readonly member: Inside | null } | null {
  if (unit.isNamed || unit.move === 'inherit') return null;
  if (unit.isInside && heldByUs.includes(unit.status)) {
    const isThere = container.place === unit.place && container.site === unit.site;
    return isThere ? null : { document: { ...container, place: unit.place, site: unit.site }, member };
  }
  const staysPut = unit.status === unit.was && unit.place === container.place && !laid.includes(unit.move);
  return staysPut ? null : { document: without(container, unit.id, unit.seq), member: null };
}

const laid: readonly Move[] = ['put_away', 'move_spot'];

/** The event by which it came in was annulled: it never was in it. Any other leaves it where it is. */
export function undoPacking(
  container: Container,
  member: Inside,
  unit: number,
  seqs: { readonly annulled: number; readonly by: number },
): { readonly document: Container; readonly member: Inside | null } {
  if (member.line !== seqs.annulled) return { document: container, member };
  return { document: without(container, unit, seqs.by), member: null };
}

/** A unit was recorded under a wrong number: the right one is what lies in the container. */
export function passUnit(
  container: Container,
  units: {
    readonly wrong: number;
    readonly right: number;
    readonly wrongSeq: number;
    readonly rightSeq: number;
  },
): { readonly document: Container; readonly member: Inside } {
  const left = without(container, units.wrong, units.wrongSeq);
  const passed = { unit: units.right, way: 'in', seq: units.rightSeq } as const;
  return {
    document: { ...left, units: left.units + 1, passed: [...left.passed, passed] },
    member: { state: 'recorded', line: units.rightSeq },
  };
}

function without(container: Container, unit: number, seq: number): Container {
  const passed = { unit, way: 'out', seq } as const;
  return { ...container, units: container.units - 1, passed: [...container.passed, passed] };
}

/** One stay of a unit in a container: from one event of it to another; null: it is in there. */
export interface Stay {
  readonly document: number;
  readonly unit: number;
  readonly from: number;
  readonly to: number | null;
}

/**
 * What a group made of stays: those that it ended, and those that it began, some of which it ended too. One that went in
 * and out in turn is told in its order; the database holds that each unit is in one container at most.
 */
export function staysOf(
  changed: readonly { readonly id: number; readonly document: Pick<Container, 'passed'> }[],
): {
  readonly ended: readonly { readonly unit: number; readonly to: number }[];
  readonly begun: readonly Stay[];
} {
  const ended: { unit: number; to: number }[] = [];
  const begun: Stay[] = [];
  for (const { id, document } of changed) {
    const open = new Map<number, number>();
    for (const { unit, way, seq } of document.passed) {
      const from = open.get(unit);
      if (way === 'in') open.set(unit, seq);
      else if (from === undefined) ended.push({ unit, to: seq });
      else {
        begun.push({ document: id, unit, from, to: seq });
        open.delete(unit);
      }
    }
    for (const [unit, from] of open) begun.push({ document: id, unit, from, to: null });
  }
  return { ended, begun };
}
