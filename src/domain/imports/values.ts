// Values as people and programs write them, read without guessing where it matters.

export type DateOrder = 'dmy' | 'mdy';

/** A time on the wall (`2026-11-23T12:00:00`), an instant with its offset, or why it is neither. */
export type ReadTime =
  | { readonly local: string }
  | { readonly instant: string }
  | { readonly problem: 'bad_date' | 'ambiguous_date' };

/**
 * Reads a day or a time: ISO 8601, `23.11.2026`, `11/23/2026` with an optional time behind. A day alone is noon, so that
 * it is that day in every place of its zone. Where day and month could be either, `order` decides; without it that is
 * said instead of guessed.
 */
export function readTime(text: string, order?: DateOrder): ReadTime {
  const instant = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)? ?(Z|[+-]\d\d:?\d\d)$/i.exec(text);
  if (instant) {
    const [, day, time, offset] = instant as unknown as [string, string, string, string];
    const zone = /^z$/i.test(offset) ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
    return { instant: `${day}T${withSeconds(time)}${zone}` };
  }
  const iso = /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?:\d\d(?::\d\d)?)(?:\.\d+)?)?$/.exec(text);
  if (iso) return localTime(iso[1]!, iso[2]!, iso[3]!, iso[4]);
  const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (compact) return localTime(compact[1]!, compact[2]!, compact[3]!, undefined);
  const written = /^(\d\d?)([./-])(\d\d?)\2(\d{4})(?:,? (\d\d?:\d\d(?::\d\d)?))?$/.exec(text);
  if (!written) return { problem: 'bad_date' };
  const [, first, mark, second, year, time] = written as unknown as [
    string,
    string,
    string,
    string,
    string,
    string?,
  ];
  const isDayFirst = mark === '.' || order === 'dmy' || (order === undefined && Number(first) > 12);
  const isMonthFirst = !isDayFirst && (order === 'mdy' || Number(second) > 12);
  if (isDayFirst) return localTime(year, second, first, time);
  if (isMonthFirst) return localTime(year, first, second, time);
  return first === second ? localTime(year, first, second, time) : { problem: 'ambiguous_date' };
}

function localTime(year: string, month: string, day: string, time = '12:00:00'): ReadTime {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const isLeap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1] ?? 0;
  const [hours, minutes, seconds] = withSeconds(time).split(':').map(Number);
  if (y < 1970 || y > 9998 || d < 1 || d > days || hours! > 23 || minutes! > 59 || seconds! > 59)
    return { problem: 'bad_date' };
  return { local: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${withSeconds(time)}` };
}

function withSeconds(time: string): string {
  const padded = time.padStart(time.length === 4 || time.length === 7 ? time.length + 1 : time.length, '0');
  return padded.length === 5 ? `${padded}:00` : padded;
}

/**
 * An amount as integer minor units: `1,234.50`, `1.234,50`, `1234.5`, `1 234,50 €`. Of two marks the last is the decimal
 * one; a single mark with exactly three digits behind it is a thousands mark unless the currency has three decimals. Null
 * for what is no amount, or has more decimals than the currency.
 */
export function readAmount(text: string, decimals: number): number | null {
  const bare = text.replace(/^[\p{Sc}A-Za-z]{0,4}\s*|\s*[\p{Sc}A-Za-z]{0,4}$/gu, '').replace(/[\s'’]/g, '');
  if (!/^-?\d[\d.,]*$/.test(bare)) return null;
  const marks = bare.replace(/[^.,]/g, '');
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
  const behind = last === -1 ? 0 : bare.length - last - 1;
  const isOneKind = new Set(marks).size === 1;
  const isThousands = isOneKind && behind === 3 && (marks.length > 1 || decimals !== 3);
  if (isOneKind && marks.length > 1 && !isThousands) return null;
  const whole = (isThousands || last === -1 ? bare : bare.slice(0, last)).replace(/[.,]/g, '');
  const fraction = isThousands || last === -1 ? '' : bare.slice(last + 1).replace(/0+$/, '');
  if (fraction.length > decimals) return null;
  const minor = Number(`${whole}${fraction.padEnd(decimals, '0')}`);
  return Number.isSafeInteger(minor) ? minor : null;
}

/** A whole number of pieces, also written `3.0` or `3,000` by a spreadsheet's columns of decimals; null for other text. */
export function readQuantity(text: string): number | null {
  const whole = /^(\d{1,10})(?:[.,]0+)?$/.exec(text);
  return whole ? Number(whole[1]) : null;
}

/** Yes and no as programs write them; null for neither. Of a way of tracking: whether each unit has a number. */
export function readYes(text: string): boolean | null {
  const word = text.toLowerCase();
  if (/^(yes|true|1|y|x|ja|oui|s[ií]|sim|tak|serial|by unique serial number)$/.test(word)) return true;
  return /^(no|false|0|n|nein|non|não|nao|nie|nee|none|lot|by lots|no tracking|by quantity)$/.test(word)
    ? false
    : null;
}

/** A reference to a customer is a number of theirs in some system, never what says who they are. */
export function isPersonalData(text: string): boolean {
  return (
    text.includes('@') ||
    (/^\+?[\d\s()/-]{9,}$/.test(text) && /[\s()+/-]/.test(text)) ||
    /\p{L}+\s+\p{L}+/u.test(text)
  );
}

const knownDecimals = new Map<string, number>();

/** Digits after the point of a currency's amounts (ISO 4217): EUR 2, JPY 0, KWD 3. */
export function decimalsOf(currency: string): number {
  const known = knownDecimals.get(currency);
  if (known !== undefined) return known;
  const style = new Intl.NumberFormat('en', { style: 'currency', currency });
  const decimals = style.resolvedOptions().maximumFractionDigits ?? 2;
  knownDecimals.set(currency, decimals);
  return decimals;
}

/** Minor units as they are written in a file: with a point, and the digits that the currency has. */
export function amountText(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  if (decimals === 0) return String(minor);
  const digits = String(minor).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
