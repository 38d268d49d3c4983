import type { IdentifierKind } from '../domain/facts.ts';
import { holdersOn } from '../domain/gtin-periods.ts';
import type { Understood } from '../domain/identifiers/read-scan.ts';
import { moves } from '../domain/lifecycle.ts';
import { kindOfNumber, serialAmong } from '../domain/new-serial.ts';
import type { Demand } from '../domain/policy.ts';
import { type Refusal, refuse } from '../domain/refusals.ts';
import { isJunk, isJunkNumber } from '../domain/renumbering.ts';
import { blankUnit } from '../domain/unit.ts';
import type { Act, ReadCode, Scan } from './acts.ts';
import { type Agreement, agreeOn, kindNamed, type NamedGroup } from './agreement.ts';
import { demandOfAct } from './applied-policy.ts';
import { bucketOf, unitId } from './bucket.ts';
import { identifierCodes } from './codes.ts';
import { documentKey } from './documents.ts';
import type { IdentifierRow } from './queries.ts';
import type { Product, Reference } from './reference.ts';
import { type HeldUnit, pushUndoable, setUndoable, type Work } from './work.ts';

/** What a scan turned out to name. */
export type Named =
  | { readonly unit: HeldUnit; readonly numbers: readonly string[]; readonly box?: Agreement['box'] }
  | { readonly plain: Product }
  | { readonly ambiguous: readonly HeldUnit[] }
  | { readonly refused: Refusal };

/** Everything the codes of a scan say, before it is weighed. */
interface Findings {
  /** For each code that names known units, those units. */
  readonly groups: NamedGroup[];
  /** Products named beside the serial, those too that a GTIN once stood for; null: none named. */
  products: Set<number> | null;
  /** Those among them that the codes name today: only of these a new unit may be. */
  current: Set<number>;
  bySku: boolean;
  /** Numbers that no unit has yet, the likeliest serial first; each once, however often it was scanned. */
  readonly fresh: Set<string>;
  /** Serials that name known units, as they were scanned: not always what those units are called now. */
  readonly knownSerials: string[];
  /** Further numbers for the unit, `kind:value`. */
  readonly numbers: Set<string>;
  refused: Refusal | null;
  /** A GTIN that stands for no product today. */
  outdated: string | null;
  /** What a code was that is no unit: a bin, a document, a carton. */
  notUnit: string | null;
}

/**
 * Which unit a scan names. Several codes are of one thing: they must agree. A bare serial that two products share
 * is `ambiguous` unless another code or the document decides. A serial nobody knows becomes a unit in memory; whether
 * it may stay is for the rules to say.
 */
export function identify(scan: Scan, act: Act, work: Work): Named {
  const found = readAll(scan, act, work);
  if (found.refused) return { refused: found.refused };
  const { groups, products, fresh } = found;
  if (groups.length > 0) {
    const { units: agreeing, box } = agreeOn(groups);
    if (agreeing.length === 0) return { refused: refuse('codes_disagree') };
    const matching = products ? ofProducts(agreeing, products, found.current) : agreeing;
    if (matching.length === 0) return otherProduct(agreeing, scan, act, work, found);
    const decided = matching.length === 1 ? matching : byDocument(matching, act, work);
    if (decided.length > 1) return { ambiguous: decided };
    const [held] = decided as [HeldUnit];
    const numbers = newNumbers(found, fresh, work.reference.products.get(held.unit.product));
    return box ? { unit: held, numbers, box } : { unit: held, numbers };
  }
  return unknown(scan, act, work, found);
}

function readAll(scan: Scan, act: Act, work: Work): Findings {
  const found: Findings = {
    groups: [],
    products: null,
    current: new Set(),
    bySku: false,
    fresh: new Set(),
    knownSerials: [],
    numbers: new Set(),
    refused: null,
    outdated: null,
    notUnit: null,
  };
  const sku = scan.details?.sku;
  // There it is the product that the unit is to become.
  if (typeof sku === 'string' && act.move !== 'change_product')
    nameProduct(found, sku, skuHolders(work.reference, sku));
  for (const code of scan.codes) readOne(code, found, { work, site: act.site });
  return found;
}

