import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Type } from 'typebox';
import { type Caller, sitesFor } from '../../access/caller.ts';
import { limits } from '../../domain/limits.ts';
import { pictureOf } from '../../domain/photos.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { unitSites } from '../../ledger/whereabouts.ts';
import { StoreAway } from '../../platform/file-store.ts';
import { imageTypes } from '../../platform/image-bytes.ts';
import type { Reader } from '../../platform/shared-reads.ts';
import * as wire from './contract.ts';
import { type EraseParts, erasePhoto } from './erase-photo.ts';
import { keepPhoto } from './keep-photo.ts';
import { type PhotoRow, selectIsOfProduct, selectPhoto, selectPiecesOf, selectUnitsOf } from './queries.ts';
import { mayErase, maySee, type PhotoUse } from './rules.ts';

export interface PhotoParts extends EraseParts {
  readonly read: Reader;
  readonly reference: ReadReference;
}

export function photoEndpoints(parts: PhotoParts) {
  return { ...keeping(parts), ...looking(parts) };
}

function keeping(parts: PhotoParts) {
  return {
    keep: endpoint({
      id: 'keepPhoto',
      summary: 'Keep a photograph',
      description:
        'The body is the photograph: JPEG, PNG or WebP, told by its bytes. What says where and when it was taken is left ' +
        'out. The same photograph twice is one. Name it in a scan’s details.photos, or it is removed after a day.',
      streams: imageTypes,
      replies: { 201: { description: 'The photograph as it is kept.', schema: wire.photoSchema } },
      async handle({ body, caller }, reply) {
        const pieces = body as unknown as Readable;
        const kept = await whenThere(() => keepPhoto(parts, pieces, caller.actor.id));
        if ('photo' in kept) return reply.code(201).send(photoOnWire(kept.photo));
        const { code, sentence, limit } = kept.problem;
        throw new Problem(code, sentence, { where: 'body', ...(limit === undefined ? {} : { limit }) });
      },
    }),
    erase: endpoint({
      id: 'erasePhoto',
      summary: 'Erase a photograph for ever',
      description: 'It may show a person. Its hash stays where it was recorded, and says that it was erased.',
      params: wire.photoParams,
      body: wire.photoErasure,
      replies: { 200: { description: 'What is left of it.', schema: wire.photoSchema } },
      async handle({ params: { hash }, body: { reason }, caller, ip }) {
        const { use } = await seenPhoto(parts, hash, caller);
        if (!mayErase(use, caller.sites)) {
          const sentence = 'It is needed at other sites too: who may do this everywhere has to do it.';
          throw new Problem('not_permitted', sentence, { where: 'params.hash' });
        }
        const by = { actor: caller.actor.id, address: ip };
        const left = await whenThere(() => erasePhoto(parts, hash, reason, by));
        return left === null ? noPhoto(hash) : photoOnWire(left);
      },
    }),
  };
}

function looking(parts: PhotoParts) {
  return {
    get: endpoint({
      id: 'getPhoto',
      summary: 'Look at a photograph',
      description:
        'For who may see a unit that it was taken of, for everybody where a product shows it, and for who brought it.',
      params: wire.photoParams,
      replies: { 200: { description: 'Its bytes.', contentType: imageTypes, schema: Type.Unknown() } },
      async handle({ params: { hash }, caller }, reply) {
        const { photo } = await seenPhoto(parts, hash, caller);
        if (photo.erased_at !== null) {
          const when = photo.erased_at.toISOString();
          throw new Problem('photo_erased', `It was erased on ${when}.`, { where: 'params.hash' });
        }
        const bytes = await whenThere(() => parts.store.read(hash));
        if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== hash)
          throw new Problem('file_missing', 'Its bytes are missing or damaged: they have to be restored.', {
            where: 'params.hash',
          });
        reply.headers({
          'content-type': photo.type,
          etag: `"${hash}"`,
          'cache-control': `private, max-age=${limits.photoKeptSeconds}, immutable`,
        });
        return reply.send(Buffer.from(bytes));
      },
    }),
  };
}

/** The photograph with what refers to it; one that somebody may not see answers like one that is not there. */
async function seenPhoto(
  parts: PhotoParts,
  hash: string,
  caller: Caller,
): Promise<{ readonly photo: PhotoRow; readonly use: PhotoUse }> {
  const { rows } = await parts.database.query<PhotoRow>(selectPhoto, [hash]);
  const photo = rows[0];
  if (!photo) return noPhoto(hash);
  const use = await photoUse(parts, photo, caller);
  return maySee(use, sitesFor(caller.rights, 'read')) ? { photo, use } : noPhoto(hash);
}

async function photoUse(
  { database, read, reference }: PhotoParts,
  { hash, actor_id }: PhotoRow,
  caller: Caller,
): Promise<PhotoUse> {
  const isOwn = actor_id === caller.actor.id;
  if (caller.sites === null) return { isOwn, ofProduct: false, sites: [] };
  const hint = JSON.stringify([{ picture: pictureOf(hash) }]);
  const [units, pieces, product] = await Promise.all([
    database.query<{ id: number }>(selectUnitsOf, [hash, limits.unitsPerPhotoLooked]),
    database.query<{ place: number }>(selectPiecesOf, [hash, limits.unitsPerPhotoLooked]),
    database.query<{ yes: boolean }>(selectIsOfProduct, [hint]),
  ]);
  const names = await reference();
  const ids = units.rows.map(({ id }) => id);
  const ofPieces = pieces.rows.flatMap(({ place }) => names.locations.get(place)?.site.id ?? []);
  const sites = [...(await unitSites(read, names, ids)), ...ofPieces];
  return { isOwn, ofProduct: product.rows[0]!.yes, sites };
}

function photoOnWire({
  hash,
  type,
  bytes,
  width,
  height,
  uploaded_at,
  erased_at,
}: PhotoRow): wire.PhotoOnWire {
  const erasedAt = erased_at?.toISOString() ?? null;
  return { hash, type, bytes, width, height, uploadedAt: uploaded_at.toISOString(), erasedAt };
}

async function whenThere<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreAway) throw new Problem('photos_away', error.message, { retryAfter: 30 });
    throw error;
  }
}

function noPhoto(hash: string): never {
  throw new Problem('photo_not_found', `There is no photograph ${hash}.`, { where: 'params.hash' });
}
