import { firstOutsideSet } from './characters.ts';
import { isGs1Valid } from './check-digits.ts';
import { checkPair, iban } from './checksums.ts';
import { countryLetters, countryNumbers, currencyNumbers, packageTypes } from './code-lists.ts';
import { digitsOf, fault, type Linter, nonDigit } from './linter-fault.ts';
import { couponCode, couponPositiveOffer } from './linters-of-coupons.ts';
import { hh, hhmi, mi, ss, yymmd0, yymmdd, yyyymmd0, yyyymmdd } from './linters-of-time.ts';

/**
 * GS1's linters by the names that its syntax dictionary gives them: each judges the content of one part of a
 * value. That a company prefix (gcppos1, gcppos2) is really allotted only GS1's register knows; here it has
 * four digits at least (GS1 General Specifications, GS1 Company Prefix).
 */
export const linters: Readonly<Record<string, Linter>> = {
  couponcode: couponCode,
  couponposoffer: couponPositiveOffer,
  cset39: (value) => outsideSet(value, 'Y'),
  cset64: paddedBase64,
  cset82: (value) => outsideSet(value, 'X'),
  csetnumeric: nonDigit,
  csum: gs1Sum,
  csumalpha: checkPair,
  gcppos1: (value) => companyPrefix(value, 0),
  gcppos2: (value) => companyPrefix(value, 1),
  hasnondigit: (value) =>
    nonDigit(value) === null ? fault('code_unknown', 0, 'holds no character beside digits') : null,
  hh,
  hhmi,
  hyphen: (value) =>
    /^-+$/.test(value) ? null : fault('code_unknown', 0, 'takes a minus sign here or nothing'),
  iban,
  importeridx: (value) => oneOf(value, /^[-0-9A-Z_a-z]$/, 'importer index'),
  iso3166: (value) => inList(value, countryNumbers, 'country'),
  iso3166999: (value) => (value === '999' ? null : inList(value, countryNumbers, 'country')),
  iso3166alpha2: (value) => inList(value, countryLetters, 'country'),
  iso4217: (value) => inList(value, currencyNumbers, 'currency'),
  iso5218: (value) => oneOf(value, /^[0129]$/, 'biological sex'),
  latitude: (value) => coordinate(value, 1_800_000_000),
  longitude: (value) => coordinate(value, 3_600_000_000),
  mediatype: (value) => oneOf(value, /^(?:0[1-9]|10|[89]\d)$/, 'media type'),
  mi,
  nonzero: (value) =>
    nonDigit(value) ?? (/[1-9]/.test(value) ? null : fault('zero_not_allowed', 0, 'cannot be zero here')),
  nozeroprefix: (value) =>
    nonDigit(value) ??
    (value.startsWith('0') ? fault('zero_not_allowed', 0, 'cannot begin with zero') : null),
  packagetype: (value) => inList(value, packageTypes, 'package type'),
  pcenc: percentEncoded,
  pieceoftotal: pieceOfTotal,
  posinseqslash: positionInSequence,
  ss,
  winding: (value) => oneOf(value, /^[019]$/, 'winding direction'),
  yesno: (value) => oneOf(value, /^[01]$/, 'answer (0 no, 1 yes)'),
  yymmd0,
  yymmdd,
  yyyymmd0,
  yyyymmdd,
  zero: (value) => (/^0+$/.test(value) ? null : fault('zero_needed', 0, 'must be zero here')),
};

function outsideSet(value: string, set: 'X' | 'Y') {
  const at = firstOutsideSet(value, set);
  return at < 0 ? null : fault('character_not_allowed', at, 'cannot hold this character');
}

/** "=" fills up to a multiple of three, at the end only (GS1 General Specifications, CSET 64). */
function paddedBase64(value: string) {
  const letter = firstOutsideSet(value, 'Z');
  if (letter >= 0) return fault('character_not_allowed', letter, 'cannot hold this character');
  const padding = value.indexOf('=');
  if (padding < 0) return null;
  const isWhole = /^={1,2}$/.test(value.slice(padding)) && padding > 0 && value.length % 3 === 0;
  return isWhole ? null : fault('padding_wrong', padding, 'is not filled up to a multiple of three by "="');
}

function gs1Sum(value: string) {
  const letter = nonDigit(value);
  if (letter !== null) return letter;
  if (value.length < 2) return fault('value_truncated', value.length, 'is too short for a check digit');
  return isGs1Valid(value) ? null : fault('check_digit_wrong', value.length - 1, 'has a wrong check digit');
}

function companyPrefix(value: string, from: number) {
  const end = Math.min(from + 4, value.length);
  const letter = firstOutsideSet(value, 'N', from, end);
  if (letter >= 0)
    return fault('not_numeric', letter, 'begins with a company prefix, of four digits at least');
  return value.length >= from + 4
    ? null
    : fault('value_truncated', value.length, 'is too short for a company prefix, of four digits at least');
}

function inList(value: string, list: ReadonlySet<string>, what: string) {
  return list.has(value) ? null : fault('code_unknown', 0, `holds a ${what} that is none: "${value}"`);
}

function oneOf(value: string, pattern: RegExp, what: string) {
  return pattern.test(value) ? null : fault('code_unknown', 0, `holds no ${what}: "${value}"`);
}

function coordinate(value: string, most: number) {
  const wrong = digitsOf(value, 10);
  if (wrong !== null) return wrong;
  return Number(value) <= most ? null : fault('out_of_range', 0, `is beyond ${most}`);
}

function percentEncoded(value: string) {
  for (let i = value.indexOf('%'); i >= 0; i = value.indexOf('%', i + 1)) {
    if (!/^[0-9A-Fa-f]{2}$/.test(value.slice(i + 1, i + 3))) {
      return fault('percent_broken', i, 'has a "%" without two hexadecimal digits after it');
    }
  }
  return null;
}

/** `0203`: the second of three pieces; both halves are equally long. */
function pieceOfTotal(value: string) {
  if (value.length === 0 || value.length % 2 === 1) {
    return fault('value_truncated', value.length, 'takes an even number of digits here');
  }
  const letter = nonDigit(value);
  if (letter !== null) return letter;
  const half = value.length / 2;
  const [piece, total] = [value.slice(0, half), value.slice(half)];
  if (/^0+$/.test(piece)) return fault('zero_not_allowed', 0, 'has no piece zero');
  if (/^0+$/.test(total)) return fault('zero_not_allowed', half, 'has no total of zero pieces');
  return piece <= total ? null : fault('out_of_range', 0, `counts piece ${piece} of only ${total}`);
}

/** `2/3`: the second of three. */
function positionInSequence(value: string) {
  const found = /^(\d+)\/(\d+)$/.exec(value);
  if (found === null) return fault('code_unknown', 0, 'takes a position as "2/3" here');
  const [, position, total] = found as unknown as [string, string, string];
  if (position.startsWith('0')) return fault('zero_not_allowed', 0, 'cannot begin with zero');
  if (total.startsWith('0')) return fault('zero_not_allowed', position.length + 1, 'cannot begin with zero');
  const isBeyond = position.length > total.length || (position.length === total.length && position > total);
  return isBeyond ? fault('out_of_range', 0, `counts ${position} of only ${total}`) : null;
}
