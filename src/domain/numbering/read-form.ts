import { findForbidden } from '../identifiers/characters.ts';
import { limits } from '../limits.ts';
import { type CheckKind, checkKinds } from './check-characters.ts';
import { lengthOf, type NumberForm, type Piece, randomSymbols } from './number-form.ts';

/**
 * How the numbers of a product come about. sequence: counted up behind a prefix · pattern: counted up inside a text, with a
 * check character · random: not to be guessed · pool: a maker's own, brought in as lists and ranges.
 */
export const numberingKinds = ['sequence', 'pattern', 'random', 'pool'] as const;
export type NumberingKind = (typeof numberingKinds)[number];

/** What somebody says of it; what each kind takes stands in `fieldsOf`. */
export interface NumberingSettings {
  readonly kind: NumberingKind;
  /** sequence, random: what each number begins with. */
  readonly prefix?: string | undefined;
  /** sequence: digits. */
  readonly width?: number | undefined;
  /** sequence, pattern: the first number; 1 if not said. */
  readonly start?: number | undefined;
  /** pattern: `AC-{number:6}-{check}`. */
  readonly pattern?: string | undefined;
  /** pattern: how its check character is made; random: whether there is one, Luhn’s over its own characters. */
  readonly check?: CheckKind | boolean | undefined;
  /** random: characters behind the prefix. */
  readonly length?: number | undefined;
}

export interface FormFault {
  readonly where: string;
  /** A sentence without its full stop. */
  readonly why: string;
}

type Read = { readonly form: NumberForm } | { readonly fault: FormFault };

const fieldsOf: Readonly<Record<NumberingKind, readonly string[]>> = {
  sequence: ['prefix', 'width', 'start'],
  pattern: ['pattern', 'check', 'start'],
  random: ['prefix', 'length', 'check'],
  pool: [],
};

/** The form that settings describe, or what is wrong with them and where. A pool has none: ask for other kinds only. */
export function readForm(settings: NumberingSettings): Read {
  const extra = extraField(settings);
  if (extra !== undefined)
    return fault(extra, `"${extra}" has no meaning for numbers of the kind ${settings.kind}`);
  const read = readers[settings.kind](settings);
  if ('fault' in read) return read;
  const length = lengthOf(read.form);
  if (length > limits.serialLengthMax)
    return fault(
      whereOf(settings),
      `a number has at most ${limits.serialLengthMax} characters, not ${length}`,
    );
  const { symbols, length: part, start } = read.form;
  if (start >= symbols.length ** part) return fault('start', `${start} does not fit into ${part} digits`);
  return read;
}

/** A setting that the kind does not take; undefined where all fit. */
export function extraField(settings: NumberingSettings): string | undefined {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return given.find(([field]) => field !== 'kind' && !fieldsOf[settings.kind].includes(field))?.[0];
}

const readers: Readonly<Record<NumberingKind, (settings: NumberingSettings) => Read>> = {
  sequence({ prefix = '', width = 6, start = 1 }) {
    const wrong = textFault(prefix, 'prefix') ?? widthFault(width, 'width');
    if (wrong) return { fault: wrong };
    return { form: counted([{ text: prefix }, 'number'], width, start, null) };
  },
  pattern({ pattern = '', check, start = 1 }) {
    return readPattern(pattern, start, check);
  },
  random({ prefix = '', length = limits.randomLengthDefault, check = true }) {
    const wrong = textFault(prefix, 'prefix');
    if (wrong) return { fault: wrong };
    if (typeof check !== 'boolean') return fault('check', 'for random numbers say true or false');
    if (length < limits.randomLengthMin || length > limits.randomLengthMax)
      return fault(
        'length',
        `random numbers have ${limits.randomLengthMin} to ${limits.randomLengthMax} characters behind the prefix: fewer could be guessed`,
      );
    const pieces: Piece[] = [{ text: prefix }, 'number', ...(check ? (['check'] as const) : [])];
    const symbols = randomSymbols;
    return {
      form: { pieces, symbols, length, start: 0, check: check ? 'luhn_mod_n' : null, isRandom: true },
    };
  },
  pool: () => fault('kind', 'a pool has no form'),
};

/** `{number:6}` once, `{check}` at most once and behind it; all else as it stands. */
function readPattern(pattern: string, start: number, check: NumberingSettings['check']): Read {
  const where = 'pattern';
  const pieces: Piece[] = [];
  let width = 0;
  let at = 0;
  while (at < pattern.length) {
    const open = pattern.indexOf('{', at);
    const end = open < 0 ? pattern.length : open;
    if (end > at) pieces.push({ text: pattern.slice(at, end) });
    if (open < 0) break;
    const field = /^\{(?:number:([0-9]{1,2})|(check))\}/.exec(pattern.slice(open));
    if (!field) return fault(where, `at character ${open + 1}: write {number:6} or {check}`);
    if (field[1] !== undefined) {
      if (width > 0)
        return fault(where, `at character ${open + 1}: {number} stands there for the second time`);
      width = Number(field[1]);
      const wrong = widthFault(width, where);
      if (wrong) return { fault: wrong };
      pieces.push('number');
    } else {
      if (width === 0 || pieces.includes('check'))
        return fault(where, `at character ${open + 1}: {check} stands once, behind {number}`);
      pieces.push('check');
    }
    at = open + field[0].length;
  }
  if (width === 0) return fault(where, 'there is no {number:6} in it: all its numbers would be one');
  return withCheck(pieces, width, start, check);
}

function withCheck(
  pieces: readonly Piece[],
  width: number,
  start: number,
  check: NumberingSettings['check'],
): Read {
  const texts = pieces.map((piece) => (typeof piece === 'string' ? '' : piece.text)).join('');
  const wrong = textFault(texts, 'pattern');
  if (wrong) return { fault: wrong };
  if (!pieces.includes('check')) {
    if (check !== undefined) return fault('check', 'the pattern has no {check}');
    return { form: counted(pieces, width, start, null) };
  }
  const kind = check ?? 'mod_37_36';
  if (typeof kind === 'boolean') return fault('check', `say one of ${checkKinds.join(', ')}`);
  if (kind === 'mod_37_36' && /[a-z]/.test(texts))
    return fault('pattern', 'a check character by ISO 7064 covers capital letters, not small ones');
  return { form: counted(pieces, width, start, kind) };
}

function counted(
  pieces: readonly Piece[],
  length: number,
  start: number,
  check: CheckKind | null,
): NumberForm {
  return { pieces, symbols: '0123456789', length, start, check, isRandom: false };
}

function textFault(text: string, where: string): FormFault | null {
  if (text.length > limits.serialLengthMax)
    return { where, why: `it has more than ${limits.serialLengthMax} characters` };
  const forbidden = findForbidden(text);
  if (forbidden) return { where, why: `${forbidden.sentence}, at character ${forbidden.position! + 1}` };
  return text.trim() === text ? null : { where, why: 'it begins or ends with a blank, which nobody sees' };
}

function widthFault(width: number, where: string): FormFault | null {
  if (width >= 1 && width <= limits.numberWidthMax) return null;
  return { where, why: `a number is counted with 1 to ${limits.numberWidthMax} digits` };
}

function whereOf({ kind }: NumberingSettings): string {
  return kind === 'pattern' ? 'pattern' : 'prefix';
}

function fault(where: string, why: string): { readonly fault: FormFault } {
  return { fault: { where, why } };
}
