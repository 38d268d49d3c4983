import {
  booleanColumn,
  hexColumn,
  jsonColumn,
  numberColumn,
  textColumn,
  timeColumn,
} from '../platform/columns.ts';
import { bucketOf, bucketOfUnit } from './bucket.ts';
import {
  conditionCodes,
  evidenceCodes,
  identifierCodes,
  memberCodes,
  moveCodes,
  outcomeCodes,
  type StoredOutcome,
  statusCodes,
  useCodes,
} from './codes.ts';
import type { CountChange, StockRow } from './differences.ts';
import { documentKey, type HeldDocument, type Member } from './documents.ts';
import { hashQuantity } from './hash-link.ts';
import type { PassingIdentifier } from './number-changes.ts';
import { spotHere } from './planning.ts';
import type { HeldQuantity, NewQuantityEvent } from './quantity-work.ts';
import { placeName } from './reference.ts';
import { listText } from './rows.ts';
import { storedAnswer } from './stored-answer.ts';
import { toRow } from './stored-event.ts';
import type {
  Answered,
  EndedIdentifier,
  HeldUnit,
  NewEvent,
  NewException,
  NewIdentifier,
  NewSale,
  Work,
} from './work.ts';

// Rows turned into columns, one function for each statement of queries.ts and in the order of its parameters.

export function units(rows: readonly HeldUnit[], links: ReadonlyMap<HeldUnit, string[]>): unknown[] {
  const all = rows.map((held) => held.unit);
  return [
    numberColumn(rows.map((held) => held.bucket)),
    numberColumn(rows.map((held) => held.id)),
    numberColumn(all.map((unit) => unit.product)),
    textColumn(all.map((unit) => unit.serial)),
    numberColumn(all.map((unit) => unit.place)),
    numberColumn(all.map((unit) => unit.owner)),
    numberColumn(rows.map((held) => held.seq)),
    numberColumn(rows.map((held) => moveCodes.toCode(held.lastMove!))),
    numberColumn(all.map((unit) => statusCodes.toCode(unit.status))),
    numberColumn(all.map((unit) => conditionCodes.toCode(unit.condition))),
    numberColumn(all.map((unit) => useCodes.toCode(unit.use))),
    hexColumn(rows.map((held) => links.get(held)!.at(-1)!)),
    numberColumn(all.map((unit) => unit.sale)),
    numberColumn(all.map((unit) => unit.see)),
    textColumn(all.map((unit) => listText(unit.before))),
    textColumn(all.map((unit) => listText(unit.holds))),
    textColumn(all.map((unit) => listText(unit.released))),
    textColumn(all.map((unit) => listText(unit.checks))),
    textColumn(all.map((unit) => unit.lot)),
    textColumn(all.map((unit) => unit.supplier)),
    numberColumn(rows.map((held) => held.lastSpot)),
  ];
}

export function lockedSeqs(rows: readonly HeldUnit[]): string {
  return numberColumn(rows.map((held) => held.row!.seq));
}

export interface LinkedEventRow {
  readonly held: HeldUnit;
  readonly event: NewEvent;
  readonly hash: string;
}

export function events(rows: readonly LinkedEventRow[], work: Work): unknown[] {
  const stored = rows.map(({ event }) => toRow(event.asserts));
  const each = <T>(pick: (event: NewEvent) => T) => rows.map(({ event }) => pick(event));
  return [
    work.reference.feedOffset,
    work.now,
    numberColumn(rows.map(({ held }) => held.bucket)),
    numberColumn(rows.map(({ held }) => held.id)),
    numberColumn(each((event) => event.seq)),
    timeColumn(each((event) => event.at)),
    numberColumn(each((event) => event.document?.id ?? null)),
    numberColumn(stored.map((row) => row.sale)),
    timeColumn(each((event) => event.scan)),
    numberColumn(each((event) => event.actor.id)),
    numberColumn(each((event) => event.device)),
    numberColumn(each((event) => event.count)),
    numberColumn(stored.map((row) => row.place)),
    numberColumn(stored.map((row) => row.owner)),
    numberColumn(each((event) => event.annuls)),
    numberColumn(each((event) => moveCodes.toCode(event.move))),
    numberColumn(each((event) => evidenceCodes.toCode(event.evidence))),
    numberColumn(stored.map((row) => row.status)),
    numberColumn(stored.map((row) => row.memory)),
    numberColumn(stored.map((row) => row.condition)),
    numberColumn(stored.map((row) => row.use)),
    hexColumn(rows.map(({ hash }) => hash)),
    textColumn(stored.map((row) => row.holds)),
    textColumn(stored.map((row) => row.checks)),
    jsonColumn(stored.map((row) => row.identity)),
    jsonColumn(each((event) => event.details)),
    numberColumn(each((event) => event.spot)),
  ];
}

