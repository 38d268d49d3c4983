/**
 * The rules of a unit's life written down a second time, as plain tables, straight from the design and without the
 * program's own code: what the program does is compared with this (random-acts.db.test.ts). It imports nothing.
 */

export interface ModelMove {
  readonly name: string;
  readonly from: readonly string[];
  /** A status, or `same`, `before` (what was interrupted), or `given` (details.to). */
  readonly to: string;
  /** An observation is never refused. */
  readonly seen: boolean;
  readonly remembers: boolean;
  /** The column of the hold table it is judged by; `free`: none; `told`: by what the details say. */
  readonly way: string;
  readonly at: 'here' | 'same' | 'carrier' | 'customer' | 'vendor';
  readonly owner: 'company' | 'customer' | 'vendor' | undefined;
  readonly sale: 'opens' | 'closes' | undefined;
  readonly pair: string | undefined;
  readonly needs: readonly string[];
  readonly choices: readonly string[];
}

const hands = ['in_stock', 'picked', 'packed', 'staged', 'returned', 'in_repair'];
const known = `commissioned expected ${hands.join(' ')} in_transit shipped sold on_loan installed with_vendor missing retired`;
const names: Record<string, string> = { HANDS: hands.join(' '), KNOWN: known, ANY: `none ${known}` };

/** move: from -> to | what else is true of it. Without a word: a request, free of holds, and the unit is here after. */
const life = `
commission: none -> commissioned | owner:company
announce: none commissioned with_vendor -> expected | remembers at:vendor
cancel_announcement: expected -> before | at:same
receive: none commissioned expected with_vendor -> in_stock | owner:company
send_to_site: HANDS -> in_transit | remembers way:inside at:carrier
receive_at_site: in_transit -> before |
put_away: HANDS -> same | way:inside
move_spot: HANDS -> same | way:inside
count: HANDS -> same | seen
pick: in_stock -> picked | remembers way:told
undo_pick: picked -> before |
pack: in_stock picked -> packed | remembers way:told
undo_pack: packed -> before |
stage: picked packed -> staged | way:to_customer
unstage: staged -> given | choices:in_stock,packed
ship: packed staged in_stock none expected -> shipped | way:to_customer at:carrier owner:customer sale:opens
void_shipment: shipped -> packed | owner:company sale:closes
deliver: shipped -> sold | seen at:customer owner:customer
refuse_delivery: shipped -> returned | seen
return_undeliverable: shipped -> returned | seen
report_carrier_damage: shipped -> returned | seen
hand_over: staged in_stock -> sold | way:to_customer at:customer owner:customer sale:opens
sell: staged in_stock -> sold | way:to_customer at:customer owner:customer sale:opens
record_sale: staged in_stock -> sold | seen way:to_customer at:customer owner:customer sale:opens
cross_correct: sold shipped -> same | at:same pair:cross_correct
take_into_custody: sold shipped -> returned | seen
give_back: returned -> sold | way:to_customer at:customer owner:customer
send_back: returned -> shipped | way:to_customer at:carrier owner:customer
inspect: HANDS -> same | needs:condition
wipe: HANDS -> same | needs:proof
check_lock: HANDS -> same | needs:locked
test: HANDS -> same | needs:passed
maintain: HANDS -> same |
restock: returned in_repair -> in_stock | way:to_customer owner:company sale:closes
send_to_vendor: in_stock returned in_repair -> with_vendor | remembers way:to_vendor at:vendor
credit_by_vendor: with_vendor -> retired | at:same owner:vendor sale:closes
return_by_vendor: with_vendor -> returned |
refuse_by_vendor: with_vendor -> returned |
replaced_by_vendor: with_vendor -> retired | at:same owner:vendor sale:closes pair:replacement_from_vendor
replacement_from_vendor: none commissioned expected -> returned | owner:company pair:replaced_by_vendor
send_to_repair: in_stock returned sold shipped none -> in_repair | remembers
finish_repair: in_repair -> given | choices:in_stock,returned,staged,shipped,sold
install: in_stock -> installed | way:to_customer pair:take_part
take_part: in_stock returned in_repair -> same | pair:install
remove_part: installed -> returned | pair:release_part
release_part: in_stock returned in_repair sold shipped -> same | at:same pair:remove_part
reidentify: HANDS commissioned -> same | needs:reason
change_product: HANDS -> same | way:destroy needs:sku,reason
set_use: HANDS -> same | at:same needs:use
swap_out: in_stock -> sold | way:to_customer at:customer owner:customer sale:opens pair:swap_in
swap_in: sold shipped -> returned | owner:company sale:closes pair:swap_out
advance_replacement: in_stock -> shipped | way:to_customer at:carrier owner:customer sale:opens needs:due
lend: in_stock -> on_loan | way:to_customer at:customer needs:due
end_loan: on_loan -> returned |
buy_in: none sold shipped retired -> returned | seen owner:company sale:closes
lose: HANDS in_transit shipped -> missing | remembers at:same
report_stolen: ANY -> missing | remembers at:same
find: missing -> before | seen
recover: missing -> before | seen
retire: in_stock returned in_repair missing with_vendor sold shipped -> retired | way:told at:same sale:closes needs:reason
see_again: retired -> returned | seen
place_hold: ANY -> same | at:same needs:kind
lift_hold: ANY -> same | at:same needs:kind
annul: ANY -> same | at:same needs:seq,reason
misidentified: KNOWN -> retired | at:same sale:closes needs:reason pair:inherit
inherit: none commissioned expected -> same | at:same pair:misidentified
`;

