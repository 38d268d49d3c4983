import { describe, expect, test } from 'vitest';
import type { Element } from './element-string.ts';
import { digitalLinkOfEpc, elementsOfEpc, epcOfDigitalLink, epcOfElements } from './epc-elements.ts';
import { type Epc, formatEpcUri, parseEpcUri } from './epc-uri.ts';
import { eventHashLink } from './event-hash-link.ts';
import { decodeTag, encodeTag } from './tag-binary.ts';
import { formatTagUri, parseTagUri, tagUriOfHex } from './tag-uri.ts';

const epcOf = (uri: string): Epc => {
  const read = parseEpcUri(uri);
  if ('error' in read) throw new Error(`${uri}: ${read.error.sentence}`);
  return read.epc;
};

/** URI, elements, length of the company prefix: the examples of the Tag Data Standard's key, one a scheme. */
const known: readonly [string, string, number][] = [
  ['urn:epc:id:sgtin:0614141.812345.6789', '(01)80614141123458(21)6789', 7],
  ['urn:epc:id:sgtin:0614141.812345.6%2F%22%25', '(01)80614141123458(21)6/"%', 7],
  ['urn:epc:id:sscc:0614141.1234567890', '(00)106141412345678908', 7],
  ['urn:epc:id:sgln:0614141.12345.400', '(414)0614141123452(254)400', 7],
  ['urn:epc:id:sgln:0614141.12345.0', '(414)0614141123452', 7],
  ['urn:epc:id:sgln:061411123456..01', '(414)0614111234560(254)01', 12],
  ['urn:epc:id:pgln:0614141.12345', '(417)0614141123452', 7],
  ['urn:epc:id:grai:0614141.12345.400', '(8003)00614141123452400', 7],
  ['urn:epc:id:giai:0614141.1ABc%2FD', '(8004)06141411ABc/D', 7],
  ['urn:epc:id:gsrn:0614141.1234567890', '(8018)061414112345678902', 7],
  ['urn:epc:id:gsrnp:0614141.1234567890', '(8017)061414112345678902', 7],
  ['urn:epc:id:gdti:0614141.12345.PO%2F1', '(253)0614141123452PO/1', 7],
  ['urn:epc:id:sgcn:4012345.67890.04711', '(255)401234567890104711', 7],
  ['urn:epc:id:cpi:0614141.1%231456.12', '(8010)06141411#1456(8011)12', 7],
  ['urn:epc:id:ginc:0614141.xyz', '(401)0614141xyz', 7],
  ['urn:epc:id:gsin:0614141.123456789', '(402)06141411234567890', 7],
  ['urn:epc:id:itip:4012345.011111.01.02.987', '(8006)040123451111180102(21)987', 7],
  ['urn:epc:id:upui:1234567.089456.5A', '(01)01234567894560(235)5A', 7],
  ['urn:epc:class:lgtin:4012345.012345.Lot987', '(01)04012345123456(10)Lot987', 7],
  ['urn:epc:idpat:sgtin:4012345.012345.*', '(01)04012345123456', 7],
];

