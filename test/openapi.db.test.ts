import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressOf } from '../src/http/openapi.ts';
import { openTestApp, type TestApp } from '../src/testing/app.ts';
import { aPng } from '../src/testing/pictures.ts';
import { tagOf } from '../src/testing/rfid-reads.ts';
import { askBulkMoves, bulkOperations } from './bulk-routes.ts';
import { askCounts, countingOperations } from './counting-routes.ts';
import { askInbound, inboundOperations } from './inbound-routes.ts';
import { askLabels, labelRoutes } from './label-routes.ts';
import { askStock, stockOperations } from './stock-routes.ts';
import { askValue, valueOperations } from './value-routes.ts';
import { askVendor, vendorOperations } from './vendor-routes.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: object;
  readonly 'x-permission'?: string;
}

let app: TestApp;
// biome-ignore lint/suspicious/noExplicitAny: a page of JSON, looked into everywhere
let page: any;
beforeAll(async () => {
  app = await openTestApp();
  page = (await app.ask('GET', '/openapi.json', undefined, { key: null })).body;
});
afterAll(() => app?.close());

function operations(): [string, Operation][] {
  return Object.entries<Record<string, Operation>>(page.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
}

/** Names that client libraries are made with: one that is here stays. */
const frozen = {
  'GET /': 'home',
  'GET /openapi.json': 'openapi',
  'GET /health/live': 'live',
  'GET /health/ready': 'ready',
  'GET /metrics': 'metrics',
  'GET /api/home': 'getHome',
  'GET /api/refusals': 'listRefusals',
  'GET /api/sites/{code}/map': 'getSiteMap',
  'POST /api/people/{id}/pin': 'resetPin',
  'GET /01/{rest}': 'resolveDigitalLink',
  'GET /about/01/{rest}': 'showToCustomer',
  'POST /about/01/{rest}': 'proveByReceipt',
  'GET /product-pictures/{hash}': 'getProductPicture',
  'GET /.well-known/gs1resolver': 'describeResolver',
  'GET /api/products/{sku}/links': 'listProductLinks',
  'POST /api/products/{sku}/links': 'setProductLinks',
  'POST /api/scans': 'recordScans',
  'POST /api/scans/judge': 'judgeScans',
  'GET /api/units': 'listUnits',
  'GET /api/units/by-code/{code}': 'findUnits',
  'GET /api/units/{id}': 'getUnit',
  'GET /api/units/{id}/history': 'getUnitHistory',
  'GET /api/availability': 'getAvailability',
  'GET /api/changes': 'listChanges',
  'GET /api/live': 'listen',
  'GET /api/products': 'listProducts',
  'POST /api/products': 'createProduct',
  'GET /api/products/{sku}': 'getProduct',
  'PATCH /api/products/{sku}': 'changeProduct',
  'GET /api/products/{sku}/warranties': 'listProductWarranties',
  'POST /api/products/{sku}/warranties': 'setProductWarranty',
  'GET /api/products/{sku}/costs': 'listProductCosts',
  'POST /api/products/{sku}/costs': 'setProductCost',
  'GET /api/numbers': 'listNumberings',
  'POST /api/numbers': 'defineNumbering',
  'POST /api/numbers/{id}/end': 'endNumbering',
  'POST /api/number-pools': 'importNumberPool',
  'GET /api/numbers/given/{number}': 'findNumberBlocks',
  'GET /api/number-blocks': 'listNumberBlocks',
  'POST /api/number-blocks': 'takeNumbers',
  'GET /api/number-blocks/{id}': 'getNumberBlock',
  'GET /api/number-blocks/{id}/numbers.csv': 'getNumberBlockFile',
  'POST /api/number-blocks/{id}/count': 'countNumberBlock',
  'POST /api/number-blocks/{id}/return': 'returnNumberBlock',
  'GET /api/label-presets': 'listLabelPresets',
  'GET /api/label-presets/{key}': 'getLabelPreset',
  'GET /api/label-designs': 'listLabelDesigns',
  'POST /api/label-designs': 'createLabelDesign',
  'POST /api/label-designs/preview': 'previewLabel',
  'POST /api/label-designs/sample': 'drawSampleLabel',
  'GET /api/label-designs/{id}': 'getLabelDesign',
  'PATCH /api/label-designs/{id}': 'changeLabelDesign',
  'GET /api/label-designs/{id}/versions': 'listLabelDesignVersions',
  'POST /api/label-designs/{id}/end': 'endLabelDesign',
  'GET /api/label-defaults': 'listLabelDefaults',
  'POST /api/label-defaults': 'setLabelDefault',
  'POST /api/label-defaults/remove': 'removeLabelDefault',
  'GET /api/categories': 'listCategories',
  'POST /api/categories': 'createCategory',
  'PATCH /api/categories/{code}': 'changeCategory',
  'GET /api/suppliers': 'listSuppliers',
  'POST /api/suppliers': 'createSupplier',
  'PATCH /api/suppliers/{code}': 'changeSupplier',
  'GET /api/sites': 'listSites',
  'POST /api/sites': 'createSite',
  'GET /api/sites/{code}': 'getSite',
  'PATCH /api/sites/{code}': 'changeSite',
  'GET /api/sites/{code}/locations': 'listLocations',
  'POST /api/sites/{code}/locations': 'addLocations',
  'PATCH /api/sites/{code}/locations/{location}': 'changeLocation',
  'GET /api/companies': 'listCompanies',
  'POST /api/companies': 'createCompany',
  'PATCH /api/companies/{code}': 'changeCompany',
  'GET /api/policy': 'listPolicyRules',
  'POST /api/policy': 'setPolicyRule',
  'POST /api/policy/{id}/withdraw': 'withdrawPolicyRule',
  'GET /api/policy/explain': 'explainPolicy',
  'POST /api/sites/{code}/roll-back': 'rollBackSite',
  'POST /api/sites/{code}/roll-out': 'rollOutSite',
  'POST /api/customers': 'createCustomer',
  'POST /api/customers/search': 'searchCustomers',
  'GET /api/customers/{reference}': 'getCustomer',
  'PATCH /api/customers/{reference}': 'changeCustomer',
  'GET /api/customers/{reference}/export': 'exportCustomer',
  'POST /api/customers/{reference}/erase': 'eraseCustomer',
  'GET /api/customers/{reference}/accesses': 'listCustomerAccesses',
  'POST /api/photos': 'keepPhoto',
  'GET /api/photos/{hash}': 'getPhoto',
  'POST /api/photos/{hash}/erase': 'erasePhoto',
  'POST /api/unread': 'takeInUnread',
  'GET /api/adjustments': 'listAdjustments',
  'POST /api/adjustments': 'adjustStock',
  'GET /api/adjustment-reasons': 'listAdjustmentReasons',
  'POST /api/adjustment-reasons': 'addAdjustmentReason',
  'PATCH /api/adjustment-reasons/{code}': 'changeAdjustmentReason',
  'GET /api/putaway': 'listWaitingUnits',
  'GET /api/putaway/suggestions': 'suggestSpots',
  'GET /api/unread': 'listUnread',
  'POST /api/unread/{number}/complete': 'completeUnread',
  ...labelRoutes,
  'GET /api/exceptions': 'listExceptions',
  'GET /api/exceptions/{id}': 'getException',
  'GET /api/exceptions/owners': 'listExceptionOwners',
  'POST /api/exceptions/{id}/owner': 'setExceptionOwner',
  'POST /api/exceptions/{id}/settle': 'settleException',
  ...inboundOperations,
  ...bulkOperations,
  ...vendorOperations,
  ...stockOperations,
  ...valueOperations,
  'GET /api/rfid/readers': 'listRfidReaders',
  'POST /api/rfid/readers': 'createRfidReader',
  'PATCH /api/rfid/readers/{code}': 'changeRfidReader',
  'POST /api/rfid/readers/{code}/reads': 'takeRfidReads',
  'GET /api/rfid/sightings': 'listSightings',
  'GET /api/rfid/unknown-tags': 'listUnknownTags',
  'GET /api/rfid/find': 'findByRadio',
  'GET /api/units/{id}/sightings': 'listUnitSightings',
  ...countingOperations,
  'GET /api/transfers': 'listTransfers',
  'POST /api/transfers': 'requestTransfer',
  'GET /api/transfers/{number}': 'getTransfer',
  'GET /api/transfers/{number}/units': 'listTransferUnits',
  'GET /api/transfers/{number}/progress': 'getTransferProgress',
  'POST /api/transfers/{number}/send': 'sendTransfer',
  'POST /api/transfers/{number}/arrivals': 'takeUnsentUnit',
  'POST /api/transfers/{number}/losses': 'reportTransferLoss',
  'POST /api/transfers/{number}/cancel': 'cancelTransfer',
  'POST /api/transfers/{number}/close': 'closeTransfer',
  'POST /api/transfers/{number}/reopen': 'reopenTransfer',
  'GET /api/transfer-sites': 'listTransferSites',
  'GET /api/company-agreements': 'listCompanyAgreements',
  'POST /api/company-agreements': 'agreeForCompanies',
  'GET /api/companies/{code}/postings': 'listCompanyPostings',
  'GET /api/companies/{code}/postings.csv': 'getCompanyPostingsCsv',
  'GET /api/in-transit': 'listInTransit',
  'POST /api/imports': 'createImport',
  'GET /api/imports': 'listImports',
  'GET /api/imports/{id}': 'getImport',
  'PATCH /api/imports/{id}': 'changeImport',
  'POST /api/imports/{id}/task': 'commandImport',
  'GET /api/imports/{id}/lines': 'listImportLines',
  'GET /api/imports/{id}/errors.csv': 'getImportErrors',
  'GET /api/import-presets': 'listImportPresets',
  'POST /api/import-presets': 'saveImportPreset',
  'DELETE /api/import-presets/{name}': 'deleteImportPreset',
  'GET /api/exports/{list}': 'exportList',
  'GET /api/orders/{number}': 'getOrder',
  'GET /api/search': 'search',
  'POST /api/search': 'find',
  'GET /api/units/explain': 'explainCode',
  'POST /api/session': 'signIn',
  'GET /api/session': 'getSession',
  'GET /api/session/ways': 'getSignInWays',
  'DELETE /api/session': 'signOut',
  'POST /api/session/password': 'choosePassword',
  'GET /api/sessions': 'listSessions',
  'DELETE /api/sessions/{id}': 'endSession',
  'GET /api/people': 'listPeople',
  'POST /api/people': 'createPerson',
  'GET /api/people/{id}': 'getPerson',
  'PATCH /api/people/{id}': 'changePerson',
  'POST /api/people/{id}/password': 'resetPassword',
  'DELETE /api/people/{id}/sessions': 'endSessionsOfPerson',
  'GET /api/audit': 'listAudit',
  'GET /api/keys': 'listApiKeys',
  'POST /api/keys': 'createApiKey',
  'DELETE /api/keys/{id}': 'revokeApiKey',
  'GET /api/devices': 'listDevices',
  'POST /api/devices/pairings': 'makePairing',
  'POST /api/devices/pair': 'pairDevice',
  'GET /api/devices/self': 'getThisDevice',
  'PATCH /api/devices/{id}': 'changeDevice',
  'DELETE /api/devices/{id}': 'revokeDevice',
  'POST /api/session/switch': 'switchPerson',
  'POST /api/session/lock': 'lockSession',
  'POST /api/session/pin': 'choosePin',
  'POST /api/people/{id}/badge': 'assignBadge',
  'DELETE /api/people/{id}/badge': 'withdrawBadge',
};

describe('the OpenAPI page', () => {
  test('is version 3.1 and describes every route under its name', () => {
    expect(page.openapi).toBe('3.1.0');
    expect(Object.fromEntries(operations().map(([key, { operationId }]) => [key, operationId]))).toEqual(
      frozen,
    );
    expect(operations()).toHaveLength(app.app.routes.length);
  });

  test('says of each route which permission it asks for', () => {
    const said = operations().map(([key, operation]) => [key, operation['x-permission'] ?? 'public']);
    const asked = app.app.routes.map(({ method, path, permission }) => [
      `${method} ${addressOf(path)}`,
      permission,
    ]);
    expect(said).toEqual(asked);
  });

  test('declares every parameter of every address', () => {
    for (const [key, { parameters = [] }] of operations()) {
      const named = [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(named);
    }
  });

  test('refers only to components that it has, and has none that nobody refers to', () => {
    const text = JSON.stringify(page);
    const referred = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name));
    expect([...referred].sort()).toEqual(Object.keys(page.components.schemas).sort());
    expect(text).not.toContain('$id');
  });

  test('names the schemas that clients will want by name', () => {
    const wanted = [
      'ScanRequest',
      'ScanAnswer',
      'Unit',
      'Event',
      'Move',
      'Status',
      'Problem',
      'Product',
      'Site',
    ];
    expect(Object.keys(page.components.schemas)).toEqual(expect.arrayContaining(wanted));
  });
});

