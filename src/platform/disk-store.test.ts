import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDiskStore } from './disk-store.ts';
import { StoreAway } from './file-store.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'unitrail-files-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const bytes = Buffer.from('a picture');

test('what was kept is read again byte for byte, under its name alone, until it is forgotten', async () => {
  const store = openDiskStore(join(directory, 'one'));
  expect([await store.has('ab01'), await store.read('ab01')]).toEqual([false, null]);
  await store.keep('ab01', bytes, 'image/png');
  await store.keep('ab01', bytes, 'image/png');
  expect([await store.has('ab01'), await store.read('ab01')]).toEqual([true, bytes]);
  expect(await readdir(join(directory, 'one'), { recursive: true })).toEqual(['ab', join('ab', 'ab01')]);
  await store.forget('ab01');
  await store.forget('ab01');
  expect([await store.has('ab01'), await store.read('ab01')]).toEqual([false, null]);
});

test('many who keep the same at the same time leave one whole file', async () => {
  const store = openDiskStore(join(directory, 'many'));
  await Promise.all(Array.from({ length: 20 }, () => store.keep('cd02', bytes, 'image/png')));
  expect(await store.read('cd02')).toEqual(bytes);
  expect(await readdir(join(directory, 'many', 'cd'))).toEqual(['cd02']);
});

test('a file that is not as long as it should be is written anew', async () => {
  const store = openDiskStore(join(directory, 'short'));
  await store.keep('ef03', bytes, 'image/png');
  await writeFile(join(directory, 'short', 'ef', 'ef03'), 'half');
  await store.keep('ef03', bytes, 'image/png');
  expect(await store.read('ef03')).toEqual(bytes);
});

test('a directory that cannot be written is said, and leaves nothing behind', async () => {
  await writeFile(join(directory, 'file'), '');
  const store = openDiskStore(join(directory, 'file'));
  await expect(store.keep('0104', bytes, 'image/png')).rejects.toThrow();
  if (process.getuid?.() === 0) return;
  const closed = await mkdtemp(join(directory, 'closed-'));
  await chmod(closed, 0o500);
  await expect(openDiskStore(closed).keep('0104', bytes, 'image/png')).rejects.toBeInstanceOf(StoreAway);
});
