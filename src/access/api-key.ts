import { hash, randomBytes } from 'node:crypto';

/** A key as it is shown once: `utk_<prefix>_<secret>`, the secret 256 random bits. Only its hash is kept. */
export interface NewKey {
  readonly key: string;
  /** Tells keys apart for people; not secret. */
  readonly prefix: string;
  readonly hash: string;
}

export function newApiKey(): NewKey {
  const prefix = randomBytes(5).toString('hex');
  const key = `utk_${prefix}_${randomBytes(32).toString('base64url')}`;
  return { key, prefix, hash: hashOfKey(key) };
}

/** A key that somebody else chose (UNITRAIL_ADMIN_KEY): its prefix is made of its hash, so that it gives nothing away. */
export function givenApiKey(key: string): NewKey {
  const hashed = hashOfKey(key);
  return { key, prefix: `${givenPrefix}${hashed.slice(0, 10)}`, hash: hashed };
}

export const givenPrefix = 'env-';

/** SHA-256 in hex. A key has 256 bits of chance, so a fast hash keeps it as well as a slow one would. */
export function hashOfKey(key: string): string {
  return hash('sha256', key);
}
