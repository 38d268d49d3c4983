import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ScanAnswer, ScanRequestBody } from '../src/operations/scanning/contract.ts';
import type { AckJournal } from './ack-journal.ts';
import { type Door, NotAnswered, postScans } from './scan-client.ts';

export interface LoadOptions {
  readonly sku: string;
  readonly connections: number;
  readonly units: number;
  readonly journal: AckJournal;
  /** The servers; undefined while one is down. */
  readonly doors: readonly (Door | undefined)[];
  readonly random: (below: number) => number;
}

export interface Load {
  /** Acknowledged requests so far, by server. */
  readonly acknowledged: readonly number[];
  /** Requests whose answer never came; what became of them is unknown. */
  readonly unknown: ReadonlySet<ScanRequestBody>;
  /** How often an answer stayed out, whatever became of its request later. */
  readonly unanswered: number;
  /** Requests that were sent again before their first answer, or after it, and answered otherwise than then. */
  readonly differing: readonly (readonly [first: string, again: string])[];
  /** Answers that no kill explains: anything but 200 and 503. */
  readonly faults: readonly string[];
  /** Lets every connection finish what it has under way. */
  stop(): Promise<void>;
}

/** What the same scan must be answered every time: everything, whether it was recorded just now or before. */
export function sameEveryTime(answers: readonly ScanAnswer[]): string {
  return JSON.stringify(
    answers.map((answer) => (answer.outcome === 'repeated' ? { ...answer, outcome: 'recorded' } : answer)),
  );
}

/**
 * Devices at work: each connection sends one request after the other to its own server, or to the other one while its
 * own is down. New serials, every move of a common life, three units together, and now and then a request once more:
 * one that stayed without an answer, one that has its answer, or one sent to both servers at once.
 */
export function startLoad(options: LoadOptions): Load {
  const { random, doors, journal } = options;
  const life = commonLife(options);
  const told = new Map<ScanRequestBody, string>();
  const recent: ScanRequestBody[] = [];
  const unknown = new Set<ScanRequestBody>();
  const acknowledged = doors.map(() => 0);
  const differing: [string, string][] = [];
  const faults: string[] = [];
  const tally = { unanswered: 0 };
  let stopped = false;

  async function send(request: ScanRequestBody, server: number): Promise<void> {
    const door = doors[server];
    if (door === undefined) return unanswered(request);
    try {
      const answers = await postScans(door, request);
      await journal.keep({ request, answers });
      acknowledged[server]! += 1;
      hear(request, answers);
    } catch (error) {
      if (error instanceof NotAnswered && error.status !== 503) faults.push(error.message);
      unanswered(request);
    }
  }

  function unanswered(request: ScanRequestBody): void {
    tally.unanswered += 1;
    if (!told.has(request)) unknown.add(request);
  }

  function hear(request: ScanRequestBody, answers: readonly ScanAnswer[]): void {
    unknown.delete(request);
    const first = told.get(request);
    const again = sameEveryTime(answers);
    if (first !== undefined && first !== again) differing.push([first, again]);
    if (first !== undefined) return;
    told.set(request, again);
    recent[random(200)] = request;
    life.hear(answers);
  }

  async function connection(home: number): Promise<void> {
    while (!stopped) {
      const server = doors[home] ? home : doors.findIndex((door) => door !== undefined);
      const kind = random(100);
      const again =
        kind < 5 ? recent[random(200)] : kind < 20 ? [...unknown][random(unknown.size || 1)] : undefined;
      const request = again ?? life.next();
      const both = kind >= 95 ? [send(request, 1 - server)] : [];
      if (server >= 0) await Promise.all([send(request, server), ...both]);
      await sleep(random(60));
    }
  }

  const running = Array.from({ length: options.connections }, (_, nth) => connection(nth % doors.length));
  return {
    acknowledged,
    unknown,
    differing,
    faults,
    get unanswered() {
      return tally.unanswered;
    },
    async stop() {
      stopped = true;
      await Promise.all(running);
    },
  };
}

interface Step {
  readonly move: ScanRequestBody['move'];
  readonly details?: Readonly<Record<string, unknown>>;
}

const quality: Step[] = ['place_hold', 'lift_hold'].map((move) => ({
  move: move as Step['move'],
  details: { kind: 'quality', reference: 'Q-1' },
}));
const unresolved: Step = { move: 'lift_hold', details: { kind: 'unresolved' } };
const inspect: Step = { move: 'inspect', details: { condition: 'opened' } };

/** What usually comes next for a unit, by what its last answer said; anything else is refused or opens an exception. */
const usual: Readonly<Record<string, readonly Step[]>> = {
  in_stock: [{ move: 'put_away' }, { move: 'pick' }, { move: 'sell' }, { move: 'record_sale' }, ...quality],
  picked: [{ move: 'undo_pick' }, { move: 'put_away' }, { move: 'undo_pick' }],
  sold: [{ move: 'take_into_custody' }, { move: 'record_sale' }, { move: 'take_into_custody' }],
  returned: [inspect, unresolved, { move: 'restock' }, { move: 'restock' }],
};
const anything: readonly Step[] = [{ move: 'receive' }, ...Object.values(usual).flat()];

/** Makes requests that carry units through stock, sale and return, over and over. */
function commonLife({ sku, units, random }: LoadOptions) {
  const statuses = new Map<string, string>();
  const serials = Array.from({ length: units }, (_, nth) => `OLD-${nth}`);
  let made = 0;
  const pick = <Item>(list: readonly Item[]): Item => list[random(list.length)]!;
  const newSerial = () => {
    made += 1;
    return `NEW-${made}`;
  };

  function requestOf({ move, details }: Step, chosen: readonly string[]): ScanRequestBody {
    const isSale = move === 'sell' || move === 'record_sale';
    return {
      move,
      site: pick(['DC', 'STORE-1', 'STORE-2']),
      location: pick(['FLOOR', 'A-01']),
      ...(isSale ? { document: { kind: 'sale', number: `S-${random(20)}` } } : {}),
      ...(chosen.length > 1 ? { atomicity: 'all_or_nothing' as const } : {}),
      scans: chosen.map((serial) => ({
        id: randomUUID(),
        codes: [sku, serial],
        input: 'scanned',
        ...(details ? { details } : {}),
      })),
    };
  }

  return {
    next(): ScanRequestBody {
      const kind = random(100);
      if (kind < 8) return requestOf({ move: 'receive' }, [newSerial()]);
      // Three new ones, or two with one that was received before: then all three are withheld.
      if (kind < 12)
        return requestOf({ move: 'receive' }, [
          newSerial(),
          newSerial(),
          random(2) ? newSerial() : pick(serials),
        ]);
      const serial = pick(serials);
      if (kind < 16)
        return requestOf({ move: 'put_away' }, [...new Set([serial, pick(serials), pick(serials)])]);
      const status = statuses.get(serial);
      if (status === undefined) return requestOf({ move: 'receive' }, [serial]);
      return requestOf(pick(kind < 35 ? anything : (usual[status] ?? anything)), [serial]);
    },
    hear(answers: readonly ScanAnswer[]): void {
      for (const { unit, status } of answers)
        if (unit !== null && status !== null) statuses.set(unit.serial, status);
    },
  };
}
