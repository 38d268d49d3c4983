import { join } from 'node:path';
import { certificateFiles } from './certificate-files.ts';
import type { Clock } from './clock.ts';
import { openLocalAuthority } from './local-certificate.ts';
import { ownNames } from './own-addresses.ts';
import type { CertificateSource } from './tls-material.ts';

export interface TlsSourceOptions {
  /** A certificate that somebody else issued; it comes before one of our own. */
  readonly files: { readonly certificate: string; readonly key: string } | undefined;
  /** Whether to be our own authority. */
  readonly lan: boolean;
  readonly host: string;
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly say: (sentence: string) => void;
  readonly days: { readonly authority: number; readonly server: number; readonly renew: number };
}

export interface TlsSource extends CertificateSource {
  /** What devices have to trust first, PEM; null where somebody else's authority vouches for us. */
  readonly authority: string | null;
}

/** Where the server's certificate comes from; undefined where it speaks plain HTTP. */
export async function openTlsSource(options: TlsSourceOptions): Promise<TlsSource | undefined> {
  const { files, lan, host, dataDirectory, clock, say, days } = options;
  if (files) return { ...certificateFiles({ ...files, clock }), authority: null };
  if (!lan) return undefined;
  return openLocalAuthority({
    directory: join(dataDirectory, 'tls'),
    clock,
    say,
    names: () => ownNames({ ipv6: host.includes(':') }),
    authorityDays: days.authority,
    serverDays: days.server,
    renewDays: days.renew,
  });
}
