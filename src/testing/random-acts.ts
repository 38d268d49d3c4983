import { randomUUID } from 'node:crypto';
import { type Move, moveNames, moves } from '../domain/lifecycle.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ScanInput, ScanRequest } from '../ledger/prepare.ts';
import type { World } from './world.ts';

/** Numbers below `below`, the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export interface RandomActsOptions {
  readonly requests: number;
  readonly seed: number;
  /** Requests that are sent without waiting for each other, so that they meet in groups. */
  readonly atOnce?: number;
  readonly ledgers?: readonly Ledger[];
}

/** How often each outcome was answered: a run whose every scan is refused proves nothing. */
export type Outcomes = Readonly<Record<string, number>>;

/**
 * Sends random requests to a test retailer: every move, few serials (so that lives grow long), bare and full labels,
 * documents, pairs, all or nothing, annulments, new names, holds, recall scopes, late scans, pieces of plain products.
 */
export async function randomActs(world: World, options: RandomActsOptions): Promise<Outcomes> {
  const random = randomNumbers(options.seed);
  const ledgers = options.ledgers ?? [world.ledger];
  const outcomes: Record<string, number> = {};
  for (let sent = 0; sent < options.requests; ) {
    const wave = Math.min(options.atOnce ?? 1, options.requests - sent);
    const answers = await Promise.all(
      Array.from({ length: wave }, async () => {
        const actor = random(3) === 0 ? world.associate : world.lead;
        const ledger = ledgers[random(ledgers.length)]!;
        const result = await ledger.record(randomRequest(random), actor, random(2) === 0 ? null : 7);
        if ('problem' in result && result.problem.code === 'scope_not_together') return [];
        if ('problem' in result) throw new Error(result.problem.sentence);
        return result.answers;
      }),
    );
    for (const { outcome, refusal } of answers.flat()) {
      const name = refusal ? `${outcome} ${refusal.code}` : outcome;
      outcomes[name] = (outcomes[name] ?? 0) + 1;
    }
    sent += wave;
  }
  await world.ledger.spread.settled();
  return outcomes;
}

/** Where names, holds and earlier events change under a life. */
const corrections: readonly Move[] = [
  'reidentify',
  'change_product',
  'annul',
  'annul',
  'place_hold',
  'lift_hold',
];

type Random = (below: number) => number;

const sites = ['DC', 'STORE-1', 'STORE-2'];
const locations = ['FLOOR', 'DOCK', 'A-01', 'QUARANTINE', 'CAGE'];
const products = ['PHONE', 'LAPTOP', 'TV'];
const documents = ['order', 'sale', 'shipment', 'transfer', 'return', 'receipt'];
const holds = ['recall', 'quality', 'fraud', 'legal', 'unresolved'];
/** Without a drift towards these most units would soon be retired or missing. */
const ordinary: readonly Move[] = [
  'receive',
  'put_away',
  'pick',
  'pack',
  'ship',
  'sell',
  'take_into_custody',
  'inspect',
];

function randomRequest(random: Random): ScanRequest {
  const move = pick(random, pick(random, [ordinary, corrections, moveNames]));
  const pair = moves[move].pairedWith !== undefined;
  const scans = pair ? 2 : 1 + (random(4) === 0 ? random(3) : 0);
  return {
    move,
    site: pick(random, sites),
    ...(random(2) === 0 ? { location: pick(random, locations) } : {}),
    ...(random(3) === 0 ? { document: { kind: pick(random, documents), number: `N-${random(12)}` } } : {}),
    atomicity: random(4) === 0 ? 'all_or_nothing' : 'each',
    scans: Array.from({ length: scans }, () => randomScan(random, move)),
  };
}

function randomScan(random: Random, move: Move): ScanInput {
  const common = { id: randomUUID(), input: pick(random, ['scanned', 'keyed', 'rfid'] as const) };
  if (random(12) === 0)
    return {
      ...common,
      codes: ['CABLE'],
      quantity: 1 + random(9),
      details: { from: 'FLOOR', reason: 'test' },
    };
  const number = random(40);
  // Mostly a serial's own product, now and then another one: then two units share the serial.
  const product = random(30) === 0 ? pick(random, products) : products[number % products.length]!;
  const serial = `S-${number}`;
  const label = random(3) === 0 ? [serial] : [product, serial];
  const late = random(4) === 0;
  return {
    ...common,
    codes: label,
    ...(random(5) === 0 ? { at: '2026-11-23T09:00:00Z' } : {}),
    ...(late ? { at: '2026-11-22T09:00:00Z', seen: random(4), n: random(100) } : {}),
    ...(random(6) === 0 ? { line: random(4) } : {}),
    details: detailsOf(random, move),
  };
}

function detailsOf(random: Random, move: Move): Record<string, unknown> {
  const kind = pick(random, holds);
  const reference = `R-${random(3)}`;
  const details: Record<string, unknown> = {
    reason: pick(random, [
      'destroyed',
      'scrapped',
      'lost',
      'label of the neighbour',
      'ümläut "quoted" \\ 電話',
    ]),
    condition: pick(random, ['new', 'opened', 'damaged', 'defective']),
    seq: 1 + random(6),
  };
  if (move === 'place_hold' || move === 'lift_hold') {
    const scope =
      random(6) === 0 ? { scope: { sku: pick(random, products), serials: `S-${random(40)}` } } : {};
    return { ...details, kind, reference, ...scope };
  }
  if (move === 'reidentify') {
    const old = random(3) === 9 ? { replaces: `imei:${imeis[random(3)]}` } : {};
    return {
      ...details,
      identifier: pick(random, [`serial:S-${random(60)}`, `imei:${imeis[random(3)]}`]),
      ...old,
    };
  }
  if (random(3) === 0) Object.assign(details, { lot: `L-${random(3)}`, supplier: 'ACME' });
  return {
    ...details,
    proof: 'certificate 12',
    locked: random(2) === 0,
    passed: random(2) === 0,
    use: pick(random, ['stock', 'display', 'demo']),
    ...(move === 'change_product' ? { sku: pick(random, products) } : {}),
  };
}

const imeis = ['490154203237518', '356938035643809', '352099001761481'];

function pick<Item>(random: Random, list: readonly Item[]): Item {
  return list[random(list.length)]!;
}
