import { expect, test } from 'vitest';
import {
  isPermitted,
  onlyAddress,
  permittedNames,
  privateDomains,
  privateNetworks,
} from './name-constraints.ts';

const permitted = permittedNames(
  [...privateDomains, 'till-3'],
  [...privateNetworks, onlyAddress('203.0.113.5'), onlyAddress('2001:db8::7')],
);

test.each([
  ['till-3', true],
  ['till-3.local', true],
  ['a.b.home.arpa', true],
  ['localhost', true],
  ['10.0.0.1', true],
  ['10.255.255.255', true],
  ['172.31.9.9', true],
  ['192.168.255.1', true],
  ['100.127.0.1', true],
  ['203.0.113.5', true],
  ['::1', true],
  ['fd12:3456::1', true],
  ['2001:db8::7', true],
  ['till-4', false],
  ['notlocal', false],
  ['local.example.com', false],
  ['example.com', false],
  ['11.0.0.1', false],
  ['172.32.0.1', false],
  ['192.169.0.1', false],
  ['100.128.0.1', false],
  ['203.0.113.4', false],
  ['::2', false],
  ['2001:db8::8', false],
  ['fe80::1', false],
])('a local authority may vouch for %s: %s', (name, may) => {
  expect(isPermitted(name, permitted)).toBe(may);
});

test('the extension is the DER that RFC 5280 describes', () => {
  expect(permittedNames(['lan'], ['10.0.0.0/8']).toString('hex')).toBe(
    '3015' + 'a013' + '3005' + '82036c616e' + '300a' + '8708' + '0a000000' + 'ff000000',
  );
});
