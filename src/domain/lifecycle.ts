import type { Status } from './facts.ts';

/** Which way a move takes the unit, as the hold matrix sees it; `free`: no hold ever stops it. */
export type Direction = 'to_customer' | 'inside' | 'to_vendor' | 'destroy' | 'free';

/** Where the unit is afterwards. `here`: the scan's spot; `same`: it did not move. */
export type PlaceAfter = 'here' | 'same' | 'carrier' | 'customer' | 'vendor';

export interface MoveRule {
  /** Past-tense name of what is recorded. */
  readonly event: string;
  readonly from: readonly Status[];
  /** `same`, or `before`: the status that was interrupted, or `given`: `details.to`, one of `mayBecome`. */
  readonly to: Status | 'same' | 'before' | 'given';
  readonly mayBecome?: readonly Status[];
  /** What `given` means where `details.to` is silent; `before` where nothing is remembered. */
  readonly otherwise?: Status | 'before';
  /** The status it came from is remembered, so that the opposite move can lead back. */
  readonly remembers?: true;
  readonly direction: Direction | 'by_detail';
  readonly place: PlaceAfter;
  /**
   * A request may be refused. An observation is kept whatever the record says, with an exception where they
   * differ.
   */
  readonly kind: 'request' | 'observation';
  readonly owner?: 'company' | 'customer' | 'vendor';
  readonly sale?: 'opens' | 'closes';
  /** Two scans that stand or fall together, each in its own role; the value is the role of the other scan. */
  readonly pairedWith?: Move;
  /** Fields that `details` must carry. */
  readonly needs?: readonly string[];
  /** Fields that a form asks for, where they are others than those. */
  readonly asks?: readonly string[];
}

const known: readonly Status[] = [
  'commissioned',
  'expected',
  'in_stock',
  'picked',
  'packed',
  'staged',
  'in_transit',
  'shipped',
  'sold',
  'returned',
  'in_repair',
  'on_loan',
  'installed',
  'with_vendor',
  'missing',
  'retired',
];
const any: readonly Status[] = ['none', ...known];

/** Statuses in which the unit is in our hands, at one of our sites. */
export const heldByUs: readonly Status[] = [
  'in_stock',
  'picked',
  'packed',
  'staged',
  'returned',
  'in_repair',
];

