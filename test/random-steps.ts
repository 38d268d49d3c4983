import fc from 'fast-check';
import {
  type Model,
  type ModelProduct,
  type ModelRequest,
  type ModelScan,
  type Scope,
  unreadable,
} from './model.ts';
import { modelMoves } from './model-moves.ts';
import { type ModelUnit, standing, stateOf } from './model-unit.ts';

/**
 * Random work of a small shop. A step is a handful of small numbers; what it means is worked out against the model as
 * it stands, so that most scans are of moves that could be made, and a shorter list of steps still makes sense.
 */
export interface Step {
  /** 0–99: what sort of step. */
  readonly sort: number;
  readonly unit: number;
  readonly other: number;
  readonly move: number;
  /** How the unit is named: which codes are scanned. */
  readonly codes: number;
  readonly place: number;
  readonly document: number;
  readonly details: number;
  readonly late: number;
  readonly odd: number;
}

const upTo = (max: number) => fc.nat({ max });
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record(
    {
      sort: upTo(99),
      unit: upTo(15),
      other: upTo(15),
      move: upTo(999),
      codes: upTo(23),
      place: upTo(19),
      document: upTo(19),
      details: upTo(999),
      late: upTo(23),
      odd: upTo(99),
    },
    { noNullPrototype: true },
  ),
  { minLength: 60, maxLength: 120 },
);

/** One shop's products; several shops work side by side in one database, each with its own. */
export interface Shop {
  readonly number: number;
  readonly products: readonly ModelProduct[];
}

export function shopOf(number: number): Shop {
  const serialized = { serialized: true, unknown: 'arrivals', wipe: false } as const;
  return {
    number,
    products: [
      { ...serialized, sku: `PHONE-${number}`, gtin: gtinOf(number, 1), wipe: true },
      { ...serialized, sku: `LAPTOP-${number}`, gtin: gtinOf(number, 2) },
      { ...serialized, sku: `EBIKE-${number}`, unknown: 'refuse' },
      { ...serialized, sku: `TV-${number}`, unknown: 'anywhere' },
      { ...serialized, serialized: false, sku: `CABLE-${number}`, gtin: gtinOf(number, 3) },
      { ...serialized, serialized: false, sku: `CASE-${number}` },
    ],
  };
}

function gtinOf(shop: number, nth: number): string {
  return withCheckDigit(`0950110${String(shop).padStart(3, '0')}00${nth}`, 3);
}