function readMove(line: string): ModelMove {
  const [, name, from, to, rest] = /^(\w+): (.+) -> (\w+) \| ?(.*)$/.exec(line)!;
  const marks = new Map(rest!.split(' ').map((mark) => mark.split(':') as [string, string]));
  const list = (mark: string) => marks.get(mark)?.split(',') ?? [];
  return {
    name: name!,
    from: from!.split(' ').flatMap((word) => (names[word] ?? word).split(' ')),
    to: to!,
    seen: marks.has('seen'),
    remembers: marks.has('remembers'),
    way: marks.get('way') ?? 'free',
    at: (marks.get('at') ?? 'here') as ModelMove['at'],
    owner: marks.get('owner') as ModelMove['owner'],
    sale: marks.get('sale') as ModelMove['sale'],
    pair: marks.get('pair'),
    needs: list('needs'),
    choices: list('choices'),
  };
}

export const modelMoves: ReadonlyMap<string, ModelMove> = new Map(
  life
    .trim()
    .split('\n')
    .map((line) => [line.split(':', 1)[0]!, readMove(line)]),
);
export const inOurHands: readonly string[] = hands;

/** Codes in order of precedence: of several reasons to refuse, the first is the answer. */
export const precedence = `unreadable_code serial_needed code_not_a_unit codes_disagree unknown_product
  serial_of_another_product unknown_unit product_needed serial_too_long misidentified same_unit_twice not_a_pair
  quantity_not_allowed quantity_needed move_needs_serial quantity_not_there lead_needed details_missing
  details_wrong proof_needed number_taken not_kept_there kept_apart document_unknown document_of_another_site document_closed already_on_document
  not_on_document event_not_found already_annulled cannot_be_annulled half_of_a_pair already_sold already_received already_there wrong_status
  customers_unit our_unit on_hold hold_already_placed hold_not_found not_inspected test_failed not_tested locked`.split(
  /\s+/,
);

/** Whether a hold (`kind` or `kind:reference`) takes a lead to place and to lift. */
export function isForLeads(hold: string): boolean {
  return /^(?:recall|fraud|legal)(?::|$)/.test(hold);
}

/** May a unit under this hold go this way? `proof`, `cage`, `marked`: only with it. */
const holdTable = `
                 to_customer inside to_vendor destroy
recall           no          yes    yes       proof
quality          no          yes    yes       yes
fraud            no          yes    no        no
stolen           no          yes    no        no
legal            no          yes    no        no
unresolved       no          yes    no        proof
clearance        no          yes    no        proof
unwiped          no          yes    no        proof
battery_damaged  no          cage   marked    marked
`;
const [ways, ...holdRows] = holdTable
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
export const holdKinds: readonly string[] = holdRows.map((row) => row[0]!);
export function holdSays(kind: string, way: string): string {
  return holdRows.find((row) => row[0] === kind)![ways!.indexOf(way) + 1]!;
}