describe('an Electronic Product Code', () => {
  test.each(known)('%s is %s', (uri, text, length) => {
    const epc = epcOf(uri);
    expect(formatEpcUri(epc)).toBe(uri);
    const elements = elementsOfEpc(epc);
    expect(spelled(elements)).toBe(text);
    const back = epcOfElements(elements, length);
    expect('epc' in back && formatEpcUri(back.epc)).toBe(uri);
    const link = digitalLinkOfEpc(epc);
    const ofLink = 'text' in link ? epcOfDigitalLink(link.text, length) : link;
    expect('epc' in ofLink && formatEpcUri(ofLink.epc)).toBe(uri);
  });

  test.each([
    ['of another world', 'urn:isbn:0451450523', 'urn_broken', 0],
    ['of no scheme', 'urn:epc:id:sgt:0614141.812345.1', 'scheme_unknown', 11],
    ['of a lot as a thing', 'urn:epc:id:lgtin:0614141.812345.1', 'scheme_unknown', 11],
    ['without a serial', 'urn:epc:id:sgtin:0614141.812345', 'urn_broken', 31],
    ['with an empty serial', 'urn:epc:id:sgtin:0614141.812345.', 'serial_wrong', 32],
    ['with a prefix of five digits', 'urn:epc:id:sgtin:06141.81234567.1', 'company_prefix_wrong', 17],
    ['with a reference too short', 'urn:epc:id:sgtin:0614141.81234.1', 'reference_wrong', 25],
    ['with a letter in the reference', 'urn:epc:id:sgtin:0614141.81234A.1', 'reference_wrong', 25],
    ['with a sign that must be escaped', 'urn:epc:id:sgtin:0614141.812345.A/B', 'character_not_allowed', 33],
    ['with an escape that need not be', 'urn:epc:id:sgtin:0614141.812345.%41', 'percent_broken', 32],
    ['with half an escape', 'urn:epc:id:sgtin:0614141.812345.%2', 'percent_broken', 32],
    ['with zeros before a number', 'urn:epc:id:cpi:0614141.123456.01', 'serial_wrong', 30],
    ['with a pattern of one', 'urn:epc:idpat:sgtin:0614141.812345.1', 'serial_wrong', 35],
    ['with a star as a serial', 'urn:epc:id:sgtin:0614141.812345.*', null, null],
    ['with a serial too long', `urn:epc:id:sgtin:0614141.812345.${'1'.repeat(21)}`, 'serial_wrong', 32],
  ])('%s is judged', (_, uri, code, position) => {
    const read = parseEpcUri(uri);
    expect('error' in read ? [read.error.code, read.error.position] : [null, null]).toEqual([code, position]);
  });

  test.each([
    ['dates alone', [{ ai: '17', value: '261231' }], 7, 'no_key'],
    ['a wrong check digit', [{ ai: '00', value: '106141412345678909' }], 7, 'check_digit_wrong'],
    [
      'a company prefix of 13 digits',
      [{ ai: '00', value: '106141412345678908' }],
      13,
      'company_prefix_wrong',
    ],
    ['a company prefix of none', [{ ai: '00', value: '106141412345678908' }], 0, 'company_prefix_wrong'],
    ['an asset number of five digits', [{ ai: '8004', value: '95011' }], 7, 'company_prefix_wrong'],
  ])('is not made of %s', (_, elements, length, code) => {
    expect(epcOfElements(elements, length)).toMatchObject({ error: { code } });
  });
});

