import { foldNumber } from '../../domain/identifiers/folded-number.ts';
import { readScan, type Understood } from '../../domain/identifiers/read-scan.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { type DocumentFound, findDocuments, nearDocuments } from './find-documents.ts';
import { findProducts, nearProducts, type ProductFound } from './find-products.ts';
import { type Asked, type Found, findUnits, nearUnits, type UnitFound } from './find-units.ts';
import { type ExceptionHitRow, selectException } from './queries.ts';
import { exceptionNumber, type SearchKind } from './rules.ts';
import type { Sources } from './sources.ts';

export interface SearchAsked {
  readonly text: string;
  readonly kinds: readonly SearchKind[];
  /** Hits of each kind. */
  readonly limit: number;
  readonly sites: Sites;
}

export interface SearchFound {
  readonly understood: readonly Understood[];
  readonly fragment: string;
  readonly units: Found<UnitFound>;
  readonly documents: Found<DocumentFound>;
  readonly products: Found<ProductFound>;
  readonly exceptions: Found<ExceptionHitRow>;
}

const nothing = { items: [], more: false } as const;

/**
 * Everything within reach that a text may mean, by kind; a kind that is not asked for stays empty. Where nothing holds the
 * text, what is one misreading away.
 */
export async function search(
  from: Sources,
  { text, kinds, limit, sites }: SearchAsked,
): Promise<SearchFound> {
  const read = readScan(text);
  const understood = 'error' in read ? [] : read.understood;
  const fragment = foldNumber(meantBy(understood) ?? text);
  const asked: Asked = { text, fragment, limit, sites };
  const exact = await findAll(kinds, {
    units: () => findUnits(from, asked),
    documents: () => findDocuments(from, asked),
    products: () => findProducts(from.reference, asked),
    exceptions: () => findException(from, asked),
  });
  if (Object.values(exact).some(({ items }) => items.length > 0)) return { understood, fragment, ...exact };
  const near = await findAll(kinds, {
    units: () => nearUnits(from, asked),
    documents: () => nearDocuments(from, asked),
    products: () => nearProducts(from.reference, asked),
    exceptions: () => nothing,
  });
  return { understood, fragment, ...near };
}

type Hits = Omit<SearchFound, 'understood' | 'fragment'>;
type Finders = { readonly [Kind in keyof Hits]: () => Hits[Kind] | Promise<Hits[Kind]> };

async function findAll(kinds: readonly SearchKind[], find: Finders): Promise<Hits> {
  const [units, documents, products, exceptions] = await Promise.all([
    kinds.includes('unit') ? find.units() : nothing,
    kinds.includes('document') ? find.documents() : nothing,
    kinds.includes('product') ? find.products() : nothing,
    kinds.includes('exception') ? find.exceptions() : nothing,
  ]);
  return { units, documents, products, exceptions };
}

/** Where a label holds more than its number, or the number is written otherwise, the number that is to be looked for. */
function meantBy([first]: readonly Understood[]): string | undefined {
  switch (first?.as) {
    case 'serial':
      return first.serial;
    case 'imei':
      return first.imei;
    case 'sscc':
      return first.sscc;
    case 'document':
      return first.number;
    default:
      return undefined;
  }
}

async function findException({ database }: Sources, { text, sites }: Asked): Promise<Found<ExceptionHitRow>> {
  const number = exceptionNumber(text);
  if (number === null) return nothing;
  const { rows } = await database.query<ExceptionHitRow>(selectException, [number]);
  return { items: rows.filter(({ site_id }) => within(sites, site_id)), more: false };
}
