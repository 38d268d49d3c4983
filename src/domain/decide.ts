import type { Asserted, CheckChange, HoldChange } from './events.ts';
import type { ExceptionDraft } from './exceptions.ts';
import { conditions, type Status, uses } from './facts.ts';
import { holdInTheWay, holdKey, isHoldKind } from './holds.ts';
import { lateEffect } from './late.ts';
import { type Direction, heldByUs, type Move, type MoveRule, moves } from './lifecycle.ts';
import { firstOf, type Refusal, refuse } from './refusals.ts';
import type { Unit } from './unit.ts';

/** What a product's own policy asks of its units. */
export interface ProductRules {
  readonly name: string;
  /** Which moves may make a unit of an unknown serial: none, arrivals, or any observation (warranty-only shops). */
  readonly unknownSerials: 'refuse' | 'arrivals' | 'anywhere';
  /** Devices that remember their user: they come back `unwiped`. */
  readonly wipeRequired: boolean;
}

/** A place in the terms the rules need. */
export interface Spot {
  readonly place: number;
  readonly site: number;
  readonly kind: string;
  /** The owner that this site's stock belongs to. */
  readonly company: number;
  /** Where held arrivals go; 0 when the site has no such spot. */
  readonly quarantine: number;
  readonly name: string;
}

/** The places and owners outside our sites. */
export interface Outside {
  readonly carrier: number;
  readonly customer: number;
  readonly vendor: number;
  readonly customerOwner: number;
  readonly vendorOwner: number;
}

/** One scan on one unit, with all a rule may ask about; nothing is looked up while judging. */
export interface Attempt {
  readonly move: Move;
  readonly unit: Unit;
  /** Holds on the unit, with those of recall scopes and hold lists that match it. */
  readonly holds: readonly string[];
  readonly product: ProductRules;
  /** Where the unit is recorded now. */
  readonly recordedAt: Spot | null;
  readonly here: Spot;
  /** Whether the scan named a spot, not only the site. */
  readonly spotGiven: boolean;
  readonly outside: Outside;
  readonly details: Readonly<Record<string, unknown>>;
  readonly isLead: boolean;
  /** The number a sale gets if one opens. */
  readonly newSale: number;
  /** Whether the document of this scan is the sale that the unit is bound to. */
  readonly saleMatches: boolean;
  /** In words, for facts: the last event of the unit, and this very scan. */
  readonly last: string;
  readonly observed: string;
  /** The other unit of a pair. */
  readonly other?: Unit;
  /** Moves recorded since the unit was `seen` by the device; empty when the scan is not late. */
  readonly later: readonly Move[];
}

export interface Recorded {
  readonly asserts: Asserted;
  readonly exceptions: readonly ExceptionDraft[];
}

export type Decision = Recorded | { readonly refused: Refusal };

/**
 * Judges one scan. Pure: the same attempt always gives the same decision. A request is recorded or refused with the
 * first refusal of the table; an observation is always recorded, with an exception for each contradiction.
 */
export function decide(attempt: Attempt): Decision {
  const rule = moves[attempt.move];
  const late = attempt.later.length > 0 ? lateEffect(attempt.move, attempt.later) : 'apply';
  if (late !== 'apply') return lateRecord(attempt, late);
  const refused = firstOf([
    ...detailRefusals(attempt, rule),
    ...(rule.kind === 'request' ? requestRefusals(attempt, rule) : []),
  ]);
  if (refused) return { refused };
  if (attempt.move === 'record_sale' && isBound(attempt.unit)) return secondSale(attempt);
  return { asserts: resultOf(attempt, rule), exceptions: contradictions(attempt, rule) };
}

/** Overtaken scans are kept as history: they assert nothing, so a replay need not judge them again. */
function lateRecord(attempt: Attempt, effect: 'history' | 'exception'): Recorded {
  const exception: ExceptionDraft = {
    kind: 'late_conflict',
    recorded: attempt.last,
    observed: attempt.observed,
  };
  return { asserts: {}, exceptions: effect === 'exception' ? [exception] : [] };
}

