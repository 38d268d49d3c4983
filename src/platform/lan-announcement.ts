import { fingerprintOf } from './certificate-authority.ts';
import { vouchesFor } from './certificate-files.ts';
import { ownNames, urlHost } from './own-addresses.ts';
import { terminalQr } from './qr-code.ts';

export interface Announcement {
  /** Where the server listens on this machine. */
  readonly url: string;
  /** What it was told to listen on: an address, or all of them. */
  readonly host: string;
  readonly authority: string;
  /** What the server shows; names that it does not hold are not said. */
  readonly certificate: string;
  /** Whether somebody sees a picture made of characters. */
  readonly isTerminal: boolean;
  /** What a new handheld says to be let in; it goes into the picture too. */
  readonly pairingCode: string | undefined;
}

/** What the person at the terminal has to know to let a handheld in: addresses, fingerprint, and a QR code to scan. */
export function lanAnnouncement(parts: Announcement): string {
  const { url, host, authority, certificate, isTerminal, pairingCode } = parts;
  const { port } = new URL(url);
  const hosts = reachableBy(host).filter((name) => vouchesFor(certificate, name));
  const [first] = hosts;
  if (first === undefined)
    return 'No network was found; a handheld can reach this machine once it has an address.';
  const at = (name: string) => `${urlHost(name)}:${port === '' ? '443' : port}`;
  const page = `http://${at(first)}/`;
  const lines = [
    `On the network: ${hosts.map((name) => `https://${at(name)}`).join(', ')}`,
    `A new handheld opens ${page} and follows the steps there.`,
    ...(pairingCode === undefined
      ? []
      : [`Its pairing code is ${pairingCode}; it is good for a short time and once.`]),
    `Fingerprint of the authority (SHA-256): ${fingerprintOf(authority)}`,
    ...(isTerminal ? [terminalQr(pairingCode === undefined ? page : `${page}#${pairingCode}`)] : []),
  ];
  return lines.join('\n');
}

function reachableBy(host: string): readonly string[] {
  const isAll = host === '0.0.0.0' || host === '::';
  return isAll ? ownNames({ ipv6: host === '::' }).addresses : [host];
}
