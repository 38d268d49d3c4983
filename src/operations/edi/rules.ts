// X12 in our own words. A segment's first element is its tag; positions count from 1 within the transaction, ST included.

/** A segment, and where it stands in its transaction. */
export interface Segment {
  readonly tag: string;
  /** Elements 01, 02 …; `at(segment, 1)` is 01. */
  readonly elements: readonly string[];
  readonly position: number;
}

/** Something in a transaction that cannot be taken, and at which segment. */
export interface SegmentProblem {
  readonly tag: string;
  readonly position: number;
  /** The element's number; null: the segment as a whole. */
  readonly element: number | null;
  readonly sentence: string;
}

export type SerialPlace = 'REF' | 'MAN' | 'SLN' | 'LIN';

/** How a partner names a product: by GTIN (UP, EN, UK …), or by our own number (BP, SK, IN) or its own (VN, VP). */
export interface ProductNames {
  readonly gtins: readonly string[];
  readonly skus: readonly string[];
}

export interface PartyName {
  readonly name: string | null;
  readonly id: string | null;
}

/** A ship notice (856): what is in the shipment, in which carton, for which order. */
export interface ShipNotice {
  readonly number: string;
  readonly purpose: 'original' | 'replace';
  readonly expectedOn: string | null;
  readonly shipTo: PartyName | null;
  readonly supplier: PartyName | null;
  readonly items: readonly NoticeItem[];
  readonly cartons: readonly { readonly sscc: string; readonly inside: string | null }[];
}

export interface NoticeItem {
  readonly product: ProductNames;
  readonly order: string | null;
  readonly orderLine: number | null;
  readonly quantity: number;
  readonly serials: readonly string[];
  readonly lot: string | null;
  readonly sscc: string | null;
  readonly position: number;
}

/** A purchase order (850). */
export interface OrderNotice {
  readonly number: string;
  readonly purpose: 'original' | 'replace';
  readonly orderedOn: string | null;
  readonly expectedOn: string | null;
  readonly currency: string | null;
  readonly shipTo: PartyName | null;
  readonly supplier: PartyName | null;
  readonly lines: readonly {
    readonly line: number;
    readonly product: ProductNames;
    readonly quantity: number;
    /** As it was written, with a decimal point. */
    readonly price: string | null;
    readonly position: number;
  }[];
}

type Read<Value> = Value | { readonly problem: SegmentProblem };

/**
 * Reads an 856: HL loops of shipment, order, tare (pallet), pack (carton) and item in whatever nesting the partner sends them,
 * by the parents that HL02 names. `places`: where this partner writes serials.
 */
export function readShipNotice(
  segments: readonly Segment[],
  places: readonly SerialPlace[],
): Read<ShipNotice> {
  const bsn = segments.find(({ tag }) => tag === 'BSN');
  if (!bsn || at(bsn, 2) === '')
    return missing(bsn ?? segments[0], 'BSN', 2, 'The ship notice has no number (BSN02).');
  const purpose = purposes[at(bsn, 1)];
  if (!purpose) return wrong(bsn, 1, `A ship notice of purpose ${at(bsn, 1)} is not taken: only 00 and 05.`);
  const loops = loopsOf(segments);
  if ('problem' in loops) return loops;
  const counted = countOf(segments, loops.loops.length);
  if (counted) return { problem: counted };
  const items: NoticeItem[] = [];
  const cartons = new Map<string, string | null>();
  for (const loop of loops.loops) {
    const path = pathOf(loop, loops.loops);
    const own = ssccOf(loop);
    if (own !== null) cartons.set(own, path.map(ssccOf).find((sscc) => sscc !== null) ?? null);
    if (loop.level !== 'I') continue;
    const item = itemOf(loop, [loop, ...path], places);
    if ('problem' in item) return item;
    items.push(item);
  }
  if (items.length === 0) return wrong(bsn, null, 'The ship notice has no item (HL loop of level I).');
  const heading = segments.filter(({ position }) => position < (loops.loops[1]?.start ?? Infinity));
  return {
    number: at(bsn, 2),
    purpose,
    expectedOn: dayOf(heading, ['017', '067', '002']),
    shipTo: partyOf(segments, ['ST']),
    supplier: partyOf(segments, ['SU', 'VN', 'SF']),
    items,
    cartons: [...cartons].map(([sscc, inside]) => ({ sscc, inside })),
  };
}