/** Of two finished sales one binding wins; the other stays visible, unbound, for a person to settle. */
function secondSale(attempt: Attempt): Recorded {
  return {
    asserts: {},
    exceptions: [{ kind: 'sold_twice', recorded: attempt.last, observed: attempt.observed }],
  };
}

function isBound(unit: Unit): boolean {
  return unit.sale !== null && (unit.status === 'sold' || unit.status === 'shipped');
}

// ---- Refusals

function detailRefusals({ move, details }: Attempt, rule: MoveRule): Refusal[] {
  const missing = (rule.needs ?? []).filter((field) => details[field] === undefined || details[field] === '');
  const found = missing.map((field) => refuse('details_missing', { field }));
  const wrong = (field: string, allowed: readonly string[]) => {
    const value = details[field];
    if (value !== undefined && !(typeof value === 'string' && allowed.includes(value)))
      found.push(refuse('details_wrong', { field, value: String(value) }));
  };
  wrong('condition', conditions);
  wrong('use', uses);
  if (rule.mayBecome) wrong('to', rule.mayBecome);
  if (move === 'retire') wrong('reason', retireReasons);
  if (move === 'pick' || move === 'pack') wrong('for', ['to_customer', 'inside', 'to_vendor', 'destroy']);
  if (move === 'place_hold' || move === 'lift_hold') {
    const { kind } = details;
    if (kind !== undefined && !(typeof kind === 'string' && isHoldKind(kind)))
      found.push(refuse('details_wrong', { field: 'kind', value: String(kind) }));
  }
  return found;
}

function requestRefusals(attempt: Attempt, rule: MoveRule): Refusal[] {
  return [
    ...permissionRefusals(attempt, rule),
    ...statusRefusals(attempt, rule),
    ...holdRefusals(attempt, rule),
    ...proofRefusals(attempt),
  ];
}

function permissionRefusals({ isLead }: Attempt, rule: MoveRule): Refusal[] {
  return rule.lead && !isLead ? [refuse('lead_needed')] : [];
}

function statusRefusals(attempt: Attempt, rule: MoveRule): Refusal[] {
  const { unit, move, last, details } = attempt;
  if (unit.see !== null) return [refuse('misidentified', { see: String(unit.see) })];
  if (unit.status === 'none' && rule.from.includes('none')) return unknownRefusals(attempt);
  if (rule.from.includes(unit.status)) {
    if (move === 'retire' && unit.status === 'sold' && !details.proof)
      return [refuse('details_missing', { field: 'proof' })];
    if (move === 'ship' && unit.status === 'expected' && !details.dropShip)
      return [refuse('details_missing', { field: 'dropShip' })];
    return [];
  }
  if (unit.status === 'none') return [refuse('unknown_unit', { serial: unit.serial })];
  if (rule.sale === 'opens' && (unit.status === 'sold' || unit.status === 'shipped'))
    return [refuse('already_sold', { last, status: unit.status })];
  if (move === 'receive' && heldByUs.includes(unit.status))
    return [refuse('already_received', { last, status: unit.status })];
  if (rule.to === unit.status) return [refuse('already_there', { last, status: unit.status })];
  return [refuse('wrong_status', { status: words(unit.status), move: words(move), last })];
}

/** Moves that bring a thing into our hands, so that a new serial is no contradiction. */
const arrivals: ReadonlySet<Move> = new Set<Move>([
  'commission',
  'announce',
  'receive',
  'take_into_custody',
  'buy_in',
  'replacement_from_vendor',
  'inherit',
  'send_to_repair',
  'place_hold',
  'report_stolen',
]);

function unknownRefusals({ move, product, unit, details }: Attempt): Refusal[] {
  if (move === 'place_hold' || move === 'lift_hold' || move === 'annul') return [];
  const dropShip = move === 'ship' && details.dropShip === true;
  if (arrivals.has(move) && product.unknownSerials !== 'refuse') return [];
  if (move === 'inherit' || move === 'announce' || move === 'commission' || dropShip) return [];
  if (product.unknownSerials === 'anywhere') return [];
  return [refuse('unknown_unit', { serial: unit.serial })];
}

