import { contactIn } from '../../domain/contacts.ts';
import { foldNumber } from '../../domain/identifiers/folded-number.ts';
import { readScan, type Understood } from '../../domain/identifiers/read-scan.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { findPeople, type PeopleAsked, type PeopleFound } from './find-customers.ts';
import { type DocumentFound, findDocuments, nearDocuments, ordersOfCustomers } from './find-documents.ts';
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
  /** Null: people are not looked for. */
  readonly people: PeopleAsked | null;
}

export interface SearchFound {
  readonly understood: readonly Understood[];
  readonly fragment: string;
  readonly units: Found<UnitFound>;
  readonly documents: Found<DocumentFound>;
  readonly products: Found<ProductFound>;
  readonly exceptions: Found<ExceptionHitRow>;
  readonly customers: PeopleFound;
}

const nothing = { items: [], more: false } as const;

/**
 * Everything within reach that a text may mean, by kind; a kind that is not asked for stays empty. Where nothing holds the
 * text, what is one misreading away. What can only be somebody's e-mail address or phone number goes to nothing but the
 * keyed hashes of those, so that it is in no other statement, slow ones that PostgreSQL logs included.
 */
export async function search(from: Sources, wanted: SearchAsked): Promise<SearchFound> {
  const { text, kinds, limit, sites } = wanted;
  const contact = contactIn(text);
  const customers = await findPeople(contact, kinds.includes('customer') ? wanted.people : null, limit);
  if (contact?.only || customers.items.length > 0) {
    const references = customers.items.map(({ reference }) => reference);
    const documents = kinds.includes('document') ? references : [];
    const orders = await ordersOfCustomers(from, documents, { limit, sites });
    return { understood: [], fragment: foldNumber(text), ...noHits, documents: orders, customers };
  }
  return { ...(await searchNumbers(from, wanted)), customers };
}

const noHits = { units: nothing, documents: nothing, products: nothing, exceptions: nothing };

async function searchNumbers(
  from: Sources,
  { text, kinds, limit, sites }: SearchAsked,
): Promise<Omit<SearchFound, 'customers'>> {
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

type Hits = Omit<SearchFound, 'understood' | 'fragment' | 'customers'>;
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
function meantBy([first, second]: readonly Understood[]): string | undefined {
  switch (first?.as) {
    case 'epc':
      return second && meantBy([second]);
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
