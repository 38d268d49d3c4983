import { costEndpoints } from './costs/routes.ts';
import { figureEndpoints } from './figures/routes.ts';
import { landedEndpoints } from './landed/routes.ts';
import type { ValuationParts } from './valuation-parts.ts';

/** What units cost, invoices shared out over them, and what stock is worth. */
export function valuationEndpoints(parts: ValuationParts) {
  return { costs: costEndpoints(parts), landed: landedEndpoints(parts), figures: figureEndpoints(parts) };
}