/** The whole life of a unit. A move that is not in this table cannot happen. */
const table = {
  // Before stock
  commission: request('UnitCommissioned', ['none'], 'commissioned', { owner: 'company' }),
  announce: request('UnitAnnounced', ['none', 'commissioned', 'with_vendor'], 'expected', {
    remembers: true,
    place: 'vendor',
  }),
  cancel_announcement: request('AnnouncementCancelled', ['expected'], 'before', { place: 'same' }),
  receive: request('UnitReceived', ['none', 'commissioned', 'expected', 'with_vendor'], 'in_stock', {
    owner: 'company',
  }),
  // Between and inside our sites
  send_to_site: request('UnitSentToSite', heldByUs, 'in_transit', {
    remembers: true,
    direction: 'inside',
    place: 'carrier',
  }),
  receive_at_site: request('UnitReceivedAtSite', ['in_transit'], 'before'),
  put_away: request('UnitPutAway', heldByUs, 'same', { direction: 'inside' }),
  move_spot: request('UnitMoved', heldByUs, 'same', { direction: 'inside' }),
  count: observation('UnitCounted', heldByUs, 'same'),
  // Fulfilment
  pick: request('UnitPicked', ['in_stock'], 'picked', { remembers: true, direction: 'by_detail' }),
  undo_pick: request('PickUndone', ['picked'], 'before'),
  pack: request('UnitPacked', ['in_stock', 'picked'], 'packed', { remembers: true, direction: 'by_detail' }),
  undo_pack: request('PackUndone', ['packed'], 'before'),
  stage: request('UnitStaged', ['picked', 'packed'], 'staged', { direction: 'to_customer' }),
  unstage: request('UnitUnstaged', ['staged'], 'given', {
    mayBecome: ['in_stock', 'packed'],
    otherwise: 'in_stock',
  }),
  ship: request('UnitShipped', ['packed', 'staged', 'in_stock', 'none', 'expected'], 'shipped', {
    direction: 'to_customer',
    place: 'carrier',
    owner: 'customer',
    sale: 'opens',
  }),
  void_shipment: request('ShipmentVoided', ['shipped'], 'packed', { owner: 'company', sale: 'closes' }),
  deliver: observation('UnitDelivered', ['shipped'], 'sold', { place: 'customer', owner: 'customer' }),
  refuse_delivery: observation('DeliveryRefused', ['shipped'], 'returned'),
  return_undeliverable: observation('UnitUndeliverable', ['shipped'], 'returned'),
  report_carrier_damage: observation('CarrierDamageReported', ['shipped'], 'returned'),
  // Sale
  hand_over: request('UnitHandedOver', ['staged', 'in_stock'], 'sold', {
    direction: 'to_customer',
    place: 'customer',
    owner: 'customer',
    sale: 'opens',
  }),
  sell: request('UnitSold', ['staged', 'in_stock'], 'sold', {
    direction: 'to_customer',
    place: 'customer',
    owner: 'customer',
    sale: 'opens',
  }),
  record_sale: observation('SaleRecorded', ['staged', 'in_stock'], 'sold', {
    direction: 'to_customer',
    place: 'customer',
    owner: 'customer',
    sale: 'opens',
  }),
  cross_correct: request('SalesExchanged', ['sold', 'shipped'], 'same', {
    place: 'same',
    pairedWith: 'cross_correct',
  }),
  // Back again
  take_into_custody: observation('UnitTakenBack', ['sold', 'shipped'], 'returned'),
  give_back: request('UnitGivenBack', ['returned'], 'sold', {
    direction: 'to_customer',
    place: 'customer',
    owner: 'customer',
  }),
  send_back: request('UnitSentBack', ['returned'], 'shipped', {
    direction: 'to_customer',
    place: 'carrier',
    owner: 'customer',
  }),
  inspect: request('UnitInspected', heldByUs, 'same', { needs: ['condition'] }),
  wipe: request('UnitWiped', heldByUs, 'same', { needs: ['proof'] }),
  check_lock: request('LockChecked', heldByUs, 'same', { needs: ['locked'] }),
  test: request('UnitTested', heldByUs, 'same', { needs: ['passed'] }),
  maintain: request('UnitMaintained', heldByUs, 'same'),
  restock: request('UnitRestocked', ['returned', 'in_repair'], 'in_stock', {
    direction: 'to_customer',
    owner: 'company',
    sale: 'closes',
  }),
  // Vendor and repair
  send_to_vendor: request('UnitSentToVendor', ['in_stock', 'returned', 'in_repair'], 'with_vendor', {
    remembers: true,
    direction: 'to_vendor',
    place: 'vendor',
  }),
  credit_by_vendor: request('VendorCredited', ['with_vendor'], 'retired', {
    place: 'same',
    owner: 'vendor',
    sale: 'closes',
  }),
  return_by_vendor: request('VendorReturnedUnit', ['with_vendor'], 'returned'),
  refuse_by_vendor: request('VendorRefused', ['with_vendor'], 'returned'),
  replaced_by_vendor: request('UnitReplacedByVendor', ['with_vendor'], 'retired', {
    place: 'same',
    owner: 'vendor',
    sale: 'closes',
    pairedWith: 'replacement_from_vendor',
  }),
  replacement_from_vendor: request('ReplacementReceived', ['none', 'commissioned', 'expected'], 'returned', {
    owner: 'company',
    pairedWith: 'replaced_by_vendor',
  }),
  send_to_repair: request(
    'UnitSentToRepair',
    ['in_stock', 'returned', 'sold', 'shipped', 'none'],
    'in_repair',
    { remembers: true },
  ),
  finish_repair: request('RepairFinished', ['in_repair'], 'given', {
    otherwise: 'before',
    mayBecome: ['in_stock', 'returned', 'staged', 'shipped', 'sold'],
  }),
  install: request('PartInstalled', ['in_stock'], 'installed', {
    direction: 'to_customer',
    pairedWith: 'take_part',
  }),
  take_part: request('PartTaken', ['in_stock', 'returned', 'in_repair'], 'same', { pairedWith: 'install' }),
  remove_part: request('PartRemoved', ['installed'], 'returned', { pairedWith: 'release_part' }),
  release_part: request('PartReleased', ['in_stock', 'returned', 'in_repair', 'sold', 'shipped'], 'same', {
    place: 'same',
    pairedWith: 'remove_part',
  }),
  // Identity and use
  reidentify: request('UnitReidentified', [...heldByUs, 'commissioned'], 'same', {
    needs: ['reason'],
    asks: ['identifier', 'reason'],
  }),
  // It ends its life as the product it was: out of a recall's scope, or of evidence, by way of a new name.
  change_product: request('ProductChanged', heldByUs, 'same', {
    direction: 'destroy',
    needs: ['sku', 'reason'],
  }),
  set_use: request('UseSet', heldByUs, 'same', { place: 'same', needs: ['use'] }),
  // Exchange, loan, trade-in
  swap_out: request('UnitSwappedOut', ['in_stock'], 'sold', {
    direction: 'to_customer',
    place: 'customer',
    owner: 'customer',
    sale: 'opens',
    pairedWith: 'swap_in',
  }),
  swap_in: request('UnitSwappedIn', ['sold', 'shipped'], 'returned', {
    owner: 'company',
    sale: 'closes',
    pairedWith: 'swap_out',
  }),
  advance_replacement: request('AdvanceReplacementShipped', ['in_stock'], 'shipped', {
    direction: 'to_customer',
    place: 'carrier',
    owner: 'customer',
    sale: 'opens',
    needs: ['due'],
  }),
  lend: request('UnitLent', ['in_stock'], 'on_loan', {
    direction: 'to_customer',
    place: 'customer',
    needs: ['due'],
  }),
  end_loan: request('LoanEnded', ['on_loan'], 'returned'),
  buy_in: observation('UnitBoughtIn', ['none', 'sold', 'shipped', 'retired'], 'returned', {
    owner: 'company',
    sale: 'closes',
  }),
  // Loss and the end
  lose: request('UnitLost', [...heldByUs, 'in_transit', 'shipped'], 'missing', {
    remembers: true,
    place: 'same',
  }),
  report_stolen: request('UnitReportedStolen', any, 'missing', { remembers: true, place: 'same' }),
  find: observation('UnitFound', ['missing'], 'before'),
  recover: observation('UnitRecovered', ['missing'], 'before'),
  retire: request(
    'UnitRetired',
    ['in_stock', 'returned', 'in_repair', 'missing', 'with_vendor', 'sold', 'shipped'],
    'retired',
    { direction: 'by_detail', place: 'same', sale: 'closes', needs: ['reason'] },
  ),
  see_again: observation('RetiredUnitSeen', ['retired'], 'returned'),
  // Holds
  place_hold: request('HoldPlaced', any, 'same', { place: 'same', needs: ['kind'] }),
  lift_hold: request('HoldLifted', any, 'same', { place: 'same', needs: ['kind'] }),
  // Corrections
  annul: request('EventAnnulled', any, 'same', { place: 'same', needs: ['seq', 'reason'] }),
  misidentified: request('UnitMisidentified', known, 'retired', {
    place: 'same',
    sale: 'closes',
    needs: ['reason'],
    pairedWith: 'inherit',
  }),
  inherit: request('LifeInherited', ['none', 'commissioned', 'expected'], 'same', {
    place: 'same',
    pairedWith: 'misidentified',
  }),
} satisfies Record<string, RuleRow>;

