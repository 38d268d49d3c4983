/** One unit in the reference model: its state is read off its events anew each time; one scan on it is judged. */
import { holdKinds, holdSays, inOurHands, type ModelMove } from './model-moves.ts';

/** What an event says. Silence leaves a fact as it was. */
export interface Says {
  status?: string;
  memory?: 'push' | 'pop';
  before?: string[];
  condition?: string;
  place?: string;
  owner?: string;
  use?: string;
  sale?: number | null;
  /** `+key` placed, `-key` lifted, `~key` lifted from this unit although its scope still stands. */
  holds?: string[];
  /** `+check` gained, `-check` lost, `none`: all lost. */
  checks?: string[];
  product?: string;
  serial?: string;
  lot?: string;
  supplier?: string;
  see?: string;
  /** Further numbers that find the unit, with the product within which each is unique ('': by itself). */
  numbers?: Record<string, string>;
  /** A number that only answers from here on. */
  ended?: string;
}

export interface ModelEvent {
  readonly seq: number;
  readonly move: string;
  readonly says: Says;
  /** The document that took the unit up by this event. */
  readonly document?: string | undefined;
  readonly annuls?: number;
  /** The sale that it opened. */
  readonly opened?: number | undefined;
}

export interface ModelUnit {
  readonly key: string;
  readonly firstProduct: string;
  readonly firstSerial: string;
  readonly events: ModelEvent[];
}

export interface ModelState {
  product: string;
  serial: string;
  status: string;
  before: string[];
  condition: string;
  place: string;
  owner: string;
  use: string;
  sale: number | null;
  holds: string[];
  released: string[];
  checks: string[];
  lot: string | null;
  supplier: string | null;
  see: string | null;
  /** Numbers that find the unit now, besides its serial. */
  numbers: Record<string, string>;
}

/** One scan on one unit, with what its rules ask about. */
export interface Case {
  readonly move: ModelMove;
  readonly is: ModelState;
  /** Holds of its own and of the scopes that match it; `scoped`: the latter alone. */
  readonly holds: readonly string[];
  readonly scoped: readonly string[];
  readonly unknownSerials: 'refuse' | 'arrivals' | 'anywhere';
  readonly wipe: boolean;
  readonly details: Readonly<Record<string, unknown>>;
  /** `SITE/SPOT`; where no spot was named, the site's first one. */
  readonly spot: string;
  readonly spotGiven: boolean;
  readonly other: { readonly key: string; readonly is: ModelState } | undefined;
  /** Its document is the one of the sale that the unit is bound to. */
  readonly sameSale: boolean;
  readonly knownSku: boolean;
  readonly isLead: boolean;
}

export interface Result {
  readonly says: Says;
  readonly exceptions: string[];
  /** What became of the sale that the move tells of. */
  readonly sale?: 'bound' | 'unbound';
}

export function stateOf(unit: ModelUnit, without = 0): ModelState {
  const blank = { status: 'none', before: [], condition: 'new', place: '', owner: '', use: 'stock' };
  const empty = {
    sale: null,
    holds: [],
    released: [],
    checks: [],
    lot: null,
    supplier: null,
    see: null,
    numbers: {},
  };
  const start = { product: unit.firstProduct, serial: unit.firstSerial, ...blank, ...empty };
  return standing(unit, without).reduce<ModelState>(after, start);
}

/** The events that stand: neither annulled nor annulments. */
export function standing(unit: ModelUnit, without = 0): ModelEvent[] {
  const gone = new Set([without, ...unit.events.map((event) => event.annuls)]);
  return unit.events.filter((event) => event.annuls === undefined && !gone.has(event.seq));
}

const restarts = ['none', 'commissioned', 'in_stock', 'sold', 'returned', 'on_loan', 'installed', 'retired'];

