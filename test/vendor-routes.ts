import type { TestApp } from '../src/testing/app.ts';

/** What clients call the routes of the watch, and of what goes back to suppliers. */
export const vendorOperations = {
  'GET /api/vendor-returns': 'listVendorReturns',
  'POST /api/vendor-returns': 'beginVendorReturn',
  'GET /api/vendor-returns/{number}': 'getVendorReturn',
  'PATCH /api/vendor-returns/{number}': 'changeVendorReturn',
  'GET /api/vendor-returns/{number}/units': 'listVendorReturnUnits',
  'POST /api/vendor-returns/{number}/units': 'addVendorReturnUnits',
  'PATCH /api/vendor-returns/{number}/units/{unit}': 'changeVendorReturnUnit',
  'DELETE /api/vendor-returns/{number}/units/{unit}': 'dropVendorReturnUnit',
  'POST /api/vendor-returns/{number}/units/{unit}/undo': 'undoVendorReturnUnit',
  'POST /api/vendor-returns/{number}/approve': 'approveVendorReturn',
  'POST /api/vendor-returns/{number}/send': 'sendVendorReturn',
  'POST /api/vendor-returns/{number}/answers': 'answerVendorReturn',
  'POST /api/vendor-returns/{number}/close': 'closeVendorReturn',
  'POST /api/vendor-returns/{number}/cancel': 'cancelVendorReturn',
  'GET /api/vendor-returns/{number}/packing-list.csv': 'getVendorReturnPackingListCsv',
  'GET /api/vendor-returns/{number}/packing-list.pdf': 'getVendorReturnPackingListPdf',
  'GET /api/vendor-credits': 'listVendorCredits',
  'GET /api/watch/limits': 'listWatchLimits',
  'POST /api/watch/limits': 'setWatchLimit',
  'GET /api/watch/nights': 'listWatchNights',
  'GET /api/watch/units': 'listUnseenUnits',
} as const;

/** Each of them once. */
export async function askVendor(ask: TestApp['ask']): Promise<void> {
  await ask('POST', '/api/watch/limits', { status: 'in_stock', site: 'DC', days: 30 });
  await ask('GET', '/api/watch/limits?site=DC');
  await ask('GET', '/api/watch/nights');
  await ask('GET', '/api/watch/units');
  await ask('POST', '/api/suppliers', { code: 'BACK', name: 'Goes back' });
  const begin = (number: string) =>
    ask('POST', '/api/vendor-returns', {
      ...{ request: crypto.randomUUID(), number, site: 'DC', supplier: 'BACK' },
    });
  await begin('VR-OPEN');
  await begin('VR-DROP');
  const paper = '/api/vendor-returns/VR-OPEN';
  await ask('PATCH', paper, { rma: 'RMA-OPEN' });
  const scans = ['VR-A', 'VR-B'].map((serial) => ({
    ...{ id: crypto.randomUUID(), codes: ['TV', serial], input: 'scanned' },
  }));
  await ask('POST', '/api/scans', { move: 'receive', site: 'DC', location: 'A-01', scans });
  const things = [{ codes: ['VR-A'] }, { codes: ['VR-B'] }];
  await ask('POST', `${paper}/units`, { things, input: 'scanned', reason: 'defective' });
  const { body } = await ask('GET', `${paper}/units`);
  const [first, second] = body.items.map(({ unit }: { unit: { id: number } }) => unit.id);
  await ask('PATCH', `${paper}/units/${first}`, { note: 'no picture' });
  await ask('DELETE', `${paper}/units/${second}`);
  await ask('POST', `${paper}/approve`);
  await ask('POST', `${paper}/send`, { request: crypto.randomUUID() });
  const units = [{ unit: first, amount: 100 }];
  const credited = { request: crypto.randomUUID(), answer: 'credited', currency: 'EUR', units, more: true };
  await ask('POST', `${paper}/answers`, credited);
  await ask('GET', '/api/vendor-credits');
  await ask('POST', `${paper}/units/${first}/undo`, { reason: 'another unit' });
  await ask('GET', `${paper}/packing-list.csv`);
  await ask('GET', `${paper}/packing-list.pdf`);
  await ask('GET', paper);
  await ask('GET', '/api/vendor-returns');
  await ask('POST', `${paper}/close`, { reason: 'enough' });
  await ask('POST', '/api/vendor-returns/VR-DROP/cancel', {});
}

type Names = Readonly<Record<'site', string>>;

/** Another site’s return answers as one that does not exist: asked there of every one of them. */
const vendorReturnTests = 'src/operations/vendor-returns/vendor-returns.db.test.ts';

/** Rows of the matrix of routes and sites (test/access-matrix.db.test.ts). */
export const vendorRows = {
  'GET /api/vendor-returns': {
    about: 'site',
    ask: ({ site }: Names) => ({ url: `/api/vendor-returns?site=${site}` }),
  },
  'POST /api/vendor-returns': {
    about: 'site',
    ask: ({ site }: Names) => ({
      url: '/api/vendor-returns',
      body: { request: crypto.randomUUID(), site, supplier: 'NOBODY' },
    }),
  },
  'GET /api/vendor-credits': {
    about: 'site',
    ask: ({ site }: Names) => ({ url: `/api/vendor-credits?site=${site}` }),
  },
  'GET /api/vendor-returns/:number': { tested: vendorReturnTests },
  'PATCH /api/vendor-returns/:number': { tested: vendorReturnTests },
  'GET /api/vendor-returns/:number/units': { tested: vendorReturnTests },
  'POST /api/vendor-returns/:number/units': { tested: vendorReturnTests },
  'PATCH /api/vendor-returns/:number/units/:unit': { tested: vendorReturnTests },
  'DELETE /api/vendor-returns/:number/units/:unit': { tested: vendorReturnTests },
  'POST /api/vendor-returns/:number/units/:unit/undo': { tested: vendorReturnTests },
  'POST /api/vendor-returns/:number/approve': { tested: vendorReturnTests },
  'POST /api/vendor-returns/:number/send': { tested: vendorReturnTests },
  'POST /api/vendor-returns/:number/answers': { tested: vendorReturnTests },
  'POST /api/vendor-returns/:number/close': { tested: vendorReturnTests },
  'POST /api/vendor-returns/:number/cancel': { tested: vendorReturnTests },
  'GET /api/vendor-returns/:number/packing-list.csv': { tested: vendorReturnTests },
  'GET /api/vendor-returns/:number/packing-list.pdf': { tested: vendorReturnTests },
  'GET /api/watch/limits': {
    about: 'site',
    ask: ({ site }: Names) => ({ url: `/api/watch/limits?site=${site}` }),
  },
  'POST /api/watch/limits': {
    about: 'site',
    ask: ({ site }: Names) => ({ url: '/api/watch/limits', body: { status: 'picked', site, days: 3 } }),
  },
  'GET /api/watch/nights': {
    about: 'site',
    ask: ({ site }: Names) => ({ url: `/api/watch/nights?site=${site}` }),
  },
  'GET /api/watch/units': {
    about: 'site',
    ask: ({ site }: Names) => ({ url: `/api/watch/units?site=${site}` }),
  },
} as const;
