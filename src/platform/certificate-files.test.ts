import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueServerCertificate, type KeyedCertificate, makeAuthority } from './certificate-authority.ts';
import { certificateFiles } from './certificate-files.ts';
import { fixedClock } from './clock.ts';

const directory = mkdtempSync(join(tmpdir(), 'unitrail-cert-'));
afterAll(() => rmSync(directory, { recursive: true }));

const now = new Date('2026-11-23T08:00:00Z');
let authority: KeyedCertificate;
let pair: KeyedCertificate;
let other: KeyedCertificate;

beforeAll(async () => {
  authority = await makeAuthority({ name: 'Test', now, days: 1_000, domains: ['shop.test'], networks: [] });
  pair = await issueServerCertificate(authority, { now, days: 90, names: ['shop.test'] });
  other = await issueServerCertificate(authority, { now, days: 90, names: ['shop.test'] });
});

const [certificate, key] = [join(directory, 'fullchain.pem'), join(directory, 'privkey.pem')];

function readWith(certificateText: string, keyText: string, at = '2026-11-24T00:00:00Z') {
  writeFileSync(certificate, certificateText);
  writeFileSync(key, keyText);
  return certificateFiles({ certificate, key, clock: fixedClock(at) }).read();
}

describe('a certificate by configuration', () => {
  test('is taken with its chain behind it', async () => {
    const chain = pair.certificate + authority.certificate;
    expect(await readWith(chain, pair.key)).toEqual({ certificate: chain, key: pair.key });
  });

  test('may have words before it, as some programs write them', async () => {
    const text = `subject=CN = shop.test\n${pair.certificate}`;
    expect((await readWith(text, pair.key)).certificate).toBe(text);
  });

  const encrypted = () =>
    createPrivateKey(pair.key).export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'x',
    });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'has ended',
      () => readWith(pair.certificate, pair.key, '2027-03-01T00:00:00Z'),
      `The certificate in ${certificate} ended on 20 Feb 2027.`,
    ],
    [
      'has not begun',
      () => readWith(pair.certificate, pair.key, '2026-11-01T00:00:00Z'),
      `The certificate in ${certificate} begins only on 22 Nov 2026.`,
    ],
    [
      'another key belongs to',
      () => readWith(pair.certificate, other.key),
      `The key in ${key} does not belong to the first certificate in ${certificate} (the server’s own has to come first, its authority’s after it).`,
    ],
    [
      'comes after its authority’s',
      () => readWith(authority.certificate + pair.certificate, pair.key),
      'does not belong to the first certificate',
    ],
    [
      'was exchanged with its key',
      () => readWith(pair.key, pair.certificate),
      'UNITRAIL_TLS_CERT and UNITRAIL_TLS_KEY are exchanged.',
    ],
    [
      'is no PEM',
      () => readWith('certificate', pair.key),
      `${certificate} holds no PEM certificate ("-----BEGIN CERTIFICATE-----").`,
    ],
    [
      'is cut off',
      () => readWith(pair.certificate.slice(0, 300), pair.key),
      `The certificate in ${certificate} is damaged.`,
    ],
    [
      'has no key',
      () => readWith(pair.certificate, ''),
      `${key} holds no PEM private key ("-----BEGIN PRIVATE KEY-----").`,
    ],
    [
      'has a damaged key',
      () => readWith(pair.certificate, pair.key.replace(/\n[^-\n]+\n/, '\n')),
      `The key in ${key} is damaged.`,
    ],
    [
      'has a locked key',
      () => readWith(pair.certificate, String(encrypted())),
      `The key in ${key} is locked with a passphrase; the server needs it without one.`,
    ],
  ])('that %s is refused with a sentence', async (_what, reading, sentence) => {
    await expect(reading()).rejects.toThrow(sentence);
  });

  test('whose file is not there is refused by its setting’s name', async () => {
    const files = certificateFiles({ certificate: join(directory, 'none.pem'), key, clock: fixedClock(now) });
    await expect(files.read()).rejects.toThrow(
      `UNITRAIL_TLS_CERT names ${directory}/none.pem, which cannot be read (ENOENT).`,
    );
  });
});
