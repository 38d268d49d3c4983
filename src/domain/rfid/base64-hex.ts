import { limits } from '../limits.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * The bytes of base64url (RFC 4648, 5), with or without `=`, as hexadecimal in capitals; null where it is none, or no whole
 * 16-bit words.
 */
export function hexOfBase64(text: string): string | null {
  const bare = text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
  if (bare.length > limits.tagHexLengthMax) return null;
  let hex = '';
  let bits = 0;
  let held = 0;
  for (const character of bare) {
    const value = alphabet.indexOf(character);
    if (value < 0) return null;
    bits = (bits << 6) | value;
    held += 6;
    while (held >= 4) {
      held -= 4;
      hex += ((bits >> held) & 15).toString(16);
    }
    bits &= (1 << held) - 1;
  }
  // What is left over are the filling bits of the last character, which are none of a byte.
  const whole = hex.slice(0, hex.length - (hex.length % 2));
  return whole.length > 0 && whole.length % 4 === 0 ? whole.toUpperCase() : null;
}
