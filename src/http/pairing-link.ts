import { ownNames, urlHost } from '../platform/own-addresses.ts';

export interface LinkParts {
  /** UNITRAIL_PUBLIC_URL. */
  readonly publicUrl: string | undefined;
  /** Whether a device has to trust our own authority first. */
  readonly hasOwnAuthority: boolean;
}

/** How the one who asks has reached us. */
export interface ReachedBy {
  readonly protocol: string;
  /** With its port. */
  readonly host: string;
}

/**
 * The address that a new device opens, with its pairing code in the fragment, which is sent to nobody. With an authority
 * of our own that is the plain page that says how to trust it, at an address that other machines can reach.
 */
export function pairingLink({ publicUrl, hasOwnAuthority }: LinkParts, by: ReachedBy, code: string): string {
  if (publicUrl !== undefined) return `${publicUrl}/pair#${code}`;
  if (!hasOwnAuthority) return `${by.protocol}://${by.host}/pair#${code}`;
  const { hostname, port } = new URL(`https://${by.host}`);
  const isHere = /^(?:localhost|127\.|\[::1\])/.test(hostname);
  const outside = isHere ? ownNames({ ipv6: false }).addresses[0] : undefined;
  const host = outside === undefined ? hostname : urlHost(outside);
  return `http://${host}:${port === '' ? '443' : port}/#${code}`;
}
