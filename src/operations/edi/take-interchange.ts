import { hash } from 'node:crypto';
import { toGtin14 } from '../../domain/identifiers/check-digits.ts';
import { decimalsOf } from '../../domain/imports/values.ts';
import type { Sites } from '../../domain/sites.ts';
import type { Who } from '../../ledger/acts.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import type { Reference } from '../../ledger/reference.ts';
import type { Clock } from '../../platform/clock.ts';
import { textColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import { acknowledgementOf } from './acknowledge.ts';
import type { EdiReply, EdiTransaction } from './contract.ts';
import * as sql from './queries.ts';
import { type Group, type Interchange, readInterchange, type Transaction } from './read-interchange.ts';
import {
  type NoticeItem,
  type OrderNotice,
  type PartyName,
  type ProductNames,
  readOrder,
  readShipNotice,
  type SegmentProblem,
  type SerialPlace,
  type ShipNotice,
} from './rules.ts';

type Outcome = 'made' | 'replaced' | 'repeated';
type Taken =
  | { readonly number: string; readonly outcome: Outcome }
  | { readonly problem: { readonly code: string; readonly where: string; readonly sentence: string } };

/** An announcement as POST /api/receipts takes it. */
export interface Notice {
  readonly number: string;
  readonly site: string;
  readonly purpose: 'original' | 'replace';
  readonly supplier?: string;
  readonly expectedOn?: string;
  readonly lines: {
    line: number;
    sku: string;
    quantity: number;
    serials: string[];
    lot?: string;
    order?: string;
    orderLine?: number;
  }[];
  readonly cartons: {
    sscc: string;
    inside?: string;
    units: { line: number; serials: string[] }[];
    pieces: { line: number; quantity: number }[];
  }[];
}

/** An order as POST /api/purchase-orders takes it. */
export interface Order {
  readonly number: string;
  readonly site: string;
  readonly supplier: string;
  readonly purpose: 'original' | 'replace';
  readonly orderedOn?: string;
  readonly expectedOn?: string;
  readonly currency?: string;
  readonly lines: { line: number; sku: string; quantity: number; price?: number }[];
}

export interface EdiParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly reference: ReadReference;
  readonly announce: (notice: Notice, who: Who, sites: Sites) => Promise<Taken>;
  readonly order: (order: Order, sites: Sites) => Promise<Taken>;
}

export type Received =
  | EdiReply
  | { readonly problem: { readonly code: 'bad_interchange' | 'already_exists'; readonly sentence: string } };

/**
 * Takes an X12 interchange: each 856 becomes a receipt, each 850 a purchase order, each by itself, and a 997 says what became
 * of them. The same interchange again is answered as before, but for what was refused, which is tried anew.
 */
export async function takeInterchange(
  parts: EdiParts,
  text: string,
  site: string | null,
  who: Who,
  sites: Sites,
): Promise<Received> {
  const read = readInterchange(text);
  if ('wrong' in read) return { problem: { code: 'bad_interchange', sentence: read.wrong } };
  const digest = hash('sha256', text.trim());
  const { rows } = await parts.database.query<sql.InterchangeRow>(sql.selectInterchange, [
    read.sender,
    read.control,
  ]);
  const before = rows[0];
  if (before && before.digest !== digest) {
    const sentence = `${read.sender} has sent another interchange ${read.control} before: control numbers (ISA13) are used once.`;
    return { problem: { code: 'already_exists', sentence } };
  }
  const known = before?.reply as EdiReply | undefined;
  if (known?.transactions.every(({ outcome }) => outcome !== 'refused')) return { ...known, repeated: true };
  const names = await parts.reference();
  const told: EdiTransaction[][] = [];
  for (const group of read.groups) {
    const answers: EdiTransaction[] = [];
    for (const one of group.transactions)
      answers.push(await takeTransaction(parts, { read, group, names, site, who, sites }, one));
    told.push(answers);
  }
  const reply = replyOf(read, told, parts.clock.now());
  const now = parts.clock.now().toISOString();
  await parts.database.query(sql.saveInterchange, [
    read.sender,
    read.control,
    digest,
    now,
    who.id,
    JSON.stringify(reply),
  ]);
  return reply;
}

