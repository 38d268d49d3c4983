import { isGs1Valid } from '../../../domain/identifiers/check-digits.ts';

/** A line as it was announced, its product found in the catalog and its ranges read. */
export interface SaidLine {
  readonly line: number;
  readonly product: number;
  readonly sku: string;
  readonly serialized: boolean;
  readonly quantity: number | null;
  readonly serials: readonly string[];
  readonly lot: string | null;
  readonly order: string | null;
  readonly orderLine: number | null;
}

export interface SaidCarton {
  readonly sscc: string;
  readonly inside: string | null;
  readonly units: readonly { readonly line: number; readonly serials: readonly string[] }[];
  readonly pieces: readonly { readonly line: number; readonly quantity: number }[];
}

export interface AnnouncedUnit {
  readonly line: number;
  readonly product: number;
  readonly sku: string;
  readonly serial: string;
  readonly lot: string | null;
  /** The carton that it comes in. */
  readonly sscc: string | null;
  /** Where it was said, as a path into the request. */
  readonly where: string;
}

/** What an announcement comes to. */
export interface Announcement {
  readonly lines: readonly (SaidLine & { readonly quantity: number; readonly unnamed: number })[];
  readonly units: readonly AnnouncedUnit[];
  readonly cartons: readonly { readonly sscc: string; readonly inside: string | null }[];
  readonly cartonPieces: readonly {
    readonly sscc: string;
    readonly line: number;
    readonly product: number;
    readonly quantity: number;
  }[];
  /** Units whose serials nobody told, and pieces of products without serials. */
  readonly unnamed: number;
  readonly pieces: number;
}

export type AnnouncementCode =
  | 'duplicate_line'
  | 'no_serials'
  | 'bad_serials'
  | 'bad_carton'
  | 'bad_announcement'
  | 'too_many_units';

export interface AnnouncementProblem {
  readonly code: AnnouncementCode;
  readonly where: string;
  readonly sentence: string;
}

/**
 * Puts lines and cartons together. A serial may be told by its line, by its carton, or by both; everything else that
 * stands twice, is in two cartons, or does not add up is a problem that names where.
 */
export function announcementOf(
  said: readonly SaidLine[],
  cartons: readonly SaidCarton[],
  unitsMax: number,
): Announcement | { readonly problem: AnnouncementProblem } {
  const lines = new Map<number, SaidLine>();
  const units = new Map<string, AnnouncedUnit>();
  for (const [at, line] of said.entries()) {
    if (lines.has(line.line))
      return no('duplicate_line', `lines[${at}].line`, `There are two lines ${line.line}.`);
    lines.set(line.line, line);
    const where = `lines[${at}].serials`;
    if (!line.serialized && line.serials.length > 0)
      return no('no_serials', where, `${line.sku} has no serial numbers: say how many.`);
    for (const serial of line.serials) {
      const wrong = addUnit(units, unitOf(line, serial, null, where));
      if (wrong) return wrong;
    }
  }
  const packed = packCartons(cartons, lines, units);
  if ('problem' in packed) return packed;
  if (units.size > unitsMax)
    return no(
      'too_many_units',
      'lines',
      `One announcement names at most ${unitsMax} units by their serials.`,
    );
  const summed = sumLines(said, [...units.values()], packed);
  if ('problem' in summed) return summed;
  const sum = (isOf: (line: Summed) => boolean, of: (line: Summed) => number) =>
    summed.lines.filter(isOf).reduce((total, line) => total + of(line), 0);
  return {
    lines: summed.lines,
    units: [...units.values()],
    cartons: cartons.map(({ sscc, inside }) => ({ sscc, inside })),
    cartonPieces: packed,
    unnamed: sum(
      ({ serialized }) => serialized,
      ({ unnamed }) => unnamed,
    ),
    pieces: sum(
      ({ serialized }) => !serialized,
      ({ quantity }) => quantity,
    ),
  };
}

type Summed = Announcement['lines'][number];

function unitOf(line: SaidLine, serial: string, sscc: string | null, where: string): AnnouncedUnit {
  const { product, sku, lot } = line;
  return { line: line.line, product, sku, serial, lot, sscc, where };
}

function keyOf({ product, serial }: AnnouncedUnit): string {
  return `${product}/${serial}`;
}

function addUnit(units: Map<string, AnnouncedUnit>, unit: AnnouncedUnit) {
  const known = units.get(keyOf(unit));
  if (!known) {
    units.set(keyOf(unit), unit);
    return null;
  }
  const isSame = known.line === unit.line && known.sscc === null && unit.sscc !== null;
  if (!isSame) return no('bad_serials', unit.where, `The serial "${unit.serial}" stands twice.`);
  units.set(keyOf(unit), { ...known, sscc: unit.sscc });
  return null;
}

