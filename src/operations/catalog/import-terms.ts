import type { ImportLine } from '../../domain/imports/lines.ts';
import type { CostSaid, WarrantySaid } from '../../domain/imports/product-lines.ts';
import type { Database } from '../../platform/database.ts';
import type { ImportProductParts } from './import-products.ts';
import * as sql from './queries.ts';
import { type Dated, termsOn } from './rules.ts';
import { setCost, setWarranty } from './set-terms.ts';

/** Whether a line says terms that the product does not have. */
export async function lacksTerms(parts: ImportProductParts, id: number, line: ImportLine): Promise<boolean> {
  const lacking = await lackingTerms(parts, id, line);
  return lacking.warranties.length + lacking.costs.length > 0;
}

/** Adds the terms of a line that the product does not have, as terms are: none is changed. The problem's sentence, or null. */
export async function addSaidTerms(
  parts: ImportProductParts,
  sku: string,
  line: ImportLine,
): Promise<string | null> {
  if (!line.warranties && !line.costs) return null;
  const { rows } = await parts.database.query<sql.ProductRow>(sql.selectProduct, [sku]);
  const { warranties, costs } = await lackingTerms(parts, rows[0]!.id, line);
  for (const terms of warranties) {
    const set = await setWarranty(parts, sku, terms, parts.actor);
    if ('problem' in set) return set.problem.sentence;
  }
  for (const terms of costs) {
    const set = await setCost(parts, sku, terms, parts.actor);
    if ('problem' in set) return set.problem.sentence;
  }
  return null;
}

type OnDay<Said> = Omit<Said, 'from'> & { readonly from: string };

interface Terms {
  readonly warranties: readonly OnDay<WarrantySaid>[];
  readonly costs: readonly OnDay<CostSaid>[];
}

const none: Terms = { warranties: [], costs: [] };

async function lackingTerms(
  { database, clock }: ImportProductParts,
  id: number,
  { warranties = [], costs = [] }: ImportLine,
): Promise<Terms> {
  if (warranties.length + costs.length === 0) return none;
  const today = clock.now().toISOString().slice(0, 10);
  const known = await termsOfProduct(database, id);
  return {
    warranties: lacking(warranties, known.warranties, today, ({ kind }) => kind),
    costs: lacking(costs, known.costs, today, () => 'cost'),
  };
}

async function termsOfProduct(database: Database, id: number): Promise<Terms> {
  const { rows } = await database.query<Terms>(sql.selectTermsOfProduct, [id]);
  return rows[0]!;
}

/** Before any that we keep: what is sold already has its warranty too. */
const fromEver = '1970-01-01';

/**
 * Terms with a day lack unless just they hold from it. Terms without one are what holds today: from ever where the
 * product has none of the kind, else from today where others hold.
 */
function lacking<Said extends WarrantySaid | CostSaid>(
  said: readonly Said[],
  known: readonly OnDay<Said>[],
  today: string,
  kindOf: (terms: Omit<Said, 'from'>) => string,
): OnDay<Said>[] {
  return said.flatMap((terms) => {
    const kind = kindOf(terms);
    const sameKind = known.filter((one) => kindOf(one) === kind);
    const from = terms.from ?? (sameKind.length === 0 ? fromEver : today);
    const held =
      terms.from === null
        ? termsOn(sameKind.map(dated), today, () => kind)[0]
        : sameKind.find((one) => one.from === from);
    const isHeld = held !== undefined && words({ ...terms, from }) === words({ ...held, from });
    return isHeld ? [] : [{ ...terms, from }];
  });
}

function dated<Terms extends { readonly from: string }>(terms: Terms, id: number): Terms & Dated {
  return { ...terms, id };
}

function words(terms: object): string {
  return JSON.stringify(
    Object.entries(terms)
      .filter(([name]) => name !== 'id')
      .sort(),
  );
}
