import type { TestApp } from '../src/testing/app.ts';

// What the tests of all routes have to know of those for costs, valuation and inventory.

/** Names that client libraries are made with: one that is here stays. */
export const valueOperations = {
  'GET /api/inventory': 'listInventory',
  'GET /api/inventory/ages': 'getInventoryAges',
  'GET /api/inventory/units': 'listInventoryUnits',
  'GET /api/inventory/spots': 'listInventorySpots',
  'GET /api/units/{id}/costs': 'getUnitCosts',
  'POST /api/units/{id}/costs': 'addUnitCost',
  'POST /api/units/{id}/costs/{entry}/take-back': 'takeBackUnitCost',
  'GET /api/cost-invoices': 'listCostInvoices',
  'POST /api/cost-invoices': 'bookCostInvoice',
  'POST /api/cost-invoices/preview': 'previewCostInvoice',
  'GET /api/cost-invoices/{id}': 'getCostInvoice',
  'GET /api/cost-invoices/{id}/shares': 'listCostShares',
  'POST /api/cost-invoices/{id}/take-back': 'takeBackCostInvoice',
  'GET /api/valuation': 'getValuation',
  'GET /api/valuation/units': 'listWorth',
  'GET /api/valuation/pieces': 'listPiecesWorth',
} as const;

/** A unit that came by a receipt, what it cost, an invoice over it, and what all is worth. */
export async function askValue({ ask, scan }: TestApp): Promise<void> {
  const receipt = 'VALUE-1';
  await ask('POST', '/api/receipts', { number: receipt, site: 'DC' });
  const document = { kind: 'receipt', number: receipt };
  const told = await scan('receive', ['TV', 'VALUE-1'], { document, details: { reason: 'sent along' } });
  const costs = `/api/units/${told.unit.id}/costs`;
  const said = { kind: 'fee', amount: 100, currency: 'EUR', reason: 'listed' };
  const fee = { request: crypto.randomUUID(), ...said };
  const book = await ask('POST', costs, fee);
  await ask('POST', costs, fee);
  await ask('GET', costs);
  const back = { request: crypto.randomUUID(), reason: 'not listed' };
  await ask('POST', `${costs}/${book.body.items[0].id}/take-back`, back);
  const asked = {
    number: 'F-1',
    kind: 'duty',
    amount: 100,
    currency: 'EUR',
    sharedBy: 'quantity',
    receipts: [receipt],
  };
  await ask('POST', '/api/cost-invoices/preview', asked);
  const booked = { request: crypto.randomUUID(), ...asked };
  const invoice = await ask('POST', '/api/cost-invoices', booked);
  await ask('POST', '/api/cost-invoices', booked);
  await ask('GET', '/api/cost-invoices');
  await ask('GET', `/api/cost-invoices/${invoice.body.id}`);
  await ask('GET', `/api/cost-invoices/${invoice.body.id}/shares`);
  await ask('POST', `/api/cost-invoices/${invoice.body.id}/take-back`, { reason: 'wrong receipt' });
  for (const list of ['valuation', 'valuation/units', 'valuation/pieces']) await ask('GET', `/api/${list}`);
  for (const list of ['inventory', 'inventory/ages', 'inventory/units', 'inventory/spots'])
    await ask('GET', `/api/${list}?site=DC`);
}

type Names = Readonly<Record<'site' | 'unit' | 'receipt', string>>;
const ofSite = (path: string) => ({
  about: 'site' as const,
  ask: ({ site }: Names) => ({ url: `${path}?site=${site}` }),
});
const tested = { tested: 'src/operations/valuation/valuation.db.test.ts' };

/** Rows of the matrix of routes and sites (test/access-matrix.db.test.ts). */
export const valueRows = {
  'GET /api/inventory': ofSite('/api/inventory'),
  'GET /api/inventory/ages': ofSite('/api/inventory/ages'),
  'GET /api/inventory/units': ofSite('/api/inventory/units'),
  'GET /api/inventory/spots': ofSite('/api/inventory/spots'),
  'GET /api/units/:id/costs': {
    about: 'unit',
    ask: ({ unit }: Names) => ({ url: `/api/units/${unit}/costs` }),
  },
  'POST /api/units/:id/costs': {
    about: 'unit',
    ask: ({ unit }: Names) => ({
      url: `/api/units/${unit}/costs`,
      body: { request: crypto.randomUUID(), kind: 'fee', amount: 1, currency: 'EUR', reason: 'matrix' },
    }),
  },
  'POST /api/units/:id/costs/:entry/take-back': tested,
  'GET /api/cost-invoices': { ask: () => ({ url: '/api/cost-invoices' }) },
  'POST /api/cost-invoices': tested,
  'POST /api/cost-invoices/preview': tested,
  'GET /api/cost-invoices/:id': tested,
  'GET /api/cost-invoices/:id/shares': tested,
  'POST /api/cost-invoices/:id/take-back': tested,
  'GET /api/valuation': ofSite('/api/valuation'),
  'GET /api/valuation/units': ofSite('/api/valuation/units'),
  'GET /api/valuation/pieces': ofSite('/api/valuation/pieces'),
} as const;