test('every route was asked once, and its good reply is as the page describes it', async () => {
  const { ask, scan } = app;
  await ask('GET', '/');
  await ask('GET', '/health/live');
  await ask('GET', '/health/ready');
  await ask('GET', '/metrics', undefined, { headers: { accept: '*/*' } });
  await ask('POST', '/api/products', { sku: 'KETTLE', name: 'A kettle', gtins: ['4012345678901'] });
  await ask('GET', '/api/products');
  await ask('GET', '/api/products/KETTLE');
  await ask('PATCH', '/api/products/KETTLE', { category: 'kitchen' });
  await ask('POST', '/api/sites', { code: 'HUB', name: 'Hub', kind: 'returns_hub', timeZone: 'UTC' });
  await ask('GET', '/api/sites');
  await ask('GET', '/api/sites/HUB');
  await ask('GET', '/api/sites/HUB/map');
  await ask('GET', '/api/home?site=DC');
  await ask('GET', '/api/refusals?site=DC');
  await ask('POST', '/api/sites/HUB/locations', { locations: [{ code: 'SHELF' }] });
  await ask('GET', '/api/sites/HUB/locations');
  await askCatalog(app);
  await askNumbers();
  await askLabelDesigns();
  const document = { kind: 'receipt', number: 'ASN-1' };
  await scan('announce', ['(01)04012345678901(21)K1'], { document });
  const received = await scan('receive', ['K1'], { document, details: { lot: 'L1' } });
  const judged = { move: 'pick', site: 'DC', scans: [{ id: received.id, codes: ['K1'], input: 'keyed' }] };
  await ask('POST', '/api/scans/judge', judged);
  await scan('receive', ['CABLE'], { quantity: 3 });
  await scan('pick', ['NOBODY']);
  await scan('sell', ['K1'], { document: { kind: 'sale', number: 'S-1' } });
  const twice = await scan('record_sale', ['K1'], { document: { kind: 'sale', number: 'S-2' } });
  await scan('annul', ['K1'], { details: { seq: 3, reason: 'wrong unit' } });
  const { id } = received.unit;
  await ask('GET', `/api/putaway/suggestions?site=DC&unit=${id}`);
  for (const url of [`/api/units/${id}`, `/api/units/${id}/history`, '/api/units/by-code/K1'])
    await ask('GET', url);
  await ask('GET', '/api/units?site=DC');
  await ask('GET', '/api/search?q=KETTLE');
  await ask('POST', '/api/search', { q: 'KETTLE' });
  await ask('GET', '/api/units/explain?code=KI1');
  await ask('GET', '/api/availability?site=DC');
  await ask('GET', '/api/exceptions');
  await ask('GET', '/api/exceptions/owners?site=DC');
  await ask('POST', `/api/exceptions/${twice.exceptions[0].id}/owner`, { owner: null });
  await ask('GET', `/api/exceptions/${twice.exceptions[0].id}`);
  await ask('POST', `/api/exceptions/${twice.exceptions[0].id}/settle`, { settlement: 'Looked into.' });
  await ask('GET', '/api/exceptions?open=false');
  await ask('GET', '/api/putaway?site=DC');
  const found = { id: crypto.randomUUID(), act: 'condition', reason: 'judged_anew', condition: 'opened' };
  await ask('POST', '/api/adjustments', { ...found, site: 'DC', codes: ['K1'], input: 'keyed' });
  await ask('GET', '/api/adjustments?site=DC');
  await ask('GET', '/api/adjustment-reasons');
  await ask('POST', '/api/adjustment-reasons', { code: 'flood', name: 'Water', acts: ['lose'] });
  await ask('PATCH', '/api/adjustment-reasons/flood', { active: false });
  await ask('GET', '/api/receipts/ASN-1');
  await ask('GET', '/api/receipts/ASN-1/units');
  for (const rest of ['/progress', '/report.csv', '/report.pdf'])
    await ask('GET', `/api/receipts/ASN-1${rest}`);
  await ask('POST', '/api/receipts/ASN-1/close', {});
  await ask('POST', '/api/receipts/ASN-1/reopen', { reason: 'one more box' });
  await askBulkMoves(ask);
  await askInbound(ask);
  await askCounts(ask);
  await askVendor(ask);
  await askValue(app);
  await askTransfers();
  await askStock(app);
  const { body } = await ask('POST', '/api/keys', { name: 'A till', role: 'associate' });
  await ask('GET', '/api/keys');
  await ask('DELETE', `/api/keys/${body.id}`);
  await askPeople(app);
  const invited = await ask('POST', '/api/devices/pairings', { name: 'A handheld', site: 'DC' });
  const device = await ask('POST', '/api/devices/pair', { code: invited.body.code }, { key: null });
  const headers = { 'x-unitrail-device': device.body.token };
  await ask('GET', '/api/devices/self', undefined, { key: null, headers });
  await ask('GET', '/api/devices');
  await ask('PATCH', `/api/devices/${device.body.id}`, { station: 'Dock 1' });
  await askBadges(app, device.body.token);
  await ask('DELETE', `/api/devices/${device.body.id}`);
  await askImports();
  await askPhotos(app);
  await askLabels(app, id);
  await askResolver(app);
  await askRfid(app, id);
  await ask('GET', '/api/changes?limit=1000');
  await ask('GET', '/api/live');
  const good = app.app.routes.flatMap(({ method, path, endpoint }) =>
    Object.keys(endpoint.replies).map((status) => `${method} ${path} ${status}`),
  );
  expect(good.filter((reply) => !app.met.has(reply))).toEqual([]);
});

