import { cset82, firstOutsideSet } from './characters.ts';
import { countryLetters } from './code-lists.ts';
import { fault, type LinterFault } from './linter-fault.ts';

/**
 * The GS1 check character pair at the end of a Global Model Number and the like (GS1 General Specifications,
 * 7.9.5): each character's place in CSET 82 times a prime, 2 for the last, modulo 1021, in two characters of
 * five bits. At most 99 characters.
 */
export function checkPair(value: string): LinterFault | null {
  if (value.length < 2) return fault('value_truncated', value.length, 'is too short for a check pair');
  const most = primes.length + 2;
  if (value.length > most) return fault('value_too_long', most, `is longer than ${most} characters`);
  const data = value.slice(0, -2);
  const letter = firstOutsideSet(data, 'X');
  if (letter >= 0) return fault('character_not_allowed', letter, 'cannot hold this character');
  const right = checkPairOf(data);
  return value.endsWith(right)
    ? null
    : fault('check_digit_wrong', data.length, `has a wrong check pair: by the rest it must be ${right}`);
}

/** The pair for a value of CSET 82 characters written without it, at most 97. */
export function checkPairOf(data: string): string {
  let sum = 0;
  for (let i = 0; i < data.length; i += 1) {
    sum += cset82.indexOf(data[i]!) * primes[data.length - 1 - i]!;
  }
  const pair = sum % 1021;
  return pairCharacters[pair >> 5]! + pairCharacters[pair & 31]!;
}

/**
 * An international bank account number (ISO 13616): a country, two check digits by modulo 97 (ISO 7064), 5 to
 * 34 characters. Countries are those of ISO 3166 and XK, which ISO 13616 lists for Kosovo.
 */
export function iban(value: string): LinterFault | null {
  if (value.length < 5) return fault('value_truncated', value.length, 'is too short for an IBAN');
  if (value.length > 34) return fault('value_too_long', 34, 'is too long for an IBAN');
  const letter = value.search(/[^0-9A-Z]/);
  if (letter >= 0) return fault('character_not_allowed', letter, 'takes digits and capital letters only');
  if (!countryLetters.has(value.slice(0, 2)) && !value.startsWith('XK')) {
    return fault('code_unknown', 0, `holds a country that is none: "${value.slice(0, 2)}"`);
  }
  let rest = 0;
  for (const character of value.slice(4) + value.slice(0, 4)) {
    const number = Number.parseInt(character, 36);
    rest = (rest * (number > 9 ? 100 : 10) + number) % 97;
  }
  return rest === 1 ? null : fault('check_digit_wrong', 2, 'has wrong check digits for an IBAN');
}

const pairCharacters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const primes: readonly number[] = firstPrimes(97);

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n += 1) {
    if (found.every((prime) => n % prime !== 0)) found.push(n);
  }
  return found;
}
