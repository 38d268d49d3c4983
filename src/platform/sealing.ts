import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Bytes of a key, and of a keyed hash as it is kept. */
export const sealKeyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const formVersion = 1;

/** Sealed bytes that the key does not open: another key, another place, or damage. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

export function newSealKey(): Buffer {
  return randomBytes(sealKeyBytes);
}

/**
 * AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits: version, nonce, tag, ciphertext. `context` says where the
 * bytes belong; they open nowhere else. One key seals few things: far below the 2^32 that a random nonce is good for.
 */
export function seal(key: Buffer, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(formVersion), nonce, cipher.getAuthTag(), sealed]);
}

/** The plain bytes. Throws SealBroken. */
export function unseal(key: Buffer, sealed: Buffer, context: string): Buffer {
  const head = 1 + nonceBytes + tagBytes;
  if (sealed.length < head || sealed[0] !== formVersion) throw new SealBroken('not in a form that is known');
  const nonce = sealed.subarray(1, 1 + nonceBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(1 + nonceBytes, head));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(head)), decipher.final()]);
  } catch (cause) {
    throw new SealBroken('another key, another place, or damage', { cause });
  }
}

/** JSON, filled up to whole blocks so that its length says little. */
export function sealJson(key: Buffer, value: object, context: string): Buffer {
  const text = Buffer.from(JSON.stringify(value));
  const filled = Buffer.alloc(Math.ceil(text.length / fillBytes) * fillBytes, ' ');
  text.copy(filled);
  return seal(key, filled, context);
}

const fillBytes = 256;

export function unsealJson(key: Buffer, sealed: Buffer, context: string): unknown {
  return JSON.parse(unseal(key, sealed, context).toString('utf8'));
}

/** A hash that only who has the key can make: HMAC-SHA-256 (RFC 2104), its first 16 bytes. */
export function keyedHash(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest().subarray(0, 16);
}
