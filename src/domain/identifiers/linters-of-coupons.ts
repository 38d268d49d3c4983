import { fault, type LinterFault, nonDigit } from './linter-fault.ts';
import { yymmdd } from './linters-of-time.ts';

/**
 * North American coupon codes, AI (8110) (GS1 US, North American Coupon Application Guideline): company
 * prefix, offer, save value and first purchase, then optional fields, each opened by its number.
 */
export function couponCode(value: string): LinterFault | null {
  const letter = nonDigit(value);
  if (letter !== null) return letter;
  const cursor: Cursor = { value, at: 0 };
  return (
    sized(cursor, 6, 0, 6, 'company prefix') ??
    fixed(cursor, 6, 'offer code') ??
    sized(cursor, 0, 1, 5, 'save value') ??
    purchase(cursor, 'first purchase') ??
    optionalFields(cursor)
  );
}

/** North American positive offer files, AI (8112): format, funder, offer and serial number. */
export function couponPositiveOffer(value: string): LinterFault | null {
  const letter = nonDigit(value);
  if (letter !== null) return letter;
  const cursor: Cursor = { value, at: 0 };
  return (
    choice(cursor, '01', 'format code') ??
    sized(cursor, 6, 0, 6, 'funder') ??
    fixed(cursor, 6, 'offer code') ??
    sized(cursor, 6, 0, 9, 'serial number') ??
    atEnd(cursor)
  );
}

interface Cursor {
  readonly value: string;
  at: number;
}

const purchaseCodes = '012349';

function purchase(cursor: Cursor, what: string): LinterFault | null {
  return (
    sized(cursor, 0, 1, 5, `${what} requirement`) ??
    choice(cursor, purchaseCodes, `${what} requirement code`) ??
    fixed(cursor, 3, `${what} family code`)
  );
}

function optionalFields(cursor: Cursor): LinterFault | null {
  let expires: string | null = null;
  // The fields come in the order of their numbers, each once at most.
  for (let number = 1; cursor.at < cursor.value.length; number += 1) {
    if (number > 9) return atEnd(cursor);
    if (cursor.value[cursor.at] !== String(number) || number === 7 || number === 8) continue;
    const at = cursor.at + 1;
    cursor.at = at;
    const wrong = fieldReaders[number]!(cursor);
    if (wrong !== null) return wrong;
    const text = cursor.value.slice(at, cursor.at);
    if (number === 3) expires = text;
    if (number === 4 && expires !== null && expires < text) {
      return fault('out_of_range', at, 'starts after it has expired');
    }
  }
  return null;
}

const fieldReaders: Readonly<Record<number, (cursor: Cursor) => LinterFault | null>> = {
  1: (cursor) =>
    choice(cursor, '0123', 'rule of further purchases') ??
    purchase(cursor, 'second purchase') ??
    companyOrNone(cursor, 'second purchase'),
  2: (cursor) => purchase(cursor, 'third purchase') ?? companyOrNone(cursor, 'third purchase'),
  3: (cursor) => day(cursor, 'expiry date'),
  4: (cursor) => day(cursor, 'start date'),
  5: (cursor) => sized(cursor, 6, 0, 9, 'serial number'),
  6: (cursor) => sized(cursor, 6, 1, 7, 'retailer'),
  9: (cursor) =>
    choice(cursor, '01256', 'save value code') ??
    choice(cursor, '012', 'item that is saved on') ??
    choice(cursor, '0123456789', 'store coupon flag') ??
    choice(cursor, '01', 'multiply flag'),
};

/** A length digit, then so many digits and `more`. */
function sized(cursor: Cursor, more: number, least: number, most: number, what: string): LinterFault | null {
  const { value, at } = cursor;
  if (at >= value.length) return fault('value_truncated', value.length, `ends before its ${what}`);
  const length = Number(value[at]);
  if (length < least || length > most) return fault('out_of_range', at, `gives its ${what} no such length`);
  cursor.at += 1;
  return fixed(cursor, length + more, what);
}

function fixed(cursor: Cursor, length: number, what: string): LinterFault | null {
  if (cursor.at + length > cursor.value.length) {
    return fault('value_truncated', cursor.value.length, `ends within its ${what}`);
  }
  cursor.at += length;
  return null;
}

function choice(cursor: Cursor, among: string, what: string): LinterFault | null {
  const { value, at } = cursor;
  if (at >= value.length) return fault('value_truncated', value.length, `ends before its ${what}`);
  if (!among.includes(value[at]!)) return fault('code_unknown', at, `has no such ${what}: ${value[at]}`);
  cursor.at += 1;
  return null;
}

/** As `sized`, where 9 says that there is none. */
function companyOrNone(cursor: Cursor, what: string): LinterFault | null {
  if (cursor.value[cursor.at] !== '9') return sized(cursor, 6, 0, 6, `company prefix of the ${what}`);
  cursor.at += 1;
  return null;
}

function day(cursor: Cursor, what: string): LinterFault | null {
  const { at } = cursor;
  const short = fixed(cursor, 6, what);
  if (short !== null) return short;
  const wrong = yymmdd(cursor.value.slice(at, at + 6));
  return wrong === null ? null : fault(wrong.code, at + wrong.at, `${wrong.why}: ${what}`);
}

function atEnd({ value, at }: Cursor): LinterFault | null {
  return at === value.length ? null : fault('value_too_long', at, 'goes on after its last field');
}
