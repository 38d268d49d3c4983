import { createHash, randomUUID } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { fixedClock } from '../../platform/clock.ts';
import { openDiskStore } from '../../platform/disk-store.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { aJpeg, aPng, exifOf, jpegPiece } from '../../testing/pictures.ts';
import { sweepPhotos } from './sweep-photos.ts';

let app: TestApp;
let store: ReturnType<typeof openDiskStore>;
beforeAll(async () => {
  app = await openTestApp();
  store = openDiskStore(join(app.dataDirectory, 'photos'));
});
afterAll(() => app?.close());

const jpeg = { 'content-type': 'image/jpeg' };
const send = (bytes: Buffer, key?: string, headers: Record<string, string> = jpeg) =>
  app.ask('POST', '/api/photos', bytes, { headers, ...(key === undefined ? {} : { key }) });
/** Looks without a body’s text in the way: pictures are no JSON. */
const look = (hash: string, key = app.adminKey) =>
  app.server.inject({
    method: 'GET',
    url: `/api/photos/${hash}`,
    headers: { authorization: `Bearer ${key}` },
  });
let shade = 0;
/** Another picture each time. */
function another(): Buffer {
  shade += 1;
  return aPng(30 + shade, 20, shade);
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function kept(key?: string): Promise<string> {
  const { status, body } = await send(another(), key);
  expect(status).toBe(201);
  return body.hash;
}

async function unitWith(photos: readonly string[], site = 'DC', move = 'receive'): Promise<number> {
  const told = await app.scan(move, ['TV', `PIC-${randomUUID()}`], { site, details: { photos } });
  expect(told.outcome).toBe('recorded');
  return told.unit.id;
}

describe('a photograph that is sent', () => {
  test('is kept without its position, under the hash of what is kept, and given back as it is', async () => {
    const whole = aJpeg(64, 48, { before: [jpegPiece(0xe1, exifOf(6))], after: 'behind it: Ana' });
    const { status, body } = await send(whole);
    expect([status, body]).toEqual([
      201,
      {
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        type: 'image/jpeg',
        bytes: expect.any(Number),
        width: 48,
        height: 64,
        uploadedAt: expect.any(String),
        erasedAt: null,
      },
    ]);
    const reply = await look(body.hash);
    expect(reply.statusCode).toBe(200);
    expect(sha256(reply.rawPayload)).toBe(body.hash);
    expect(reply.rawPayload).toHaveLength(body.bytes);
    expect(reply.rawPayload.toString('latin1')).not.toMatch(/Ana|GPS/);
    expect(reply.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': `private, max-age=${limits.photoKeptSeconds}, immutable`,
      'x-content-type-options': 'nosniff',
      etag: `"${body.hash}"`,
    });
  });

  test('twice is one, whatever stood around it', async () => {
    const plain = await send(aJpeg(40, 40));
    const phone = await send(aJpeg(40, 40, { before: [jpegPiece(0xe1, exifOf(1))] }));
    expect(phone.body.hash).toBe(plain.body.hash);
    const rows = await app.world.rows('select 1 from photo where hash = $1', [plain.body.hash]);
    expect(rows).toHaveLength(1);
  });

  test('is what its bytes say, not what it was sent as', async () => {
    const { body } = await send(aPng(8, 8), undefined, { 'content-type': 'image/webp' });
    expect(body.type).toBe('image/png');
  });

  test.each<[string, Buffer, Record<string, string>, number, string]>([
    ['that is none', Buffer.from('<svg/>'), jpeg, 422, 'unreadable_picture'],
    ['that is damaged', aPng(9, 9).subarray(0, -5), jpeg, 422, 'unreadable_picture'],
    ['with too many pixels', aJpeg(65_535, 1_000), jpeg, 413, 'too_many_pixels'],
    ['with too many bytes', Buffer.alloc(limits.photoBytesMax + 1), jpeg, 413, 'body_too_large'],
    ['of no bytes', Buffer.alloc(0), jpeg, 400, 'body_missing'],
    ['as JSON', Buffer.from('{}'), { 'content-type': 'application/json' }, 415, 'unsupported_media_type'],
    [
      'of another type',
      Buffer.from('GIF89a'),
      { 'content-type': 'image/gif' },
      415,
      'unsupported_media_type',
    ],
  ])('%s is not taken', async (_what, bytes, headers, status, code) => {
    const told = await send(bytes, undefined, headers);
    expect([told.status, told.body.code]).toEqual([status, code]);
  });

  test('is nowhere in the log, nor is anything of it', async () => {
    const hash = await kept();
    await look(hash);
    expect(app.logged.join('\n')).not.toContain('PNG');
  });
});

