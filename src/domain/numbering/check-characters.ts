/** How a check character is made. luhn_mod_n is for random numbers, whose characters are not all letters and digits. */
export const checkKinds = ['mod_37_36', 'luhn'] as const;
export type CheckKind = (typeof checkKinds)[number];

const lettersAndDigits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * The check character by ISO/IEC 7064, MOD 37,36: finds every single wrong character and nearly every swap of two
 * neighbours. Covers digits and capital letters; other characters are passed over, so a dash may be left out.
 */
export function mod3736(text: string): string {
  let product = 36;
  for (const character of text) {
    const value = lettersAndDigits.indexOf(character);
    if (value < 0) continue;
    const sum = (product + value) % 36;
    product = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  return lettersAndDigits[(37 - product) % 36]!;
}

/**
 * The check character by Luhn's formula (ISO/IEC 7812-1, annex B) over any even number of symbols, which is in `symbols`
 * too; with ten digits it is the check digit of IMEIs and cards. Characters that are no symbol are passed over.
 */
export function luhnCharacter(text: string, symbols: string): string {
  const base = symbols.length;
  let sum = 0;
  let factor = 2;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const value = symbols.indexOf(text[at]!);
    if (value < 0) continue;
    const weighed = value * factor;
    sum += Math.floor(weighed / base) + (weighed % base);
    factor = 3 - factor;
  }
  return symbols[(base - (sum % base)) % base]!;
}