interface Around {
  readonly read: Interchange;
  readonly group: Group;
  readonly names: Reference;
  /** For transactions that name none of our sites. */
  readonly site: string | null;
  readonly who: Who;
  readonly sites: Sites;
}

async function takeTransaction(
  parts: EdiParts,
  around: Around,
  { set, control, segments }: Transaction,
): Promise<EdiTransaction> {
  const refuse = (
    code: string,
    sentence: string,
    segment: Omit<SegmentProblem, 'sentence'> | null,
  ): EdiTransaction => ({
    set,
    control,
    outcome: 'refused',
    document: null,
    problem: {
      code,
      segment: segment && { tag: segment.tag, position: segment.position, element: segment.element },
      sentence,
    },
  });
  if (set !== '856' && set !== '850')
    return refuse('unknown_document_kind', `Only 856 and 850 are taken, not ${set}.`, {
      tag: 'ST',
      position: 1,
      element: 1,
    });
  const senders = [around.group.sender, around.read.sender];
  const isNotice = set === '856';
  const first = isNotice ? readShipNotice(segments, allPlaces) : readOrder(segments);
  if ('problem' in first) return refuse('bad_interchange', first.problem.sentence, first.problem);
  const partner = await partnerOf(parts.database, first.supplier, isNotice ? senders : []);
  const places = (partner?.serials_in ?? allPlaces) as readonly SerialPlace[];
  const notice = isNotice ? readShipNotice(segments, places) : first;
  if ('problem' in notice) return refuse('bad_interchange', notice.problem.sentence, notice.problem);
  const site = siteOf(notice.shipTo, around);
  if (site === null)
    return refuse('unknown_site', 'N1*ST names none of our sites.', {
      tag: 'N1',
      position: placeOf(segments, 'N1', 'ST'),
      element: 4,
    });
  const supplier = partner?.name ?? first.supplier?.name ?? first.supplier?.id ?? null;
  const ours =
    'items' in notice
      ? noticeOf(notice, site, supplier, around.names)
      : orderOf(notice, site, supplier ?? around.read.sender, around.names);
  if ('unknown' in ours) {
    const { product, position } = ours.unknown;
    const said = [...product.gtins, ...product.skus].join(', ') || 'nothing';
    const tag = isNotice ? 'LIN' : 'PO1';
    return refuse('unknown_product', `None of our products is named ${said}.`, {
      tag,
      position,
      element: null,
    });
  }
  if ('wrong' in ours)
    return refuse('bad_interchange', ours.wrong, { tag: 'PO1', position: ours.position, element: 4 });
  const taken =
    'cartons' in ours
      ? await parts.announce(ours, around.who, around.sites)
      : await parts.order(ours, around.sites);
  if ('problem' in taken) return refuse(taken.problem.code, taken.problem.sentence, null);
  const kind = isNotice ? 'receipt' : 'purchase_order';
  return { set, control, outcome: taken.outcome, document: { kind, number: taken.number }, problem: null };
}

const allPlaces: readonly SerialPlace[] = ['REF', 'MAN', 'SLN', 'LIN'];

async function partnerOf(database: Database, party: PartyName | null, senders: readonly string[]) {
  const said = [party?.id, party?.name, ...senders].filter((name) => typeof name === 'string' && name !== '');
  const { rows } = await database.query<sql.PartnerRow>(sql.selectPartner, [textColumn(said as string[])]);
  return rows[0];
}

/** By the site's code, as N104 or N102 says it, or by its name. */
function siteOf(party: PartyName | null, { names, site }: Around): string | null {
  for (const said of [party?.id, party?.name]) if (said && names.sitesByCode.has(said)) return said;
  const named = party?.name ? [...names.sites.values()].find(({ name }) => name === party.name) : undefined;
  return named?.code ?? site;
}

function placeOf(
  segments: readonly {
    readonly tag: string;
    readonly elements: readonly string[];
    readonly position: number;
  }[],
  tag: string,
  kind: string,
): number {
  return segments.find((one) => one.tag === tag && one.elements[0] === kind)?.position ?? 1;
}

function skuOf({ gtins, skus }: ProductNames, names: Reference): string | undefined {
  const known = skus.find((sku) => names.productsBySku.has(sku));
  if (known !== undefined) return known;
  const holders = gtins.flatMap((gtin) => names.productsByGtin.get(toGtin14(gtin) ?? '') ?? []);
  const products = new Set(holders.map(({ product }) => product));
  return products.size === 1 ? names.products.get([...products][0]!)?.sku : undefined;
}