function after(unit: ModelState, { says }: ModelEvent): ModelState {
  const { status, memory, before, holds, checks, numbers, ended, ...plain } = says;
  const next: ModelState = { ...unit, ...plain, numbers: { ...unit.numbers, ...numbers } };
  if (ended !== undefined) delete next.numbers[ended];
  if (status !== undefined) {
    next.status = status;
    const back = unit.before.lastIndexOf(status);
    if (before) next.before = before;
    else if (memory === 'push') next.before = [...unit.before, unit.status];
    else if (memory === 'pop') next.before = unit.before.slice(0, back === -1 ? -1 : back);
    else if (restarts.includes(status)) next.before = [];
  }
  for (const change of holds ?? []) {
    const key = change.slice(1);
    next.holds = next.holds.filter((hold) => hold !== key);
    next.released = next.released.filter((hold) => hold !== key);
    if (change[0] === '+') next.holds = [...next.holds, key].sort();
    if (change[0] === '~') next.released = [...next.released, key].sort();
  }
  for (const change of checks ?? []) {
    const kept = next.checks.filter((check) => change !== 'none' && check !== change.slice(1));
    next.checks = change[0] === '+' ? [...kept, change.slice(1)].sort() : kept;
  }
  return next;
}

// ---- What is wrong with the scan itself

export const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';
export const textIn = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const words = (list: string) => list.split(' ');
const destroying = words('destroyed scrapped recycled');
const happened = words('lost stolen left_with_customer');
const allReasons = [...destroying, ...happened, ...words('donated sold_off other')];
const numberKinds = words('serial imei mac epc maker_serial box_serial own_label');

/** Codes of all that is missing or wrong in the details: nothing can be made of such a scan, not even as seen. */
export function malformed({ move, details, other }: Case): string[] {
  const isText = (value: unknown) => typeof value === 'string';
  const isBoolean = (value: unknown) => typeof value === 'boolean';
  const oneOf = (list: readonly string[]) => (value: unknown) => list.includes(value as string);
  const isHold = move.name.endsWith('_hold');
  const fields: Record<string, (value: unknown) => boolean> = {
    condition: oneOf(words('new opened refurbished damaged defective')),
    use: oneOf(words('stock display demo loaner internal')),
    lot: isText,
    supplier: isText,
    due: (value) => /^\d{4}-\d\d-\d\d$/.test(String(value)),
    passed: isBoolean,
    locked: isBoolean,
    marked: isBoolean,
    dropShip: isBoolean,
    ...(move.choices.length > 0 && { to: oneOf(move.choices) }),
    ...(move.name === 'retire' && { reason: oneOf(allReasons) }),
    ...(['pick', 'pack'].includes(move.name) && {
      for: oneOf(words('to_customer inside to_vendor destroy')),
    }),
    ...(isHold && { kind: oneOf(holdKinds) }),
    ...((isHold || move.name === 'report_stolen') && { reference: (v) => /^[!-~]{1,64}$/.test(String(v)) }),
    ...(move.name === 'reidentify' && { identifier: isNumber, replaces: isNumber }),
  };
  const found = move.pair !== undefined && other === undefined ? ['not_a_pair'] : [];
  if (move.needs.some((field) => !isGiven(details[field]))) found.push('details_missing');
  if (Object.entries(fields).some(([field, fits]) => isGiven(details[field]) && !fits(details[field])))
    found.push('details_wrong');
  if (move.name === 'reidentify' && !isGiven(details.identifier)) {
    if (!isGiven(details.replaces)) found.push('details_missing');
    else if (String(details.replaces).startsWith('serial:')) found.push('details_wrong');
  }
  const numbers = move.name === 'reidentify' ? [details.identifier, details.replaces] : [];
  if (numbers.some((number) => [...splitOnce(String(number ?? ''))[1]].length > 64))
    found.push('serial_too_long');
  return found;
}

function isNumber(value: unknown): boolean {
  const [kind, number] = splitOnce(String(value));
  return numberKinds.includes(kind) && number !== '';
}

export function splitOnce(number: string): readonly [string, string] {
  const at = number.indexOf(':');
  return [number.slice(0, at), number.slice(at + 1)];
}

// ---- Why a request is refused

/** All reasons to refuse a request; the first in precedence is the answer. */
export function reasons(one: Case): string[] {
  const { is, move } = one;
  const found = [
    ...statusReasons(one),
    ...shelfReasons(one),
    ...holdReasons(one),
    ...proofReasons(one),
    ...swapReasons(one),
  ];
  if (!move.from.includes(is.status)) return found;
  const isReturn = is.status === 'returned' || is.before.at(-1) === 'returned';
  const becomesOurs = statusAfter(one) === 'in_stock' && !(move.name === 'restock' && isReturn);
  if (isCustomers(one) && (becomesOurs || move.name === 'sell')) found.push('customers_unit');
  const goesBack = move.name === 'give_back' || move.name === 'send_back';
  if (goesBack && !isCustomers(one) && is.owner !== '' && is.sale === null) found.push('our_unit');
  return found;
}

