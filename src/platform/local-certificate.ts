import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueServerCertificate, type KeyedCertificate, makeAuthority } from './certificate-authority.ts';
import { checkMaterial, daysLeft, vouchesFor } from './certificate-files.ts';
import type { Clock } from './clock.ts';
import { isPermitted, onlyAddress, privateDomains, privateNetworks } from './name-constraints.ts';
import type { OwnNames } from './own-addresses.ts';
import { fileProblem, StartProblem } from './start-problem.ts';
import type { CertificateSource, TlsMaterial } from './tls-material.ts';

export interface LocalAuthority extends CertificateSource {
  /** The authority's certificate, PEM: what a device has to trust. */
  readonly authority: string;
}

export interface LocalAuthorityOptions {
  /** Where the authority lives: made if need be, for its owner alone. */
  readonly directory: string;
  readonly clock: Clock;
  /** How the machine is called now; asked each time the certificate is looked at. */
  readonly names: () => OwnNames;
  readonly say: (sentence: string) => void;
  readonly authorityDays: number;
  readonly serverDays: number;
  /** A server certificate with fewer days left is replaced. */
  readonly renewDays: number;
}

/**
 * An authority of this machine's own, and a server certificate that it issues: anew when the machine's addresses change
 * or the end comes near. The authority stays the same, so that devices have to trust it once.
 */
export async function openLocalAuthority(options: LocalAuthorityOptions): Promise<LocalAuthority> {
  const { directory, clock, names } = options;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const authority = heldAuthority(options) ?? (await newAuthority(options));
    let served = readPair(directory, 'server');
    let unsaid = new Set<string>();
    return {
      authority: authority.certificate,
      async read() {
        const { covered, uncovered } = coveredNames(names(), authority);
        const fresh = uncovered.filter((name) => !unsaid.has(name));
        unsaid = new Set(uncovered);
        for (const name of fresh)
          options.say(
            `This machine is called ${name} now, which its authority may not vouch for; use a certificate of your own.`,
          );
        served = (await renewed(options, authority, served, covered)) ?? served!;
        return served;
      },
    };
  } catch (error) {
    throw fileProblem(error, directory);
  }

  async function renewed(
    { serverDays, renewDays }: LocalAuthorityOptions,
    authority: KeyedCertificate,
    served: TlsMaterial | undefined,
    covered: readonly string[],
  ): Promise<TlsMaterial | undefined> {
    const now = clock.now();
    if (served && isGood(served, authority, covered, now, renewDays)) return undefined;
    const issued = await issueServerCertificate(authority, { now, days: serverDays, names: covered });
    writePair(directory, 'server', issued);
    return issued;
  }
}

function heldAuthority({ directory, clock, serverDays, say }: LocalAuthorityOptions) {
  const held = readPair(directory, 'authority');
  if (!held) return undefined;
  const [certificate, key] = filesOf(directory, 'authority');
  if ((statSync(key).mode & 0o077) !== 0)
    throw new StartProblem('configuration', `Others may read ${key}, or write it. Run: chmod 600 ${key}`);
  try {
    checkMaterial(held, { certificate, key }, clock.now());
  } catch (error) {
    const { message } = error as Error;
    throw new StartProblem(
      'configuration',
      `${message} Restore it; or delete ${directory}, and every device has to trust a new authority.`,
    );
  }
  if (daysLeft(held.certificate, clock.now()) >= serverDays) return held;
  say(
    'The authority of this machine was near its end: a new one was made, and every device has to trust it.',
  );
  return undefined;
}

/** It may vouch for what is private anyway, and for how this machine is called now. */
async function newAuthority({ directory, clock, names, authorityDays: days }: LocalAuthorityOptions) {
  const now = clock.now();
  const { host, addresses } = names();
  // A common name has at most 64 characters (RFC 5280, appendix A.1).
  const at = host !== null && host.length <= 39 ? host : 'this machine';
  const made = await makeAuthority({
    name: `Unitrail at ${at} (${now.toISOString().slice(0, 10)})`,
    now,
    days,
    domains: [...privateDomains, ...(host === null ? [] : [host])],
    networks: [...privateNetworks, ...addresses.map(onlyAddress)],
  });
  writePair(directory, 'authority', made);
  return made;
}

function isGood(
  served: TlsMaterial,
  authority: KeyedCertificate,
  covered: readonly string[],
  now: Date,
  renewDays: number,
): boolean {
  try {
    checkMaterial(served, { certificate: 'it', key: 'it' }, now);
    const leaf = new X509Certificate(served.certificate);
    const issuer = new X509Certificate(authority.certificate);
    return (
      leaf.verify(issuer.publicKey) &&
      daysLeft(served.certificate, now) >= renewDays &&
      covered.every((name) => vouchesFor(served.certificate, name))
    );
  } catch {
    return false;
  }
}

/** What the authority may vouch for, of how this machine is called; loopback is always among it. */
function coveredNames({ addresses, host }: OwnNames, authority: KeyedCertificate) {
  const { raw } = new X509Certificate(authority.certificate);
  const called = host === null ? [] : [...new Set([host, `${host.split('.')[0]}.local`])];
  const all = ['localhost', ...called, '127.0.0.1', '::1', ...addresses];
  const may = (name: string) => isPermitted(name, raw);
  return { covered: all.filter(may), uncovered: all.filter((name) => !may(name)) };
}

function filesOf(directory: string, name: 'authority' | 'server'): [certificate: string, key: string] {
  return [join(directory, `${name}.crt`), join(directory, `${name}.key`)];
}

function readPair(directory: string, name: 'authority' | 'server'): KeyedCertificate | undefined {
  const [certificate, key] = filesOf(directory, name);
  try {
    return { certificate: readFileSync(certificate, 'latin1'), key: readFileSync(key, 'latin1') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Key before certificate: a pair that a crash tore apart has no certificate, and is made anew. */
function writePair(directory: string, name: 'authority' | 'server', pair: KeyedCertificate): void {
  const [certificate, key] = filesOf(directory, name);
  const texts = [
    [key, pair.key],
    [certificate, pair.certificate],
  ] as const;
  try {
    for (const [path, text] of texts) {
      writeFileSync(`${path}.new`, text, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    }
  } catch (error) {
    throw fileProblem(error, directory);
  }
}
