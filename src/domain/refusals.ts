import { codeWords, forPeople } from './wording.ts';

/**
 * Every named "no", in order of precedence: where several apply, the first is the answer. `{name}` in a
 * sentence is filled from the refusal's facts. The sentence is for the person with the scanner; code and
 * facts are for machines.
 */
export const refusals = {
  // What was scanned
  unreadable_code: 'This code cannot be read: {reason}.',
  serial_needed: 'This names the product {product}, not the unit. Scan its serial number next.',
  code_not_a_unit: 'This code stands for {understood}. Scan the serial number of a unit.',
  junk_serial:
    '"{serial}" is what stands where nobody wrote a number: it is no serial. Take it in as one that cannot be read, under a label of ours.',
  box_of_another_unit:
    'The box {box} belongs to {unit}, not to this device. Find its own box, or the device of this box.',
  device_needed: 'Only the box {box} was read, and it is not sealed. Scan the device itself too.',
  codes_disagree: 'These codes belong to different units. Scan one unit at a time.',
  unknown_product: 'The product {product} is not in the catalog.',
  gtin_out_of_date: 'The GTIN {product} stands for no product today.',
  serial_of_another_product: 'This serial is known as a {product}, not as what was scanned with it.',
  imei_check_digit_wrong:
    'The IMEI {number} cannot be right: its check digit, the last one, would be {digit}. Scan it again.',
  serial_not_of_pattern:
    'The number {serial} is no serial of this product: those are like {example} ({pattern}).',
  unknown_unit: 'The serial {serial} is not known here.',
  product_needed: 'The serial {serial} is new. Say which product it is, or scan its full label.',
  serial_too_long: 'The serial is longer than {limit} characters.',
  misidentified: 'This number was recorded by mistake. See unit {see}.',
  same_unit_twice: 'This unit is already in this request.',
  not_a_pair: 'This move takes exactly two units together.',
  // Quantity of plain products
  quantity_not_allowed: 'Units of {product} have serial numbers: scan each one.',
  quantity_needed: 'Say how many of {product}.',
  move_needs_serial: 'This move is only for units with a serial number.',
  quantity_not_there: 'Only {available} of {product} are recorded here.',
  // Permission
  not_at_your_site: 'This unit is on record at another site: it has to be done there.',
  lead_needed: 'A lead has to do this.',
  too_many_unread:
    'Here {count} things were taken in without their number in the last {hours} hours. A lead has to do this.',
  // Details
  details_missing: 'This move needs "{field}".',
  details_wrong: '"{field}" cannot be "{value}".',
  proof_needed:
    'To take the number {number} from a thing takes proof (a document or a photograph), or a lead.',
  number_taken: 'The number {number} already belongs to another unit.',
  // The place
  place_closed: 'The place {place} is not in use any more.',
  not_kept_there: 'At {place} things only wait: put it away where it is to be kept.',
  kept_apart:
    'What is held, damaged or defective is not put away in a bin like {place}: take it to quarantine or a cage.',
  spot_full: 'The spot {place} is full: it holds {units} already. Put this one somewhere else.',
  // The document
  document_unknown: 'There is no {kind} {number}.',
  document_of_another_site: 'The {kind} {number} is another site’s. Take this in there, or here without it.',
  document_closed: 'The {kind} {number} is closed.',
  already_on_document: 'This unit is already recorded on {kind} {number}.',
  in_another_container:
    'This unit is in {container}. Take it out there first, or say that it goes over from there.',
  container_elsewhere: 'The container {number} stands at {place}: pack there, or move it first.',
  container_full: 'The container {number} holds {units} units: it takes no more.',
  not_in_container: 'This unit is not in {number} any more.',
  not_on_document: 'This unit is not on {kind} {number}. To take it all the same, give a reason.',
  serial_outside_range:
    'The serial {serial} is none of those that {supplier} may deliver of this product: {ranges}.',
  recalled_delivery:
    'This unit is recalled, and {supplier} may not deliver it: set it apart, and send it back.',
  delivered_twice: 'The serial {serial} was delivered before: {last}. Look at the label, and ask {supplier}.',
  over_delivery:
    'At most {allowed} more than announced may come from {supplier} on {number}: send it back, or ask a lead.',
  unit_of_another_supplier:
    'This unit was delivered by {supplier}, not by {asked}: it goes back to whom it came from.',
  // The unit's life
  event_not_found: 'The unit has no event {seq}.',
  already_annulled: 'Event {seq} was already annulled.',
  half_of_a_pair: 'Event {seq} is half of an act on two units: annul both halves in one request.',
  cannot_be_annulled: 'Event {seq} is itself a correction. Record the right move instead.',
  already_sold: 'This unit was already sold: {last}.',
  already_received: 'This unit was already received: {last}.',
  already_there: 'This was already done: {last}.',
  wrong_status: 'A unit that is {status} cannot be {move}.',
  customers_unit: 'This unit belongs to a customer, not to us: give it back, or take it over first.',
  our_unit: 'This unit is ours, not a customer’s: sell it instead.',
  // Holds and proofs
  on_hold: 'This unit is on hold ({hold}).',
  hold_already_placed: 'This hold is already on the unit.',
  hold_not_found: 'The unit has no such hold ({hold}).',
  scope_not_found: 'No hold {hold} is in force for exactly this scope.',
  not_inspected: 'This unit has not been inspected since it came back.',
  test_failed: 'The last test of this unit failed.',
  not_tested: 'This unit has not passed its test after the repair.',
  locked: 'This unit is locked to an account.',
  // What a paper still needs
  not_on_return: 'This unit is not on the return {number} yet: put it there first.',
  rma_needed: 'The supplier’s RMA number is not on the return {number} yet.',
  approval_needed: 'A lead has to approve of the return {number} first.',
} as const;

export type RefusalCode = keyof typeof refusals;
export const refusalCodes = Object.keys(refusals) as readonly RefusalCode[];

export type Facts = Readonly<Record<string, string>>;

/** A named no with at most three facts behind it. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly facts: Facts;
}

export function refuse(code: RefusalCode, facts: Facts = {}): Refusal {
  return { code, facts };
}

/** The sentence for people. A fact that is not there leaves its name in braces, which a test looks for. */
export function sentenceOf({ code, facts }: Refusal): string {
  const sentence =
    code === 'details_wrong' && facts.field === 'document' ? moveNotForDocument : refusals[code];
  return forPeople(sentence.replace(/\{(\w+)\}/g, (whole, name: string) => wordOf(name, facts) ?? whole));
}

/** The document is right and the move is right; they only have nothing to do with each other. */
const moveNotForDocument = 'A unit cannot be {value} on {kind}.';

/** A fact as people say it: what a code stands for is a machine's word. */
function wordOf(name: string, facts: Facts): string | undefined {
  const fact = facts[name];
  return name === 'understood' && fact !== undefined ? (codeWords[fact] ?? fact) : fact;
}

/** Of several reasons to refuse, the one that comes first in the table. */
export function firstOf(found: readonly Refusal[]): Refusal | undefined {
  return [...found].sort((a, b) => refusalCodes.indexOf(a.code) - refusalCodes.indexOf(b.code))[0];
}