/** Of the units that all codes name, those of the products named with them; where a GTIN has passed on, today's first. */
function ofProducts(
  units: readonly HeldUnit[],
  products: ReadonlySet<number>,
  current: ReadonlySet<number>,
): readonly HeldUnit[] {
  const now = units.filter((held) => current.has(held.unit.product));
  return now.length > 0 ? now : units.filter((held) => products.has(held.unit.product));
}

/** Products that a code stands for: ever, and today. */
interface Holders {
  readonly ever: readonly number[];
  readonly today: readonly number[];
  /** Named by its SKU: then a GTIN that it had once agrees with that. */
  readonly bySku?: true;
}

function nameProduct(found: Findings, said: string, { ever, today, bySku }: Holders): void {
  if (ever.length === 0) {
    found.refused ??= refuse('unknown_product', { product: said });
    return;
  }
  const before = found.products;
  const alsoNamed = (ids: readonly number[], among: ReadonlySet<number>) =>
    new Set(before ? ids.filter((id) => among.has(id)) : ids);
  found.products = alsoNamed(ever, before ?? new Set());
  found.bySku ||= bySku === true;
  found.current = found.bySku ? found.products : alsoNamed(today, found.current);
  if (found.products.size === 0) found.refused ??= refuse('codes_disagree');
  found.outdated = found.current.size > 0 ? null : (found.outdated ?? said);
}

/** What a code is read with: a GTIN stands for the product that has it on the day at the site. */
interface Reader {
  readonly work: Work;
  readonly site: number;
}

function readOne(code: ReadCode, found: Findings, reader: Reader): void {
  if ('unreadable' in code) {
    found.refused ??= refuse('unreadable_code', { reason: code.unreadable, code: code.text.slice(0, 64) });
    return;
  }
  for (const reading of code.understood) if (readAsKnown(reading, found, reader)) return;
  const first = code.understood[0]!;
  const asSerial = code.understood.find((reading) => reading.as === 'serial');
  if (first.as === 'unit') found.refused ??= refuse('unknown_unit', { serial: code.text });
  else if (first.as === 'imei' && found.fresh.size + found.groups.length > 0)
    found.numbers.add(`imei:${first.imei}`);
  else if (asSerial) {
    if (asSerial.gtin !== undefined) nameProduct(found, asSerial.gtin, gtinHolders(asSerial.gtin, reader));
    if (first.as === 'ean' && asSerial.gtin === undefined && found.products === null) found.notUnit = 'ean';
    found.fresh.add(asSerial.serial);
  } else if (first.as === 'ean') nameProduct(found, first.gtin, nobody);
  else found.notUnit = first.as;
}

/** Whether this reading names something we know; the first reading that does is the right one. */
function readAsKnown(reading: Understood, found: Findings, reader: Reader): boolean {
  const { work } = reader;
  switch (reading.as) {
    case 'unit': {
      const held = work.units.get(reading.id);
      if (held) found.groups.push({ units: [held], by: 'other', number: `UNIT:${reading.id}` });
      return held !== undefined;
    }
    case 'ean': {
      const holders = gtinHolders(reading.gtin, reader);
      if (holders.ever.length > 0) nameProduct(found, reading.gtin, holders);
      return holders.ever.length > 0;
    }
    case 'imei':
      return pushUnits(found, reading.imei, work);
    case 'epc':
      return pushUnits(found, reading.epc, work);
    case 'serial': {
      if (reading.gtin === undefined) {
        if (pushSerial(found, reading.serial, work)) return true;
        const holders = skuHolders(work.reference, reading.serial);
        if (holders.ever.length > 0) nameProduct(found, reading.serial, holders);
        return holders.ever.length > 0;
      }
      const holders = gtinHolders(reading.gtin, reader);
      if (holders.ever.length === 0) return false;
      nameProduct(found, reading.gtin, holders);
      if (!pushSerial(found, reading.serial, work)) found.fresh.add(reading.serial);
      return true;
    }
    default:
      return false;
  }
}