function packCartons(
  cartons: readonly SaidCarton[],
  lines: ReadonlyMap<number, SaidLine>,
  units: Map<string, AnnouncedUnit>,
): Announcement['cartonPieces'] | { readonly problem: AnnouncementProblem } {
  const wrong = cartonNumbers(cartons);
  if (wrong) return wrong;
  const pieces: Announcement['cartonPieces'][number][] = [];
  for (const [at, carton] of cartons.entries()) {
    for (const [nth, { line: number, serials }] of carton.units.entries()) {
      const where = `cartons[${at}].units[${nth}]`;
      const line = lines.get(number);
      if (!line) return no('bad_carton', `${where}.line`, `There is no line ${number}.`);
      if (!line.serialized)
        return no('no_serials', `${where}.line`, `${line.sku} has no serial numbers: say how many.`);
      for (const serial of serials) {
        const twice = addUnit(units, unitOf(line, serial, carton.sscc, `${where}.serials`));
        if (twice) return twice;
      }
    }
    for (const [nth, { line: number, quantity }] of carton.pieces.entries()) {
      const where = `cartons[${at}].pieces[${nth}].line`;
      const line = lines.get(number);
      if (!line) return no('bad_carton', where, `There is no line ${number}.`);
      if (line.serialized)
        return no('bad_carton', where, `Units of ${line.sku} have serials: name them, or say only how many.`);
      pieces.push({ sscc: carton.sscc, line: number, product: line.product, quantity });
    }
  }
  return pieces;
}

/** Each SSCC is a right one, once; what stands inside another stands in one that is announced, and not in itself. */
function cartonNumbers(cartons: readonly SaidCarton[]) {
  const inside = new Map<string, string | null>();
  for (const [at, { sscc, inside: outer }] of cartons.entries()) {
    const where = `cartons[${at}].sscc`;
    if (!isGs1Valid(sscc))
      return no('bad_carton', where, `${sscc} cannot be an SSCC: its check digit is wrong.`);
    if (inside.has(sscc)) return no('bad_carton', where, `The carton ${sscc} stands twice.`);
    inside.set(sscc, outer);
  }
  for (const [at, { sscc, inside: outer }] of cartons.entries()) {
    const where = `cartons[${at}].inside`;
    if (outer !== null && !inside.has(outer))
      return no('bad_carton', where, `There is no carton ${outer} here.`);
    const seen = new Set([sscc]);
    for (let next = outer; next; next = inside.get(next) ?? null) {
      if (seen.has(next)) return no('bad_carton', where, `The carton ${sscc} would stand inside itself.`);
      seen.add(next);
    }
  }
  return null;
}

function sumLines(
  said: readonly SaidLine[],
  units: readonly AnnouncedUnit[],
  pieces: Announcement['cartonPieces'],
): { readonly lines: Summed[] } | { readonly problem: AnnouncementProblem } {
  const named = new Map<number, number>();
  for (const { line } of units) named.set(line, (named.get(line) ?? 0) + 1);
  for (const { line, quantity } of pieces) named.set(line, (named.get(line) ?? 0) + quantity);
  const lines: Summed[] = [];
  for (const [at, line] of said.entries()) {
    const known = named.get(line.line) ?? 0;
    const quantity = line.quantity ?? known;
    const where = `lines[${at}].quantity`;
    if (quantity === 0) return no('bad_announcement', where, `Line ${line.line} announces nothing.`);
    if (quantity < known)
      return no('bad_announcement', where, `Line ${line.line} says ${quantity}, and ${known} are named.`);
    lines.push({ ...line, quantity, unnamed: line.serialized ? quantity - known : 0 });
  }
  return { lines };
}

// ---- Orders

/** A line of a purchase order, with what other receipts have announced of it. */
export interface OrderedLine {
  readonly order: string;
  readonly line: number;
  readonly product: number;
  readonly quantity: number;
  readonly announced: number;
}

/** Why lines do not fit the orders that they answer; `partial` false: each has to bring all that is open. */
export function orderProblem(
  lines: Announcement['lines'],
  ordered: readonly OrderedLine[],
  partial: boolean,
): {
  readonly code: 'unknown_purchase_order' | 'bad_announcement' | 'partial_delivery';
  readonly where: string;
  readonly sentence: string;
} | null {
  for (const [at, line] of lines.entries()) {
    if (line.order === null) continue;
    const where = `lines[${at}].orderLine`;
    const name = `the purchase order ${line.order}`;
    const of = ordered.filter(({ order }) => order === line.order);
    if (of.length === 0)
      return {
        code: 'unknown_purchase_order',
        where: `lines[${at}].order`,
        sentence: `There is no purchase order ${line.order}.`,
      };
    if (line.orderLine === null) continue;
    const asked = of.find((one) => one.line === line.orderLine);
    if (!asked)
      return { code: 'bad_announcement', where, sentence: `There is no line ${line.orderLine} on ${name}.` };
    if (asked.product !== line.product)
      return {
        code: 'bad_announcement',
        where,
        sentence: `Line ${line.orderLine} of ${name} is another product.`,
      };
    const open = asked.quantity - asked.announced;
    if (!partial && line.quantity < open)
      return {
        code: 'partial_delivery',
        where,
        sentence: `Line ${line.orderLine} of ${name} still needs ${open}: they come together.`,
      };
  }
  return null;
}

function no(code: AnnouncementCode, where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