async function askRfid({ ask }: TestApp, unit: number): Promise<void> {
  await ask('POST', '/api/rfid/readers', { code: 'GATE', name: 'Gate', site: 'DC', purpose: 'gate' });
  await ask('PATCH', '/api/rfid/readers/GATE', { antennas: [{ antenna: 1, location: 'DOCK' }] });
  const tag = { epcHex: tagOf('04012345678901', 'K1'), antennaPort: 1 };
  const foreign = { epcHex: 'E28011700000020AABBCCDD0', antennaPort: 1 };
  const events = [tag, foreign].map((tagInventoryEvent) => ({ tagInventoryEvent }));
  await ask('POST', '/api/rfid/readers/GATE/reads', events);
  await ask('GET', '/api/rfid/readers');
  await ask('GET', '/api/rfid/sightings?site=DC');
  await ask('GET', '/api/rfid/unknown-tags?site=DC');
  await ask('GET', `/api/units/${unit}/sightings`);
  await ask('GET', `/api/rfid/find?units=${unit}`);
}
async function askPhotos({ ask }: TestApp): Promise<void> {
  const headers = { 'content-type': 'image/png' };
  const { hash } = (await ask('POST', '/api/photos', aPng(8, 8), { headers })).body;
  await ask('GET', `/api/photos/${hash}`);
  await ask('POST', `/api/photos/${hash}/erase`, { reason: 'Somebody is on it.' });
  const thing = { move: 'receive', site: 'DC', sku: 'TV', reason: 'damaged' };
  const { number } = (await ask('POST', '/api/unread', { id: crypto.randomUUID(), ...thing })).body;
  await ask('GET', '/api/unread');
  const found = { codes: ['FOUND-1'], input: 'scanned', site: 'DC' };
  await ask('POST', `/api/unread/${number}/complete`, { id: crypto.randomUUID(), ...found });
}