export function identifiers(rows: readonly NewIdentifier[]): unknown[] {
  return [
    numberColumn(rows.map((row) => bucketOf(row.value))),
    textColumn(rows.map((row) => row.value)),
    numberColumn(rows.map((row) => row.product)),
    numberColumn(rows.map((row) => identifierCodes.toCode(row.kind))),
    numberColumn(rows.map((row) => row.unit.id)),
    numberColumn(rows.map((row) => row.unit.bucket)),
    numberColumn(rows.map((row) => row.since)),
  ];
}

export function passingIdentifiers(rows: readonly PassingIdentifier[]): unknown[] {
  return [...identifiers(rows), numberColumn(rows.map((row) => row.until))];
}

export function endedIdentifiers(rows: readonly EndedIdentifier[]): unknown[] {
  return [
    numberColumn(rows.map((row) => bucketOf(row.value))),
    textColumn(rows.map((row) => row.value)),
    numberColumn(rows.map((row) => row.product)),
    numberColumn(rows.map((row) => row.unit.id)),
    numberColumn(rows.map((row) => row.until)),
  ];
}

export function sales(rows: readonly NewSale[]): unknown[] {
  return [
    numberColumn(rows.map((row) => row.id)),
    numberColumn(rows.map((row) => row.unit.bucket)),
    numberColumn(rows.map((row) => row.unit.id)),
    numberColumn(rows.map((row) => row.seq)),
    numberColumn(rows.map((row) => row.document?.id ?? null)),
    textColumn(rows.map((row) => row.line)),
    booleanColumn(rows.map((row) => row.bound)),
  ];
}

export function annulledSales(rows: readonly Work['annulledSales'][number][]): unknown[] {
  return [
    numberColumn(rows.map((row) => row.unit)),
    numberColumn(rows.map((row) => row.seq)),
    numberColumn(rows.map((row) => row.by)),
  ];
}

export function closedSales(rows: readonly Work['closedSales'][number][]): unknown[] {
  return [numberColumn(rows.map((row) => row.id)), numberColumn(rows.map((row) => row.seq))];
}

export function documents(rows: readonly HeldDocument[]): unknown[] {
  return [textColumn(rows.map((row) => row.kind)), textColumn(rows.map((row) => row.number))];
}

export interface MemberChange {
  readonly document: number;
  readonly unit: number;
}

export function members(rows: readonly (MemberChange & { readonly member: Member })[]): unknown[] {
  return [
    ...goneMembers(rows),
    numberColumn(rows.map((row) => row.member.line)),
    numberColumn(rows.map((row) => memberCodes.toCode(row.member.state))),
  ];
}

export function goneMembers(rows: readonly MemberChange[]): unknown[] {
  return [
    numberColumn(rows.map((row) => row.document)),
    numberColumn(rows.map((row) => bucketOfUnit(row.unit))),
    numberColumn(rows.map((row) => row.unit)),
  ];
}

export function stock(rows: readonly StockRow[]): unknown[] {
  return [
    numberColumn(rows.map((row) => row.site)),
    numberColumn(rows.map((row) => row.location)),
    numberColumn(rows.map((row) => row.product)),
    numberColumn(rows.map((row) => row.status)),
    numberColumn(rows.map((row) => row.bucket)),
    numberColumn(rows.map((row) => row.unit)),
  ];
}

export function counts(rows: readonly CountChange[]): unknown[] {
  return [
    numberColumn(rows.map((row) => row.site)),
    numberColumn(rows.map((row) => row.product)),
    numberColumn(rows.map((row) => row.owner)),
    numberColumn(rows.map((row) => row.condition)),
    numberColumn(rows.map((row) => row.status)),
    booleanColumn(rows.map((row) => row.held)),
    numberColumn(rows.map((row) => row.by)),
  ];
}

