import { exceptionSentence } from '../../domain/exceptions.ts';
import { wordsOf } from '../../domain/identifiers/reading-words.ts';
import { limits } from '../../domain/limits.ts';
import type { Reference } from '../../ledger/reference.ts';
import type { UnitView } from '../../ledger/unit-view.ts';
import type { SearchOnWire, UnitPreview } from './contract.ts';
import type { Explained } from './explain.ts';
import type { PeopleFound } from './find-customers.ts';
import type { DocumentFound } from './find-documents.ts';
import type { ProductFound } from './find-products.ts';
import type { UnitFound } from './find-units.ts';
import type { ExceptionHitRow } from './queries.ts';
import { whyFound } from './rules.ts';
import type { SearchFound } from './search.ts';

/** What was found as it goes over the wire. */
export function searchOnWire(q: string, found: SearchFound, names: Reference): SearchOnWire {
  const { understood, units, documents, products, exceptions, customers } = found;
  return {
    q,
    understood: understood.map(wordsOf),
    units: { items: units.items.map(unitHit), more: units.more },
    documents: { items: documents.items.map((one) => documentHit(one, names)), more: documents.more },
    products: { items: products.items.map(productHit), more: products.more },
    exceptions: { items: exceptions.items.map((one) => exceptionHit(one, names)), more: exceptions.more },
    customers: { items: customerHits(customers), more: customers.more },
    hint: hintFor(found),
  };
}

/** Explanations, with the units that they point to in short. */
export function explanationsOnWire(code: string, { understood, explanations, units }: Explained) {
  return {
    code,
    understood: understood.map(wordsOf),
    explanations: explanations.map(({ kind, sentence, number, unit, document, product }) => {
      const view = unit === null ? undefined : units.get(unit);
      return {
        kind,
        sentence,
        number,
        unit: view ? unitPreviewOf(view) : null,
        document,
        product: product && { sku: product.sku, name: product.name },
      };
    }),
  };
}

/** A unit in short. */
function unitPreviewOf(view: UnitView): UnitPreview {
  const { id, sku, name, serial, status, condition, holds, place, lastAt } = view;
  return { id, sku, name, serial, status, condition, holds: [...holds], place, lastAt };
}

const numberWords = {
  serial: 'serial',
  imei: 'IMEI',
  mac: 'MAC address',
  epc: 'EPC',
  maker_serial: 'maker’s serial',
  box_serial: 'serial on the box',
  own_label: 'own label',
} as const;

function unitHit({ unit, number, value, match, current }: UnitFound) {
  const what = number === null ? ('id' as const) : number.kind;
  const sentence = whyFound(what === 'id' ? 'unit’s own number' : numberWords[what], match, current);
  return { unit: unitPreviewOf(unit), matched: { what, value, ...match, current, sentence } };
}

function documentHit({ document, what, value, match, current }: DocumentFound, names: Reference) {
  const { kind, number, site_id, supplier, closed_at } = document;
  return {
    kind,
    number,
    site: site_id === null ? null : (names.sites.get(site_id)?.code ?? null),
    supplier,
    closedAt: closed_at?.toISOString() ?? null,
    matched: {
      what,
      value,
      ...match,
      current,
      sentence: whyFound(what === 'number' ? `${kind}’s number` : 'customer', match, current),
    },
  };
}

const productWords = { sku: 'SKU', name: 'name', gtin: 'GTIN' } as const;

function productHit({ product, what, value, match }: ProductFound) {
  const { sku, name, serialized } = product;
  const sentence = whyFound(productWords[what], match, true);
  return { sku, name, serialized, matched: { what, value, ...match, current: true, sentence } };
}

function exceptionHit(row: ExceptionHitRow, names: Reference) {
  const { id, kind, site_id, opened_at, settled_at } = row;
  return {
    id,
    kind,
    sentence: exceptionSentence(row),
    site: names.sites.get(site_id)?.code ?? '',
    openedAt: opened_at.toISOString(),
    settledAt: settled_at?.toISOString() ?? null,
  };
}

function customerHits({ items, by }: PeopleFound): SearchOnWire['customers']['items'] {
  return items.map(({ reference, person }) => ({
    reference,
    name: person?.name ?? null,
    email: person?.email ?? null,
    phone: person?.phone ?? null,
    matched: by!,
  }));
}

function hintFor({ fragment, units, documents, products, customers }: SearchFound): string | null {
  if (customers.not === 'locked') return 'Customers cannot be looked for: their data is locked.';
  if (customers.not === 'not_asked')
    return 'By an e-mail address or a phone number customers are found: with the permission for it, and as the body of a POST.';
  if (customers.by !== null && customers.items.length > 0) return null;
  const hits = [...units.items, ...documents.items, ...products.items];
  if (hits.length > 0 && hits.every(({ match }) => match.how === 'near'))
    return 'Nothing holds this as it was typed; what is shown is one misreading away.';
  if (Array.from(fragment).length < limits.fragmentLengthMin)
    return `Type at least ${limits.fragmentLengthMin} letters or digits of a number.`;
  if (units.more || documents.more)
    return 'More matches than are shown: type more characters, or the last six.';
  return null;
}
