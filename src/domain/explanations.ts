import type { IdentifierKind, Status } from './facts.ts';
import type { MisreadingKind } from './identifiers/misreadings.ts';

/**
 * Why a code may name nothing, as one would think of it at the counter. known: it does name a unit · other_product: the same
 * serial, but of another product than was said · former_number: a number that has ended · written_otherwise: other case,
 * blanks or dashes · product_code: a product's barcode or SKU, not a unit's · from label_prefix to replaced: one misreading
 * away (see identifiers/misreadings.ts) · contains, part_of: the label says more, or less, than what is known · neighbours:
 * between two serials that came together · wrong_check_digit: whatever it is, it was misread · seen_before: it was scanned
 * before, and named nothing then either.
 */
export const explanationKinds = [
  'known',
  'product_code',
  'other_product',
  'former_number',
  'written_otherwise',
  'label_prefix',
  'lookalike',
  'check_digit',
  'swapped',
  'doubled',
  'leading_zeros',
  'dropped',
  'added',
  'replaced',
  'contains',
  'part_of',
  'neighbours',
  'wrong_check_digit',
  'seen_before',
] as const;
export type ExplanationKind = (typeof explanationKinds)[number];

/** A known number that the code may have meant. */
export interface NearNumber {
  readonly unit: number;
  /** The unit's product. */
  readonly product: ProductName;
  readonly status: Status;
  /** The number as it is kept, and what kind it is. */
  readonly number: string;
  readonly kind: IdentifierKind;
  /** False: it has ended. */
  readonly current: boolean;
  readonly how: MisreadingKind | 'contains' | 'part_of';
  /** How many characters differ. */
  readonly differing: number;
  /** The first document of the unit's life: what announced it. */
  readonly document: DocumentName | null;
}

/** Two known serials of one product, right before and right behind the code, that came on one document. */
export interface Neighbours {
  readonly unit: number;
  readonly product: ProductName;
  readonly below: string;
  readonly above: string;
  readonly document: DocumentName;
}

export interface ProductName {
  readonly id: number;
  readonly sku: string;
  readonly name: string;
  /** Where its serial stands: "under the battery". */
  readonly serialAt: string | null;
}

interface DocumentName {
  readonly kind: string;
  readonly number: string;
}

/** What is known around a code. */
export interface Clues {
  readonly code: string;
  /** The product that it was said to be. */
  readonly product: ProductName | null;
  readonly numbers: readonly NearNumber[];
  readonly neighbours: readonly Neighbours[];
  /** Products whose barcode or SKU it is, or would be with one digit changed. */
  readonly products: readonly { readonly product: ProductName; readonly misread: boolean }[];
  /** The digits are as many as an IMEI or a barcode has, but the check digit does not fit. */
  readonly checkDigitOf: 'IMEI' | 'barcode' | null;
  /** Where it was scanned before in vain; `site` is the site's code. */
  readonly seen: readonly { readonly site: string; readonly times: number; readonly lastAt: string }[];
}

export interface Explanation {
  readonly kind: ExplanationKind;
  readonly sentence: string;
  readonly unit: number | null;
  readonly number: string | null;
  readonly product: ProductName | null;
  readonly document: DocumentName | null;
}

/**
 * Explanations, the likeliest first; each unit is meant once. What people and scanners commonly do stands before what they could have
 * done; a unit that is announced and has not come, or is of the product that was said, before others.
 */
export function explain(clues: Clues, most: number): Explanation[] {
  const weighed = [
    ...clues.products.map(byProduct),
    ...clues.numbers.map((number) => byNumber(number, clues)),
    ...clues.neighbours.map(byNeighbours),
    ...byCheckDigit(clues),
    ...clues.seen.map(bySeen),
  ].sort((a, b) => a.cost - b.cost || order(a.says, b.says));
  const units = new Set<number>();
  const found: Explanation[] = [];
  for (const { says } of weighed) {
    // A neighbour is not what was meant: it may well be, besides.
    const meant = says.kind === 'neighbours' ? null : says.unit;
    if (meant !== null && units.has(meant)) continue;
    if (meant !== null) units.add(meant);
    found.push(says);
  }
  return found.slice(0, most);
}

/** How far each is from likely: small is likely. What lies between two is settled by what else is known of the unit. */
const costs: Readonly<Record<ExplanationKind, number>> = {
  known: 0,
  product_code: 0.1,
  other_product: 0.2,
  former_number: 0.3,
  written_otherwise: 0.4,
  label_prefix: 0.6,
  lookalike: 1,
  check_digit: 1,
  swapped: 2,
  doubled: 2,
  leading_zeros: 2,
  dropped: 3,
  added: 3,
  contains: 3.2,
  replaced: 3.5,
  part_of: 4,
  neighbours: 6,
  wrong_check_digit: 7,
  seen_before: 8,
};