/** Reads an 850; of its lines PO1, with what the partner names the product by. */
export function readOrder(segments: readonly Segment[]): Read<OrderNotice> {
  const beg = segments.find(({ tag }) => tag === 'BEG');
  if (!beg || at(beg, 3) === '')
    return missing(beg ?? segments[0], 'BEG', 3, 'The order has no number (BEG03).');
  const purpose = purposes[at(beg, 1)];
  if (!purpose) return wrong(beg, 1, `An order of purpose ${at(beg, 1)} is not taken: only 00 and 05.`);
  const lines: OrderNotice['lines'][number][] = [];
  for (const segment of segments.filter(({ tag }) => tag === 'PO1')) {
    const quantity = wholeOf(at(segment, 2));
    if (quantity === null) return wrong(segment, 2, `"${at(segment, 2)}" is no whole number of pieces.`);
    if (!isEach(at(segment, 3)))
      return wrong(segment, 3, `Pieces are counted by EA, not by ${at(segment, 3)}.`);
    const said = at(segment, 1);
    const line = said === '' ? lines.length + 1 : wholeOf(said);
    if (line === null) return wrong(segment, 1, `"${said}" is no line number.`);
    const product = namesIn(segment, 6);
    const price = at(segment, 4);
    lines.push({ line, product, quantity, price: price === '' ? null : price, position: segment.position });
  }
  if (lines.length === 0) return wrong(beg, null, 'The order has no line (PO1).');
  const counted = countOf(segments, lines.length);
  if (counted) return { problem: counted };
  const currency = segments.find(({ tag }) => tag === 'CUR');
  return {
    number: at(beg, 3),
    purpose,
    orderedOn: dateOf(at(beg, 5)),
    expectedOn: dayOf(segments, ['002', '010', '063', '017']),
    currency: currency ? at(currency, 2) : null,
    shipTo: partyOf(segments, ['ST']),
    supplier: partyOf(segments, ['SU', 'VN', 'SE']),
    lines,
  };
}

const purposes: Readonly<Record<string, 'original' | 'replace' | undefined>> = {
  '00': 'original',
  '05': 'replace',
};

// ---- HL loops

interface Loop {
  readonly id: string;
  readonly parent: string;
  readonly level: string;
  readonly start: number;
  readonly head: Segment;
  readonly segments: readonly Segment[];
}

function loopsOf(segments: readonly Segment[]): Read<{ readonly loops: readonly Loop[] }> {
  const starts = segments.flatMap((segment, nth) => (segment.tag === 'HL' ? [nth] : []));
  const loops: Loop[] = [];
  for (const [order, start] of starts.entries()) {
    const head = segments[start]!;
    const id = at(head, 1);
    const parent = at(head, 2);
    if (loops.some((loop) => loop.id === id)) return wrong(head, 1, `The loop HL ${id} stands twice.`);
    if (parent !== '' && !loops.some((loop) => loop.id === parent))
      return wrong(head, 2, `The loop HL ${id} belongs to HL ${parent}, which does not stand before it.`);
    const own = segments.slice(start + 1, starts[order + 1]);
    loops.push({ id, parent, level: at(head, 3), start: head.position, head, segments: own });
  }
  return { loops };
}

/** The loops that a loop stands in, the nearest first. */
function pathOf(loop: Loop, loops: readonly Loop[]): readonly Loop[] {
  const parent = loops.find(({ id }) => id === loop.parent);
  return parent ? [parent, ...pathOf(parent, loops)] : [];
}

/** GM: SSCC-18; also with its application identifier before it. */
function ssccOf({ segments }: Loop): string | null {
  for (const segment of segments.filter(({ tag }) => tag === 'MAN')) {
    const digits = at(segment, 2).replace(/^\(?00\)?(?=\d{18}$)/, '');
    if ((at(segment, 1) === 'GM' || at(segment, 1) === 'AI') && /^\d{18}$/.test(digits)) return digits;
  }
  return null;
}

function itemOf(loop: Loop, path: readonly Loop[], places: readonly SerialPlace[]): Read<NoticeItem> {
  const lin = loop.segments.find(({ tag }) => tag === 'LIN');
  const sn1 = loop.segments.find(({ tag }) => tag === 'SN1');
  if (!lin) return missing(loop.head, 'LIN', null, `The item HL ${loop.id} does not name its product (LIN).`);
  if (!sn1) return missing(loop.head, 'SN1', null, `The item HL ${loop.id} does not say how many (SN1).`);
  const quantity = wholeOf(at(sn1, 2));
  if (quantity === null) return wrong(sn1, 2, `"${at(sn1, 2)}" is no whole number of pieces.`);
  if (!isEach(at(sn1, 3))) return wrong(sn1, 3, `Pieces are counted by EA, not by ${at(sn1, 3)}.`);
  const serials = serialsOf(loop.segments, places);
  if (serials.length > quantity)
    return wrong(sn1, 2, `It says ${quantity}, and ${serials.length} serials are named.`);
  const order = path.flatMap(({ segments }) => segments.find(({ tag }) => tag === 'PRF') ?? [])[0];
  const line = at(sn1, 1) || at(lin, 1);
  return {
    product: namesIn(lin, 2),
    order: order ? at(order, 1) : null,
    orderLine: order && line !== '' ? wholeOf(line) : null,
    quantity,
    serials,
    lot: referenceOf(path, ['LT', 'BT']),
    sscc: path.map(ssccOf).find((sscc) => sscc !== null) ?? null,
    position: lin.position,
  };
}