async function askResolver({ ask }: TestApp): Promise<void> {
  const address = '/01/04012345678901/21/K1';
  const html = { accept: 'text/html' };
  const headers = { 'content-type': 'image/png' };
  await ask('GET', address, undefined, { key: null, headers: html });
  await ask('GET', `${address}?linkType=linkset`, undefined, { key: null });
  await ask('GET', `/about${address}`, undefined, { key: null, headers: html });
  const form = { ...html, 'content-type': 'application/x-www-form-urlencoded' };
  await ask('POST', '/about/01/04012345678901/21/K9', 'receipt=1&last=2', { key: null, headers: form });
  await scanSold();
  const { status } = await ask('POST', `/about${address}9`, 'receipt=S-9&last=K19', {
    key: null,
    headers: form,
  });
  expect(status).toBe(200);
  await ask('GET', '/.well-known/gs1resolver', undefined, { key: null });
  const { hash } = (await ask('POST', '/api/photos', aPng(9, 8), { headers })).body;
  const picture = { type: 'relatedImage', address: `photo:${hash}`, title: null, language: null };
  await ask('POST', '/api/products/KETTLE/links', { links: [picture] });
  await ask('GET', '/api/products/KETTLE/links');
  await ask('GET', `/product-pictures/${hash}`, undefined, { key: null });
}