function pushUnits(found: Findings, number: string, work: Work): boolean {
  const units = unitsNamed(number, work);
  if (units.length === 0) return false;
  found.groups.push({ units, by: kindNamed(number, work.identifiers.get(number) ?? []), number });
  return true;
}

function pushSerial(found: Findings, serial: string, work: Work): boolean {
  const known = pushUnits(found, serial, work);
  if (known) found.knownSerials.push(serial);
  return known;
}

const nobody: Holders = { ever: [], today: [] };

function skuHolders(reference: Reference, sku: string): Holders {
  const product = reference.productsBySku.get(sku);
  return product ? { ever: [product.id], today: [product.id], bySku: true } : nobody;
}

function gtinHolders(gtin: string, { work, site }: Reader): Holders {
  const holders = work.reference.productsByGtin.get(gtin);
  if (!holders) return nobody;
  const ever = holders.map(({ product }) => product);
  const isDated = holders.some(({ from, to }) => from !== null || to !== null);
  if (!isDated) return { ever, today: ever };
  return { ever, today: holdersOn(holders, work.day(site)).map(({ product }) => product) };
}

/** Units that a number names now; where none does any more, those it used to name: an old number still answers. */
function unitsNamed(value: string, work: Work): HeldUnit[] {
  const rows = work.identifiers.get(value) ?? [];
  const current = rows.filter((row) => row.ended === 0);
  const ids = new Set((current.length > 0 ? current : rows).map((row) => row.unit_id));
  return [...ids].flatMap((id) => work.units.get(id) ?? []);
}

function byDocument(units: readonly HeldUnit[], act: Act, work: Work): readonly HeldUnit[] {
  if (!act.document) return units;
  const document = work.documents.get(documentKey(act.document.kind, act.document.number));
  const listed = units.filter((held) => document?.members.has(held.id));
  return listed.length === 1 ? listed : units;
}

/** Numbers that are new on a unit of the product, with what they are. */
function newNumbers(found: Findings, fresh: Iterable<string>, product: Product | undefined): string[] {
  const kind = (value: string) => (product ? kindOfNumber(product, value) : 'maker_serial');
  const written = Array.from(fresh).filter((value) => !isJunkNumber(value));
  return [...new Set([...found.numbers, ...written.map((value) => `${kind(value)}:${value}`)])];
}

/** The serial is known, but under another product than was scanned with it: another unit, where one may begin. */
function otherProduct(
  agreeing: readonly HeldUnit[],
  scan: Scan,
  act: Act,
  work: Work,
  found: Findings,
): Named {
  const [serial] = found.knownSerials;
  const known = serial === undefined ? [] : unitsNamed(serial, work);
  // The serial is a unit of this product, and a further code says otherwise.
  if (known.some((held) => found.products?.has(held.unit.product)))
    return { refused: refuse('codes_disagree') };
  if (serial !== undefined && moves[act.move].from.includes('none') && found.current.size === 1)
    return unknown(scan, act, work, { ...found, groups: [], fresh: new Set([serial, ...found.fresh]) });
  const [{ unit }] = agreeing as [HeldUnit];
  const product = work.reference.products.get(unit.product);
  const facts = { product: product?.name ?? '', serial: serial ?? unit.serial };
  return { refused: refuse('serial_of_another_product', facts) };
}