function holdRefusals(attempt: Attempt, rule: MoveRule): Refusal[] {
  const { move, holds, details, here } = attempt;
  if (move === 'place_hold' || move === 'lift_hold') return holdMoveRefusals(attempt);
  const direction = directionOf(attempt, rule);
  if (direction === 'free' || holds.length === 0) return [];
  const hold = holdInTheWay(holds, {
    direction,
    proof: Boolean(details.proof),
    cage: here.kind === 'cage',
    marked: details.marked === true,
    ...(move === 'give_back' || move === 'send_back' ? { ignores: ['unresolved'] as const } : {}),
  });
  return hold === undefined ? [] : [refuse('on_hold', { hold })];
}

function holdMoveRefusals({ move, unit, holds, details }: Attempt): Refusal[] {
  const { kind, reference } = details;
  if (typeof kind !== 'string' || !isHoldKind(kind)) return [];
  const hold = holdKey(kind, typeof reference === 'string' ? reference : undefined);
  if (move === 'place_hold' && unit.holds.includes(hold)) return [refuse('hold_already_placed', { hold })];
  if (move === 'lift_hold' && !holds.includes(hold)) return [refuse('hold_not_found', { hold })];
  return [];
}

/** Reasons a unit leaves the world; the others only leave our network. */
const destroys: readonly string[] = ['destroyed', 'scrapped', 'recycled'];
export const retireReasons: readonly string[] = [
  ...destroys,
  'lost',
  'stolen',
  'donated',
  'left_with_customer',
  'sold_off',
  'other',
];

/** Which way this very scan takes the unit. A removal pick says where to; a pick without a word goes to a customer. */
function directionOf({ move, details }: Attempt, rule: MoveRule): Direction {
  if (rule.direction !== 'by_detail') return rule.direction;
  if (move === 'retire') return destroys.includes(String(details.reason)) ? 'destroy' : 'free';
  const way = details.for;
  return typeof way === 'string' ? (way as Direction) : 'to_customer';
}

function proofRefusals({ move, unit, details }: Attempt): Refusal[] {
  const has = (check: Unit['checks'][number]) => unit.checks.includes(check);
  const found: Refusal[] = [];
  if (move === 'restock' && unit.status === 'returned' && !has('inspected'))
    found.push(refuse('not_inspected'));
  const leavesRepairForStock =
    unit.status === 'in_repair' &&
    (move === 'restock' ||
      (move === 'finish_repair' && givenStatus(unit, moves[move], details) === 'in_stock'));
  if (leavesRepairForStock && !has('test_passed')) found.push(refuse('not_tested'));
  const goesOut = move === 'pack' || move === 'restock';
  if (goesOut && has('test_failed')) found.push(refuse('test_failed'));
  if (goesOut && has('locked')) found.push(refuse('locked'));
  if (move === 'finish_repair' && givenStatus(unit, moves[move], details) === 'none')
    found.push(refuse('details_missing', { field: 'to' }));
  return found;
}

// ---- Results

function resultOf(attempt: Attempt, rule: MoveRule): Asserted {
  const { unit, move, details, here, outside } = attempt;
  const status = statusAfter(attempt, rule);
  const place = placeAfter(attempt, rule, status);
  const owner = ownerAfter(rule, here, outside);
  const holds = holdsAfter(attempt);
  const checks = checksAfter(attempt, status);
  const identity = identityAfter(attempt);
  const sale = saleAfter(attempt, rule);
  const condition = conditionAfter(move, details);
  const use = move === 'set_use' ? (details.use as Unit['use']) : undefined;
  return {
    ...(status === undefined ? {} : { status }),
    ...(status === undefined ? {} : memoryOf(unit, rule, status)),
    ...(place === undefined ? {} : { place }),
    ...(owner === undefined ? {} : { owner }),
    ...(condition === undefined ? {} : { condition }),
    ...(use === undefined ? {} : { use }),
    ...(sale === undefined ? {} : { sale }),
    ...(holds.length === 0 ? {} : { holds }),
    ...(checks.length === 0 ? {} : { checks }),
    ...(identity === undefined ? {} : { identity }),
  };
}

