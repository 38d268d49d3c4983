import type { CheckChange, Evidence, HoldChange } from './events.ts';
import type { Condition, Status, Use } from './facts.ts';
import type { Move } from './lifecycle.ts';

/**
 * One event as it is hashed: stable codes instead of database ids, so that an export can be verified
 * anywhere. `null`: the event does not assert that fact.
 */
export interface LinkedEvent {
  /** Hash of the unit's event before this one, lower-case hex; empty for the first. */
  readonly previous: string;
  /** The unit's name just before the event; a first event names it. */
  readonly sku: string;
  readonly serial: string;
  readonly seq: number;
  readonly move: Move;
  /** When it happened by the device's word, null where it gave none; ISO 8601 UTC with milliseconds. */
  readonly at: string | null;
  readonly recordedAt: string;
  readonly status: Status | null;
  readonly memory: 'push' | 'pop' | null;
  readonly condition: Condition | null;
  /** Where it was scanned, `SITE/LOCATION`. */
  readonly spot: string;
  /** Where the unit is afterwards, `SITE/LOCATION`. */
  readonly place: string | null;
  readonly owner: string | null;
  readonly use: Use | null;
  /** The sale's number; 0: the sale was closed. */
  readonly sale: number | null;
  readonly holds: readonly HoldChange[];
  readonly checks: readonly CheckChange[];
  /** As in `Identity`, with the product named by its SKU and `see` by `SKU/serial`. */
  readonly identity: Readonly<Record<string, string | readonly string[]>>;
  readonly evidence: Evidence;
  readonly actor: string;
  readonly device: string | null;
  /** `kind:number`. */
  readonly document: string | null;
  readonly annuls: number | null;
  /** Id of the scan that made it. */
  readonly scan: string | null;
  readonly details: Readonly<Record<string, unknown>> | null;
}

/** How a change of holds is written before its key. */
export const holdSigns = { place: '+', lift: '-', release: '~' } as const;

/**
 * Number of the form below. A change to the form takes a new number; events keep the form they were hashed
 * with.
 */
export const canonicalFormNumber = 1;

/**
 * The text that an event's hash is taken of: a JSON array of strings, integers and nulls in a fixed order,
 * the form's number first. Times have exactly three decimals and end in Z. Throws a RangeError for what has
 * no exact text: a number that is no integer within ±(2^53 − 1), or a string with a lone surrogate.
 */
export function canonicalForm(e: LinkedEvent): string {
  const { identity } = e;
  const names = Object.keys(identity).sort();
  const facts = [
    canonicalFormNumber,
    e.previous,
    e.sku,
    e.serial,
    exact(e.seq),
    e.move,
    e.at,
    e.recordedAt,
    e.spot,
    e.status,
    e.memory,
    e.condition,
    e.place,
    e.owner,
    e.use,
    exact(e.sale),
    e.holds.map(({ key, change }) => `${holdSigns[change]}${key}`),
    e.checks.map(({ check, change }) => `${change === 'gain' ? '+' : '-'}${check}`),
    names.flatMap((name) => [name, identity[name]]),
    e.evidence,
    e.actor,
    e.device,
    e.document,
    exact(e.annuls),
    e.scan,
    e.details === null ? null : canonicalJson(e.details),
  ];
  return wellFormed(JSON.stringify(facts));
}

/**
 * JSON with one spelling: keys in UTF-16 order, no spaces, JSON.stringify's escapes (RFC 8785, sections 3.2.2
 * and 3.2.3). Floats are refused, so its rule for numbers is not needed. Strings keep their code points: NFC
 * and NFD stay apart.
 */
export function canonicalJson(value: unknown): string {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${textOf(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  return jsonOf(value);
}

/** Whether a value can be hashed at all; too deep a nesting cannot. */
export function hasCanonicalForm(value: unknown): boolean {
  try {
    canonicalJson(value);
    return true;
  } catch (error) {
    // Too deep a recursion is a RangeError too.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function jsonOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'string') return textOf(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return String(exact(value));
  throw new RangeError(`No exact canonical form for ${typeof value}`);
}

function textOf(text: string): string {
  return wellFormed(JSON.stringify(text));
}

function exact(value: number | null): number | null {
  if (value === null || Number.isSafeInteger(value)) return value;
  throw new RangeError(`No exact canonical form for the number ${value}`);
}

/**
 * JSON.stringify writes a lone surrogate, and nothing else, as an escape \ud8xx to \udfxx; a backslash of the
 * text itself is doubled. So one search of the finished text finds them all.
 */
function wellFormed(json: string): string {
  if (json.includes('\\ud') && loneSurrogate.test(json))
    throw new RangeError('No canonical form for a text with a lone surrogate');
  return json;
}

const loneSurrogate = /(?:^|[^\\])(?:\\\\)*\\ud[89a-f]/;
