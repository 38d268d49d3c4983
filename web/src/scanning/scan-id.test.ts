import { expect, test } from 'vitest';
import { scanId } from './scan-id.ts';

test('a scan’s id is a UUIDv7 that begins with the time', () => {
  // The example of RFC 9562, appendix A.6: its time and random bits.
  const random = new Uint8Array([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  expect(scanId(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('two ids of one millisecond differ', () => {
  expect(scanId(1_700_000_000_000)).not.toBe(scanId(1_700_000_000_000));
});