/** Put away is what lies where it is kept: not where things wait, and in the bin only what a customer may get. */
function shelfReasons({ move, is, holds, spot }: Case): string[] {
  if (move.name !== 'put_away') return [];
  if (spot.endsWith('/DOCK')) return ['not_kept_there'];
  const isBad = is.condition === 'damaged' || is.condition === 'defective' || holds.length > 0;
  return spot.endsWith('/A-01') && is.status === 'in_stock' && isBad ? ['kept_apart'] : [];
}

/** To take from a thing what it says of itself: a lead, or something that can be looked at. */
function swapReasons({ move, is, details, isLead }: Case): string[] {
  if (move.name !== 'reidentify' || isLead || isGiven(details.proof)) return [];
  const isNamedAnew = String(details.identifier).startsWith('serial:') && !/^UR-\d{7,}-\d$/.test(is.serial);
  const isSwapped = /^(?:serial|imei|mac|maker_serial):/.test(String(details.replaces));
  return isNamedAnew || isSwapped ? ['proof_needed'] : [];
}

const isCustomers = ({ is }: Case) => is.owner === 'customer';
const ourDecision = words('commission announce inherit place_hold lift_hold report_stolen annul');

function statusReasons(one: Case): string[] {
  const { is, move, details, unknownSerials } = one;
  const isOut = is.status === 'sold' || is.status === 'shipped';
  if (is.see !== null) return ['misidentified'];
  if (is.status === 'none') {
    if (!move.from.includes('none')) return ['unknown_unit'];
    if (ourDecision.includes(move.name)) return [];
    const may =
      move.name === 'ship'
        ? details.dropShip === true || unknownSerials === 'anywhere'
        : unknownSerials !== 'refuse';
    return may ? [] : ['unknown_unit'];
  }
  if (!move.from.includes(is.status)) {
    if (move.sale === 'opens' && isOut) return ['already_sold'];
    if (move.name === 'receive' && inOurHands.includes(is.status)) return ['already_received'];
    return [move.to === is.status ? 'already_there' : 'wrong_status'];
  }
  if (move.name === 'retire' && isOut && !isGiven(details.proof)) return ['details_missing'];
  if (move.name === 'ship' && is.status === 'expected' && details.dropShip !== true)
    return ['details_missing'];
  if (move.name === 'change_product' && !one.knownSku) return ['unknown_product'];
  if (move.name !== 'finish_repair') return [];
  const to = statusAfter(one)!;
  if (to === 'none') return ['details_missing'];
  const goesHome = ['staged', 'shipped', 'sold'].includes(to) && isCustomers(one);
  return details.to === undefined || to === is.before.at(-1) || goesHome ? [] : ['details_wrong'];
}

function holdReasons(one: Case): string[] {
  const { move, is, holds } = one;
  const hold = holdNamed(one);
  if (move.name === 'place_hold') return is.holds.includes(hold) ? ['hold_already_placed'] : [];
  if (move.name === 'lift_hold') return holds.includes(hold) ? [] : ['hold_not_found'];
  return isStopped(one) ? ['on_hold'] : [];
}

function holdNamed({ details: { kind, reference } }: Case): string {
  return textIn(reference) ? `${String(kind)}:${String(reference)}` : String(kind);
}

function wayOf({ move, details }: Case): string {
  if (move.way !== 'told') return move.way;
  if (move.name !== 'retire') return textIn(details.for) ?? 'to_customer';
  const reason = String(details.reason);
  if (destroying.includes(reason)) return 'destroy';
  return happened.includes(reason) ? 'free' : 'to_customer';
}

/** Whether a hold forbids this very move. */
function isStopped(one: Case): boolean {
  const { move, details, spot, holds } = one;
  const way = wayOf(one);
  const goesBack = move.name === 'give_back' || move.name === 'send_back';
  const has: Record<string, boolean> = {
    yes: true,
    no: false,
    proof: Boolean(details.proof),
    marked: details.marked === true,
    cage: move.at === 'carrier' ? details.marked === true : spot.endsWith('/CAGE'),
  };
  const kinds = holds.map((hold) => hold.split(':')[0]!);
  const asked = kinds.filter((kind) => !(goesBack && (kind === 'unresolved' || kind === 'unwiped')));
  return way !== 'free' && asked.some((kind) => !has[holdSays(kind, way)]);
}