/** Appends the digit that makes the weighted sum a multiple of ten; `weight` is that of the last digit. */
function withCheckDigit(digits: string, weight: 3): string {
  const sum = [...digits]
    .reverse()
    .reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? weight : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** A 15-digit IMEI with its Luhn digit, of the run's own. */
export function imeiOf(run: number, nth: number): string {
  const digits = `35${String(run % 1_000_000_000).padStart(9, '0')}${String(nth).padStart(3, '0')}`;
  const doubled = [...digits]
    .reverse()
    .map((digit, at) => (at % 2 === 0 ? Number(digit) * 2 : Number(digit)));
  const sum = doubled.reduce((all, digit) => all + (digit > 9 ? digit - 9 : digit), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** Of no product; each run has its own, since with a product named beside it, it may become a serial. */
const unknownGtinOf = (run: Run) =>
  withCheckDigit(`0950119${String(run.number % 1_000_000).padStart(6, '0')}`, 3);
const sites = ['DC', 'STORE-1', 'STORE-2'];
const spots = ['FLOOR', 'DOCK', 'A-01', 'QUARANTINE', 'CAGE'];
const moveNames = [...modelMoves.keys()];
const seenMoves = moveNames.filter((name) => modelMoves.get(name)!.seen);
const pairMoves = moveNames.filter((name) => modelMoves.get(name)!.pair !== undefined);

/** What the steps of one run mean, in the run's own serials, papers and scan ids. */
export interface Run {
  readonly shop: Shop;
  readonly number: number;
  readonly model: Model;
  readonly sent: { readonly request: ModelRequest; readonly isLead: boolean }[];
  scans: number;
}

export interface Sending {
  readonly request: ModelRequest;
  readonly isLead: boolean;
}

export function sendingOf(run: Run, step: Step): Sending {
  const isLead = step.odd % 3 === 0;
  const { sort } = step;
  if (sort < 60) return { request: oneScan(run, step), isLead };
  if (sort < 70) return { request: severalScans(run, step), isLead };
  if (sort < 76) return { request: pair(run, step), isLead };
  if (sort < 83) return { request: annulment(run, step), isLead };
  if (sort < 91) return sentBefore(run, step) ?? { request: oneScan(run, step), isLead };
  if (sort < 94) return { request: scope(run, step), isLead };
  return { request: pieces(run, step), isLead };
}

function oneScan(run: Run, step: Step): ModelRequest {
  const { unit, serial, product } = named(run, step.unit);
  const move = moveFor(unit, step);
  return { ...frame(run, move, step), scans: [scanOf(run, step, move, unit, serial, product)] };
}

function severalScans(run: Run, step: Step): ModelRequest {
  const first = named(run, step.unit);
  const move = moveFor(first.unit, step);
  const scans = Array.from({ length: 2 + (step.odd % 3) }, (_, at) => {
    const next = { ...step, codes: step.codes + at, details: step.details + at * 7 };
    const { unit, serial, product } = named(run, step.unit + at * (step.odd % 5 === 0 ? 0 : 1));
    return scanOf(run, next, move, unit, serial, product);
  });
  const atomicity = step.odd % 2 === 0 ? 'all_or_nothing' : 'each';
  return { ...frame(run, move, step), atomicity, scans };
}

/** Two units that fit the pair where there are such, otherwise any two. */
function pair(run: Run, step: Step): ModelRequest {
  const move = pairMoves[step.move % pairMoves.length]!;
  const units = Object.values(run.model.memory.units);
  const fitting = (name: string, from: number) => {
    const legal = units.filter((unit) => modelMoves.get(name)!.from.includes(stateOf(unit).status));
    return step.odd % 4 === 0 || legal.length === 0 ? undefined : legal[from % legal.length];
  };
  const both = [fitting(move, step.unit), fitting(modelMoves.get(move)!.pair!, step.other)];
  const scans = both.map((unit, at) => {
    const any = named(run, at === 0 ? step.unit : step.other);
    const serial = unit ? stateOf(unit).serial : any.serial;
    const product = unit ? stateOf(unit).product : any.product;
    return scanOf(run, step, move, unit ?? any.unit, serial, product);
  });
  return { ...frame(run, move, step), scans: step.odd % 17 === 0 ? scans.slice(0, 1) : scans };
}

/** Takes back an event, the last one every other time; of a pair mostly both halves in one act. */
function annulment(run: Run, step: Step): ModelRequest {
  const units = Object.values(run.model.memory.units);
  const unit = units[step.unit % Math.max(units.length, 1)];
  const events = unit?.events.length ?? 0;
  const seq = step.move % 2 === 0 ? events : 1 + (step.move % Math.max(events, 1));
  const odd = [{ reason: 'x' }, { seq: 0, reason: 'x' }, { seq: events + 1, reason: 'x' }, { seq }];
  const details = step.odd < 8 ? odd[step.odd % odd.length]! : { seq, reason: 'scanned the wrong box' };
  const scans = [annulScan(run, step, unit, details)];
  const pair = modelMoves.get(unit?.events[seq - 1]?.move ?? '')?.pair;
  const half = units.find((other) => other !== unit && standing(other).some((event) => event.move === pair));
  const halfSeq = half && standing(half).findLast((event) => event.move === pair)!.seq;
  if (half && step.odd % 4 > 0) scans.push(annulScan(run, step, half, { seq: halfSeq, reason: 'both' }));
  return { ...frame(run, 'annul', { ...step, document: 0 }), atomicity: 'all_or_nothing', scans };
}

function annulScan(
  run: Run,
  step: Step,
  unit: ModelUnit | undefined,
  details: ModelScan['details'] & object,
) {
  const { serial, product } = unit ? stateOf(unit) : { ...named(run, step.unit), product: undefined };
  return { id: nextId(run), codes: codesFor(run, { ...step, codes: 16 }, serial, product), input, details };
}

/** The same again, the same in part, or other content under a known id. */
function sentBefore(run: Run, step: Step): Sending | undefined {
  const before = run.sent[step.move % Math.max(run.sent.length, 1)];
  if (!before) return undefined;
  const { request, isLead } = before;
  const scan = request.scans[step.unit % request.scans.length]!;
  if (step.odd % 3 === 0) return { request: { ...request, scans: [scan] }, isLead };
  if (step.odd % 3 === 1) return before;
  const changed: Partial<ModelScan>[] = [
    { codes: [...scan.codes, 'X'] },
    { line: 7 },
    { details: { ...scan.details, note: 'x' } },
  ];
  const other = { ...scan, ...changed[step.details % changed.length]! };
  const move = step.details % 5 === 0 ? 'count' : request.move;
  return { request: { ...request, move, scans: [step.details % 5 === 0 ? scan : other] }, isLead };
}

function scope(run: Run, step: Step): ModelRequest {
  const { scopes } = run.model.memory;
  const open = scopes[step.unit % Math.max(scopes.length, 1)];
  const lifts = step.move % 3 === 0 && open;
  const placed: Scope = { hold: '', ...scopesToPlace(run, step) };
  // A scope of a whole product meets the units of earlier runs: it must not be mistaken for a hold of theirs.
  const isOwn = placed.lot !== undefined || placed.serials !== undefined;
  const kinds = ['recall', 'quality', 'stolen'];
  const hold =
    isOwn && step.odd % 4 === 0 ? kinds[step.move % 3]! : `${kinds[step.move % 3]}:${referenceOf(run)}`;
  const { hold: key, ...said } = lifts ? open : { ...placed, hold };
  const [kind, reference] = key.split(':');
  const details = { kind, ...(reference === undefined ? {} : { reference }), scope: said };
  const scan: ModelScan = { id: nextId(run), codes: [], input, details };
  const move = lifts ? 'lift_hold' : 'place_hold';
  return { move, site: sites[step.place % 3]!, scans: [scan] };
}

const referenceOf = (run: Run) => `S-${run.number}`;

function scopesToPlace(run: Run, step: Step) {
  const { products } = run.shop;
  const serials = [
    `${prefix(run)}a*`,
    `${prefix(run)}b01..${prefix(run)}b03`,
    `${prefix(run)}a01, ${prefix(run)}b02`,
  ];
  const all = [
    { sku: products[step.other % 4]!.sku },
    { lot: lotOf(run, step.other) },
    { sku: products[step.other % 4]!.sku, supplier: `sup-${run.number}` },
    { serials: serials[step.other % 3]! },
    { sku: products[step.other % 4]!.sku, serials: serials[step.other % 3]! },
    { sku: 'NO-SUCH' },
    {},
  ];
  return all[step.details % (step.odd % 5 === 0 ? 7 : 5)]!;
}

const plainMoves =
  'receive receive receive count put_away move_spot pick sell record_sale ship take_into_custody restock send_to_site receive_at_site lose find retire announce void_shipment pack commission swap_out place_hold'.split(
    ' ',
  );

function pieces(run: Run, step: Step): ModelRequest {
  const move = plainMoves[step.move % plainMoves.length]!;
  const product = run.shop.products[4 + (step.unit % 2)]!;
  const from =
    step.details % 4 === 0 ? {} : { from: step.details % 9 === 0 ? 'NOWHERE' : spots[step.details % 5]! };
  const details = { ...from, ...(move === 'retire' && step.odd % 5 > 0 ? { reason: 'scrapped' } : {}) };
  const quantity = step.odd % 11 === 0 ? {} : { quantity: step.odd % 7 === 0 ? 0 : 1 + (step.details % 6) };
  const codes = [product.gtin !== undefined && step.codes % 2 === 0 ? product.gtin : product.sku];
  const scan = {
    id: nextId(run),
    codes,
    input,
    ...quantity,
    ...(Object.keys(details).length > 0 ? { details } : {}),
  };
  const scans = step.codes % 7 === 0 ? [scan, { ...scan, id: nextId(run) }] : [scan];
  return { ...frame(run, move, step), scans };
}

// ---- Parts of a request

const input = 'scanned' as const;
const prefix = (run: Run) => `${run.shop.number}r${run.number}.`;
const lotOf = (run: Run, nth: number) => `${prefix(run)}lot${nth % 2}`;

/** Some are worked with more than others, so that their lives grow long. */
const favourites = [0, 0, 0, 1, 2, 2, 5, 5, 6, 9, 11, 7, 3, 4, 8, 10];

/** Twelve numbers: five phones, four laptops (one numbered as a phone is), two e-bikes, one television. */
function named(run: Run, nth: number): { unit: ModelUnit | undefined; serial: string; product: string } {
  const at = favourites[nth % favourites.length]!;
  const [product, serial] =
    at < 5
      ? [0, `a0${at}`]
      : at === 5
        ? [1, 'a00']
        : at < 9
          ? [1, `b0${at - 5}`]
          : at < 11
            ? [2, `c0${at}`]
            : [3, 'd01'];
  const sku = run.shop.products[product]!.sku;
  const text = `${prefix(run)}${serial}`;
  return { unit: run.model.memory.units[`${sku}|${text}`], serial: text, product: sku };
}

/** Mostly a move that the unit's status allows, the ways onward more often than the ways out; else an observation, or any. */
function moveFor(unit: ModelUnit | undefined, { move, odd }: Step): string {
  const status = unit ? stateOf(unit).status : 'none';
  const allowed = moveNames.filter((name) => {
    const { from, pair } = modelMoves.get(name)!;
    return from.includes(status) && pair === undefined;
  });
  const onward = allowed.filter((name) => !seldom.includes(name));
  const begins = status === 'none' ? ['receive', 'receive', 'receive', 'announce', 'announce'] : [];
  const legal = [...begins, ...onward, ...onward, ...onward, ...allowed];
  const all = odd % 16 === 0 ? seenMoves : odd % 16 === 1 ? moveNames : legal;
  return all[move % all.length]!;
}

const seldom =
  'place_hold lift_hold report_stolen lose retire annul send_to_site put_away move_spot count'.split(' ');

function frame(run: Run, move: string, { place, document }: Step): Omit<ModelRequest, 'scans'> {
  const site = sites[place % 5 < 3 ? 0 : place % 3]!;
  const location = place >= 16 ? {} : { location: spots[(place >> 1) % 5]! };
  const kinds: Record<string, string> = {
    announce: 'receipt',
    cancel_announcement: 'receipt',
    receive: 'receipt',
  };
  const opens = modelMoves.get(move)!.sale === 'opens' || move === 'take_into_custody';
  const kind = document === 1 ? 'receipt' : (kinds[move] ?? (opens ? 'sale' : 'order'));
  const paper =
    document < 10 && document > 0 ? { document: { kind, number: `${run.number}-${document % 3}` } } : {};
  return { move, site, ...location, ...paper };
}

function scanOf(
  run: Run,
  step: Step,
  move: string,
  unit: ModelUnit | undefined,
  serial: string,
  product: string,
): ModelScan {
  const { late, odd } = step;
  const seq = unit?.events.length ?? 0;
  const told =
    late >= 14
      ? {}
      : {
          seen: Math.max(0, seq - (late % 6) + 1),
          ...(late % 7 === 6 ? {} : late % 2 === 0 ? { at: '2026-01-01T10:00:00Z' } : { n: late }),
        };
  const details = detailsFor(run, move, step, unit);
  const quantity = odd === 7 ? { quantity: 2 } : odd === 9 ? { quantity: 1 } : {};
  const is = unit && stateOf(unit);
  const codes = codesFor(run, step, is?.serial ?? serial, is?.product ?? product, unit);
  return {
    id: nextId(run),
    codes,
    input,
    ...told,
    ...quantity,
    ...(Object.keys(details).length > 0 ? { details } : {}),
  };
}

function codesFor(run: Run, step: Step, serial: string, sku: string | undefined, unit?: ModelUnit): string[] {
  const product = run.shop.products.find((one) => one.sku === sku);
  const both = product?.gtin === undefined ? [product?.sku ?? serial, serial] : [product.gtin, serial];
  const gs1 = product?.gtin === undefined ? both : [`(01)${product.gtin}(21)${serial}`];
  const imei = imeiOf(run.number, step.unit);
  const beside = named(run, step.other).serial;
  const strange = [
    [unreadable],
    [unknownGtinOf(run)],
    both.slice(0, 1),
    ['DOC:order:1'],
    [serial, beside],
    [`${serial}x`],
    ['UNIT:7'],
    [run.shop.products[step.other % 4]!.sku, serial],
  ];
  switch (step.codes) {
    case 0:
      return strange[step.other % strange.length]!;
    case 1:
      return unit ? [`UNIT:${unit.key}`] : both;
    case 3:
    case 4:
    case 5:
      return gs1;
    case 6:
      return [...gs1, serial];
    case 7:
      return [...both, imei];
    case 8:
      return [imei];
    case 9:
      return [serial, serial, ...both];
    case 10:
      return [...both, `${serial}-maker`];
    default:
      return step.codes < 16 ? [serial] : both;
  }
}

let lastScan = 0;
/** Readable, and of this process alone. */
function nextId(run: Run): string {
  run.scans += 1;
  lastScan += 1;
  const hex = (value: number, length: number) => value.toString(16).padStart(length, '0');
  return `${hex(run.number, 8)}-0000-7000-8000-${hex(lastScan, 12)}`;
}

const reasons = ['destroyed', 'scrapped', 'lost', 'left_with_customer', 'donated', 'other', 'because'];
const holdKinds = [
  'recall',
  'quality',
  'fraud',
  'legal',
  'battery_damaged',
  'unresolved',
  'stolen',
  'nonsense',
];
const conditions = ['new', 'opened', 'damaged', 'defective', 'refurbished'];
const ways = ['to_customer', 'inside', 'to_vendor', 'destroy'];

/** What the move asks for, now and then with a field missing, wrong or beside the point. */
function detailsFor(
  run: Run,
  move: string,
  step: Step,
  unit: ModelUnit | undefined,
): Record<string, unknown> {
  const { details: d, odd, other, unit: nth } = step;
  if (odd === 2) return {};
  if (odd === 3) return { condition: 'shiny' };
  const sku = run.shop.products[other % 4]!.sku;
  const theirs: Record<string, Record<string, unknown>> = {
    inspect: { condition: conditions[d % 5] },
    wipe: { proof: `certificate ${d}` },
    check_lock: { locked: d % 3 === 0 },
    test: { passed: d % 3 !== 0 },
    set_use: { use: ['stock', 'display', 'demo'][d % 3] },
    lend: { due: '2026-12-24' },
    advance_replacement: { due: d % 9 === 0 ? 'soon' : '2026-12-24' },
    retire: { reason: reasons[d % 7], ...(d % 2 === 0 ? { proof: 'p' } : {}) },
    ship: d % 2 === 0 ? { dropShip: true } : {},
    pick: d % 2 === 0 ? { for: ways[d % 4] } : {},
    pack: d % 3 === 0 ? { for: ways[d % 4] } : {},
    unstage: d % 2 === 0 ? { to: ['in_stock', 'packed', 'sold'][d % 3] } : {},
    finish_repair: d % 2 === 0 ? { to: ['in_stock', 'returned', 'staged', 'shipped', 'sold'][d % 5] } : {},
    misidentified: { reason: 'typed wrongly' },
    inherit: { reason: 'typed wrongly' },
    change_product: { sku: d % 7 === 0 ? 'NO-SUCH' : sku, reason: 'B-grade' },
    reidentify: {
      reason: 'board swapped',
      ...(d % 2 === 0 ? { proof: 'p' } : {}),
      ...newNumber(run, step, unit),
    },
    annul: { seq: 1 + (d % 3), reason: 'wrong' },
    report_stolen: d % 2 === 0 ? { reference: `T-${d % 2}` } : {},
    receive: {
      ...(d % 3 === 0 ? { lot: lotOf(run, d) } : {}),
      ...(d % 5 === 0 ? { supplier: `sup-${run.number}` } : {}),
      ...(d % 2 === 0 ? { reason: 'came along' } : {}),
      ...(d % 11 === 0 ? { condition: 'opened' } : {}),
    },
    announce: d % 3 === 0 ? { lot: lotOf(run, d), supplier: `sup-${run.number}` } : {},
    put_away: d % 5 === 0 ? { marked: true } : {},
    send_to_site: d % 3 === 0 ? { marked: true } : {},
    send_to_vendor: d % 3 === 0 ? { marked: true } : {},
    place_hold: holdOf(run, step, unit),
    lift_hold: holdOf(run, step, unit),
  };
  const own = theirs[move] ?? {};
  return nth === 4 && move !== 'change_product' && odd % 9 === 0 ? { ...own, sku } : own;
}

/** A hold that the unit has, or another. */
function holdOf(run: Run, { details: d, odd }: Step, unit: ModelUnit | undefined): Record<string, unknown> {
  const held = unit ? stateOf(unit).holds : [];
  if (held.length > 0 && odd % 2 === 0) {
    const [kind, reference] = held[d % held.length]!.split(':');
    return { kind, ...(reference === undefined ? {} : { reference }) };
  }
  return {
    kind: holdKinds[d % 8],
    ...(d % 3 === 0 ? { reference: [referenceOf(run), 'C-2', 'two words'][d % 7 === 0 ? 2 : d % 2] } : {}),
  };
}

function newNumber(run: Run, { details: d, other, unit: nth }: Step, unit: ModelUnit | undefined) {
  const imei = imeiOf(run.number, nth);
  const is = unit && stateOf(unit);
  const all = [
    { identifier: `serial:${prefix(run)}n${d % 2}` },
    { identifier: `serial:${unit?.firstSerial ?? 'x'}` },
    { identifier: `serial:${named(run, other).serial}` },
    { identifier: `imei:${imeiOf(run.number, 100 + (d % 3))}`, replaces: `imei:${imei}` },
    { identifier: `own_label:${prefix(run)}label${d % 2}` },
    { identifier: `phone:${is?.serial ?? 'x'}` },
    { replaces: `own_label:${prefix(run)}label${d % 2}` },
    { replaces: `imei:${imei}`, ...(d % 2 === 0 ? { proof: 'work order 7' } : {}) },
    { replaces: `serial:${is?.serial ?? 'x'}` },
    { identifier: `serial:${'x'.repeat(65)}` },
  ];
  return all[d % all.length]!;
}