async function scanSold(): Promise<void> {
  await app.scan('receive', ['(01)04012345678901(21)K19']);
  await app.scan('sell', ['K19'], { document: { kind: 'sale', number: 'S-9' } });
}

async function askPeople({ ask }: TestApp): Promise<void> {
  const grants = [{ role: 'lead', site: 'DC' }];
  const { body } = await ask('POST', '/api/people', { login: 'ana@example.com', name: 'Ana', grants });
  await ask('GET', '/api/people');
  await ask('GET', `/api/people/${body.id}`);
  await ask('PATCH', `/api/people/${body.id}`, { name: 'Ana B.' });
  const reset = await ask('POST', `/api/people/${body.id}/password`);
  const signIn = async (password: string) => {
    const told = await ask('POST', '/api/session', { login: 'ana@example.com', password }, { key: null });
    return String(told.headers['set-cookie']).split(';')[0]!;
  };
  const as = (cookie: string) => ({ key: null, headers: { cookie, 'x-unitrail-request': '1' } });
  const chosen = { password: reset.body.password, newPassword: 'a kettle on a blue shelf' };
  await ask('POST', '/api/session/password', chosen, as(await signIn(chosen.password)));
  const cookie = await signIn(chosen.newPassword);
  await signIn(chosen.newPassword);
  await ask('GET', '/api/session', undefined, as(cookie));
  await ask('GET', '/api/session/ways', undefined, { key: null });
  const sessions = await ask('GET', '/api/sessions', undefined, as(cookie));
  await ask('DELETE', `/api/sessions/${sessions.body.items.at(-1).id}`, undefined, as(cookie));
  await ask('DELETE', '/api/session', undefined, as(cookie));
  await ask('DELETE', `/api/people/${body.id}/sessions`);
  await ask('GET', '/api/audit');
}