function serialsOf(segments: readonly Segment[], places: readonly SerialPlace[]): readonly string[] {
  const found = segments.flatMap((segment) => {
    const { tag } = segment;
    if (!(places as readonly string[]).includes(tag)) return [];
    if (tag === 'REF') return at(segment, 1) === 'SE' ? [at(segment, 2)] : [];
    if (tag === 'MAN') return itemMarks.includes(at(segment, 1)) ? [at(segment, 2), at(segment, 3)] : [];
    return pairsFrom(segment, tag === 'SLN' ? 9 : 2).flatMap(([kind, value]) =>
      kind === 'SN' ? [value] : [],
    );
  });
  return [...new Set(found.filter((serial) => serial !== ''))];
}

/** Marks of one thing, not of a carton: line item only, shipper assigned, originator assigned, mutually defined. */
const itemMarks: readonly string[] = ['L', 'SM', 'R', 'ZZ'];

function referenceOf(path: readonly Loop[], kinds: readonly string[]): string | null {
  for (const { segments } of path) {
    const found = segments.find((segment) => segment.tag === 'REF' && kinds.includes(at(segment, 1)));
    if (found) return at(found, 2);
    const lin = segments.find(({ tag }) => tag === 'LIN');
    const lot = lin && pairsFrom(lin, 2).find(([kind]) => kind === 'LT');
    if (lot) return lot[1];
  }
  return null;
}

// ---- Elements

export function at({ elements }: Segment, nth: number): string {
  return elements[nth - 1] ?? '';
}

/** Qualifier and value, pair by pair, from an element on. */
function pairsFrom({ elements }: Segment, first: number): [string, string][] {
  const pairs: [string, string][] = [];
  for (let nth = first - 1; nth + 1 < elements.length; nth += 2)
    pairs.push([elements[nth]!, elements[nth + 1]!]);
  return pairs;
}

function namesIn(segment: Segment, first: number): ProductNames {
  const pairs = pairsFrom(segment, first);
  const of = (kinds: readonly string[]) =>
    pairs.flatMap(([kind, value]) => (kinds.includes(kind) ? [value] : []));
  return {
    gtins: of(['UP', 'EN', 'UK', 'UI', 'UA', 'EO', 'U2']),
    skus: of(['SK', 'BP', 'IN', 'CB', 'VP', 'VN', 'MG']),
  };
}

function partyOf(segments: readonly Segment[], kinds: readonly string[]): PartyName | null {
  const found = kinds.flatMap(
    (kind) => segments.find((one) => one.tag === 'N1' && at(one, 1) === kind) ?? [],
  )[0];
  return found ? { name: at(found, 2) || null, id: at(found, 4) || null } : null;
}

function dayOf(segments: readonly Segment[], kinds: readonly string[]): string | null {
  const found = kinds.flatMap(
    (kind) => segments.find((one) => one.tag === 'DTM' && at(one, 1) === kind) ?? [],
  )[0];
  return found ? dateOf(at(found, 2)) : null;
}

/** CCYYMMDD, or YYMMDD of this century. */
function dateOf(text: string): string | null {
  const digits = text.length === 6 ? `20${text}` : text;
  const found = /^(\d{4})(\d\d)(\d\d)$/.exec(digits);
  if (!found) return null;
  const day = `${found[1]}-${found[2]}-${found[3]}`;
  return Number.isNaN(Date.parse(day)) ? null : day;
}

/** `12` and `12.000`; nothing that is no whole number. */
function wholeOf(text: string): number | null {
  const found = /^0*(\d{1,9})(?:\.0*)?$/.exec(text);
  return found && Number(found[1]) > 0 ? Number(found[1]) : null;
}

function isEach(unit: string): boolean {
  return unit === '' || unit === 'EA' || unit === 'UN' || unit === 'PC';
}

/** CTT01 counts HL loops of an 856, and PO1 of an 850. */
function countOf(segments: readonly Segment[], counted: number): SegmentProblem | null {
  const total = segments.find(({ tag }) => tag === 'CTT');
  if (!total || Number(at(total, 1)) === counted) return null;
  return {
    tag: 'CTT',
    position: total.position,
    element: 1,
    sentence: `CTT01 says ${at(total, 1)}, and there are ${counted}.`,
  };
}

function wrong({ tag, position }: Segment, element: number | null, sentence: string) {
  return { problem: { tag, position, element, sentence } };
}

function missing(near: Segment | undefined, tag: string, element: number | null, sentence: string) {
  return { problem: { tag, position: near?.position ?? 1, element, sentence } };
}
