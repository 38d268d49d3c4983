import type { Evidence } from '../domain/events.ts';
import type { Status } from '../domain/facts.ts';
import type { Understood } from '../domain/identifiers/read-scan.ts';
import type { Move } from '../domain/lifecycle.ts';
import type { Refusal, RefusalCode } from '../domain/refusals.ts';
import type { Sites } from '../domain/sites.ts';

/** One scan of an act, read and ready to judge. */
export interface Scan {
  /** UUID made by the device at the moment of the scan; the key of its answer, for ever. */
  readonly id: string;
  /** 52 bits of a hash of what was sent: other content under the same id is a conflict. */
  readonly content: number;
  readonly codes: readonly ReadCode[];
  /** The device's claim, RFC 3339; null: when it was recorded. */
  readonly at: string | null;
  /** The unit's seq that the device last saw: older than the record's means the scan is late. */
  readonly seen: number | null;
  /** The device's own counter. */
  readonly count: number | null;
  readonly evidence: Evidence;
  readonly line: number | null;
  readonly quantity: number | null;
  /** Its code is the number of a label that the server gave out for it (domain/own-number.ts). */
  readonly provisional?: true;
  /** The server moves it with the container of this number, in which it is. */
  readonly inside?: string;
  /** The server takes it out of the container of this number, where that stands. */
  readonly outOf?: string;
  /** The act on a kit that it is of is taken back as a whole. */
  readonly wholeKit?: true;
  /** Its own move in an act on a kit, where it is a part: the act's move is the kit's. */
  readonly as?: Move;
  readonly details: Readonly<Record<string, unknown>> | null;
}

/** One code of a scan: its readings, best first, or why it cannot be read. */
export type ReadCode =
  | { readonly text: string; readonly understood: readonly Understood[] }
  | { readonly text: string; readonly unreadable: string };

export interface Actor {
  readonly id: number;
  readonly code: string;
  readonly isLead: boolean;
  /** Where he may record; everywhere if not said. */
  readonly sites?: Sites;
}

/** Who asks, before it is known where: the site of the request decides whether he may, and whether as a lead. */
export interface Who extends Actor {
  /** Where his word is a lead's; where `isLead` says if not said. */
  readonly leadAt?: Sites;
}

/** Scans that stand or fall together. */
export interface Act {
  readonly move: Move;
  readonly site: number;
  readonly location: number | null;
  readonly document: { readonly kind: string; readonly number: string } | null;
  readonly actor: Actor;
  readonly device: number | null;
  readonly scans: readonly Scan[];
  /** Units already met in the same request, by id and by name: the scan that named it. Shared by its acts. */
  readonly met: Map<string, string>;
}

export type Outcome = 'recorded' | 'repeated' | 'refused' | 'withheld' | 'ambiguous' | 'conflict';

export interface UnitName {
  readonly id: number;
  readonly sku: string;
  readonly serial: string;
}

export interface OpenedException {
  readonly id: number;
  readonly kind: string;
  readonly recorded: string;
  readonly observed: string;
}

/** The answer to one scan: what a device shows, and what it gets again whenever it sends the scan again. */
export interface Answer {
  readonly id: string;
  readonly outcome: Outcome;
  readonly unit: UnitName | null;
  readonly status: Status | null;
  /** The event that was recorded, as a number in the unit's life. */
  readonly seq: number | null;
  /** Where the scan put the unit, `SITE/LOCATION`; null where it says nothing of its place. */
  readonly place: string | null;
  readonly refusal: Refusal | null;
  readonly candidates: readonly UnitName[];
  readonly exceptions: readonly OpenedException[];
  /** Plain products: the quantity now recorded here. */
  readonly quantity: number | null;
  readonly move: Move;
  /** `history`: kept, but it changed nothing, because the unit had moved on. */
  readonly effect?: 'history';
  /** The hold that was placed on or lifted from a whole scope. */
  readonly hold?: string;
}

export type { RefusalCode };
