import { createHash, X509Certificate as ReadCertificate, randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import { daysAfter } from './clock.ts';
import { nameConstraintsOid, permittedNames } from './name-constraints.ts';

/** A certificate and its private key, both PEM. */
export interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

// P-256 with SHA-256: every browser, Android since 4 and iOS take it.
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
// A handheld's clock may be behind ours; what begins a day ago is good for it too.
const backdatedDays = 1;

export interface AuthorityWishes {
  readonly name: string;
  readonly now: Date;
  readonly days: number;
  /** Domains and networks (`10.0.0.0/8`) that it may vouch for; nothing else. */
  readonly domains: readonly string[];
  readonly networks: readonly string[];
}

/** Makes an authority that signs itself. */
export async function makeAuthority(wishes: AuthorityWishes): Promise<KeyedCertificate> {
  const { name, now, days, domains, networks } = wishes;
  const x509 = await readX509();
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: [{ CN: [name] }, { O: ['Unitrail'] }],
    ...validity(now, days),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      new x509.Extension(nameConstraintsOid, true, permittedNames(domains, networks)),
    ],
  });
  return { certificate: `${made.toString('pem')}\n`, key: await keyPem(keys.privateKey) };
}

export interface ServerWishes {
  readonly now: Date;
  readonly days: number;
  /** DNS names and IP addresses, at least one. */
  readonly names: readonly string[];
}

/** Has the authority vouch for a server with these names; its certificate never outlives the authority. */
export async function issueServerCertificate(
  authority: KeyedCertificate,
  { now, days, names }: ServerWishes,
): Promise<KeyedCertificate> {
  const x509 = await readX509();
  const issuer = new x509.X509Certificate(authority.certificate);
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const { notBefore, notAfter } = validity(now, days);
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: [{ CN: ['Unitrail'] }],
    issuer: issuer.subjectName,
    notBefore,
    notAfter: notAfter < issuer.notAfter ? notAfter : issuer.notAfter,
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: await signingKey(authority.key),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: `${made.toString('pem')}\n`, key: await keyPem(keys.privateKey) };
}

/** Read when a certificate is made, which is seldom: a tenth of the time that a server takes to start. */
async function readX509() {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

/** SHA-256 over the certificate in DER, as every system shows it: `AB:CD:…`. */
export function fingerprintOf(certificate: string): string {
  return new ReadCertificate(certificate).fingerprint256;
}

/** A UUID (RFC 9562 version 8) made of the certificate, the same each time it is asked for. */
export function uuidOf(certificate: string, purpose: string): string {
  const digest = createHash('sha256').update(purpose).update(new ReadCertificate(certificate).raw).digest();
  digest[6] = (digest[6]! & 0x0f) | 0x80;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  return digest
    .toString('hex', 0, 16)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    .toUpperCase();
}

function validity(now: Date, days: number) {
  return { notBefore: daysAfter(now, -backdatedDays), notAfter: daysAfter(now, days - backdatedDays) };
}

/** 127 random bits; the first one is 0, as numbers in DER have a sign. */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes.toString('hex');
}

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${bytes.replace(/.{64}(?=.)/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
}

function signingKey(pem: string): Promise<webcrypto.CryptoKey> {
  const bytes = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  return webcrypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign']);
}
