import { hostname, networkInterfaces } from 'node:os';

/** How this machine can be called. */
export interface OwnNames {
  /** Addresses, the likeliest first; without loopback and without those that name no machine beyond the next switch. */
  readonly addresses: readonly string[];
  /** The host name in lower case; null where it is none that a certificate can hold. */
  readonly host: string | null;
}

type Interfaces = ReturnType<typeof networkInterfaces>;

/** What others on the network can call this machine now. IPv6 addresses only where `ipv6` is set. */
export function ownNames(
  { ipv6 }: { readonly ipv6: boolean },
  interfaces: Interfaces = networkInterfaces(),
  host: string = hostname(),
): OwnNames {
  const found = Object.entries(interfaces).flatMap(([name, list = []]) =>
    list
      .filter(({ internal, family }) => !internal && (family === 'IPv4' || ipv6))
      .filter(({ address }) => !/^(?:169\.254\.|fe80:)/i.test(address))
      .map(({ address, family }) => ({ address, rank: rankOf(name, family) })),
  );
  const addresses = [...found].sort((a, b) => a.rank - b.rank).map(({ address }) => address);
  const name = host.toLowerCase();
  return {
    addresses: [...new Set(addresses)],
    host: /^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/.test(name) ? name : null,
  };
}

/** Bridges of virtual machines and containers come last: no handheld is behind them. */
function rankOf(name: string, family: 'IPv4' | 'IPv6'): number {
  const isVirtual = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|podman|lxc|lxd)/.test(name);
  return (isVirtual ? 2 : 0) + (family === 'IPv4' ? 0 : 1);
}

/** `host` as it stands in a URL. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