async function askBadges({ ask }: TestApp, token: string): Promise<void> {
  const grants = [{ role: 'associate', site: 'DC' }];
  const { body } = await ask('POST', '/api/people', { login: 'badged', name: 'Badged', grants });
  await ask('POST', `/api/people/${body.id}/badge`, { badge: '900077', pin: '2580' });
  const device = { 'x-unitrail-device': token };
  const hand = { badge: '900077', pin: '2580' };
  const told = await ask('POST', '/api/session/switch', hand, { key: null, headers: device });
  const cookie = String(told.headers['set-cookie']).split(';')[0]!;
  const as = { key: null, headers: { ...device, cookie, 'x-unitrail-request': '1' } };
  await ask('POST', '/api/session/pin', { pin: '8642' }, as);
  await ask('POST', '/api/session/lock', undefined, as);
  await ask('POST', `/api/people/${body.id}/pin`, { pin: '9713' });
  await ask('DELETE', `/api/people/${body.id}/badge`);
}

async function askCatalog({ ask }: TestApp): Promise<void> {
  const warranty = { kind: 'maker', months: 24, starts: 'sale', from: '2026-01-01' };
  await ask('POST', '/api/products/KETTLE/warranties', warranty);
  await ask('GET', '/api/products/KETTLE/warranties?on=2026-01-01');
  await ask('POST', '/api/products/KETTLE/costs', { amount: 1250, currency: 'EUR', from: '2026-01-01' });
  await ask('GET', '/api/products/KETTLE/costs');
  await ask('POST', '/api/categories', { code: 'household' });
  await ask('PATCH', '/api/categories/kitchen', { parent: 'household' });
  await ask('GET', '/api/categories');
  await ask('POST', '/api/suppliers', { code: 'ACME', name: 'Acme' });
  await ask('PATCH', '/api/suppliers/ACME', { sampleSize: 3 });
  await ask('GET', '/api/suppliers');
  await ask('PATCH', '/api/sites/HUB', { address: { lines: ['Quay 1'], country: 'NL' } });
  await ask('PATCH', '/api/sites/HUB/locations/SHELF', { color: 'green' });
  await ask('POST', '/api/companies', { code: 'BV', name: 'Shop BV' });
  await ask('PATCH', '/api/companies/BV', { taxNumber: 'NL001' });
  await ask('GET', '/api/companies');
  const { body } = await ask('POST', '/api/policy', { demand: 'asked', from: '2026-01-01', handOff: 'sale' });
  await ask('GET', '/api/policy');
  await ask('GET', '/api/policy/explain?site=HUB&handOff=sale&sku=KETTLE');
  await ask('POST', `/api/policy/${body.id}/withdraw`, {});
  await ask('POST', '/api/sites/HUB/roll-back', {});
  await ask('POST', '/api/sites/HUB/roll-out', {});
  await ask('POST', '/api/customers', { reference: 'SHOP-1', name: 'Ada', email: 'ada@example.com' });
  await ask('POST', '/api/customers/search', { email: 'ada@example.com' });
  await ask('PATCH', '/api/customers/SHOP-1', { notes: 'rings twice' });
  await ask('GET', '/api/customers/SHOP-1');
  await ask('GET', '/api/customers/SHOP-1/export');
  await ask('GET', '/api/customers/SHOP-1/accesses');
  await ask('POST', '/api/customers/SHOP-1/erase', { reason: 'requested' });
}

