import { createHash } from 'node:crypto';
import { limits } from '../../domain/limits.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import type { FileStore } from '../../platform/file-store.ts';
import { cleanImage } from '../../platform/image-bytes.ts';
import { keepPhoto as keep, type PhotoRow, selectPhoto } from './queries.ts';
import { hasTooManyPixels } from './rules.ts';

export interface KeepParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly store: FileStore;
}

export type PhotoProblem = {
  readonly code:
    | 'body_too_large'
    | 'body_missing'
    | 'unreadable_picture'
    | 'too_many_pixels'
    | 'photo_erased';
  readonly sentence: string;
  readonly limit?: number;
};
export type Kept = { readonly photo: PhotoRow } | { readonly problem: PhotoProblem };

/**
 * Keeps a photograph without what says where and when it was taken. Its bytes are on the disk, or in the bucket, before
 * its row is there; the same photograph twice is one. Throws StoreAway where the bytes cannot be kept now.
 */
export async function keepPhoto(
  { database, clock, store }: KeepParts,
  pieces: AsyncIterable<Uint8Array>,
  actor: number,
): Promise<Kept> {
  const sent = await gathered(pieces, limits.photoBytesMax);
  const most = limits.photoBytesMax;
  if (sent === null) return no('body_too_large', `A photograph has at most ${most} bytes.`, most);
  if (sent.length === 0) return no('body_missing', 'Send the photograph as the body.');
  const image = cleanImage(sent);
  if ('fault' in image) return no('unreadable_picture', `The picture cannot be taken: ${image.fault}.`);
  const { type, width, height, bytes } = image;
  if (hasTooManyPixels(image)) {
    const limit = limits.photoPixelsMax;
    return no('too_many_pixels', `It has ${width} × ${height} pixels, more than ${limit} in all.`, limit);
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (await isErased(database, hash)) return erased;
  await store.keep(hash, bytes, type);
  const values = [hash, type, bytes.length, width, height, clock.now().toISOString(), actor];
  const { rows } = await database.query<PhotoRow>(keep, values);
  if (!rows[0]) {
    await store.forget(hash);
    return erased;
  }
  // The sweep may have taken away an older copy while this one found it in its place.
  if (!(await store.has(hash))) await store.keep(hash, bytes, type);
  return { photo: rows[0] };
}

async function isErased(database: Database, hash: string): Promise<boolean> {
  const { rows } = await database.query<PhotoRow>(selectPhoto, [hash]);
  return rows[0] !== undefined && rows[0].erased_at !== null;
}

/** All pieces in one, or null as soon as they are too many. */
async function gathered(pieces: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | null> {
  const all: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > most) return null;
    all.push(piece);
  }
  return Buffer.concat(all);
}

const erased: Kept = {
  problem: {
    code: 'photo_erased',
    sentence: 'This very photograph was erased here, and is not taken again.',
  },
};

function no(code: PhotoProblem['code'], sentence: string, limit?: number): Kept {
  return { problem: { code, sentence, ...(limit === undefined ? {} : { limit }) } };
}
