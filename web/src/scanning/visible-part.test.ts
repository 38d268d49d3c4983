import { expect, test } from 'vitest';
import { visiblePart } from './visible-part.ts';

const picture = { width: 640, height: 480 };

test.each([
  ['a box of the same shape shows all', { width: 320, height: 240 }, { x: 0, y: 0, width: 640, height: 480 }],
  ['a flat box cuts above and below', { width: 320, height: 120 }, { x: 0, y: 120, width: 640, height: 240 }],
  [
    'a narrow box cuts left and right',
    { width: 120, height: 240 },
    { x: 200, y: 0, width: 240, height: 480 },
  ],
  [
    'a box that is not drawn yet cuts nothing',
    { width: 0, height: 0 },
    { x: 0, y: 0, width: 640, height: 480 },
  ],
])('%s', (_what, box, part) => {
  expect(visiblePart(picture, box)).toEqual(part);
});
