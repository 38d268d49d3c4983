import { hash, randomBytes } from 'node:crypto';

/** What a browser holds for a session: 256 random bits. Only its hash is kept. */
export function newSessionToken(): { readonly token: string; readonly hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOfToken(token) };
}

/** SHA-256 in hex; a token has 256 bits of chance, so a fast hash keeps it well. */
export function hashOfToken(token: string): string {
  return hash('sha256', token);
}

export function isSessionToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}
