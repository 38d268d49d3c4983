import { describe, expect, test } from 'vitest';
import { limits } from '../limits.ts';
import { hexOfBase64 } from './base64-hex.ts';
import { type ReaderMessage, readMessage } from './reader-messages.ts';

const hex = '3034257BF7194E4000000001';
const impinj = (tag: object = {}, event: object = {}) => ({
  timestamp: '2026-11-23T10:00:00.123Z',
  eventType: 'tagInventory',
  tagInventoryEvent: { epcHex: hex, antennaPort: 2, peakRssiCdbm: -5550, ...tag },
  ...event,
});
const zebra = (data: object = {}) => ({
  data: {
    eventNum: 1,
    format: 'epc',
    idHex: hex.toLowerCase(),
    antenna: 3,
    peakRssi: -47.5,
    reads: 4,
    ...data,
  },
  timestamp: '2026-11-23T10:00:00.123+0000',
  type: 'SIMPLE',
});

function taken(body: unknown): ReaderMessage {
  const read = readMessage(body);
  if ('fault' in read) throw new Error(`${read.fault.where} ${read.fault.sentence}`);
  return read.message;
}

function fault(body: unknown) {
  const read = readMessage(body);
  return 'fault' in read ? [read.fault.code, read.fault.where] : 'taken';
}

describe('the two families of readers', () => {
  test('an Impinj event is one read, its EPC as hexadecimal', () => {
    const at = '2026-11-23T10:00:00.123Z';
    expect(taken(impinj()).reads).toEqual([{ hex, sent: hex, antenna: 2, cdbm: -5550, at, count: 1 }]);
  });

  test('or as base64url, with and without its filling', () => {
    const bytes = 'MDQle_cZTkAAAAAB';
    for (const epc of [bytes, `${bytes}==`, bytes.replace('_', '/')])
      expect(taken(impinj({ epcHex: undefined, epc })).reads[0]?.hex).toBe(hex);
  });

  test('a Zebra event may stand for several reads, and tells whole dBm', () => {
    const [read] = taken(zebra()).reads;
    expect([read?.hex, read?.antenna, read?.cdbm, read?.count]).toEqual([hex, 3, -4750, 4]);
  });

  test('one event or many, of both families in one list', () => {
    expect(taken([impinj(), zebra(), impinj()]).reads).toHaveLength(3);
    expect(taken([]).reads).toEqual([]);
  });

  test('a reader that tells neither antenna nor signal is read all the same', () => {
    const [read] = taken(impinj({ antennaPort: undefined, peakRssiCdbm: undefined })).reads;
    expect([read?.antenna, read?.cdbm]).toEqual([1, null]);
  });

  test.each<[string, object]>([
    ['the state of an inventory', { timestamp: 'x', eventType: 'inventoryStatus', inventoryStatusEvent: {} }],
    ['an antenna that was connected', { antennaConnectedEvent: { antennaPort: 1 } }],
    ['a heartbeat', { data: { cpu: 3 }, timestamp: 'x', type: 'HEARTBEAT', component: 'RC' }],
  ])('%s is an event, and no read', (_what, event) => {
    expect(taken([event, impinj()])).toMatchObject({ otherEvents: 1, reads: [{ hex }] });
  });
});

describe('what cannot be read', () => {
  test.each<[unknown, string]>([
    [impinj({ epcHex: undefined }), '.tagInventoryEvent'],
    [impinj({ antennaPort: 256 }), '.tagInventoryEvent.antennaPort'],
    [impinj({ antennaPort: '1' }), '.tagInventoryEvent.antennaPort'],
    [impinj({ peakRssiCdbm: 'loud' }), '.tagInventoryEvent.peakRssiCdbm'],
    [impinj({ peakRssiCdbm: -99_999 }), '.tagInventoryEvent.peakRssiCdbm'],
    [zebra({ idHex: 7 }), '.data.idHex'],
    [zebra({ antenna: -1 }), '.data.antenna'],
    [zebra({ reads: 0 }), '.data.reads'],
    [{ hello: 'world' }, ''],
    ['text', ''],
    [null, ''],
  ])('%j is named by its place, and nothing of the message is taken', (event, where) => {
    expect(fault(event)).toEqual(['unknown_reads', where]);
    expect(fault([impinj(), event])).toEqual(['unknown_reads', `[1]${where}`]);
  });

  test('more events than are taken together', () => {
    expect(fault(Array.from({ length: limits.readsPerRequestMax + 1 }, () => impinj()))).toEqual([
      'too_many_items',
      '',
    ]);
  });

  test.each(['xyz', '30342', 'É034', ''.padEnd(limits.tagHexLengthMax + 4, '0')])(
    'memory that is no hexadecimal (%j) is a read of junk, not a wrong message',
    (epcHex) => {
      expect(taken(impinj({ epcHex })).reads[0]).toMatchObject({ hex: null, sent: epcHex.slice(0, 64) });
    },
  );
});

test.each([
  ['', null],
  ['A', null],
  ['AAA', '0000'],
  ['AAAA', null],
  ['AAAAAAAA', '000000000000'],
  ['!!!!', null],
])('base64 %j is %j: whole words or none', (text, expected) => {
  expect(hexOfBase64(text)).toBe(expected);
});
