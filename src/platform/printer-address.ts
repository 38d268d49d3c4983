import { BlockList, isIP, isIPv4 } from 'node:net';

/** A printer that the settings name besides those of private networks; `port` null: any. */
export interface NamedPrinter {
  readonly host: string;
  readonly port: number | null;
}

/** Ports that printers of labels listen on: raw printing (9100 to 9109) and that of mobile printers (6101). */
const printerPorts = (port: number) => (port >= 9100 && port <= 9109) || port === 6101;

/** RFC 1918 and RFC 4193. Loopback, link-local and shared addresses are not among them. */
const privateNetworks = new BlockList();
privateNetworks.addSubnet('10.0.0.0', 8, 'ipv4');
privateNetworks.addSubnet('172.16.0.0', 12, 'ipv4');
privateNetworks.addSubnet('192.168.0.0', 16, 'ipv4');
privateNetworks.addSubnet('fc00::', 7, 'ipv6');

export type AddressFault = 'port' | 'network';

/**
 * Why no printer may be spoken to at an address, or null. A server that connects to wherever somebody says could be
 * led to services that trust it (OWASP: server-side request forgery); so it is private networks and printers' ports,
 * or what whoever runs the server has named. `address` is what the name stands for now: that, and nothing that the
 * name may stand for a moment later, is connected to.
 */
export function addressFault(
  { host, port }: { readonly host: string; readonly port: number },
  address: string,
  named: readonly NamedPrinter[],
): AddressFault | null {
  const isNamed = named.some(
    (one) => one.host === host.toLowerCase() && (one.port === null || one.port === port),
  );
  if (isNamed) return null;
  if (!printerPorts(port)) return 'port';
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  return isIP(plain) !== 0 && privateNetworks.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6')
    ? null
    : 'network';
}

/** `printer.shop.example:9100, 127.0.0.1`; throws a RangeError that says what is expected. */
export function readNamedPrinters(text: string): readonly NamedPrinter[] {
  return text.split(',').map((part) => {
    const read = /^\s*([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?\s*$/i.exec(part);
    const port = read?.[3] === undefined ? null : Number(read[3]);
    if (!read || port === 0 || (port !== null && port > 65_535))
      throw new RangeError('must be hosts, with or without a port: printer.example.com:9100, 127.0.0.1');
    return { host: read[1]!.toLowerCase().replace(/^\[|\]$/g, ''), port };
  });
}
