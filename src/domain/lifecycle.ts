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

const request = { kind: 'request', direction: 'free', place: 'here' } as const;
const observation = { kind: 'observation', direction: 'free', place: 'here' } as const;

/** The whole life of a unit. A move that is not in this table cannot happen. */
const table = {
  // Before stock
  commission: { ...request, event: 'UnitCommissioned', from: ['none'], to: 'commissioned', owner: 'company' },
  announce: {
    ...request,
    event: 'UnitAnnounced',
    from: ['none', 'commissioned', 'with_vendor'],
    to: 'expected',
    remembers: true,
    place: 'vendor',
  },
  cancel_announcement: {
    ...request,
    event: 'AnnouncementCancelled',
    from: ['expected'],
    to: 'before',
    place: 'same',
  },
  receive: {
    ...request,
    event: 'UnitReceived',
    from: ['none', 'commissioned', 'expected', 'with_vendor'],
    to: 'in_stock',
    owner: 'company',
  },
  // Between and inside our sites
  send_to_site: {
    ...request,
    event: 'UnitSentToSite',
    from: heldByUs,
    to: 'in_transit',
    remembers: true,
    direction: 'inside',
    place: 'carrier',
  },
  receive_at_site: { ...request, event: 'UnitReceivedAtSite', from: ['in_transit'], to: 'before' },
  put_away: { ...request, event: 'UnitPutAway', from: heldByUs, to: 'same', direction: 'inside' },
  move_spot: { ...request, event: 'UnitMoved', from: heldByUs, to: 'same', direction: 'inside' },
  count: { ...observation, event: 'UnitCounted', from: heldByUs, to: 'same' },
  // Fulfilment
  pick: {
    ...request,
    event: 'UnitPicked',
    from: ['in_stock'],
    to: 'picked',
    remembers: true,
    direction: 'by_detail',
  },
  undo_pick: { ...request, event: 'PickUndone', from: ['picked'], to: 'before' },
  pack: {
    ...request,
    event: 'UnitPacked',
    from: ['in_stock', 'picked'],
    to: 'packed',
    remembers: true,
    direction: 'by_detail',
  },
  undo_pack: { ...request, event: 'PackUndone', from: ['packed'], to: 'before' },
  stage: {
    ...request,
    event: 'UnitStaged',
    from: ['picked', 'packed'],
    to: 'staged',
    direction: 'to_customer',
  },
  unstage: {
    ...request,
    event: 'UnitUnstaged',
    from: ['staged'],
    to: 'given',
    mayBecome: ['in_stock', 'packed'],
    otherwise: 'in_stock',
  },
  ship: {
    ...request,
    event: 'UnitShipped',
    from: ['packed', 'staged', 'in_stock', 'none', 'expected'],
    to: 'shipped',
    direction: 'to_customer',
    place: 'carrier',
    owner: 'customer',
    sale: 'opens',
  },
  void_shipment: {
    ...request,
    event: 'ShipmentVoided',
    from: ['shipped'],
    to: 'packed',
    owner: 'company',
    sale: 'closes',
  },
  deliver: {
    ...observation,
    event: 'UnitDelivered',
    from: ['shipped'],
    to: 'sold',
    place: 'customer',
    owner: 'customer',
  },
  refuse_delivery: { ...observation, event: 'DeliveryRefused', from: ['shipped'], to: 'returned' },
  return_undeliverable: { ...observation, event: 'UnitUndeliverable', from: ['shipped'], to: 'returned' },
  report_carrier_damage: {
    ...observation,
    event: 'CarrierDamageReported',
    from: ['shipped'],
    to: 'returned',
  },
  // Sale
  hand_over: {
    ...request,
    event: 'UnitHandedOver',
    from: ['staged', 'in_stock'],
    to: 'sold',
    direction: 'to_customer',
    place: 'customer',
    owner: 'customer',
    sale: 'opens',
  },
  sell: {
    ...request,
    event: 'UnitSold',
    from: ['staged', 'in_stock'],
    to: 'sold',
    direction: 'to_customer',
    place: 'customer',
    owner: 'customer',
    sale: 'opens',
  },
  record_sale: {
    ...observation,
    event: 'SaleRecorded',
    from: ['staged', 'in_stock'],
    to: 'sold',
    direction: 'to_customer',
    place: 'customer',
    owner: 'customer',
    sale: 'opens',
  },
  cross_correct: {
    ...request,
    event: 'SalesExchanged',
    from: ['sold', 'shipped'],
    to: 'same',
    place: 'same',
    pairedWith: 'cross_correct',
  },
  // Back again
  take_into_custody: { ...observation, event: 'UnitTakenBack', from: ['sold', 'shipped'], to: 'returned' },
  give_back: {
    ...request,
    event: 'UnitGivenBack',
    from: ['returned'],
    to: 'sold',
    direction: 'to_customer',
    place: 'customer',
    owner: 'customer',
  },
  send_back: {
    ...request,
    event: 'UnitSentBack',
    from: ['returned'],
    to: 'shipped',
    direction: 'to_customer',
    place: 'carrier',
    owner: 'customer',
  },
  inspect: { ...request, event: 'UnitInspected', from: heldByUs, to: 'same', needs: ['condition'] },
  wipe: { ...request, event: 'UnitWiped', from: heldByUs, to: 'same', needs: ['proof'] },
  check_lock: { ...request, event: 'LockChecked', from: heldByUs, to: 'same', needs: ['locked'] },
  test: { ...request, event: 'UnitTested', from: heldByUs, to: 'same', needs: ['passed'] },
  maintain: { ...request, event: 'UnitMaintained', from: heldByUs, to: 'same' },
  restock: {
    ...request,
    event: 'UnitRestocked',
    from: ['returned', 'in_repair'],
    to: 'in_stock',
    direction: 'to_customer',
    owner: 'company',
    sale: 'closes',
  },
  // Vendor and repair
  send_to_vendor: {
    ...request,
    event: 'UnitSentToVendor',
    from: ['in_stock', 'returned', 'in_repair'],
    to: 'with_vendor',
    remembers: true,
    direction: 'to_vendor',
    place: 'vendor',
  },
  credit_by_vendor: {
    ...request,
    event: 'VendorCredited',
    from: ['with_vendor'],
    to: 'retired',
    place: 'same',
    owner: 'vendor',
    sale: 'closes',
  },
  return_by_vendor: { ...request, event: 'VendorReturnedUnit', from: ['with_vendor'], to: 'returned' },
  refuse_by_vendor: { ...request, event: 'VendorRefused', from: ['with_vendor'], to: 'returned' },
  replaced_by_vendor: {
    ...request,
    event: 'UnitReplacedByVendor',
    from: ['with_vendor'],
    to: 'retired',
    place: 'same',
    owner: 'vendor',
    sale: 'closes',
    pairedWith: 'replacement_from_vendor',
  },
  replacement_from_vendor: {
    ...request,
    event: 'ReplacementReceived',
    from: ['none', 'commissioned', 'expected'],
    to: 'returned',
    owner: 'company',
    pairedWith: 'replaced_by_vendor',
  },
  send_to_repair: {
    ...request,
    event: 'UnitSentToRepair',
    from: ['in_stock', 'returned', 'sold', 'shipped', 'none'],
    to: 'in_repair',
    remembers: true,
  },
  finish_repair: {
    ...request,
    event: 'RepairFinished',
    from: ['in_repair'],
    to: 'given',
    otherwise: 'before',
    mayBecome: ['in_stock', 'returned', 'staged', 'shipped', 'sold'],
  },
  install: {
    ...request,
    event: 'PartInstalled',
    from: ['in_stock'],
    to: 'installed',
    direction: 'to_customer',
    pairedWith: 'take_part',
  },
  take_part: {
    ...request,
    event: 'PartTaken',
    from: ['in_stock', 'returned', 'in_repair'],
    to: 'same',
    pairedWith: 'install',
  },
  remove_part: {
    ...request,
    event: 'PartRemoved',
    from: ['installed'],
    to: 'returned',
    pairedWith: 'release_part',
  },
  release_part: {
    ...request,
    event: 'PartReleased',
    from: ['in_stock', 'returned', 'in_repair', 'sold', 'shipped'],
    to: 'same',
    place: 'same',
    pairedWith: 'remove_part',
  },
  // Identity and use
  reidentify: {
    ...request,
    event: 'UnitReidentified',
    from: heldByUs,
    to: 'same',
    needs: ['identifier', 'reason'],
  },
  change_product: {
    ...request,
    event: 'ProductChanged',
    from: heldByUs,
    to: 'same',
    // It ends its life as the product it was: out of a recall's scope, or of evidence, by way of a new name.
    direction: 'destroy',
    needs: ['sku', 'reason'],
  },
  set_use: { ...request, event: 'UseSet', from: heldByUs, to: 'same', place: 'same', needs: ['use'] },
  // Exchange, loan, trade-in
  swap_out: {
    ...request,
    event: 'UnitSwappedOut',
    from: ['in_stock'],
    to: 'sold',
    direction: 'to_customer',
    place: 'customer',
    owner: 'customer',
    sale: 'opens',
    pairedWith: 'swap_in',
  },
  swap_in: {
    ...request,
    event: 'UnitSwappedIn',
    from: ['sold', 'shipped'],
    to: 'returned',
    owner: 'company',
    sale: 'closes',
    pairedWith: 'swap_out',
  },
  advance_replacement: {
    ...request,
    event: 'AdvanceReplacementShipped',
    from: ['in_stock'],
    to: 'shipped',
    direction: 'to_customer',
    place: 'carrier',
    owner: 'customer',
    sale: 'opens',
    needs: ['due'],
  },
  lend: {
    ...request,
    event: 'UnitLent',
    from: ['in_stock'],
    to: 'on_loan',
    direction: 'to_customer',
    place: 'customer',
    needs: ['due'],
  },
  end_loan: { ...request, event: 'LoanEnded', from: ['on_loan'], to: 'returned' },
  buy_in: {
    ...observation,
    event: 'UnitBoughtIn',
    from: ['none', 'sold', 'shipped', 'retired'],
    to: 'returned',
    owner: 'company',
    sale: 'closes',
  },
  // Loss and the end
  lose: {
    ...request,
    event: 'UnitLost',
    from: [...heldByUs, 'in_transit', 'shipped'],
    to: 'missing',
    remembers: true,
    place: 'same',
  },
  report_stolen: {
    ...request,
    event: 'UnitReportedStolen',
    from: any,
    to: 'missing',
    remembers: true,
    place: 'same',
  },
  find: { ...observation, event: 'UnitFound', from: ['missing'], to: 'before' },
  recover: { ...observation, event: 'UnitRecovered', from: ['missing'], to: 'before' },
  retire: {
    ...request,
    event: 'UnitRetired',
    from: ['in_stock', 'returned', 'in_repair', 'missing', 'with_vendor', 'sold', 'shipped'],
    to: 'retired',
    direction: 'by_detail',
    place: 'same',
    sale: 'closes',
    needs: ['reason'],
  },
  see_again: { ...observation, event: 'RetiredUnitSeen', from: ['retired'], to: 'returned' },
  // Holds
  place_hold: { ...request, event: 'HoldPlaced', from: any, to: 'same', place: 'same', needs: ['kind'] },
  lift_hold: { ...request, event: 'HoldLifted', from: any, to: 'same', place: 'same', needs: ['kind'] },
  // Corrections
  annul: {
    ...request,
    event: 'EventAnnulled',
    from: any,
    to: 'same',
    place: 'same',
    needs: ['seq', 'reason'],
  },
  misidentified: {
    ...request,
    event: 'UnitMisidentified',
    from: known,
    to: 'retired',
    place: 'same',
    sale: 'closes',
    needs: ['reason'],
    pairedWith: 'inherit',
  },
  inherit: {
    ...request,
    event: 'LifeInherited',
    from: ['none', 'commissioned', 'expected'],
    to: 'same',
    place: 'same',
    pairedWith: 'misidentified',
  },
} as const satisfies Record<string, RuleRow>;

/** A row before the compiler knows the names of all moves. */
type RuleRow = Omit<MoveRule, 'pairedWith'> & { readonly pairedWith?: string };

export type Move = keyof typeof table;
export const moves: Readonly<Record<Move, MoveRule>> = table;
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
