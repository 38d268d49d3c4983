import type { TestApp } from '../src/testing/app.ts';

/** What clients call the routes of what holds units together. */
export const stockOperations = {
  'GET /api/containers': 'listContainers',
  'POST /api/containers': 'makeContainer',
  'GET /api/containers/{number}': 'getContainer',
  'GET /api/containers/{number}/units': 'listContainerUnits',
  'GET /api/containers/{number}/history': 'listContainerHistory',
  'POST /api/containers/{number}/moves': 'moveContainer',
  'POST /api/containers/{number}/place': 'nestContainer',
  'POST /api/containers/{number}/break': 'breakContainer',
  'GET /api/units/{id}/containers': 'listUnitContainers',
  'GET /api/kits': 'listKits',
  'POST /api/kits': 'buildKit',
  'POST /api/kits/check': 'checkKit',
  'GET /api/kits/{number}': 'getKit',
  'POST /api/kits/{number}/break': 'breakKit',
  'POST /api/kits/{number}/undo': 'undoKit',
} as const;

/** A tote on a pallet, with one unit in it, from the beginning to the end. */
export async function askStock({ ask, scan }: TestApp): Promise<void> {
  const request = () => crypto.randomUUID();
  const spots = (await ask('GET', '/api/sites/DC/locations')).body.items as { code: string; kind: string }[];
  const location = spots.find(({ kind }) => kind === 'floor')?.code ?? spots[0]!.code;
  const asked = { request: request(), kind: 'tote', site: 'DC', location };
  const { number } = (await ask('POST', '/api/containers', asked)).body;
  const pallet = { ...asked, request: request(), number: 'PALLET-1', kind: 'pallet' };
  await ask('POST', '/api/containers', pallet);
  const { unit } = await scan('receive', ['(01)04012345678901(21)IN-A-TOTE'], { location });
  await scan('move_spot', ['IN-A-TOTE'], { location, document: { kind: 'container', number } });
  await ask('POST', `/api/containers/${number}/moves`, { request: request(), location });
  await ask('POST', `/api/containers/${number}/place`, { request: request(), into: 'PALLET-1' });
  for (const rest of ['', '/units', '/history']) await ask('GET', `/api/containers/${number}${rest}`);
  await ask('POST', `/api/containers/${number}/break`, { request: request() });
  await ask('GET', '/api/containers?site=DC');
  await ask('GET', `/api/units/${unit.id}/containers`);
  const parts = [{ sku: 'KETTLE', quantity: 1 }];
  await ask('POST', '/api/products', { sku: 'TEA-SET', name: 'Tea set', unknownSerials: 'arrivals', parts });
  const at = { sku: 'TEA-SET', site: 'DC', location };
  const scanned = [{ codes: ['IN-A-TOTE'] }];
  await ask('POST', '/api/kits/check', { ...at, parts: scanned });
  const kit = { request: request(), serial: 'TEA-1', ...at, parts: scanned };
  const built = (await ask('POST', '/api/kits', kit)).body.kit;
  await ask('GET', '/api/kits?site=DC');
  await ask('GET', `/api/kits/${built.number}`);
  await ask('POST', `/api/kits/${built.number}/break`, { request: request(), site: 'DC', location });
  await ask('POST', `/api/kits/${built.number}/undo`, { request: request(), reason: 'still wanted' });
}

const tested = 'src/operations/containers/containers.db.test.ts';
const kitsTested = 'src/operations/kits/kits.db.test.ts';

/** How the matrix of roles asks for them. */
export const stockRows = {
  'GET /api/containers': {
    about: 'site',
    ask: ({ site }: { readonly site: string }) => ({ url: `/api/containers?site=${site}` }),
  },
  'POST /api/containers': {
    about: 'site',
    ask: ({ site }: { readonly site: string }) => ({
      url: '/api/containers',
      body: { request: crypto.randomUUID(), kind: 'tote', site, location: 'FLOOR' },
    }),
  },
  'GET /api/units/:id/containers': {
    about: 'unit',
    ask: ({ unit }: { readonly unit: string }) => ({ url: `/api/units/${unit}/containers` }),
  },
  'GET /api/containers/:number': { tested },
  'GET /api/containers/:number/units': { tested },
  'GET /api/containers/:number/history': { tested },
  'POST /api/containers/:number/moves': { tested },
  'POST /api/containers/:number/place': { tested },
  'POST /api/containers/:number/break': { tested },
  'GET /api/kits': {
    about: 'site',
    ask: ({ site }: { readonly site: string }) => ({ url: `/api/kits?site=${site}` }),
  },
  'POST /api/kits': { tested: kitsTested },
  'POST /api/kits/check': { tested: kitsTested },
  'GET /api/kits/:number': { tested: kitsTested },
  'POST /api/kits/:number/break': { tested: kitsTested },
  'POST /api/kits/:number/undo': { tested: kitsTested },
} as const;
