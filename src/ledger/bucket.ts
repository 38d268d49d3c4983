/**
 * The 8-bit hash that rows carry for a distributed PostgreSQL: FNV-1a over UTF-16 code units, folded to a byte.
 * It is for spreading only and is part of stored keys, so it can never change (bucket.test.ts freezes values).
 */
export function bucketOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return ((hash >>> 24) ^ (hash >>> 16) ^ (hash >>> 8) ^ hash) & 0xff;
}

/** A unit's bucket rides in the low byte of its id, so that an id alone finds its rows. */
export function unitId(number: number, bucket: number): number {
  return number * 256 + bucket;
}

export function bucketOfUnit(id: number): number {
  return id % 256;
}