/** What kind of thing a move is when it comes late, or when a late one meets it. */
const lateKinds: Record<string, string> = {
  arrival: 'commission announce cancel_announcement receive replacement_from_vendor',
  spot: 'put_away move_spot count',
  travel: 'send_to_site receive_at_site',
  work: 'pick undo_pick pack undo_pack stage unstage',
  out: 'ship hand_over sell record_sale give_back send_back swap_out advance_replacement lend',
  delivery: 'deliver',
  back: 'refuse_delivery return_undeliverable report_carrier_damage take_into_custody swap_in end_loan buy_in see_again',
  sale_change: 'void_shipment cross_correct',
  check: 'inspect wipe check_lock test maintain',
  restock: 'restock',
  to_vendor: 'send_to_vendor',
  from_vendor: 'return_by_vendor refuse_by_vendor',
  repair: 'send_to_repair finish_repair',
  part: 'install remove_part',
  host: 'take_part release_part',
  identity: 'reidentify change_product set_use',
  lost: 'lose',
  stolen: 'report_stolen',
  found: 'find recover',
  end: 'credit_by_vendor replaced_by_vendor retire',
  hold: 'place_hold',
  lift: 'lift_hold',
  correction: 'annul misidentified inherit',
};
const kindOf = new Map(
  Object.entries(lateKinds).flatMap(([kind, moves]) => moves.split(' ').map((move) => [move, kind])),
);
/** Hands did it: told late it is never refused. The others are decisions, judged when they arrive. */
const done =
  'arrival spot travel work out delivery back check to_vendor from_vendor repair part host found end';
const HERE = 'arrival spot travel work restock repair part host found';
const SEEN = `${HERE} out delivery back to_vendor from_vendor end`;
/** A late scan of the kind: recorded meanwhile, which makes it a question, which overtakes it. Otherwise it applies. */
const lateTable: Record<string, readonly [question: string, overtakes: string]> = {
  arrival: ['', SEEN],
  spot: ['', SEEN],
  travel: ['', SEEN],
  work: ['', SEEN],
  host: ['', SEEN],
  found: ['', SEEN],
  check: ['', 'out delivery back to_vendor from_vendor end repair part host'],
  out: ['out sale_change to_vendor from_vendor end', 'delivery back'],
  delivery: ['sale_change', 'out delivery back to_vendor from_vendor end restock'],
  back: ['out sale_change end', 'arrival delivery back restock to_vendor from_vendor repair'],
  sale_change: ['out delivery back sale_change restock end', ''],
  restock: ['', `${SEEN} lost stolen`],
  to_vendor: ['out end', `${HERE} back to_vendor from_vendor`],
  from_vendor: ['out', `${HERE} back to_vendor from_vendor end`],
  repair: ['out end', 'repair restock back to_vendor from_vendor'],
  part: ['out part end', 'back restock to_vendor from_vendor'],
  identity: ['identity end', ''],
  lost: ['', `${SEEN} check lost stolen`],
  stolen: [SEEN, 'stolen'],
  end: [SEEN, ''],
  hold: ['', ''],
  lift: ['hold', ''],
  correction: ['', ''],
};

export function isDone(move: string): boolean {
  return done.split(' ').includes(kindOf.get(move)!);
}

/** What becomes of a late scan when these moves were recorded since the device saw the unit. */
export function lateness(move: string, since: readonly string[]): 'apply' | 'history' | 'exception' {
  const kind = kindOf.get(move)!;
  const [question, overtakes] = lateTable[kind]!.map((kinds) => kinds.split(' ')) as [string[], string[]];
  const newer = (other: string) => kind === 'check' && kindOf.get(other) === 'check' && other === move;
  if (since.some((other) => question.includes(kindOf.get(other)!))) return 'exception';
  if (since.some((other) => newer(other) || overtakes.includes(kindOf.get(other)!))) return 'history';
  return 'apply';
}
