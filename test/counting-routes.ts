import type { TestApp } from '../src/testing/app.ts';

/** What clients call the routes of counts. */
export const countingOperations = {
  'GET /api/counts': 'listCounts',
  'POST /api/counts': 'beginCount',
  'GET /api/counts/{number}': 'getCount',
  'GET /api/counts/{number}/units': 'listCountUnits',
  'GET /api/counts/{number}/others': 'listCountOthers',
  'GET /api/counts/{number}/result/{format}': 'getCountResult',
  'POST /api/counts/{number}/scans': 'scanInCount',
  'POST /api/counts/{number}/steps': 'stepCount',
  'POST /api/counts/{number}/recount': 'recountSpots',
  'POST /api/counts/{number}/approve': 'approveCount',
  'POST /api/counts/{number}/close': 'closeCount',
  'GET /api/count-accuracy': 'listCountAccuracy',
  'GET /api/count-accuracy/spots': 'listSpotAccuracy',
  'GET /api/counts/{number}/heard': 'listCountHeard',
  'POST /api/counts/{number}/heard': 'confirmCountHeard',
  'GET /api/counts/{number}/people': 'listCountPeople',
  'GET /api/missing-units': 'listMissingUnits',
} as const;

/** A count from its beginning to its end, and what is searched for then. */
export async function askCounts(ask: TestApp['ask']): Promise<void> {
  const kettles = { scope: { sku: 'KETTLE' }, site: 'DC' };
  const { number } = (await ask('POST', '/api/counts', { id: crypto.randomUUID(), ...kettles })).body;
  const scans = [{ id: crypto.randomUUID(), codes: ['K1'], input: 'scanned' }];
  const at = `/api/counts/${number}`;
  await ask('POST', `${at}/scans`, { scans });
  const parts = ['', '/units', '/others', '/heard', '/people', '/result/csv'];
  for (const rest of parts) await ask('GET', `${at}${rest}`);
  await ask('POST', `${at}/heard`, {});
  await ask('POST', `${at}/steps`, { step: 'finish' });
  await ask('POST', `${at}/recount`, {});
  await ask('POST', `${at}/steps`, { step: 'finish' });
  await ask('POST', `${at}/approve`, { reason: 'counted', all: true });
  await ask('POST', `${at}/close`, { note: 'nothing more' });
  await ask('GET', '/api/counts?site=DC');
  await ask('GET', '/api/missing-units?site=DC');
  await ask('GET', '/api/count-accuracy');
  await ask('GET', '/api/count-accuracy/spots?site=DC');
}

interface At {
  readonly site: string;
  readonly count: string;
}

/** How the matrix of roles asks for them. */
export const countingRows = {
  'GET /api/counts': { about: 'site', ask: ({ site }: At) => ({ url: `/api/counts?site=${site}` }) },
  'POST /api/counts': {
    about: 'site',
    ask: ({ site }: At) => ({ url: '/api/counts', body: { id: crypto.randomUUID(), site, scope: {} } }),
  },
  'GET /api/counts/:number': { about: 'count', ask: ({ count }: At) => ({ url: `/api/counts/${count}` }) },
  'GET /api/counts/:number/units': {
    about: 'count',
    ask: ({ count }: At) => ({ url: `/api/counts/${count}/units` }),
  },
  'GET /api/counts/:number/others': {
    about: 'count',
    ask: ({ count }: At) => ({ url: `/api/counts/${count}/others` }),
  },
  'GET /api/counts/:number/result/:format': {
    about: 'count',
    ask: ({ count }: At) => ({ url: `/api/counts/${count}/result/csv` }),
  },
  'POST /api/counts/:number/scans': {
    about: 'count',
    ask: ({ count }: At) => ({
      url: `/api/counts/${count}/scans`,
      body: { scans: [{ id: crypto.randomUUID(), codes: ['M-1'], input: 'scanned' }] },
    }),
  },
  'POST /api/counts/:number/steps': {
    about: 'count',
    ask: ({ count }: At) => ({ url: `/api/counts/${count}/steps`, body: { step: 'finish' } }),
  },
  'POST /api/counts/:number/recount': {
    about: 'count',
    ask: ({ count }: At) => ({ url: `/api/counts/${count}/recount`, body: {} }),
  },
  'POST /api/counts/:number/approve': {
    about: 'count',
    ask: ({ count }: At) => ({
      url: `/api/counts/${count}/approve`,
      body: { reason: 'counted', units: [1] },
    }),
  },
  'POST /api/counts/:number/close': { tested: 'src/operations/counting/counting.db.test.ts' },
  'GET /api/count-accuracy': {
    about: 'site',
    ask: ({ site }: At) => ({ url: `/api/count-accuracy?site=${site}` }),
  },
  'GET /api/count-accuracy/spots': {
    about: 'site',
    ask: ({ site }: At) => ({ url: `/api/count-accuracy/spots?site=${site}` }),
  },
  'GET /api/counts/:number/heard': {
    about: 'count',
    ask: ({ count }: At) => ({ url: `/api/counts/${count}/heard` }),
  },
  'POST /api/counts/:number/heard': {
    about: 'count',
    ask: ({ count }: At) => ({ url: `/api/counts/${count}/heard`, body: {} }),
  },
  'GET /api/counts/:number/people': {
    about: 'count',
    ask: ({ count }: At) => ({ url: `/api/counts/${count}/people` }),
  },
  'GET /api/missing-units': {
    about: 'site',
    ask: ({ site }: At) => ({ url: `/api/missing-units?site=${site}` }),
  },
} as const;