type Unknown = { readonly unknown: { readonly product: ProductNames; readonly position: number } };

/** Items of one product, order line and lot are one line, in whatever cartons they are. */
function noticeOf(
  said: ShipNotice,
  site: string,
  supplier: string | null,
  names: Reference,
): Notice | Unknown {
  const lines = new Map<string, Notice['lines'][number]>();
  const cartons = new Map(
    said.cartons.map(({ sscc, inside }) => [
      sscc,
      { sscc, ...(inside === null ? {} : { inside }), units: [], pieces: [] } as Notice['cartons'][number],
    ]),
  );
  for (const item of said.items) {
    const sku = skuOf(item.product, names);
    if (sku === undefined) return { unknown: item };
    const line = lineFor(lines, item, sku);
    line.quantity += item.quantity;
    line.serials.push(...(item.sscc === null ? item.serials : []));
    const carton = item.sscc === null ? undefined : cartons.get(item.sscc);
    if (carton && item.serials.length > 0) carton.units.push({ line: line.line, serials: [...item.serials] });
    if (carton && names.productsBySku.get(sku)?.serialized === false)
      carton.pieces.push({ line: line.line, quantity: item.quantity });
  }
  const { number, purpose, expectedOn } = said;
  return {
    number,
    site,
    purpose,
    ...(supplier === null ? {} : { supplier }),
    ...(expectedOn === null ? {} : { expectedOn }),
    lines: [...lines.values()],
    cartons: [...cartons.values()],
  };
}

function lineFor(
  lines: Map<string, Notice['lines'][number]>,
  item: NoticeItem,
  sku: string,
): Notice['lines'][number] {
  const { order, orderLine, lot } = item;
  const key = JSON.stringify([sku, order, orderLine, lot]);
  const known = lines.get(key);
  if (known) return known;
  const line = {
    line: lines.size + 1,
    sku,
    quantity: 0,
    serials: [],
    ...(lot === null ? {} : { lot }),
    ...(order === null ? {} : { order }),
    ...(orderLine === null ? {} : { orderLine }),
  };
  lines.set(key, line);
  return line;
}

function orderOf(
  said: OrderNotice,
  site: string,
  supplier: string,
  names: Reference,
): Order | Unknown | { readonly wrong: string; readonly position: number } {
  const lines: Order['lines'] = [];
  for (const { line, product, quantity, price, position } of said.lines) {
    const sku = skuOf(product, names);
    if (sku === undefined) return { unknown: { product, position } };
    const minor = price === null || said.currency === null ? undefined : minorOf(price, said.currency);
    if (minor === null) return { wrong: `"${price}" is no price in ${said.currency}.`, position };
    lines.push({ line, sku, quantity, ...(minor === undefined ? {} : { price: minor }) });
  }
  const { number, purpose, orderedOn, expectedOn, currency } = said;
  return {
    number,
    site,
    supplier,
    purpose,
    lines,
    ...(orderedOn === null ? {} : { orderedOn }),
    ...(expectedOn === null ? {} : { expectedOn }),
    ...(currency === null ? {} : { currency }),
  };
}

/** X12 writes decimals with a point and no other mark. */
function minorOf(price: string, currency: string): number | null {
  const found = /^(\d{1,12})(?:\.(\d+))?$/.exec(price);
  if (!found || !/^[A-Z]{3}$/.test(currency)) return null;
  const decimals = decimalsOf(currency);
  const fraction = (found[2] ?? '').replace(/0+$/, '');
  return fraction.length > decimals ? null : Number(`${found[1]}${fraction.padEnd(decimals, '0')}`);
}

function replyOf(read: Interchange, told: readonly EdiTransaction[][], now: Date): EdiReply {
  const groups = read.groups.map((group, nth) => ({
    ...group,
    transactions: told[nth]!.map(({ set, control, problem }) => ({
      set,
      control,
      refused: problem === null ? null : (problem.segment ?? { tag: 'ST', position: 1, element: null }),
    })),
  }));
  const { sender, control } = read;
  const acknowledgement = acknowledgementOf({ ...read, groups }, now);
  return { sender, control, repeated: false, transactions: told.flat(), acknowledgement };
}
