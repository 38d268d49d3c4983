import { foldNumber } from '../../domain/identifiers/folded-number.ts';
import { readScan, type Understood } from '../../domain/identifiers/read-scan.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { type DocumentFound, findDocuments } from './find-documents.ts';
import { findProducts, type ProductFound } from './find-products.ts';
import { type Asked, type Found, findUnits, type UnitFound } from './find-units.ts';
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

/** Everything within reach that a text may mean, by kind. A kind that is not asked for stays empty. */
export async function search(
  from: Sources,
  { text, kinds, limit, sites }: SearchAsked,
): Promise<SearchFound> {
  const read = readScan(text);
  const understood = 'error' in read ? [] : read.understood;
  const fragment = foldNumber(meantBy(understood) ?? text);
  const asked: Asked = { text, fragment, limit, sites };
  const when = <Result>(kind: SearchKind, find: () => Result) => (kinds.includes(kind) ? find() : nothing);
  const [units, documents, exceptions] = await Promise.all([
    when('unit', () => findUnits(from, asked)),
    when('document', () => findDocuments(from, asked)),
    when('exception', () => findException(from, asked)),
  ]);
  const products = when('product', () => findProducts(from.reference, asked));
  return { understood, fragment, units, documents, products, exceptions };
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