function statusAfter({ unit, move, details, other }: Attempt, rule: MoveRule): Status | undefined {
  if (move === 'inherit') return other?.status;
  // A count says that the thing is there; what that means for its status is for a person to say.
  if (rule.to === 'same') return undefined;
  if (rule.to === 'given') return givenStatus(unit, rule, details);
  if (rule.to !== 'before') return rule.to;
  const before = unit.before.at(-1) ?? 'in_stock';
  // Found goods go back on the shelf only after somebody looked at them.
  if ((move === 'find' || move === 'recover') && before === 'in_stock') return 'returned';
  if ((move === 'find' || move === 'recover') && unit.status !== 'missing') return undefined;
  return before;
}

function givenStatus(unit: Unit, rule: MoveRule, details: Attempt['details']): Status {
  if (typeof details.to === 'string') return details.to as Status;
  return rule.otherwise === 'before' || rule.otherwise === undefined
    ? (unit.before.at(-1) ?? 'in_stock')
    : rule.otherwise;
}

function memoryOf(unit: Unit, rule: MoveRule, status: Status): Pick<Asserted, 'memory'> {
  if (rule.remembers) return { memory: 'push' };
  if (rule.to === 'before' || (rule.to === 'given' && unit.before.at(-1) === status))
    return { memory: 'pop' };
  return {};
}

function placeAfter(attempt: Attempt, rule: MoveRule, status: Status | undefined): number | undefined {
  const { here, unit, move, outside, holds, spotGiven, recordedAt, other } = attempt;
  if (move === 'inherit') return other?.place;
  if (rule.to === 'given' && status === 'sold') return outside.customer;
  if (rule.to === 'given' && status === 'shipped') return outside.carrier;
  if (rule.place === 'same') return unit.place === 0 ? here.place : undefined;
  if (rule.place === 'carrier' || rule.place === 'customer' || rule.place === 'vendor')
    return outside[rule.place];
  const toQuarantine = move === 'receive' && holds.length > 0 && here.quarantine !== 0;
  if (toQuarantine) return here.quarantine;
  if (!spotGiven && recordedAt?.site === here.site) return undefined;
  return here.place;
}

function ownerAfter(rule: MoveRule, here: Spot, outside: Outside): number | undefined {
  if (rule.owner === 'company') return here.company;
  if (rule.owner === 'customer') return outside.customerOwner;
  return rule.owner === 'vendor' ? outside.vendorOwner : undefined;
}

function conditionAfter(move: Move, details: Attempt['details']): Unit['condition'] | undefined {
  if (move === 'report_carrier_damage') return 'damaged';
  return details.condition === undefined ? undefined : (details.condition as Unit['condition']);
}

function saleAfter({ move, newSale, other }: Attempt, rule: MoveRule): number | null | undefined {
  if (move === 'cross_correct' || move === 'inherit') return other?.sale ?? null;
  if (rule.sale === 'opens') return newSale;
  return rule.sale === 'closes' ? null : undefined;
}

function holdsAfter(attempt: Attempt): HoldChange[] {
  const { move, unit, product, details, saleMatches, holds, other } = attempt;
  const place = (key: string): HoldChange => ({ key, change: 'place' });
  const reference = typeof details.reference === 'string' ? details.reference : undefined;
  if (move === 'place_hold') return [place(holdKey(details.kind as 'recall', reference))];
  if (move === 'lift_hold') return [{ key: holdKey(details.kind as 'recall', reference), change: 'lift' }];
  if (move === 'wipe') return unit.holds.includes('unwiped') ? [{ key: 'unwiped', change: 'lift' }] : [];
  if (move === 'inherit') return (other?.holds ?? []).map(place);
  if (move === 'see_again') return [place('fraud')];
  if (move === 'report_stolen') return [place('stolen')];
  const changes: HoldChange[] = [];
  const returns = move === 'take_into_custody' || move === 'buy_in' || move === 'swap_in';
  if (move === 'take_into_custody' && !saleMatches) changes.push(place('unresolved'));
  if (move === 'buy_in') changes.push(place('clearance'));
  if (returns && product.wipeRequired) changes.push(place('unwiped'));
  // What a recall scope or hold list says about an arriving unit is written into its own life at once.
  const scoped = holds.filter((key) => !unit.holds.includes(key));
  if (arrivals.has(move)) changes.push(...scoped.map(place));
  return changes;
}

