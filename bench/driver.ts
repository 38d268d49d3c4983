import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { serialOf, siteCode, siteOf, spotCode, unitOf, world } from './world.ts';

/**
 * The load driver's process: closed loops over plain sockets, one request under way on each connection. Written to
 * cost little (some 10 µs a request), because it shares the machine with what it measures.
 */
export interface LoadOrder {
  readonly port: number;
  readonly key: string;
  readonly kind: 'scan' | 'history' | 'by-code' | Question;
  readonly connections: number;
  /** Units are drawn from 1 to this number, or to the other end of `from`. */
  readonly units: readonly [from: number, to: number];
  /** Milliseconds before anything counts, and for which it counts, longer if `atLeast` requests take longer. */
  readonly warmMs: number;
  readonly measureMs: number;
  readonly atLeast?: number;
  /** Each connection rests so long after each answer. */
  readonly pauseMs: number;
  /** Which memory of the units' states it goes by: one for each database. */
  readonly memory: string;
}

/** What is asked of the search, about a unit. */
export type Question =
  | 'last4'
  | 'last6'
  | 'middle3'
  | 'first5'
  | 'common'
  | 'whole'
  | 'misread'
  | 'explain'
  | 'last4AtOneSite'
  | 'commonAtOneSite';

export interface LoadReport {
  readonly requests: number;
  /** With those of the warming-up. */
  readonly total: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers that rightly refuse, and answers that are not what they should be. */
  readonly refused: number;
  readonly wrong: number;
  readonly firstWrong: string | null;
}

const inStock = 0;
const picked = 1;
const busy = 2;
/** One byte a unit, by database. */
const memories = new Map<string, Uint8Array>();

process.on('message', (order: LoadOrder) => {
  run(order).then((report) => process.send!(report));
});

process.on('disconnect', () => process.exit());

interface Call {
  readonly text: string;
  /** Whether the answer is as it should be; remembers what it changed. */
  readonly settle: (body: string) => 'done' | 'refused' | 'wrong';
}

function run(order: LoadOrder): Promise<LoadReport> {
  const states = memoryOf(order);
  const next = order.kind === 'scan' ? () => scanCall(order, states) : () => readCall(order);
  const latencies: number[] = [];
  const counts = { refused: 0, wrong: 0, firstWrong: null as string | null };
  const started = performance.now();
  const opens = started + order.warmMs;
  const closes = opens + order.measureMs;
  const { atLeast = 1 } = order;
  let last = opens;
  let total = 0;
  let closed = false;
  function loop(socket: Socket, done: () => void): void {
    let call = next();
    let sent = performance.now();
    let received = '';
    let expected = -1;
    const begin = () => {
      if (closed) return void socket.end(done);
      call = next();
      sent = performance.now();
      socket.write(call.text, 'latin1');
    };
    socket.on('data', (chunk) => {
      received = received === '' ? chunk.toString('latin1') : received + chunk.toString('latin1');
      if (expected < 0) expected = lengthOf(received);
      if (expected < 0 || received.length < expected) return;
      const now = performance.now();
      const outcome = call.settle(received);
      total += 1;
      if (outcome === 'wrong') counts.firstWrong ??= received.slice(0, 1500);
      if (outcome === 'wrong') counts.wrong += 1;
      if (sent >= opens && !closed) {
        latencies.push(now - sent);
        last = now;
        if (outcome === 'refused') counts.refused += 1;
        closed = now >= closes && latencies.length >= atLeast;
      }
      received = '';
      expected = -1;
      if (order.pauseMs === 0) begin();
      else setTimeout(begin, order.pauseMs * (0.5 + Math.random()));
    });
    socket.write(call.text, 'latin1');
  }
  return Promise.all(
    Array.from(
      { length: order.connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect(order.port, '127.0.0.1', () => loop(socket, resolve));
          socket.setNoDelay(true);
          socket.on('error', reject);
        }),
    ),
  ).then(() => {
    latencies.sort((a, b) => a - b);
    const at = (share: number) =>
      latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
    return {
      requests: latencies.length,
      total,
      seconds: (last - opens) / 1000,
      p50: at(0.5),
      p99: at(0.99),
      ...counts,
    };
  });
}

