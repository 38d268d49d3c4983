import { isIP, isIPv4 } from 'node:net';

/** Object identifier of the extension "name constraints". */
export const nameConstraintsOid = '2.5.29.30';

/**
 * Networks that nobody on the internet is in: loopback, RFC 1918, RFC 6598 (carrier-grade and overlay networks) and
 * RFC 4193.
 */
export const privateNetworks = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '::1/128',
  'fc00::/7',
] as const;

/** Endings that nobody on the internet owns: RFC 6761, RFC 6762, RFC 8375, and ICANN's resolution on `internal`. */
export const privateDomains = ['localhost', 'local', 'lan', 'internal', 'home.arpa'] as const;

/**
 * The extension's value in DER (RFC 5280 section 4.2.1.10): an authority that carries it can vouch for these domains
 * and networks only, so that whoever steals its key cannot play a bank to the devices that trust it.
 */
export function permittedNames(domains: readonly string[], networks: readonly string[]): Buffer {
  return der(0x30, der(0xa0, Buffer.concat([...domains.map(domainTree), ...networks.map(networkTree)])));
}

/**
 * Whether an authority whose certificate carries the extension may vouch for this host name or address: whether one of
 * the subtrees that hold it stands among the certificate's bytes.
 */
export function isPermitted(name: string, certificate: Buffer): boolean {
  const trees =
    isIP(name) === 0
      ? name.split('.').map((_, i, labels) => domainTree(labels.slice(i).join('.')))
      : Array.from({ length: addressBytes(name).length * 8 + 1 }, (_, prefix) =>
          networkTree(`${name}/${prefix}`),
        );
  return trees.some((tree) => certificate.includes(tree));
}

/** `10.0.0.7` as a network of its own. */
export function onlyAddress(address: string): string {
  return `${address}/${addressBytes(address).length * 8}`;
}

function domainTree(domain: string): Buffer {
  return der(0x30, der(0x82, Buffer.from(domain, 'ascii')));
}

/** Bits beyond the prefix are zero. */
function networkTree(network: string): Buffer {
  const [address, prefix] = network.split('/') as [string, string];
  const bytes = addressBytes(address);
  const mask = Buffer.from(bytes.map((_, i) => 0xff00 >> Math.min(8, Math.max(0, Number(prefix) - i * 8))));
  return der(0x30, der(0x87, Buffer.concat([bytes.map((byte, i) => byte & mask[i]!), mask])));
}

function addressBytes(text: string): Buffer {
  if (isIPv4(text)) return Buffer.from(text.split('.').map(Number));
  const [before, after] = text.split('::') as [string, string | undefined];
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [first, last] = [groups(before), groups(after ?? '')];
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0');
  return Buffer.from([...first, ...zeros, ...last].map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