function proofReasons(one: Case): string[] {
  const { move, is } = one;
  const has = (check: string) => is.checks.includes(check);
  const found: string[] = [];
  if (move.name === 'restock' && is.status === 'returned' && !has('inspected')) found.push('not_inspected');
  if (is.status === 'in_repair' && statusAfter(one) === 'in_stock' && !has('test_passed'))
    found.push('not_tested');
  const toBuyer = wayOf(one) === 'to_customer' && move.name !== 'retire' && !isCustomers(one);
  if ((toBuyer || move.name === 'restock') && has('test_failed')) found.push('test_failed');
  if ((toBuyer || move.name === 'restock') && has('locked')) found.push('locked');
  return found;
}

// ---- What becomes of it

/** What was interrupted beneath a loss, or the status itself. */
const beneath = (is: ModelState) => (is.status === 'missing' ? (is.before.at(-1) ?? 'missing') : is.status);

/**
 * What it may fall back to, which is not what it is. Something done before a loss and told late falls back to what was
 * before the loss.
 */
function fallback({ is, move }: Case): string | undefined {
  const isBeneath = is.status === 'missing' && !move.from.includes('missing');
  const [left, before] = isBeneath ? [beneath(is), is.before.slice(0, -1)] : [is.status, is.before];
  return before.findLast((status) => status !== left);
}

function statusAfter(one: Case): string | undefined {
  const { move, is, details, other } = one;
  if (move.name === 'inherit') return other?.is.status;
  if (move.name === 'remove_part' && other?.is.status === 'in_stock') return 'in_stock';
  if (move.to === 'same' || (move.name === 'report_stolen' && is.status === 'missing')) return undefined;
  if (move.to === 'given' && textIn(details.to)) return String(details.to);
  if (move.name === 'unstage') return 'in_stock';
  const back = fallback(one);
  if (move.name === 'finish_repair') return back === 'shipped' ? 'sold' : (back ?? 'returned');
  if (move.to !== 'before') return move.to;
  if (move.name === 'cancel_announcement') return back ?? 'none';
  if (move.name === 'receive_at_site') return back ?? 'returned';
  if (move.name !== 'find' && move.name !== 'recover') return back ?? 'in_stock';
  if (is.status !== 'missing') return undefined;
  return ['none', 'commissioned', 'expected', 'in_stock', undefined].includes(back) ? 'returned' : back;
}

/** A scan that newer knowledge has overtaken is history: only a theft's hold, and what explains a return, remain. */
export function overtaken(one: Case, effect: 'history' | 'exception'): Result {
  const { move, is, details } = one;
  const exceptions = effect === 'exception' ? ['late_conflict'] : [];
  if (move.name === 'report_stolen')
    return {
      says: { holds: [`+${holdNamed({ ...one, details: { ...details, kind: 'stolen' } })}`] },
      exceptions,
    };
  if (move.sale !== 'opens') return { says: {}, exceptions };
  const explains = effect === 'history' && is.status === 'returned' && is.sale === null;
  return { says: {}, exceptions, sale: explains ? 'bound' : 'unbound' };
}

export function results(one: Case, isObserved: boolean): Result {
  const { move, is } = one;
  const opens = move.sale === 'opens';
  const unbound = opens ? ({ sale: 'unbound' } as const) : {};
  if (is.see !== null) return { says: {}, exceptions: ['retired_unit_seen'], ...unbound };
  const mayGoHome = (move.name === 'ship' || move.name === 'hand_over') && move.from.includes(is.status);
  if (opens && is.sale !== null && beneath(is) !== 'returned' && !mayGoHome)
    return one.sameSale ? { says: {}, exceptions: [] } : { says: {}, exceptions: ['sold_twice'], ...unbound };
  const beenThere = words('sold returned in_repair on_loan installed with_vendor retired');
  if (move.name === 'deliver' && beenThere.includes(beneath(is)))
    return { says: {}, exceptions: beneath(is) === 'sold' ? [] : ['unexpected_status'] };
  const goesHome =
    (move.name === 'ship' || move.name === 'hand_over') &&
    isCustomers(one) &&
    move.from.includes(beneath(is));
  const exceptions = contradictions(one, isObserved);
  return { says: saysOf(one), exceptions, ...(opens && !goesHome && { sale: 'bound' as const }) };
}