describe('who sees a photograph', () => {
  test('of a unit: who may see the unit; for anybody else it is not there', async () => {
    const hash = await kept();
    const [own, other] = [await app.keyOf('associate', 'STORE-1'), await app.keyOf('associate', 'STORE-2')];
    const answers = async () => [(await look(hash, own)).statusCode, (await look(hash, other)).statusCode];
    expect(await answers()).toEqual([404, 404]);
    await unitWith([hash], 'STORE-1');
    expect(await answers()).toEqual([200, 404]);
    const absent = 'ab'.repeat(32);
    const [theirs, none] = [await look(hash, other), await look(absent, other)];
    expect(theirs.body.replaceAll(hash, '?')).toBe(none.body.replaceAll(absent, '?'));
  });

  test('of nothing yet: who brought it', async () => {
    const [own, other] = [await app.keyOf('associate', 'STORE-1'), await app.keyOf('repair', 'STORE-1')];
    const hash = await kept(own);
    expect([(await look(hash, own)).statusCode, (await look(hash, other)).statusCode]).toEqual([200, 404]);
  });

  test('of a product: everybody; a product names only what is here', async () => {
    const hash = await kept();
    const other = await app.keyOf('associate', 'STORE-2');
    const hints = (picture: string) => ({
      labelHints: [{ number: 'serial', where: 'sticker under the battery', picture }],
    });
    const wrong = await app.ask('PATCH', '/api/products/LAPTOP', hints(`photo:${'cd'.repeat(32)}`));
    expect([wrong.status, wrong.body.code, wrong.body.where]).toEqual([
      422,
      'unknown_photo',
      'labelHints[0].picture',
    ]);
    expect((await look(hash, other)).statusCode).toBe(404);
    expect((await app.ask('PATCH', '/api/products/LAPTOP', hints(`photo:${hash}`))).status).toBe(200);
    expect((await look(hash, other)).statusCode).toBe(200);
    const asked = await app.scan('receive', ['09501101530003']);
    expect([asked.code, asked.picture, asked.facts.map(({ name }: { name: string }) => name)]).toEqual([
      'serial_needed',
      `photo:${hash}`,
      ['where', 'product'],
    ]);
  });

  test('of pieces without serials: who may see where they are', async () => {
    const hash = await kept();
    const told = await app.scan('receive', ['CABLE'], {
      site: 'STORE-1',
      quantity: 5,
      details: { photos: [hash] },
    });
    expect(told.outcome).toBe('recorded');
    expect((await look(hash, await app.keyOf('associate', 'STORE-1'))).statusCode).toBe(200);
    expect((await look(hash, await app.keyOf('associate', 'STORE-2'))).statusCode).toBe(404);
  });

  test('the event’s hash covers it, and the unit’s life names it', async () => {
    const hash = await kept();
    const id = await unitWith([hash]);
    const { body } = await app.ask('GET', `/api/units/${id}/history`);
    expect(body.events[0].details.photos).toEqual([hash]);
  });

  test('a list that is none is refused, and nothing is recorded', async () => {
    const told = await app.scan('receive', ['TV', 'PIC-WRONG'], { details: { photos: ['holiday.jpg'] } });
    expect([told.outcome, told.code]).toEqual(['refused', 'details_wrong']);
  });
});