function unknown(scan: Scan, act: Act, work: Work, found: Findings): Named {
  if (found.outdated !== null) return { refused: refuse('gtin_out_of_date', { product: found.outdated }) };
  const product = onlyProduct(found, work.reference);
  if (product && !product.serialized) return { plain: product };
  // What stands beside a good number and is none is passed over.
  const written = [...found.fresh].filter((number) => !isJunk(product, number));
  const fresh = written.length > 0 ? written : [...found.fresh];
  const serial = product ? serialAmong(product, fresh) : fresh[0];
  // Whoever imports a file is asked about odd serials there, and may have said that they are meant.
  if (serial !== undefined && scan.evidence !== 'imported' && isJunk(product, serial))
    return { refused: refuse('junk_serial', { serial }) };
  if (serial === undefined) {
    if (product) return { refused: serialNeeded(product, demandOfAct(product, scan, act, work)) };
    return { refused: refuse('code_not_a_unit', { understood: found.notUnit ?? 'empty' }) };
  }
  if (!product) {
    if (found.notUnit === 'ean') return { refused: refuse('unknown_product', { product: serial }) };
    const mayBegin = moves[act.move].from.includes('none') || moves[act.move].kind === 'observation';
    return { refused: refuse(mayBegin ? 'product_needed' : 'unknown_unit', { serial }) };
  }
  const numbers = newNumbers(
    found,
    fresh.filter((number) => number !== serial),
    product,
  );
  const unit = makeUnit(product, serial, work);
  return { unit, numbers: scan.codes.length > 1 ? numbers : [] };
}

/** With where the label is, so that nobody has to look for it, and whether it may be passed over here. */
function serialNeeded({ name, serialAt, serialPicture }: Product, demand: Demand | null): Refusal {
  return refuse('serial_needed', {
    product: name,
    ...(serialAt === null ? {} : { where: serialAt }),
    ...(serialPicture === null ? {} : { picture: serialPicture }),
    ...(demand === 'asked' || demand === 'off' ? { policy: demand } : {}),
  });
}

function onlyProduct(found: Findings, reference: Reference): Product | undefined {
  if (found.current.size !== 1) return undefined;
  const [id] = found.current;
  return reference.products.get(id!);
}

/** A unit in memory for a number not yet known. It is written only if an act records something about it. */
function makeUnit(product: Product, serial: string, work: Work): HeldUnit {
  const key = `${product.id}/${serial}`;
  const already = work.made.get(key);
  if (already) return already;
  const bucket = bucketOf(`${product.sku}|${serial}`);
  const id = unitId(work.ids.unit(), bucket);
  const held: HeldUnit = {
    id,
    bucket,
    row: null,
    before: null,
    unit: blankUnit(product.id, serial),
    seq: 0,
    lastAt: work.now,
    lastMove: null,
    lastSpot: 0,
    events: [],
    past: [],
  };
  setUndoable(work, work.made, key, held);
  return held;
}

/** Makes a number find the unit, in this group at once and in the ledger when it is written. */
export function addIdentifier(
  work: Work,
  held: HeldUnit,
  kind: IdentifierKind,
  value: string,
  seq: number,
  product = identifierProduct(kind, held.unit.product),
): void {
  const row: IdentifierRow = {
    value,
    product_id: product,
    ended: 0,
    unit_id: held.id,
    unit_bucket: held.bucket,
    kind: identifierCodes.toCode(kind),
    since_seq: seq,
  };
  pushUndoable(work, work.newIdentifiers, { value, kind, product, unit: held, since: seq });
  setUndoable(work, work.identifiers, value, [...(work.identifiers.get(value) ?? []), row]);
  setUndoable(work, work.units, held.id, held);
}

/** An IMEI, MAC or EPC is unique by itself; the other numbers only within their product. */
export function identifierProduct(kind: IdentifierKind, product: number): number {
  return kind === 'imei' || kind === 'mac' || kind === 'epc' ? 0 : product;
}

/** The number no longer names the unit; it goes on answering for it until another unit takes the number. */
export function endIdentifier(work: Work, held: HeldUnit, value: string, product: number, seq: number): void {
  pushUndoable(work, work.endedIdentifiers, { value, product, unit: held, until: seq });
  const rows = (work.identifiers.get(value) ?? []).map((row) =>
    row.unit_id === held.id && row.product_id === product ? { ...row, ended: held.id } : row,
  );
  setUndoable(work, work.identifiers, value, rows);
}

/** Whether a number of a product already names another unit. */
export function isTaken(work: Work, value: string, product: number, held: HeldUnit): boolean {
  const rows = work.identifiers.get(value) ?? [];
  return rows.some((row) => row.ended === 0 && row.product_id === product && row.unit_id !== held.id);
}