interface Weighed {
  readonly cost: number;
  readonly says: Explanation;
}

function byNumber(near: NearNumber, { code, product }: Clues): Weighed {
  const kind = kindOf(near, code, product);
  const isSaid = product?.id === near.product.id;
  const isOther = product !== null && !isSaid && kind !== 'other_product';
  const cost =
    costs[kind] +
    (kind === 'lookalike' ? 0.3 * (near.differing - 1) : 0) +
    (near.status === 'expected' ? -0.6 : 0) +
    (near.status === 'retired' || near.status === 'none' ? 0.5 : 0) +
    (near.current ? 0 : 0.4) +
    (isSaid ? -0.5 : 0) +
    (isOther ? 1.5 : 0);
  const { unit, number, document } = near;
  return {
    cost,
    says: { kind, sentence: sentenceOf(kind, near), unit, number, product: near.product, document },
  };
}

function kindOf(near: NearNumber, code: string, product: ProductName | null): ExplanationKind {
  if (near.how !== 'same') return near.how;
  if (near.number !== code) return 'written_otherwise';
  if (!near.current) return 'former_number';
  return product !== null && product.id !== near.product.id ? 'other_product' : 'known';
}

function sentenceOf(kind: ExplanationKind, near: NearNumber): string {
  const { number, product, document } = near;
  const named = `${number} (${product.name})`;
  const announced =
    near.status === 'expected' && document !== null
      ? ` It is announced on ${document.kind} ${document.number} and has not come yet.`
      : '';
  const why = whyNear[kind];
  return `${why === undefined ? `${named} is known.` : why.replace('{number}', named)}${announced}`;
}

const whyNear: Readonly<Partial<Record<ExplanationKind, string>>> = {
  known: '{number} is known here.',
  other_product: '{number} is known with this serial, as another product than was said.',
  former_number: '{number} had this number once.',
  written_otherwise: '{number} is the same but for case, blanks or dashes.',
  label_prefix: '{number} is known: the label’s “S/N” was read along.',
  lookalike:
    '{number} differs only in characters that look alike (0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B).',
  check_digit: '{number} is known: the check digit is missing here, or another.',
  swapped: '{number} is known: two neighbouring characters have changed places.',
  doubled: '{number} is known: a character was read twice.',
  leading_zeros: '{number} is known without the zeros in front.',
  dropped: '{number} is known: a character is missing here.',
  added: '{number} is known: there is a character too many here.',
  replaced: '{number} is known: one character is another.',
  contains: '{number} stands inside what was read.',
  part_of: '{number} holds what was read: part of it may be missing.',
};

function byProduct({ product, misread }: Clues['products'][number]): Weighed {
  const next = `Scan the serial number${product.serialAt === null ? '' : ` (${product.serialAt})`}.`;
  const sentence = misread
    ? `With one digit changed this is the barcode of ${product.name}: it names the product, not the unit. ${next}`
    : `This names the product ${product.name}, not the unit. ${next}`;
  const says = { kind: 'product_code', sentence, unit: null, number: null, product, document: null } as const;
  return { cost: costs.product_code + (misread ? 2 : 0), says };
}

function byNeighbours({ unit, product, below, above, document }: Neighbours): Weighed {
  const sentence = `It lies between ${below} and ${above} (${product.name}), which came on ${document.kind} ${document.number}: it may have come with them unseen.`;
  return {
    cost: costs.neighbours,
    says: { kind: 'neighbours', sentence, unit, number: null, product, document },
  };
}

function byCheckDigit({ checkDigitOf }: Clues): Weighed[] {
  if (checkDigitOf === null) return [];
  const sentence = `If this is ${checkDigitOf === 'IMEI' ? 'an IMEI' : 'a barcode'}, a digit was misread: its check digit does not fit. Scan again.`;
  const says = {
    kind: 'wrong_check_digit',
    sentence,
    unit: null,
    number: null,
    product: null,
    document: null,
  } as const;
  return [{ cost: costs.wrong_check_digit, says }];
}

function bySeen({ site, times, lastAt }: Clues['seen'][number]): Weighed {
  const often = times === 1 ? 'once' : `${times} times`;
  const sentence = `It was scanned at ${site} before, ${often}, last at ${lastAt.slice(0, 16).replace('T', ' ')} UTC, and was not known then either.`;
  const says = {
    kind: 'seen_before',
    sentence,
    unit: null,
    number: null,
    product: null,
    document: null,
  } as const;
  return { cost: costs.seen_before, says };
}

/** Equally likely: by what they say, so that the same question has the same answer. */
function order(a: Explanation, b: Explanation): number {
  const [left, right] = [`${a.number ?? ''} ${a.sentence}`, `${b.number ?? ''} ${b.sentence}`];
  return left < right ? -1 : Number(left > right);
}
