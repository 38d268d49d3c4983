import { createHash } from 'node:crypto';
import { limits } from '../../domain/limits.ts';
import { timeOfRead } from '../../domain/rfid/fold-reads.ts';
import { type MessageFault, readMessage, type TagRead } from '../../domain/rfid/reader-messages.ts';
import { type TagNames, tagNames } from '../../domain/rfid/tag-names.ts';
import { isoTime } from '../../platform/clock.ts';
import type { ReaderRow } from './queries.ts';

/** A tag that was read: where, when, how strongly. */
export interface KnownRead {
  readonly tag: TagNames;
  readonly place: number;
  readonly antenna: number;
  readonly cdbm: number | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly count: number;
}

/** A message ready to be stored. */
export interface Delivery {
  readonly reader: ReaderRow;
  readonly reads: readonly KnownRead[];
  readonly junk: number;
  readonly lastJunk: string | null;
  readonly untimely: number;
  readonly otherEvents: number;
  /** SHA-256 of reader and message, hex: the same message delivered twice. Null where nothing in it tells two apart. */
  readonly hash: string | null;
}

/**
 * Reads a message of a reader, as far as that goes without the database. Each read is of its antenna's spot; a time that
 * cannot be right counts as of `now` (milliseconds since 1970); what is no tag is counted.
 */
export function deliveryOf(
  reader: ReaderRow,
  body: unknown,
  now: number,
): { readonly delivery: Delivery } | { readonly fault: MessageFault } {
  const read = readMessage(body);
  if ('fault' in read) return read;
  const { reads, otherEvents } = read.message;
  const spots = new Map(reader.antennas.map(({ antenna, location }) => [antenna, location]));
  const known: KnownRead[] = [];
  let [junk, untimely] = [0, 0];
  let lastJunk: string | null = null;
  for (const one of reads) {
    const tag = one.hex === null ? null : namesOf(one.hex);
    if (tag === null) {
      junk += one.count;
      lastJunk = one.sent.replace(/[^ -~]/g, '?');
      continue;
    }
    const { at, isWrong } = timeOfRead(timeTold(one.at), now, tolerance);
    if (isWrong) untimely += one.count;
    const { antenna, cdbm, count } = one;
    known.push({ tag, place: spots.get(antenna) ?? reader.location_id, antenna, cdbm, at, count });
  }
  const hash = isDated(reads) ? hashOf(reader.id, body) : null;
  return { delivery: { reader, reads: known, junk, lastJunk, untimely, otherEvents, hash } };
}

const tolerance = { aheadMs: limits.readerAheadMs, lateMs: limits.readerLateMs };

/** A tag is read ten times a second, for weeks: its memory is taken apart once. What is kept is given up when it is full. */
const kept = new Map<string, TagNames | null>();

function namesOf(hex: string): TagNames | null {
  let names = kept.get(hex);
  if (names === undefined) {
    names = tagNames(hex);
    if (kept.size >= limits.tagNamesKept) kept.clear();
    kept.set(hex, names);
  }
  return names;
}

/** Zebra writes +0000 where RFC 3339 wants +00:00. A time that is none is as good as no time. */
function timeTold(text: string | null): number | null {
  const time = text === null ? null : isoTime(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return time === null ? null : Date.parse(time);
}

function isDated(reads: readonly TagRead[]): boolean {
  return reads.length > 0 && reads.every(({ at }) => at !== null);
}

function hashOf(reader: number, body: unknown): string {
  return createHash('sha256')
    .update(`${reader} ${JSON.stringify(body)}`)
    .digest('hex');
}
