import { describe, expect, test } from 'vitest';
import { anAttempt, unitIn } from '../testing/attempts.ts';
import { decide } from './decide.ts';
import { moveNames } from './lifecycle.ts';
import { limits } from './limits.ts';
import { isPhotoList, photoOfPicture, photosOf, pictureOf } from './photos.ts';

const hash = (nth: number) => nth.toString(16).padStart(64, '0');
const many = (count: number) => Array.from({ length: count }, (_, nth) => hash(nth));

describe('the photographs of a scan', () => {
  test.each<[string, unknown, boolean]>([
    ['none', [], true],
    ['as many as there may be', many(limits.photosPerScanMax), true],
    ['one more', many(limits.photosPerScanMax + 1), false],
    ['one twice', [hash(1), hash(1)], false],
    ['in capitals', [hash(10).toUpperCase()], false],
    ['too short', ['ab'], false],
    ['a number', [1], false],
    ['no list', hash(1), false],
  ])('%s: %#', (_what, photos, fits) => {
    expect(isPhotoList(photos)).toBe(fits);
    expect(photosOf({ photos })).toEqual(fits ? photos : []);
  });

  test('are no event’s that says nothing of them', () => {
    expect([photosOf(null), photosOf({})]).toEqual([[], []]);
  });

  test.each(moveNames)('what is no such list is refused with %s, whatever else is wrong', (move) => {
    const decision = decide(anAttempt(move, unitIn('in_stock'), { details: { photos: ['my.jpg'] } }));
    expect('refused' in decision).toBe(true);
  });
});

test('a product’s picture is a photograph of ours only where it says so', () => {
  expect(photoOfPicture(pictureOf(hash(7)))).toBe(hash(7));
  for (const other of [undefined, '', 'https://shop.test/label.png', 'photo:', `photo:${hash(7)}0`, hash(7)])
    expect(photoOfPicture(other)).toBeNull();
});