function contradictions(one: Case, isObserved: boolean): string[] {
  const { move, is, holds, spot, unknownSerials } = one;
  const found: string[] = [];
  const outboundOnly = move.name === 'record_sale' && is.status === 'none' && unknownSerials === 'anywhere';
  const isOut = beneath(is) === 'sold' || beneath(is) === 'shipped';
  if (isObserved && !move.from.includes(is.status) && !outboundOnly) {
    if (move.name === 'record_sale') found.push('sold_without_receipt');
    else if (is.status === 'retired') found.push('retired_unit_seen');
    else
      found.push(move.name === 'take_into_custody' && !isOut ? 'returned_without_sale' : 'unexpected_status');
  }
  if (move.name === 'see_again' && is.status === 'retired') found.push('retired_unit_seen');
  if (move.name === 'buy_in' && is.checks.includes('destroyed')) found.push('retired_unit_seen');
  if (isObserved && isStopped(one))
    found.push(move.sale === 'opens' ? 'sold_while_held' : 'moved_while_held');
  const takesIn = words('receive replacement_from_vendor buy_in').includes(move.name);
  if (takesIn && holds.some((hold) => hold !== 'unwiped')) found.push('held_on_arrival');
  // Somebody has it in hand here, so it cannot be where the record says.
  const inHand = move.from.some((status) => inOurHands.includes(status)) && move.at !== 'same';
  const isHere = (inHand || move.name === 'take_into_custody') && inOurHands.includes(is.status);
  if (isHere && is.place !== '' && siteOf(is.place) !== siteOf(spot)) found.push('unexpected_place');
  return found;
}

export const siteOf = (place: string) => place.split('/')[0]!;

function saysOf(one: Case): Says {
  const { move, is, details, other } = one;
  const says: Says = {};
  const status = statusAfter(one);
  if (status !== undefined) says.status = status;
  if (status !== undefined) remember(one, says, status);
  if (textIn(details.condition)) says.condition = String(details.condition);
  if (move.name === 'report_carrier_damage') says.condition = 'damaged';
  if (move.name === 'set_use') says.use = String(details.use);
  if (move.sale === 'closes') says.sale = null;
  if (move.name === 'cross_correct') says.sale = other!.is.sale;
  if (move.name === 'replacement_from_vendor' && other!.is.sale !== null) says.sale = other!.is.sale;
  const place = placeAfter(one, status);
  if (place !== undefined) says.place = place;
  const owner = ownerAfter(one);
  if (owner !== undefined) says.owner = owner;
  const holds = holdsAfter(one);
  if (holds.length > 0) says.holds = holds;
  const checks = checksAfter(one, status);
  if (checks.length > 0) says.checks = checks;
  const isOrigin = words('commission announce receive replacement_from_vendor').includes(move.name);
  for (const field of ['lot', 'supplier'] as const)
    if ((isOrigin || is.status === 'none') && textIn(details[field])) says[field] = String(details[field]);
  if (move.name === 'change_product') says.product = String(details.sku);
  if (move.name === 'misidentified') says.see = other!.key;
  if (move.name === 'reidentify') rename(one, says);
  if (move.name === 'inherit') inherit(says, other!.is);
  return says;
}

/** A new serial takes the place of the old one; another new number finds the unit too, and ends the one it replaces. */
function rename({ is, details }: Case, says: Says): void {
  const [kind, number] = splitOnce(String(details.identifier ?? ''));
  const [oldKind, old] = splitOnce(String(details.replaces ?? ''));
  if (kind === 'serial') says.serial = number;
  else if (kind !== '') says.numbers = { [number]: withinOf(kind, is.product) };
  if (oldKind !== '' && oldKind !== 'serial') says.ended = old;
}

/** An IMEI, MAC or EPC is unique by itself, the other numbers within their product. */
export function withinOf(kind: string, product: string): string {
  return ['imei', 'mac', 'epc'].includes(kind) ? '' : product;
}