async function askTransfers(): Promise<void> {
  const request = () => crypto.randomUUID();
  const lines = [{ sku: 'KETTLE', quantity: 2 }];
  const asked = { request: request(), number: 'MOVE-1', from: 'DC', to: 'HUB', lines };
  await app.ask('POST', '/api/transfers', asked);
  await app.ask('POST', '/api/transfers', { ...asked, request: request(), number: 'MOVE-2' });
  await app.ask('POST', '/api/transfers/MOVE-2/cancel', {});
  const document = { kind: 'transfer', number: 'MOVE-1' };
  const picked: { unit: { id: number } }[] = [];
  for (const serial of ['MV1', 'MV2']) {
    await app.scan('receive', [`(01)04012345678901(21)${serial}`]);
    picked.push(await app.scan('pick', [serial], { document, details: { for: 'inside' } }));
  }
  await app.ask('POST', '/api/transfers/MOVE-1/send', { request: request(), carrier: 'Own van' });
  await app.ask('GET', '/api/in-transit');
  const units = picked.map(({ unit }) => unit.id);
  await app.ask('POST', '/api/transfers/MOVE-1/losses', { request: request(), units, reason: 'torn open' });
  await app.scan('receive', ['(01)04012345678901(21)MV3']);
  const arrival = { id: request(), codes: ['MV3'], reason: 'in the box' };
  await app.ask('POST', '/api/transfers/MOVE-1/arrivals', arrival);
  await app.ask('POST', '/api/transfers/MOVE-1/close', { reason: 'claimed' });
  await app.ask('POST', '/api/transfers/MOVE-1/reopen', { reason: 'one more' });
  for (const rest of ['', '/units', '/progress']) await app.ask('GET', `/api/transfers/MOVE-1${rest}`);
  await app.ask('GET', '/api/transfers');
  await app.ask('GET', '/api/transfer-sites');
  await app.ask('GET', '/api/company-agreements');
  const [company, other] = (await app.ask('GET', '/api/companies')).body.items;
  const agreement = { seller: company.code, buyer: other?.code ?? company.code, point: 'sent' };
  await app.ask('POST', '/api/company-agreements', agreement);
  for (const rest of ['', '.csv']) await app.ask('GET', `/api/companies/${company.code}/postings${rest}`);
}