/** How long the whole answer is; −1 while its head has not all come. Bodies are ASCII, so characters are bytes. */
function lengthOf(received: string): number {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return -1;
  const at = received.toLowerCase().indexOf('content-length: ');
  return end + 4 + (at < 0 || at > end ? 0 : Number.parseInt(received.slice(at + 16, at + 26), 10));
}

function memoryOf({ memory, units }: LoadOrder): Uint8Array {
  const known = memories.get(memory);
  if (known && known.length > units[1]) return known;
  const made = new Uint8Array(units[1] + 1);
  if (known) made.set(known);
  memories.set(memory, made);
  return made;
}

function draw([from, to]: LoadOrder['units']): number {
  return from + Math.floor(Math.random() * (to - from + 1));
}

/**
 * Half of the scans move a unit to another spot of its site; the others pick it or put it back. One in twenty is the
 * move that the unit's status does not allow, and must be refused.
 */
function scanCall(order: LoadOrder, states: Uint8Array): Call {
  let number = draw(order.units);
  while (states[number]! >= busy) number = draw(order.units);
  const state = states[number]!;
  states[number] = busy;
  const chance = Math.random();
  const isWrong = chance < 0.05;
  const turns = isWrong || chance < 0.525;
  const move = !turns ? 'move_spot' : (state === inStock) === isWrong ? 'undo_pick' : 'pick';
  const spot = spotCode(Math.floor(Math.random() * world.spotsPerSite));
  const body = `{"move":"${move}","site":"${siteCode(siteOf(number))}","location":"${spot}","scans":[{"id":"${newId()}","codes":["${serialOf(number)}"],"input":"scanned"}]}`;
  const text = `POST /api/scans HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${order.key}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  return {
    text,
    settle(answer) {
      const recorded = answer.includes('"outcome":"recorded"');
      // The bare variant has no rules and records everything.
      const right =
        order.memory === 'bare' ||
        (recorded !== isWrong && (recorded || answer.includes('"outcome":"refused"')));
      states[number] =
        recorded && move === 'pick' ? picked : recorded && move === 'undo_pick' ? inStock : state;
      return !right ? 'wrong' : isWrong ? 'refused' : 'done';
    },
  };
}

function readCall(order: LoadOrder): Call {
  const number = draw(order.units);
  const { id, serial } = unitOf(number);
  const path = pathOf(order.kind, id, serial);
  const wanted = wantedIn(order.kind, serial);
  const text = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${order.key}\r\n\r\n`;
  return {
    text,
    settle: (answer) => (answer.startsWith('HTTP/1.1 200') && answer.includes(wanted) ? 'done' : 'wrong'),
  };
}

/** What is asked by a fragment or a misreading has units in its answer, not always this one; at one site perhaps none. */
function wantedIn(kind: LoadOrder['kind'], serial: string): string {
  if (['history', 'by-code', 'whole'].includes(kind)) return serial;
  return kind === 'last4AtOneSite' ? '"units":' : '"unit":{"id":';
}

function pathOf(kind: LoadOrder['kind'], id: number, serial: string): string {
  const misread = `${serial.slice(0, 4)}${serial[4] === 'Q' ? 'W' : 'Q'}${serial.slice(5)}`;
  switch (kind) {
    case 'history':
      return `/api/units/${id}/history`;
    case 'last4':
    case 'last4AtOneSite':
      return `/api/search?q=${serial.slice(-4)}`;
    case 'last6':
      return `/api/search?q=${serial.slice(-6)}`;
    case 'middle3':
      return `/api/search?q=${serial.slice(4, 7)}`;
    case 'first5':
      return `/api/search?q=${serial.slice(0, 5)}`;
    case 'common':
    case 'commonAtOneSite':
      return '/api/search?q=SN00';
    case 'whole':
      return `/api/search?q=${serial}`;
    case 'misread':
      return `/api/search?q=${misread}`;
    case 'explain':
      return `/api/units/explain?code=${misread}`;
    default:
      return `/api/units/by-code/${serial}`;
  }
}

let random = '';
let used = 0;
let count = 0;

/** UUIDv7: the time, a counter, and chance. */
function newId(): string {
  if (used + 16 > random.length) {
    random = randomBytes(8192).toString('hex');
    used = 0;
  }
  const time = Date.now().toString(16).padStart(12, '0');
  count = (count + 1) & 0xfff;
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, '0')}-8${random.slice(used, used + 3)}-${random.slice(used + 3, used + 15)}`;
  used += 15;
  return id;
}