export function exceptions(rows: readonly NewException[], work: Work): unknown[] {
  return [
    work.reference.feedOffset,
    work.now,
    numberColumn(rows.map((row) => row.id)),
    textColumn(rows.map((row) => row.kind)),
    numberColumn(rows.map((row) => row.site)),
    numberColumn(rows.map((row) => row.product)),
    numberColumn(rows.map((row) => row.unit?.id ?? null)),
    numberColumn(rows.map((row) => row.unit?.bucket ?? null)),
    numberColumn(rows.map((row) => row.seq)),
    textColumn(rows.map((row) => row.scan)),
    textColumn(rows.map((row) => row.recorded)),
    textColumn(rows.map((row) => row.observed)),
  ];
}

export function scans(rows: readonly Answered[], work: Work): unknown[] {
  return [
    work.reference.feedOffset,
    textColumn(rows.map(({ scan }) => scan.id)),
    numberColumn(rows.map(({ scan }) => bucketOf(scan.id))),
    numberColumn(rows.map(({ scan }) => scan.content)),
    numberColumn(rows.map(({ answer }) => outcomeCodes.toCode(answer.outcome as StoredOutcome))),
    numberColumn(rows.map(({ answer }) => answer.unit?.id ?? null)),
    numberColumn(rows.map(({ answer }) => (answer.unit ? bucketOfUnit(answer.unit.id) : null))),
    numberColumn(rows.map(({ answer }) => answer.seq)),
    numberColumn(rows.map(({ answer }) => (answer.status ? statusCodes.toCode(answer.status) : null))),
    jsonColumn(rows.map(({ answer }) => storedAnswer(answer))),
    booleanColumn(rows.map(({ answer }) => answer.outcome !== 'recorded')),
    work.now,
    numberColumn(rows.map(({ act }) => act.actor.id)),
    numberColumn(rows.map(({ act }) => spotHere(act, work.reference).place)),
  ];
}

export interface LinkedQuantity {
  readonly held: HeldQuantity;
  readonly event: NewQuantityEvent;
  readonly hash: string;
}

/** Chains the changes of pieces at each place, as units' events are chained. */
export function linkQuantities(touched: readonly HeldQuantity[], work: Work): LinkedQuantity[] {
  return touched.flatMap((held) => {
    let previous = held.head;
    const { sku } = work.reference.products.get(held.product)!;
    const place = placeName(work.reference.locations.get(held.place)!);
    return held.events.map((event) => {
      const document = event.document ? documentKey(event.document.kind, event.document.number) : null;
      previous = hashQuantity({
        previous,
        sku,
        place,
        seq: event.seq,
        delta: event.delta,
        after: event.after,
        move: event.move,
        at: event.at,
        recordedAt: work.now,
        evidence: event.evidence,
        actor: event.actor.code,
        document,
        scan: event.scan,
        details: event.details,
      });
      return { held, event, hash: previous };
    });
  });
}

export function quantityEvents(rows: readonly LinkedQuantity[], work: Work): unknown[] {
  return [
    work.reference.feedOffset,
    work.now,
    numberColumn(rows.map(({ held }) => held.product)),
    numberColumn(rows.map(({ held }) => held.place)),
    numberColumn(rows.map(({ event }) => event.seq)),
    timeColumn(rows.map(({ event }) => event.at)),
    numberColumn(rows.map(({ event }) => event.delta)),
    numberColumn(rows.map(({ event }) => event.after)),
    numberColumn(rows.map(({ event }) => event.document?.id ?? null)),
    numberColumn(rows.map(({ event }) => event.actor.id)),
    numberColumn(rows.map(({ event }) => moveCodes.toCode(event.move))),
    numberColumn(rows.map(({ event }) => evidenceCodes.toCode(event.evidence))),
    hexColumn(rows.map(({ hash }) => hash)),
    jsonColumn(rows.map(({ event }) => event.details)),
    textColumn(rows.map(({ event }) => event.scan)),
  ];
}

export function quantities(rows: readonly HeldQuantity[], linked: readonly LinkedQuantity[]): unknown[] {
  const heads = new Map(linked.map(({ held, hash }) => [held, hash]));
  return [
    numberColumn(rows.map((held) => held.product)),
    numberColumn(rows.map((held) => held.place)),
    numberColumn(rows.map((held) => held.seq)),
    numberColumn(rows.map((held) => held.quantity)),
    hexColumn(rows.map((held) => heads.get(held)!)),
    numberColumn(rows.map((held) => held.lockedSeq)),
  ];
}