function checksAfter({ move, details, unit }: Attempt, status: Status | undefined): CheckChange[] {
  const gain = (check: Unit['checks'][number]): CheckChange => ({ check, change: 'gain' });
  const lose = (check: Unit['checks'][number]): CheckChange => ({ check, change: 'lose' });
  if (move === 'inspect') return [gain('inspected')];
  if (move === 'test')
    return details.passed === true
      ? [gain('test_passed'), lose('test_failed')]
      : [gain('test_failed'), lose('test_passed')];
  if (move === 'check_lock')
    return details.locked === true
      ? [gain('locked'), lose('lock_clear')]
      : [gain('lock_clear'), lose('locked')];
  // A new return, and a new stay in the workshop, begin without proofs.
  const begins = (status === 'returned' || status === 'in_repair') && status !== unit.status;
  const fromRepair = unit.status === 'in_repair';
  return begins && !fromRepair && unit.checks.length > 0 ? [{ check: 'all', change: 'lose' }] : [];
}

function identityAfter({ move, details, other }: Attempt): Asserted['identity'] | undefined {
  const text = (field: string) =>
    typeof details[field] === 'string' ? (details[field] as string) : undefined;
  const lot = move === 'inherit' ? (other?.lot ?? undefined) : text('lot');
  const supplier = move === 'inherit' ? (other?.supplier ?? undefined) : text('supplier');
  const origin = move === 'announce' || move === 'receive' || move === 'commission' || move === 'inherit';
  const product = move === 'change_product' ? (details.product as number | undefined) : undefined;
  const serial = move === 'reidentify' ? text('serial') : undefined;
  const see = move === 'misidentified' ? (details.see as number | undefined) : undefined;
  const identity = {
    ...(origin && lot !== undefined ? { lot } : {}),
    ...(origin && supplier !== undefined ? { supplier } : {}),
    ...(product === undefined ? {} : { product }),
    ...(serial === undefined ? {} : { serial }),
    ...(see === undefined ? {} : { see }),
  };
  return Object.keys(identity).length === 0 ? undefined : identity;
}

// ---- Contradictions

function contradictions(attempt: Attempt, rule: MoveRule): ExceptionDraft[] {
  const { unit, move, last, observed, recordedAt, here, holds } = attempt;
  const found: ExceptionDraft[] = [];
  const add = (kind: ExceptionDraft['kind'], recorded: string) => found.push({ kind, recorded, observed });
  if (rule.kind === 'observation' && !rule.from.includes(unit.status)) add(statusException(attempt), last);
  if (move === 'see_again' || (move === 'buy_in' && unit.status === 'retired'))
    add('retired_unit_seen', last);
  const held = holds.find((key) => key !== 'unwiped');
  if (move === 'record_sale' && held !== undefined) add('sold_while_held', held);
  if (move === 'receive' && held !== undefined) add('held_on_arrival', held);
  const elsewhere = recordedAt !== null && recordedAt.site !== here.site && heldByUs.includes(unit.status);
  if (elsewhere && scannedAtHand.has(move)) add('unexpected_place', recordedAt.name);
  return found;
}

function statusException({ move, unit, product }: Attempt): ExceptionDraft['kind'] {
  if (move === 'record_sale')
    return unit.status === 'none' && product.unknownSerials === 'anywhere'
      ? 'unexpected_status'
      : 'sold_without_receipt';
  return move === 'take_into_custody' ? 'returned_without_sale' : 'unexpected_status';
}

/** Moves where somebody holds the unit at the scan's site, so the record of another site must be wrong. */
const scannedAtHand: ReadonlySet<Move> = new Set<Move>([
  'put_away',
  'move_spot',
  'count',
  'pick',
  'pack',
  'stage',
  'ship',
  'sell',
  'hand_over',
  'record_sale',
  'send_to_site',
  'inspect',
  'restock',
  'lend',
  'swap_out',
]);

function words(name: string): string {
  return name.replaceAll('_', ' ');
}
