import { randomUUID } from 'node:crypto';
import type { Ledger } from '../ledger/ledger.ts';
import { systemActor } from '../ledger/reference.ts';
import type { CatalogParts } from '../operations/catalog/change-catalog.ts';
import { createCategory } from '../operations/catalog/change-category.ts';
import { createProduct } from '../operations/catalog/change-product.ts';
import { createSupplier } from '../operations/catalog/change-supplier.ts';
import { setWarranty, type TermsParts } from '../operations/catalog/set-terms.ts';
import { createSite } from '../operations/places/change-site.ts';
import { type Listener, tellStory } from './story.ts';

export interface DemoParts extends CatalogParts, TermsParts {
  readonly ledger: Ledger;
}

/**
 * Gives an empty database the small retailer of story.ts. False where there are sites already, also those of another
 * server that began at the same moment.
 */
export async function seedDemo({ ledger, ...catalog }: DemoParts): Promise<boolean> {
  const { sites: known } = await ledger.reference();
  if ([...known.values()].some(({ kind }) => kind !== 'outside')) return false;
  try {
    await tellStory({
      record: recorder(ledger),
      async createSite(site) {
        if ('problem' in (await createSite(catalog, site))) throw new AnotherBegan();
      },
      async createSupplier(supplier) {
        await createSupplier(catalog, supplier);
      },
      async createCategory(category) {
        await createCategory(catalog, category);
      },
      async createProduct(product) {
        await createProduct(catalog, product);
      },
      async setWarranty(sku, terms) {
        await setWarranty(catalog, sku, terms, systemActor.id);
      },
    });
    return true;
  } catch (error) {
    if (error instanceof AnotherBegan) return false;
    throw error;
  }
}

class AnotherBegan extends Error {}

/** A scan that is not recorded is a fault of ours. */
function recorder(ledger: Ledger): Listener['record'] {
  return async (request, scans) => {
    const inputs = scans.map((scan) => ({ ...scan, id: randomUUID(), input: 'scanned' as const }));
    const answered = await ledger.record({ ...request, scans: inputs }, systemActor, null);
    if ('problem' in answered) throw new Error(`the demo retailer: ${answered.problem.sentence}`);
    const no = answered.answers.find(({ outcome }) => outcome !== 'recorded');
    if (no) throw new Error(`the demo retailer: ${request.move} was ${no.outcome} (${no.refusal?.code})`);
  };
}
