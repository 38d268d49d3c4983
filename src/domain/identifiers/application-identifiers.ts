import { aiTable } from './ai-table.ts';
import type { CharacterSet } from './characters.ts';

/** One part of an AI's value: 253 is 13 digits, then up to 17 characters that may be missing. */
export interface AiPart {
  readonly set: CharacterSet;
  readonly min: number;
  readonly max: number;
  /** Checks of the content by GS1's names (linters.ts); the GS1 check digit, `csum`, is apart. */
  readonly checks: readonly string[];
  /** Its last digit is the GS1 check digit of the others. */
  readonly checkDigit: boolean;
}

/** What one GS1 application identifier (AI) may carry. Lengths are of the value, without the AI. */
export interface AiRule {
  readonly ai: string;
  readonly title: string;
  /** The AI, and with an n for its last digit and for its last two: how other AIs may speak of it. */
  readonly patterns: readonly [string, string, string];
  readonly parts: readonly AiPart[];
  readonly min: number;
  readonly max: number;
  /** For each length up to max whether a value may have it: 423 holds one to five countries of 3 digits. */
  readonly lengths: readonly boolean[];
  /** The set of all parts, null where they differ. */
  readonly set: CharacterSet | null;
  /** No part has a check beyond set, length and check digit. */
  readonly plain: boolean;
  /** No separator is needed after it (GS1 General Specifications, predefined-length AIs). */
  readonly predefined: boolean;
  /** May stand in the query of a Digital Link. */
  readonly attribute: boolean;
  /** All must be met; each by one of its groups, whose AIs or patterns (n = any digit) stand together. */
  readonly needs: readonly (readonly (readonly string[])[])[];
  /** AIs or patterns that may not stand on the same item. */
  readonly excludes: readonly string[];
  /** A key of a Digital Link: the orders in which its qualifiers may follow. Null for what is no key. */
  readonly key: readonly (readonly string[])[] | null;
}

/** The rule of an AI, or undefined when no such AI exists. */
export function findAi(ai: string): AiRule | undefined {
  const entry = byAi.get(ai);
  return entry === undefined ? undefined : ruleOf(entry);
}

/** How many digits an AI has that begins with these two, or undefined when none does. */
export function aiLength(firstTwo: string): number | undefined {
  return /^[0-9]{2}$/.test(firstTwo) ? digitsByStart[Number(firstTwo)] : undefined;
}

/** Every AI, in the order of GS1's dictionary. */
export function allAis(): AiRule[] {
  return [...byAi.values()].map(ruleOf);
}

/**
 * The rule of the AI that stands at `i` in a text, or undefined: without cutting the text, which is what
 * reading many labels costs.
 */
export function aiAt(text: string, i: number): AiRule | undefined {
  if (!isDigitAt(text, i) || !isDigitAt(text, i + 1)) return undefined;
  const two = (text.charCodeAt(i) - 48) * 10 + text.charCodeAt(i + 1) - 48;
  const length = digitsByStart[two];
  if (length === undefined) return undefined;
  // A one in front tells 10 from 010.
  let number = 100 + two;
  for (let k = i + 2; k < i + length; k += 1) {
    if (!isDigitAt(text, k)) return undefined;
    number = number * 10 + text.charCodeAt(k) - 48;
  }
  const entry = byNumber.get(number);
  return entry === undefined ? undefined : ruleOf(entry);
}

/** An AI and its row of the table, which is read when the AI is first met: a start reads none of them. */
interface Entry {
  readonly ai: string;
  readonly row: string;
  rule: AiRule | null;
}

const byAi = new Map<string, Entry>();
const byNumber = new Map<number, Entry>();
const digitsByStart: number[] = [];
for (const row of aiTable.trim().split('\n')) {
  for (const ai of expandRange(row.slice(0, row.indexOf(' ')))) {
    const entry: Entry = { ai, row, rule: null };
    byAi.set(ai, entry);
    byNumber.set(Number(`1${ai}`), entry);
    digitsByStart[Number(ai.slice(0, 2))] = ai.length;
  }
}

/** Everything that qualifies some key of a Digital Link. */
export const linkQualifiers: ReadonlySet<string> = new Set(
  [...aiTable.matchAll(/; key ([0-9,/]+)/g)].flatMap(([, orders]) => orders!.split(/[,/]/)),
);

function ruleOf(entry: Entry): AiRule {
  entry.rule ??= readRow(entry.ai, entry.row);
  return entry.rule;
}

function isDigitAt(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code >= 48 && code <= 57;
}

function readRow(ai: string, row: string): AiRule {
  const [, title, partTexts, ruleTexts = ''] = row.split(' | ') as [string, string, string, string?];
  const words = ruleTexts.replace(/^\|/, '').trim().split('; ');
  const valuesOf = (name: string) =>
    words.filter((word) => word.startsWith(`${name} `)).map((word) => word.slice(name.length + 1));
  const read = partTexts.replace(/ \|$/, '').split(' ').map(readPart);
  const parts = read.map(({ part }) => part);
  const allowed = lengthsOf(read);
  return {
    ai,
    title,
    patterns: [ai, `${ai.slice(0, -1)}n`, `${ai.slice(0, -2)}nn`],
    parts,
    min: allowed.indexOf(true),
    max: allowed.length - 1,
    lengths: allowed,
    set: parts.every((part) => part.set === parts[0]!.set) ? parts[0]!.set : null,
    plain: parts.every((part) => part.checks.length === 0),
    predefined: words.includes('predefined'),
    attribute: words.includes('attribute'),
    needs: valuesOf('needs').map((value) => value.split(',').map((group) => group.split('+'))),
    excludes: valuesOf('excludes').flatMap((value) => value.split(',')),
    key: readKey(words),
  };
}

function readKey(words: readonly string[]): readonly (readonly string[])[] | null {
  const key = words.find((word) => word === 'key' || word.startsWith('key '));
  if (key === undefined) return null;
  return key === 'key'
    ? []
    : key
        .slice(4)
        .split('/')
        .map((order) => order.split(','));
}

interface ReadPart {
  readonly part: AiPart;
  readonly optional: boolean;
}

function readPart(text: string): ReadPart {
  const [, open, set, upTo, length, named] = /^(\[)?([NXYZ])(\.\.)?(\d+)\]?((?:,\w+)*)$/.exec(text)!;
  const names = named!.split(',').slice(1);
  const max = Number(length);
  const checks = names.filter((name) => name !== 'csum');
  const part = {
    set: set as CharacterSet,
    min: upTo === undefined ? max : 1,
    max,
    // The set's own rule of padding is no matter of single characters.
    checks: set === 'Z' ? [...checks, 'cset64'] : checks,
    checkDigit: names.includes('csum'),
  };
  return { part, optional: open !== undefined };
}

/** Parts that may be missing follow those that may not; once one is missing, all after it are. */
function lengthsOf(parts: readonly ReadPart[]): boolean[] {
  const longest = parts.reduce((sum, { part }) => sum + part.max, 0);
  const allowed = new Array<boolean>(longest + 1).fill(false);
  let before = 0;
  parts.forEach(({ part, optional }, k) => {
    if (optional) allowed[before] = true;
    if (k === parts.length - 1 || parts[k + 1]!.optional) {
      for (let length = part.min; length <= part.max; length += 1) allowed[before + length] = true;
    }
    before += part.max;
  });
  return allowed;
}

/** `3100-3105` → six AIs. */
function expandRange(range: string): string[] {
  const [from, to = from] = range.split('-') as [string, string?];
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) =>
    String(Number(from) + i).padStart(from.length, '0'),
  );
}
