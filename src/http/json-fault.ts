/** What is wrong with a body: `at` counts characters from 0 (bytes for invalid_utf8), `where` is the path of the value. */
export interface JsonFault {
  readonly code: JsonFaultCode;
  readonly at: number;
  readonly where: string;
  readonly detail: string;
}

export type JsonFaultCode =
  | 'invalid_utf8'
  | 'malformed_json'
  | 'too_deep'
  | 'duplicate_key'
  | 'forbidden_key'
  | 'forbidden_character'
  | 'number_out_of_range';

/** Names that JavaScript gives a meaning: an object made from them may not be what it looks like. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Finite, and if whole then one of those that JavaScript, JSON and PostgreSQL all keep exactly. */
export function isKeptNumber(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

/** NUL, which PostgreSQL cannot hold, or half of a surrogate pair, which is no character. */
export function isBadText(text: string): boolean {
  return text.includes('\0') || /\p{Surrogate}/u.test(text);
}

/** Index of the first byte that is no UTF-8, cut-off sequences included; the length when all is well. */
export function firstBrokenByte(bytes: Uint8Array): number {
  // The decoder puts U+FFFD where a sequence breaks; a real one in the text is told apart by its three bytes.
  const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let at = 0;
  for (const character of decoded) {
    const code = character.codePointAt(0)!;
    const isReal = bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd;
    if (code === 0xfffd && !isReal) return at;
    at += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes.length;
}

/**
 * The first thing in a JSON text that RFC 8259 or our own stricter rules forbid, or null. One pass, without recursion.
 * The rules are those of parseJson, which calls this only to say what is wrong.
 */
export function findFault(text: string, depthMax: number): JsonFault | null {
  const reader: Reader = { text, at: 0, open: [], depthMax };
  if (text.charCodeAt(0) === 0xfeff) return malformed(reader, 'the body begins with a byte order mark');
  let wantsValue = true;
  for (;;) {
    skipBlanks(reader);
    if (!wantsValue && reader.open.length === 0)
      return reader.at === text.length ? null : malformed(reader, 'something follows the end');
    const next: Next = wantsValue ? readValue(reader) : readAfter(reader);
    if (typeof next === 'object') return next;
    wantsValue = next === 'value';
  }
}

interface Reader {
  readonly text: string;
  at: number;
  readonly open: Frame[];
  readonly depthMax: number;
}

/** A list or object that is not closed yet, and where in it the reader is. */
interface Frame {
  readonly names: Set<string> | null;
  step: string;
  index: number;
}

/** What is wanted next, or a fault. */
type Next = 'value' | 'after' | JsonFault;

function readValue(reader: Reader): Next {
  const { text, at } = reader;
  const character = text[at];
  switch (character) {
    case '{':
    case '[':
      return enter(reader, character);
    case '"':
      return readText(reader) ?? 'after';
    case 't':
      return readWord(reader, 'true');
    case 'f':
      return readWord(reader, 'false');
    case 'n':
      return readWord(reader, 'null');
    case undefined:
      return malformed(reader, text.trim() === '' ? 'the body is empty' : 'the end is missing');
    default:
      return readNumber(reader);
  }
}

function enter(reader: Reader, opening: '{' | '['): Next {
  if (reader.open.length === reader.depthMax)
    return fault(reader, 'too_deep', `Lists and objects nest at most ${reader.depthMax} deep.`);
  const names = opening === '{' ? new Set<string>() : null;
  reader.open.push({ names, step: '', index: 0 });
  reader.at += 1;
  skipBlanks(reader);
  if (reader.text[reader.at] === (names ? '}' : ']')) return leave(reader);
  return names ? readName(reader) : 'value';
}

function leave(reader: Reader): Next {
  reader.open.pop();
  reader.at += 1;
  return 'after';
}

function readAfter(reader: Reader): Next {
  const frame = reader.open.at(-1)!;
  const character = reader.text[reader.at];
  if (character === (frame.names ? '}' : ']')) return leave(reader);
  if (character !== ',') return malformed(reader, character === undefined ? 'the end is missing' : undefined);
  reader.at += 1;
  frame.index += 1;
  skipBlanks(reader);
  return frame.names ? readName(reader) : 'value';
}

function readName(reader: Reader): Next {
  const frame = reader.open.at(-1)!;
  const start = reader.at;
  if (reader.text[start] !== '"') return malformed(reader);
  frame.step = '';
  const broken = readText(reader);
  if (broken) return broken;
  const name = JSON.parse(reader.text.slice(start, reader.at)) as string;
  const end = reader.at;
  reader.at = start;
  frame.step = name;
  if (forbiddenKeys.has(name)) return fault(reader, 'forbidden_key', `The name "${name}" is not taken.`);
  if (frame.names!.has(name))
    return fault(reader, 'duplicate_key', `The name "${short(name)}" stands twice in one object.`);
  frame.names!.add(name);
  reader.at = end;
  skipBlanks(reader);
  if (reader.text[reader.at] !== ':') return malformed(reader);
  reader.at += 1;
  return 'value';
}

/** Moves past a text; the fault in it, if there is one. */
function readText(reader: Reader): JsonFault | undefined {
  const { text, at: start } = reader;
  let at = start + 1;
  for (; text[at] !== '"'; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || Number.isNaN(code)) return malformed({ ...reader, at }, unendedText(code));
    if (code !== 0x5c) continue;
    const escaped = /^\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/.exec(text.slice(at, at + 6))?.[0];
    if (escaped === undefined) return malformed({ ...reader, at }, 'a backslash begins nothing known');
    at += escaped.length - 1;
  }
  if (isBadText(JSON.parse(text.slice(start, at + 1)) as string))
    return fault(reader, 'forbidden_character', 'A text holds NUL or half of a surrogate pair.');
  reader.at = at + 1;
  return undefined;
}

function unendedText(code: number): string {
  return Number.isNaN(code) ? 'a text does not end' : 'a control character stands in a text';
}

function readWord(reader: Reader, word: string): Next {
  if (!reader.text.startsWith(word, reader.at)) return malformed(reader);
  reader.at += word.length;
  return 'after';
}

function readNumber(reader: Reader): Next {
  const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
  number.lastIndex = reader.at;
  const written = number.exec(reader.text)?.[0];
  if (written === undefined) return malformed(reader);
  if (!isKeptNumber(Number(written)))
    return fault(reader, 'number_out_of_range', `${short(written)} cannot be kept exactly.`);
  reader.at += written.length;
  return 'after';
}

function skipBlanks(reader: Reader): void {
  const { text } = reader;
  for (;;) {
    const code = text.charCodeAt(reader.at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    reader.at += 1;
  }
}

function malformed(reader: Reader, why?: string): JsonFault {
  const { text, at } = reader;
  const point = text.codePointAt(at);
  const met = point === undefined ? 'the end' : JSON.stringify(String.fromCodePoint(point));
  return fault(reader, 'malformed_json', `The body is not JSON: ${why ?? `${met} is not expected here`}.`);
}

function fault({ at, open }: Reader, code: JsonFaultCode, detail: string): JsonFault {
  return { code, at, where: pathOf(open), detail: `${detail.slice(0, -1)} (character ${at}).` };
}

/** Like `scans[3].details.reason`. */
function pathOf(open: readonly Frame[]): string {
  return open
    .map(({ names, step, index }) => {
      if (names === null) return `[${index}]`;
      if (step === '') return '';
      return /^\w+$/.test(step) ? `.${short(step)}` : `[${JSON.stringify(short(step))}]`;
    })
    .join('')
    .replace(/^\./, '');
}

/** Names and numbers are shown cut: an answer never repeats megabytes. Never half a character. */
function short(text: string): string {
  const characters = Array.from(text.slice(0, 80));
  return characters.length <= 40 ? text : `${characters.slice(0, 40).join('')}…`;
}