function remember({ move, is }: Case, says: Says, status: string): void {
  const fallsBack = (move.to === 'before' || move.to === 'given') && is.before.includes(status);
  if (move.remembers && is.status !== 'missing') says.memory = 'push';
  else if (move.name === 'finish_repair' || fallsBack) says.memory = 'pop';
}

/** The right unit takes over the whole life that was recorded under a wrong number. */
function inherit(says: Says, from: ModelState): void {
  const { before, condition, place, owner, use, sale, lot, supplier } = from;
  Object.assign(says, { before, condition, place, owner, use, sale });
  says.checks = ['none', ...from.checks.map((check) => `+${check}`)];
  if (lot !== null) says.lot = lot;
  if (supplier !== null) says.supplier = supplier;
}

function placeAfter(one: Case, status: string | undefined): string | undefined {
  const { move, is, holds, spot, spotGiven } = one;
  if (move.to === 'given' && status === 'sold') return 'customer';
  if (move.to === 'given' && status === 'shipped') return 'carrier';
  if (move.at !== 'here') return move.at === 'same' ? undefined : move.at;
  const isApart = spot.endsWith('/CAGE') || spot.endsWith('/QUARANTINE');
  if (move.name === 'receive' && holds.length > 0 && !isApart) return `${siteOf(spot)}/QUARANTINE`;
  return !spotGiven && siteOf(is.place) === siteOf(spot) ? undefined : spot;
}

function ownerAfter(one: Case): string | undefined {
  const { move, is, other } = one;
  if (move.name === 'install') return other!.is.owner;
  if (move.name === 'replacement_from_vendor' && other!.is.owner === 'customer') return 'customer';
  if (move.name === 'send_to_repair' && is.status === 'none') return 'customer';
  return move.owner;
}

const broughtIn = words(
  `commission announce receive refuse_delivery return_undeliverable report_carrier_damage
  take_into_custody return_by_vendor refuse_by_vendor replacement_from_vendor send_to_repair swap_in end_loan buy_in
  find recover see_again`.replace(/\s+/g, ' '),
);

function holdsAfter(one: Case): string[] {
  const { move, is, holds, scoped, wipe, other } = one;
  const lift = (...kinds: string[]) =>
    is.holds.filter((hold) => kinds.includes(hold.split(':')[0]!)).map((hold) => `-${hold}`);
  const named = holdNamed(one);
  if (move.name === 'place_hold') return [`+${named}`];
  if (move.name === 'lift_hold') return [`${scoped.includes(named) ? '~' : '-'}${named}`];
  if (move.name === 'report_stolen')
    return [`+${holdNamed({ ...one, details: { ...one.details, kind: 'stolen' } })}`];
  if (move.name === 'wipe') return lift('unwiped');
  if (move.name === 'give_back' || move.name === 'send_back') return lift('unresolved', 'unwiped');
  if (move.name === 'inherit')
    return [...other!.is.holds.map((hold) => `+${hold}`), ...other!.is.released.map((hold) => `~${hold}`)];
  const found: string[] = [];
  if (move.name === 'see_again' && is.status === 'retired') found.push('fraud');
  if (move.name === 'take_into_custody' && !one.sameSale) found.push('unresolved');
  if (move.name === 'buy_in') found.push('clearance');
  if (wipe && words('take_into_custody buy_in swap_in end_loan see_again').includes(move.name))
    found.push('unwiped');
  if (broughtIn.includes(move.name)) found.push(...holds.filter((hold) => !is.holds.includes(hold)));
  return [...new Set(found)].map((hold) => `+${hold}`);
}

function checksAfter({ move, details, other }: Case, status: string | undefined): string[] {
  if (move.name === 'inspect') return ['+inspected'];
  if (move.name === 'test')
    return details.passed === true ? ['+test_passed', '-test_failed'] : ['+test_failed', '-test_passed'];
  if (move.name === 'check_lock')
    return details.locked === true ? ['+locked', '-lock_clear'] : ['+lock_clear', '-locked'];
  if (move.name === 'retire' && destroying.includes(String(details.reason))) return ['+destroyed'];
  if (move.name === 'inherit') return ['none', ...other!.is.checks.map((check) => `+${check}`)];
  const isNewStay = status === 'returned' || status === 'in_repair';
  return isNewStay && move.name !== 'receive_at_site' && move.name !== 'finish_repair' ? ['none'] : [];
}