describe('erasing a photograph', () => {
  const erase = (hash: string, key: string, reason = 'A customer is seen on it.') =>
    app.ask('POST', `/api/photos/${hash}/erase`, { reason }, { key });

  test('is a manager’s, takes the bytes, leaves the hash, and is written down', async () => {
    const picture = another();
    const { hash } = (await send(picture)).body;
    const id = await unitWith([hash], 'STORE-1');
    expect((await erase(hash, await app.keyOf('lead', 'STORE-1'))).status).toBe(403);
    const manager = await app.keyOf('manager', 'STORE-1');
    const erased = await erase(hash, manager);
    expect([erased.status, erased.body.erasedAt]).toEqual([200, expect.any(String)]);
    expect(await store.has(hash)).toBe(false);
    const gone = await look(hash, manager);
    expect([gone.statusCode, gone.json().code]).toEqual([410, 'photo_erased']);
    const { body } = await app.ask('GET', `/api/units/${id}/history`);
    expect(body.events[0].details.photos).toEqual([hash]);
    const audit = (await app.ask('GET', '/api/audit?limit=1000')).body.items.at(-1);
    expect(audit).toMatchObject({
      action: 'photo_erased',
      subject: `photo:${hash}`,
      after: { reason: 'A customer is seen on it.' },
    });
    expect((await erase(hash, manager)).body).toEqual(erased.body);
    const again = await send(picture);
    expect([again.status, again.body.code]).toEqual([410, 'photo_erased']);
    expect(await store.has(hash)).toBe(false);
  });

  test('needs a reason, and a word wherever it is needed', async () => {
    const hash = await kept();
    await unitWith([hash], 'STORE-1');
    const [own, other] = [await app.keyOf('manager', 'STORE-1'), await app.keyOf('manager', 'STORE-2')];
    expect((await erase(hash, own, '')).status).toBe(400);
    expect((await erase(hash, other)).status).toBe(404);
    await unitWith([hash], 'STORE-2');
    expect([(await erase(hash, own)).status, (await erase(hash, other)).status]).toEqual([403, 403]);
    expect((await erase(hash, await app.keyOf('manager'))).status).toBe(200);
  });

  test('of another unit’s, or of none, is not found', async () => {
    const told = await erase('ef'.repeat(32), await app.keyOf('manager'));
    expect([told.status, told.body.code]).toEqual([404, 'photo_not_found']);
  });
});

describe('what nothing refers to', () => {
  const sweepAt = (hours: number) => {
    const clock = fixedClock(new Date(Date.now() + hours * 3_600_000));
    return sweepPhotos({ database: app.world.database, clock, store });
  };

  test('is removed after a day, and nothing else', async () => {
    const [loose, recorded, shown] = [await kept(), await kept(), await kept()];
    await unitWith([recorded!]);
    await app.ask('PATCH', '/api/products/TV', {
      labelHints: [{ number: 'serial', where: 'on the back', picture: `photo:${shown}` }],
    });
    await sweepAt(limits.photoUnusedHours - 1);
    expect(await store.has(loose!)).toBe(true);
    expect(await sweepAt(limits.photoUnusedHours + 1)).toBeGreaterThan(0);
    const there = async (hash: string) => [await store.has(hash), (await look(hash)).statusCode];
    expect(await there(loose!)).toEqual([false, 404]);
    expect(await there(recorded!)).toEqual([true, 200]);
    expect(await there(shown!)).toEqual([true, 200]);
    expect(await sweepAt(limits.photoUnusedHours + 1)).toBe(0);
  });

  test('comes again whole when it is sent again meanwhile', async () => {
    const picture = another();
    const { hash } = (await send(picture)).body;
    const both = Array.from({ length: 10 }, (_, nth) =>
      nth % 2 === 0 ? sweepAt(limits.photoUnusedHours + 1) : send(picture),
    );
    await Promise.all(both);
    const { status } = await send(picture);
    expect([status, await store.has(hash), (await look(hash)).statusCode]).toEqual([201, true, 200]);
  });
});

describe('bytes that are not as they were', () => {
  test('are never shown', async () => {
    const hash = await kept();
    await writeFile(join(app.dataDirectory, 'photos', hash.slice(0, 2), hash), 'something else');
    const told = await look(hash);
    expect([told.statusCode, told.json().code]).toEqual([409, 'file_missing']);
  });

  test('no half file is left by anything that went before', async () => {
    const files = await readdir(join(app.dataDirectory, 'photos'), { recursive: true });
    expect(files.filter((file) => file.endsWith('.half'))).toEqual([]);
  });
});
