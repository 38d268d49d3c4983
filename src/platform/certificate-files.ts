import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { Clock } from './clock.ts';
import { StartProblem } from './start-problem.ts';
import type { CertificateSource, TlsMaterial } from './tls-material.ts';

export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
  readonly clock: Clock;
}

/** A certificate that somebody else issued, from two PEM files: read anew whenever it is asked for. */
export function certificateFiles({ certificate, key, clock }: CertificateFiles): CertificateSource {
  return {
    async read() {
      const material = {
        certificate: await textOf('UNITRAIL_TLS_CERT', certificate),
        key: await textOf('UNITRAIL_TLS_KEY', key),
      };
      checkMaterial(material, { certificate, key }, clock.now());
      return material;
    },
  };
}

/** Throws the sentence for what cannot be served: it names the file and what is wrong with it. */
export function checkMaterial(
  material: TlsMaterial,
  files: { readonly certificate: string; readonly key: string },
  now: Date,
): void {
  const leaf = certificateIn(material.certificate, files.certificate);
  const key = keyIn(material.key, files.key);
  if (!leaf.checkPrivateKey(key))
    throw problem(
      `The key in ${files.key} does not belong to the first certificate in ${files.certificate}` +
        ' (the server’s own has to come first, its authority’s after it).',
    );
  if (Date.parse(leaf.validTo) <= now.getTime())
    throw problem(`The certificate in ${files.certificate} ended on ${day(leaf.validTo)}.`);
  if (Date.parse(leaf.validFrom) > now.getTime())
    throw problem(`The certificate in ${files.certificate} begins only on ${day(leaf.validFrom)}.`);
}

/** Whole days until the certificate ends; negative after it. */
export function daysLeft(certificate: string, now: Date): number {
  return Math.floor((Date.parse(new X509Certificate(certificate).validTo) - now.getTime()) / 86_400_000);
}

/** Whether the certificate vouches for this host name or address. */
export function vouchesFor(certificate: string, host: string): boolean {
  const leaf = new X509Certificate(certificate);
  return (isIP(host) === 0 ? leaf.checkHost(host) : leaf.checkIP(host)) !== undefined;
}

async function textOf(setting: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'latin1');
  } catch (error) {
    throw problem(
      `${setting} names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
}

function certificateIn(text: string, path: string): X509Certificate {
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    const isKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text);
    throw problem(
      isKey
        ? `${path} holds a private key where the certificate is looked for: UNITRAIL_TLS_CERT and UNITRAIL_TLS_KEY are exchanged.`
        : `${path} holds no PEM certificate ("-----BEGIN CERTIFICATE-----").`,
    );
  }
  try {
    return new X509Certificate(text.slice(text.indexOf('-----BEGIN CERTIFICATE-----')));
  } catch {
    throw problem(`The certificate in ${path} is damaged.`);
  }
}

function keyIn(text: string, path: string): KeyObject {
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text))
    throw problem(`${path} holds no PEM private key ("-----BEGIN PRIVATE KEY-----").`);
  if (/-----BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(text))
    throw problem(`The key in ${path} is locked with a passphrase; the server needs it without one.`);
  try {
    return createPrivateKey(text);
  } catch {
    throw problem(`The key in ${path} is damaged.`);
  }
}

function problem(sentence: string): StartProblem {
  return new StartProblem('configuration', sentence);
}

/** OpenSSL's `Nov 23 08:00:00 2026 GMT` as a day. */
function day(text: string): string {
  const [month, date, , year] = text.split(/ +/) as [string, string, string, string];
  return `${date} ${month} ${year}`;
}
