import { readScan, type Understood } from '../../../src/domain/identifiers/read-scan.ts';

/** Codes that the camera sees at once: those of one thing, or several things of which somebody has to say which. */
export type InView =
  | { readonly is: 'nothing' }
  | { readonly is: 'one'; readonly codes: readonly string[] }
  | { readonly is: 'several'; readonly things: readonly (readonly string[])[] };

/** A phone has two IMEIs, and no thing has more. */
const imeisMax = 2;

interface Code {
  readonly text: string;
  readonly reading: Understood;
}

/**
 * What codes seen together are. A box carries its product's code, one serial and perhaps two IMEIs: they go as one scan.
 * Two serials, two products, or a code that is a thing of its own (a carton, a document, a spot) are several things. What
 * cannot be read, such as a web address on a box, counts only where there is nothing else.
 */
export function inView(texts: readonly string[]): InView {
  const different = [...new Set(texts)];
  const codes = different.flatMap(codeOf);
  if (codes.length === 0)
    return different.length === 0 ? { is: 'nothing' } : oneOrMore(different.map((text) => [text]));
  const alone = codes.filter(({ reading }) => isAlone(reading));
  if (alone.length > 0) return oneOrMore(codes.map(({ text }) => [text]));
  const products = new Set(codes.flatMap(({ reading }) => gtinOf(reading) ?? []));
  const serials = new Set(codes.flatMap(({ reading }) => (reading.as === 'serial' ? [reading.serial] : [])));
  const imeis = new Set(codes.flatMap(({ reading }) => (reading.as === 'imei' ? [reading.imei] : [])));
  if (products.size <= 1 && serials.size <= 1 && imeis.size <= imeisMax)
    return { is: 'one', codes: inOrder(codes) };
  return oneOrMore(thingsIn(codes, products.size));
}

function codeOf(text: string): readonly Code[] {
  const read = readScan(text);
  return 'error' in read ? [] : [{ text, reading: read.understood[0]! }];
}

function isAlone({ as }: Understood): boolean {
  return as === 'sscc' || as === 'document' || as === 'bin' || as === 'unit';
}

function gtinOf(reading: Understood): string | undefined {
  return 'gtin' in reading ? reading.gtin : undefined;
}

/** The product first, as one scans by hand; what another code says already is left out. */
function inOrder(codes: readonly Code[]): readonly string[] {
  const whole = codes.find(({ reading }) => reading.as === 'serial' && reading.gtin !== undefined);
  const rest = codes.filter((code) => {
    const isSaid = whole !== undefined && (code.reading.as === 'ean' || code.reading.as === 'serial');
    return code === whole || !isSaid;
  });
  return [...rest].sort((a, b) => rank(a.reading) - rank(b.reading)).map(({ text }) => text);
}

function rank({ as }: Understood): number {
  return as === 'ean' ? 0 : as === 'serial' ? 1 : 2;
}

/** Each number that names one unit is a choice, with the product's code where there is only one product. */
function thingsIn(codes: readonly Code[], products: number): readonly (readonly string[])[] {
  const ean = codes.find(({ reading }) => reading.as === 'ean');
  const named = codes.filter(({ reading }) => reading.as !== 'ean');
  if (named.length === 0) return codes.map(({ text }) => [text]);
  return named.map(({ text, reading }) =>
    ean && products === 1 && gtinOf(reading) === undefined ? [ean.text, text] : [text],
  );
}

function oneOrMore(things: readonly (readonly string[])[]): InView {
  return things.length === 1 ? { is: 'one', codes: things[0]! } : { is: 'several', things };
}
