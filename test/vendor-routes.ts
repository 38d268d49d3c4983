import type { TestApp } from '../src/testing/app.ts';

/** What clients call the routes of the watch, and of what goes back to suppliers. */
export const vendorOperations = {
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
}

type Names = Readonly<Record<'site', string>>;

/** Rows of the matrix of routes and sites (test/access-matrix.db.test.ts). */
export const vendorRows = {
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
