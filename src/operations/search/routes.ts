import { type Caller, sitesFor } from '../../access/caller.ts';
import { toGtin14 } from '../../domain/identifiers/check-digits.ts';
import { limits } from '../../domain/limits.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import type { Product, Reference } from '../../ledger/reference.ts';
import type { Database } from '../../platform/database.ts';
import type { Reader } from '../../platform/shared-reads.ts';
import { explanationsOnWire, searchOnWire } from './answer.ts';
import { explainQuery, explanationsSchema, searchQuery, searchRequest, searchResults } from './contract.ts';
import { explainCode } from './explain.ts';
import type { FindCustomers, PeopleAsked } from './find-customers.ts';
import { type SearchKind, searchKinds } from './rules.ts';
import { search } from './search.ts';
import { productsWithGtin } from './sources.ts';

export interface SearchParts {
  readonly database: Database;
  readonly read: Reader;
  readonly reference: ReadReference;
  readonly findCustomers: FindCustomers;
}

export function searchEndpoints({ database, read, reference, findCustomers }: SearchParts) {
  const sources = async () => ({ database, read, reference: await reference() });
  const found = { description: 'What was found, by kind, the best first.', schema: searchResults };
  const answer = async (asked: Asked, { sites }: Caller, people: PeopleAsked | null) => {
    const { q, kinds, limit = limits.searchItemsDefault } = asked;
    const from = await sources();
    const wanted = kinds === undefined ? searchKinds : (kinds.split(',') as SearchKind[]);
    return searchOnWire(
      q,
      await search(from, { text: q, kinds: wanted, limit, sites, people }),
      from.reference,
    );
  };
  return {
    search: endpoint({
      id: 'search',
      summary: 'Find anything by any fragment',
      description:
        'Three letters or digits of a number are enough: the beginning, the last ones, or from the middle; case, blanks and ' +
        'dashes do not matter. Where nothing holds the fragment, what is one misreading away is shown. What was recorded can ' +
        'be found within two seconds.',
      query: searchQuery,
      replies: { 200: found },
      handle: ({ query, caller }) => answer(query, caller, null),
    }),
    find: endpoint({
      id: 'find',
      summary: 'Find anything by any fragment, customers too',
      description:
        'The same with the fragment as a body: addresses of requests stand in logs, bodies do not. So only here a whole e-mail ' +
        'address or phone number finds customers, and their orders, for who may see them.',
      body: searchRequest,
      replies: { 200: found },
      handle: ({ body, caller }) =>
        answer(body, caller, mayFindPeople(caller) ? { actor: caller.actor.id, find: findCustomers } : null),
    }),
    explain: endpoint({
      id: 'explainCode',
      summary: 'Say what a code that names no unit may be',
      description:
        'Ranked: confused characters, swapped, missing or doubled ones, check digits, the same serial under another product, ' +
        'former numbers, announced units, neighbours of a delivery, earlier scans in vain.',
      query: explainQuery,
      replies: { 200: { description: 'Explanations, the likeliest first.', schema: explanationsSchema } },
      async handle({ query: { code, product }, caller: { sites } }) {
        const from = await sources();
        const said = product === undefined ? null : productOf(from.reference, product);
        return explanationsOnWire(code, await explainCode(from, { code, product: said, sites }));
      },
    }),
  };
}

interface Asked {
  readonly q: string;
  readonly kinds?: string;
  readonly limit?: number;
}

/** Whoever may work with customers anywhere: a person is of no site. */
function mayFindPeople({ rights }: Caller): boolean {
  const sites = sitesFor(rights, 'customers');
  return sites === null || sites.size > 0;
}

function productOf(names: Reference, said: string): Product {
  const gtin = toGtin14(said);
  const [product] = [
    names.productsBySku.get(said),
    ...(gtin === null ? [] : productsWithGtin(names, gtin)),
  ].filter((one) => one !== undefined);
  if (product) return product;
  throw new Problem('unknown_product', `There is no product "${said}".`, { where: 'query.product' });
}