/** A row before the compiler knows the names of all moves. */
type RuleRow = Omit<MoveRule, 'pairedWith'> & { readonly pairedWith?: string };
type More = Omit<Partial<RuleRow>, 'event' | 'from' | 'to' | 'kind'>;

/** A row's usual case: no hold stops it, and the unit is at the scan's spot afterwards. */
function request(event: string, from: MoveRule['from'], to: MoveRule['to'], more: More = {}): RuleRow {
  return { kind: 'request', event, from, to, direction: 'free', place: 'here', ...more };
}

function observation(event: string, from: MoveRule['from'], to: MoveRule['to'], more: More = {}): RuleRow {
  return { ...request(event, from, to, more), kind: 'observation' };
}

export type Move = keyof typeof table;
export const moves = table as Readonly<Record<Move, MoveRule>>;
export const moveNames = Object.keys(table) as readonly Move[];

export function isMove(name: string): name is Move {
  return Object.hasOwn(table, name);
}

/** Statuses that begin a new stretch of life: what was interrupted before is forgotten. */
const fresh = new Set<Status>([
  'none',
  'commissioned',
  'in_stock',
  'sold',
  'returned',
  'on_loan',
  'installed',
  'retired',
]);

/** Whether arriving in `status` (other than by falling back) makes the unit forget what was interrupted. */
export function arrivesAfresh(status: Status): boolean {
  return fresh.has(status);
}
