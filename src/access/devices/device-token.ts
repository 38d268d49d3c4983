import { hash, randomBytes, randomInt } from 'node:crypto';

/** What a device shows to be known: 256 random bits, of which only the hash is kept. */
export interface NewDeviceToken {
  readonly token: string;
  readonly hash: string;
}

export function newDeviceToken(): NewDeviceToken {
  const token = `utd_${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashOfToken(token) };
}

/** SHA-256 in hex: a token has 256 bits of chance, so a fast hash keeps it. */
export function hashOfToken(token: string): string {
  return hash('sha256', token);
}

// Without those that are mistaken for each other: 0 O, 1 I L, 5 S, U V.
const letters = '2346789ABCDEFGHJKMNPQRTVWXYZ';
const codeLength = 8;

/** `K7QF-M2XW`: 38 bits, enough for a quarter of an hour and one use. */
export function newPairingCode(): string {
  const code = Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('');
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** The hash under which a code is kept, however it was typed; null for what no code can be. */
export function hashOfPairingCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '');
  const isCode = code.length === codeLength && [...code].every((letter) => letters.includes(letter));
  return isCode ? hash('sha256', `pairing ${code}`) : null;
}
