import { limits } from '../limits.ts';
import { hexOfBase64 } from './base64-hex.ts';

/** One time that a reader heard a tag, or several of them that it told of as one. */
export interface TagRead {
  /** The tag's EPC memory in hexadecimal, capitals; null where what stands there is none. */
  readonly hex: string | null;
  /** What the reader sent, where it is no hexadecimal; for the person who has to look into it. */
  readonly sent: string;
  readonly antenna: number;
  /** The strongest answer, in hundredths of a dBm; null where the reader does not tell. */
  readonly cdbm: number | null;
  /** As the reader's clock had it, as it was sent; null without a time. */
  readonly at: string | null;
  /** How many reads it stands for. */
  readonly count: number;
}

export interface ReaderMessage {
  readonly reads: readonly TagRead[];
  /** Events that tell of no tag: antennas, heartbeats, the state of the inventory. */
  readonly otherEvents: number;
}

export interface MessageFault {
  readonly code: 'unknown_reads' | 'too_many_items';
  /** The part of the message that is meant: `[3].tagInventoryEvent.antennaPort`. */
  readonly where: string;
  readonly sentence: string;
}

/**
 * What a reader sent, in the JSON of the two families that most fixed readers speak: events of Impinj's IoT device
 * interface (`tagInventoryEvent`), and tag data of Zebra's IoT Connector (`data.idHex`); one event or a list of them, both
 * in one list too. A list is taken whole or not at all: at most `readsPerRequestMax` events.
 */
export function readMessage(
  body: unknown,
): { readonly message: ReaderMessage } | { readonly fault: MessageFault } {
  const isList = Array.isArray(body);
  const events: readonly unknown[] = isList ? body : [body];
  if (events.length > limits.readsPerRequestMax) {
    const sentence = `There are ${events.length} events; at most ${limits.readsPerRequestMax} are taken together.`;
    return { fault: { code: 'too_many_items', where: '', sentence } };
  }
  const reads: TagRead[] = [];
  for (const [nth, event] of events.entries()) {
    const read = readEvent(event);
    if (typeof read === 'object' && 'where' in read)
      return {
        fault: { code: 'unknown_reads', ...read, where: isList ? `[${nth}]${read.where}` : read.where },
      };
    if (read !== 'other') reads.push(read);
  }
  return { message: { reads, otherEvents: events.length - reads.length } };
}

interface Fault {
  readonly where: string;
  readonly sentence: string;
}

type Members = Readonly<Record<string, unknown>>;

function readEvent(event: unknown): TagRead | 'other' | Fault {
  if (!isObject(event)) return { where: '', sentence: 'A reader’s event is an object.' };
  if (isObject(event.tagInventoryEvent)) return impinjRead(event.tagInventoryEvent, event);
  if (isObject(event.data) && 'idHex' in event.data) return zebraRead(event.data, event);
  if (isOtherOfImpinj(event) || isOtherOfZebra(event)) return 'other';
  return {
    where: '',
    sentence: 'Neither an event of Impinj’s IoT device interface nor tag data of Zebra’s IoT Connector.',
  };
}

/** Impinj IoT Device Interface, event `tagInventory`: the EPC as base64url, as hexadecimal, or both. */
function impinjRead(tag: Members, event: Members): TagRead | Fault {
  const where = '.tagInventoryEvent';
  const epc = textOf(tag.epcHex) ?? textOf(tag.epc);
  if (epc === null) return { where, sentence: 'The event has neither epc nor epcHex.' };
  const antenna = antennaOf(tag.antennaPort);
  if (antenna === null) return { where: `${where}.antennaPort`, sentence: antennaSentence };
  const cdbm = signalOf(tag.peakRssiCdbm, 1);
  if (cdbm === undefined) return { where: `${where}.peakRssiCdbm`, sentence: signalSentence };
  const isHex = textOf(tag.epcHex) !== null;
  const hex = isHex ? hexOf(epc) : hexOfBase64(epc);
  const at = textOf(tag.lastSeenTime) ?? textOf(event.timestamp);
  return { hex, sent: shortened(epc), antenna, cdbm, at, count: 1 };
}

/** Zebra IoT Connector, tag data events: dBm, and how many reads an event stands for. */
function zebraRead(data: Members, event: Members): TagRead | Fault {
  const epc = textOf(data.idHex);
  if (epc === null) return { where: '.data.idHex', sentence: 'The tag’s number is a text.' };
  const antenna = antennaOf(data.antenna);
  if (antenna === null) return { where: '.data.antenna', sentence: antennaSentence };
  const cdbm = signalOf(data.peakRssi, 100);
  if (cdbm === undefined) return { where: '.data.peakRssi', sentence: signalSentence };
  const { reads = 1 } = data;
  if (!isCount(reads)) return { where: '.data.reads', sentence: `Reads are a number from 1 to ${countMax}.` };
  return { hex: hexOf(epc), sent: shortened(epc), antenna, cdbm, at: textOf(event.timestamp), count: reads };
}

/** Each event of the interface names its kind, and holds one member `<kind>Event`. */
function isOtherOfImpinj(event: Members): boolean {
  return (
    'eventType' in event ||
    Object.keys(event).some((name) => /^[a-z]\w*Event$/.test(name) && isObject(event[name]))
  );
}

/** Management events of the connector: heartbeats, GPI, exceptions. */
function isOtherOfZebra(event: Members): boolean {
  const known = ['component', 'eventNum', 'timestamp', 'type'];
  return (
    typeof event.type === 'string' &&
    isObject(event.data) &&
    Object.keys(event).every((name) => name === 'data' || known.includes(name))
  );
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

const antennaMax = 255;
const antennaSentence = `An antenna is a number from 0 to ${antennaMax}.`;
const countMax = 1_000_000;

/** A reader with one antenna may not say which. */
function antennaOf(value: unknown): number | null {
  if (value === undefined) return 1;
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= antennaMax ? Number(value) : null;
}

const signalSentence = 'A signal lies between -150 and +50 dBm.';

/** `per`: hundredths of a dBm in one of its units. Undefined where it is none. */
function signalOf(value: unknown, per: number): number | null | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number') return undefined;
  const cdbm = Math.round(value * per);
  return cdbm >= -15_000 && cdbm <= 5_000 ? cdbm : undefined;
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= countMax;
}

/** Whole 16-bit words: what a tag's memory is counted in. */
function hexOf(text: string): string | null {
  return text.length <= limits.tagHexLengthMax && /^(?:[0-9A-Fa-f]{4})+$/.test(text)
    ? text.toUpperCase()
    : null;
}

function shortened(text: string): string {
  return text.slice(0, 64);
}
