import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { daysLeft, vouchesFor } from './certificate-files.ts';
import { fixedClock } from './clock.ts';
import { openLocalAuthority } from './local-certificate.ts';
import type { OwnNames } from './own-addresses.ts';
import { StartProblem } from './start-problem.ts';

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'unitrail-tls-'));
  directories.push(directory);
  return join(directory, 'tls');
}

const shop: OwnNames = { addresses: ['192.168.1.20', 'fd00::20'], host: 'till-3' };

interface Circumstances {
  readonly at?: string;
  readonly names?: OwnNames;
  readonly said?: string[];
}

function open(
  directory: string,
  { at = '2026-11-23T08:00:00Z', names = shop, said = [] }: Circumstances = {},
) {
  return openLocalAuthority({
    directory,
    clock: fixedClock(at),
    names: () => names,
    say: (sentence) => said.push(sentence),
    authorityDays: 3_652,
    serverDays: 397,
    renewDays: 30,
  });
}

const read = async (directory: string, circumstances?: Circumstances) =>
  (await open(directory, circumstances)).read();

describe('the authority of this machine', () => {
  test('vouches for the machine’s addresses, its name, its name on the local network and itself', async () => {
    const { certificate } = await read(newDirectory());
    for (const name of [
      '192.168.1.20',
      'fd00::20',
      'till-3',
      'till-3.local',
      'localhost',
      '127.0.0.1',
      '::1',
    ])
      expect([name, vouchesFor(certificate, name)]).toEqual([name, true]);
    for (const name of ['192.168.1.21', 'till-4', 'example.com'])
      expect([name, vouchesFor(certificate, name)]).toEqual([name, false]);
  });

  test('is good for ten years, and its server’s certificate for 397 days at most', async () => {
    const { authority, read } = await open(newDirectory());
    const { certificate } = await read();
    const days = (pem: string) => {
      const { validFrom, validTo } = new X509Certificate(pem);
      return (Date.parse(validTo) - Date.parse(validFrom)) / 86_400_000;
    };
    expect(days(authority)).toBe(3_652);
    expect(days(certificate)).toBe(397);
    expect(new X509Certificate(certificate).checkIssued(new X509Certificate(authority))).toBe(true);
  });

  test('keeps its key from everybody else, and does not work with one that others may read', async () => {
    const directory = newDirectory();
    await read(directory);
    for (const name of ['authority.key', 'server.key'])
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    chmodSync(join(directory, 'authority.key'), 0o640);
    await expect(open(directory)).rejects.toThrow(/^Others may read \S+authority.key.* Run: chmod 600/);
  });

  test('stays the same, and so does its server’s certificate while nothing has changed', async () => {
    const directory = newDirectory();
    const first = await open(directory);
    const served = await first.read();
    const second = await open(directory, { at: '2027-11-20T08:00:00Z' });
    expect(second.authority).toBe(first.authority);
    expect(await (await open(directory)).read()).toEqual(served);
  });

  test.each<[string, Circumstances]>([
    ['fewer than thirty days are left', { at: '2027-11-25T08:00:00Z' }],
    ['it has ended', { at: '2028-06-01T08:00:00Z' }],
    ['the machine has another address', { names: { addresses: ['10.7.0.5'], host: 'till-3' } }],
  ])('issues a new server certificate when %s', async (_why, circumstances) => {
    const directory = newDirectory();
    const { authority, read: readFirst } = await open(directory);
    const before = await readFirst();
    const later = await open(directory, circumstances);
    const { certificate } = await later.read();
    expect(certificate).not.toBe(before.certificate);
    expect(later.authority).toBe(authority);
    expect(new X509Certificate(certificate).verify(new X509Certificate(authority).publicKey)).toBe(true);
    for (const address of circumstances.names?.addresses ?? shop.addresses)
      expect(vouchesFor(certificate, address)).toBe(true);
  });

  test('vouches for a public address it was made with, and for no other one: that is said once', async () => {
    const directory = newDirectory();
    const before: OwnNames = { addresses: ['203.0.113.5'], host: 'till-3' };
    expect(vouchesFor((await read(directory, { names: before })).certificate, '203.0.113.5')).toBe(true);
    const said: string[] = [];
    const names = { addresses: ['203.0.113.6', '192.168.7.7'], host: 'shop.example.com' };
    const later = await open(directory, { names, said });
    const { certificate } = await later.read();
    await later.read();
    expect(vouchesFor(certificate, '203.0.113.6')).toBe(false);
    expect(vouchesFor(certificate, 'shop.example.com')).toBe(false);
    expect(vouchesFor(certificate, '192.168.7.7')).toBe(true);
    expect(said).toHaveLength(2);
    expect(said[1]).toMatch('is called 203.0.113.6 now, which its authority may not vouch for');
  });

  test('is made anew before its server’s certificate would outlive it, and that is said', async () => {
    const directory = newDirectory();
    const { authority } = await open(directory);
    const said: string[] = [];
    const later = await open(directory, { at: '2036-01-01T00:00:00Z', said });
    expect(later.authority).not.toBe(authority);
    expect(daysLeft(later.authority, new Date('2036-01-01T00:00:00Z'))).toBe(3_651);
    expect(said.join()).toMatch('every device has to trust it');
  });

  test('whose files do not fit each other is refused with a sentence that says what to do', async () => {
    const [one, other] = [newDirectory(), newDirectory()];
    await read(one);
    await read(other);
    writeFileSync(join(one, 'authority.key'), readFileSync(join(other, 'authority.key')));
    const opening = open(one);
    await expect(opening).rejects.toThrow(StartProblem);
    await expect(opening).rejects.toThrow(/does not belong .* delete \S+tls, and every device/);
  });

  test('makes its server’s certificate anew when those files are damaged', async () => {
    const directory = newDirectory();
    await read(directory);
    writeFileSync(join(directory, 'server.crt'), 'nothing');
    expect(vouchesFor((await read(directory)).certificate, '192.168.1.20')).toBe(true);
  });
});
