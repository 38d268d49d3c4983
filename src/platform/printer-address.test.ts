import { describe, expect, test } from 'vitest';
import { addressFault, readNamedPrinters } from './printer-address.ts';

const fault = (address: string, port = 9100, named = '') =>
  addressFault({ host: address, port }, address, named === '' ? [] : readNamedPrinters(named));

describe('a printer is spoken to', () => {
  test.each([
    '10.0.0.7',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.40',
    'fd12:3456::7',
    '::ffff:192.168.1.40',
  ])('in a private network: %s', (address) => {
    expect(fault(address)).toBeNull();
  });

  test.each([
    '127.0.0.1',
    '::1',
    '0.0.0.0',
    '169.254.169.254',
    'fe80::1',
    '100.64.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '8.8.8.8',
    '2001:4860:4860::8888',
    '::ffff:127.0.0.1',
    '::ffff:169.254.169.254',
    'not-an-address',
  ])('nowhere else: %s', (address) => {
    expect(fault(address)).toBe('network');
  });

  test.each([22, 25, 80, 443, 5432, 6379, 8080, 9099, 9110, 9200])('at no other port: %i', (port) => {
    expect(fault('10.0.0.7', port)).toBe('port');
  });

  test.each([9100, 9109, 6101])('at ports that printers have: %i', (port) => {
    expect(fault('10.0.0.7', port)).toBeNull();
  });

  test('where the settings name it, there and at the named port alone', () => {
    expect(fault('127.0.0.1', 3_000, '127.0.0.1')).toBeNull();
    expect(fault('203.0.113.9', 9100, 'other.example, 203.0.113.9:9100')).toBeNull();
    expect(fault('203.0.113.9', 9101, '203.0.113.9:9100')).toBe('network');
    expect(fault('::1', 9100, '[::1]:9100')).toBeNull();
  });

  test('at what its name stands for, whatever the name says', () => {
    expect(addressFault({ host: 'printer.shop.example', port: 9100 }, '127.0.0.1', [])).toBe('network');
    expect(addressFault({ host: '10.0.0.7', port: 9100 }, '169.254.169.254', [])).toBe('network');
  });
});

describe('named printers', () => {
  test.each(['', ' ', 'a b', 'host:0', 'host:70000', 'http://host', 'a,,b', 'host:x', '-a'])(
    '%j is refused',
    (text) => {
      expect(() => readNamedPrinters(text)).toThrow(RangeError);
    },
  );

  test('are hosts with or without a port', () => {
    expect(readNamedPrinters('Printer.Example:9100, 127.0.0.1')).toEqual([
      { host: 'printer.example', port: 9100 },
      { host: '127.0.0.1', port: null },
    ]);
  });
});