async function askNumbers(): Promise<void> {
  const { ask } = app;
  const made = await ask('POST', '/api/numbers', { sku: 'KETTLE', kind: 'random', prefix: 'K', length: 9 });
  await ask('GET', '/api/numbers?sku=KETTLE');
  await ask('POST', '/api/number-pools', { sku: 'KETTLE', numbers: 'MK001-MK050' });
  const few = { sku: 'KETTLE', count: 2, holder: { kind: 'printer', name: 'The printer at the dock' } };
  const { body } = await ask('POST', '/api/number-blocks', { id: crypto.randomUUID(), ...few });
  const many = await ask('POST', '/api/number-blocks', { id: crypto.randomUUID(), sku: null, count: 1_001 });
  expect(many.status).toBe(202);
  await ask('GET', `/api/numbers/given/${body.numbers[0]}`);
  await ask('GET', '/api/number-blocks');
  await ask('GET', `/api/number-blocks/${body.id}`);
  await ask('GET', `/api/number-blocks/${body.id}/numbers.csv`);
  await ask('POST', `/api/number-blocks/${body.id}/count`);
  await ask('POST', `/api/number-blocks/${body.id}/return`, {});
  await ask('POST', `/api/numbers/${made.body.id}/end`);
}

async function askLabelDesigns(): Promise<void> {
  const { ask } = app;
  await ask('GET', '/api/label-presets');
  const { body: design } = await ask('GET', '/api/label-presets/50x25?symbology=qr');
  const made = await ask('POST', '/api/label-designs', { name: 'Kettles', design });
  const at = `/api/label-designs/${made.body.id}`;
  await ask('GET', '/api/label-designs');
  await ask('GET', at);
  await ask('PATCH', at, { version: 1, design: { ...design, marginMm: 2 } });
  await ask('GET', `${at}/versions`);
  await ask('POST', '/api/label-designs/preview', { design, sku: 'KETTLE' });
  await ask('POST', '/api/label-designs/sample', { design, form: 'zpl' });
  await ask('POST', '/api/label-defaults', { sku: 'KETTLE', design: made.body.id });
  await ask('GET', '/api/label-defaults');
  await ask('POST', '/api/label-defaults/remove', { sku: 'KETTLE', bare: true });
  await ask('POST', `${at}/end`);
}

async function askImports(): Promise<void> {
  const { ask } = app;
  const headers = { 'content-type': 'text/csv' };
  const made = await ask('POST', '/api/imports?kind=orders', 'number,sku\nO-1,KETTLE\nO-2,GONE\n', {
    headers,
  });
  const path = `/api/imports/${made.body.id}`;
  await ask('GET', '/api/imports');
  await ask('PATCH', path, { dateOrder: 'dmy' });
  await ask('POST', `${path}/task`, { do: 'run' });
  while ((await ask('GET', path)).body.state === 'working')
    await new Promise((later) => setTimeout(later, 20));
  await ask('GET', `${path}/lines`);
  await ask('GET', `${path}/errors.csv`);
  await ask('GET', '/api/exports/products');
  await ask('GET', '/api/orders/O-1');
  await ask('POST', '/api/import-presets', { name: 'Ours', kind: 'orders', mapping: { number: 'No.' } });
  await ask('GET', '/api/import-presets');
  await ask('DELETE', '/api/import-presets/Ours');
}
