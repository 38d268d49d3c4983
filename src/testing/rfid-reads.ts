import { epcOfElements } from '../domain/identifiers/epc-elements.ts';
import { encodeTag } from '../domain/identifiers/tag-binary.ts';

/**
 * Messages of readers as a shop makes them. The shape follows what was measured of real ones: a reader hears a tag near it
 * some ten times a second at −45 to −60 dBm, one shelf on a few times below −68 dBm (stray reads); of many tags close
 * together one in a hundred to one in ten is not heard at all (99.38 % of 97 items, 89.89 % of 180: University of Arkansas).
 */
export interface Scene {
  readonly tags: readonly string[];
  /** Tags of the shelf next door. */
  readonly strays?: readonly string[];
  readonly antennas?: readonly number[];
  readonly seconds: number;
  /** When it begins, milliseconds since 1970. */
  readonly from: number;
  /** Of 1,000 tags so many are heard. */
  readonly heard?: number;
  readonly seed?: number;
}

export interface SceneRead {
  readonly hex: string;
  readonly antenna: number;
  readonly dbm: number;
  readonly at: string;
}

export function readsOf({
  tags,
  strays = [],
  antennas = [1],
  seconds,
  from,
  heard = 1_000,
  seed = 1,
}: Scene): SceneRead[] {
  const random = dice(seed);
  const near = tags.filter(() => random() * 1_000 < heard);
  const reads: SceneRead[] = [];
  const hear = (hex: string, perSecond: number, strongest: number, spread: number) => {
    for (let nth = 0; nth < perSecond * seconds; nth += 1)
      reads.push({
        hex,
        antenna: antennas[Math.floor(random() * antennas.length)]!,
        dbm: Math.round((strongest - random() * spread) * 2) / 2,
        at: new Date(from + Math.floor(random() * seconds * 1_000)).toISOString(),
      });
  };
  for (const hex of near) hear(hex, 10, -45, 15);
  for (const hex of strays) hear(hex, 0.4, -69, 6);
  return reads.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** As Impinj's IoT device interface sends them to a webhook. */
export function impinjEvents(reads: readonly SceneRead[]): object[] {
  return reads.map(({ hex, antenna, dbm, at }) => ({
    timestamp: at,
    hostname: 'impinj-14-04-63',
    eventType: 'tagInventory',
    tagInventoryEvent: {
      epc: Buffer.from(hex, 'hex').toString('base64url'),
      pc: 'MAA=',
      antennaPort: antenna,
      antennaName: `Antenna ${antenna}`,
      peakRssiCdbm: Math.round(dbm * 100),
      frequency: 902_750,
      transmitPowerCdbm: 3_000,
    },
  }));
}

/** As Zebra's IoT Connector sends them. */
export function zebraEvents(reads: readonly SceneRead[]): object[] {
  return reads.map(({ hex, antenna, dbm, at }, nth) => ({
    data: {
      eventNum: nth + 1,
      format: 'epc',
      idHex: hex.toLowerCase(),
      antenna,
      peakRssi: dbm,
      reads: 1,
      hostName: 'FX9600',
    },
    timestamp: at.replace('Z', '+0000'),
    type: 'SIMPLE',
  }));
}

/** The memory of a tag with a product's serial, SGTIN-96 where the serial is a number and SGTIN-198 else. */
export function tagOf(gtin: string, serial: string, companyPrefixLength = 7): string {
  const elements = [
    { ai: '01', value: gtin },
    { ai: '21', value: serial },
  ];
  const read = epcOfElements(elements as Parameters<typeof epcOfElements>[0], companyPrefixLength);
  if ('error' in read) throw new Error(read.error.sentence);
  const layout = /^(?:0|[1-9][0-9]{0,11})$/.test(serial) ? 'sgtin-96' : 'sgtin-198';
  const made = encodeTag({ layout, filter: 1, epc: read.epc });
  if ('error' in made) throw new Error(made.error.sentence);
  return made.hex;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