describe('an RFID tag', () => {
  test.each([
    ['3074257BF7194E4000001A85', 'urn:epc:tag:sgtin-96:3.0614141.812345.6789'],
    ['3154257BF4499602D2000000', 'urn:epc:tag:sscc-96:2.0614141.1234567890'],
    ['3234257BF460720000000190', 'urn:epc:tag:sgln-96:1.0614141.12345.400'],
    ['33B4257BF40C0E4000000190', 'urn:epc:tag:grai-96:5.0614141.12345.400'],
    ['3434257BF400000000BC6038', 'urn:epc:tag:giai-96:1.0614141.12345400'],
    ['3C34257BF400F12000000000', 'urn:epc:tag:cpi-96:1.0614141.123456.0'],
    ['3D14257BF71CADD35D8000075BCD1500', 'urn:epc:tag:cpi-var:0.0614141.12-456.123456789'],
    [
      '362579D5D4ADB6172574B98B34C0000000000000000000000000',
      'urn:epc:tag:sgtin-198:1.50712192365.88..%25:.13%26',
    ],
  ])('%s holds %s', (hex, uri) => {
    expect(tagUriOfHex(hex)).toEqual({ uri });
    expect(tagUriOfHex(`${hex.toLowerCase()}0000`)).toEqual({ uri });
    const read = parseTagUri(uri);
    expect('tag' in read && encodeTag(read.tag)).toEqual({ hex });
    expect('tag' in read && formatTagUri(read.tag)).toBe(uri);
  });

  test.each([
    ['no hexadecimal', '30G4', 'hexadecimal_broken', 2],
    ['nothing', '', 'scheme_unknown', 0],
    ['a header of nothing', 'E28011', 'scheme_unknown', 0],
    ['only half', '3074257BF719', 'tag_length_wrong', 12],
    ['a partition that is none', '307C257BF7194E4000001A85', 'tag_bits_wrong', 2],
    ['a company prefix too large', '3077FFFFF7194E4000001A85', 'company_prefix_wrong', 3],
    ['bits that mean nothing', '3154257BF4499602D2000001', 'tag_bits_wrong', 18],
    ['a text with a hole', '362579D5D4ADB6172574B98B34C0000000400000000000000000', 'serial_wrong', 14],
  ])('with %s is refused', (_, hex, code, position) => {
    expect(decodeTag(hex)).toMatchObject({ error: { code, position } });
  });

  test.each([
    ['letters in 96 bits', 'sgtin-96', 'urn:epc:id:sgtin:0614141.812345.A1', 'not_encodable'],
    ['zeros in front in 96 bits', 'sgtin-96', 'urn:epc:id:sgtin:0614141.812345.01', 'not_encodable'],
    ['a number too large', 'sgtin-96', 'urn:epc:id:sgtin:0614141.812345.274877906944', 'not_encodable'],
    ['another scheme', 'sscc-96', 'urn:epc:id:sgtin:0614141.812345.1', 'scheme_unknown'],
    ['all serials', 'sgtin-96', 'urn:epc:idpat:sgtin:0614141.812345.*', 'serial_wrong'],
  ])('is not written with %s', (_, layout, uri, code) => {
    const tag = { layout, filter: 1, epc: epcOf(uri) };
    expect(encodeTag(tag)).toMatchObject({ error: { code, position: null } });
  });

  test('is not written with a filter value of 8', () => {
    const tag = { layout: 'sgtin-96', filter: 8, epc: epcOf('urn:epc:id:sgtin:0614141.812345.1') };
    expect(encodeTag(tag)).toMatchObject({ error: { code: 'filter_wrong' } });
  });

  test.each([
    ['urn:epc:id:sgtin:0614141.812345.1', 'urn_broken', 0],
    ['urn:epc:tag:sgtin-64:1.0614141.812345.1', 'scheme_unknown', 12],
    ['urn:epc:tag:sgtin-96:9.0614141.812345.1', 'filter_wrong', 21],
    ['urn:epc:tag:sgtin-96:1.0614141.812345.A', 'not_encodable', 23],
  ])('named %s is refused', (uri, code, position) => {
    expect(parseTagUri(uri)).toMatchObject({ error: { code, position } });
  });
});

describe('the link in an event’s hash', () => {
  test.each([
    ['urn:epc:id:sgtin:4012345.011111.98%22', 'https://id.gs1.org/01/04012345111118/21/98%22'],
    [
      'https://example.com/gtin/09780345418913/21/765tz?abc=1',
      'https://id.gs1.org/01/09780345418913/21/765tz',
    ],
    ['http://example.org/01/9780345418913/22/344/10/1223', 'https://id.gs1.org/01/09780345418913/10/1223'],
    ['http://example.org/01/9780345418913/10/12/21/765', 'https://id.gs1.org/01/09780345418913/21/765'],
    ['http://example.org/123/456', null],
    ['Hello', null],
    ['urn:epc:id:sgtin:1', null],
  ])('of %s', (uri, link) => {
    expect(eventHashLink(uri)).toBe(link);
  });
});

function spelled(elements: readonly Element[]): string {
  return elements.map(({ ai, value }) => `(${ai})${value}`).join('');
}
