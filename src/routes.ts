import type { auditEndpoints } from './access/audit/routes.ts';
import type { badgeEndpoints } from './access/badges/routes.ts';
import type { deviceEndpoints } from './access/devices/routes.ts';
import type { peopleEndpoints } from './access/people/routes.ts';
import type { keyEndpoints } from './access/routes.ts';
import type { sessionEndpoints } from './access/sessions/routes.ts';
import { linkPath, type singleSignOnEndpoints } from './access/single-sign-on/routes.ts';
import { type Route, route } from './http/endpoint.ts';
import type { healthEndpoints } from './http/health.ts';
import { withFile } from './http/list-file.ts';
import type { openMetrics } from './http/metrics.ts';
import { type LineEndpoints, lineRoutes } from './import-routes.ts';
import type { adjustingEndpoints } from './operations/adjusting/routes.ts';
import type { catalogEndpoints } from './operations/catalog/routes.ts';
import type { countingEndpoints } from './operations/counting/routes.ts';
import type { customerEndpoints } from './operations/customers/routes.ts';
import type { ediEndpoints } from './operations/edi/routes.ts';
import type { exceptionEndpoints } from './operations/exceptions/routes.ts';
import type { exportEndpoints } from './operations/exporting/routes.ts';
import type { homeEndpoints } from './operations/home/routes.ts';
import type { inventoryEndpoints } from './operations/inventory/routes.ts';
import type { labelEndpoints } from './operations/labels/routes.ts';
import type { liveEndpoints } from './operations/live/routes.ts';
import type { numberingEndpoints } from './operations/numbering/routes.ts';
import type { orderEndpoints } from './operations/orders/routes.ts';
import type { photoEndpoints } from './operations/photos/routes.ts';
import type { placeEndpoints } from './operations/places/routes.ts';
import type { policyEndpoints } from './operations/policy/routes.ts';
import type { printingEndpoints } from './operations/printing/routes.ts';
import type { purchasingEndpoints } from './operations/purchasing/routes.ts';
import type { putawayEndpoints } from './operations/putaway/routes.ts';
import type { cartonEndpoints } from './operations/receiving/cartons/routes.ts';
import type { labellingEndpoints } from './operations/receiving/labelling/routes.ts';
import type { receivingEndpoints } from './operations/receiving/routes.ts';
import type { supplierRuleEndpoints } from './operations/receiving/supplier-rules/routes.ts';
import type { resolverEndpoints } from './operations/resolver/routes.ts';
import type { rfidEndpoints } from './operations/rfid/routes.ts';
import type { scanningEndpoints } from './operations/scanning/routes.ts';
import type { searchEndpoints } from './operations/search/routes.ts';
import type { transferEndpoints } from './operations/transfers/routes.ts';
import type { unitEndpoints } from './operations/units/routes.ts';
import type { unreadEndpoints } from './operations/unread/routes.ts';
import type { valuationEndpoints } from './operations/valuation/routes.ts';
import { type StockEndpoints, stockRoutes } from './stock-routes.ts';
import { type VendorEndpoints, vendorRoutes } from './vendor-routes.ts';

/** What each part of the server offers on the wire. */
export interface Endpoints {
  readonly health: ReturnType<typeof healthEndpoints>;
  readonly metrics: ReturnType<typeof openMetrics>['endpoint'];
  readonly keys: ReturnType<typeof keyEndpoints>;
  readonly sessions: ReturnType<typeof sessionEndpoints>;
  readonly people: ReturnType<typeof peopleEndpoints>;
  readonly audit: ReturnType<typeof auditEndpoints>;
  readonly devices: ReturnType<typeof deviceEndpoints>;
  readonly badges: ReturnType<typeof badgeEndpoints>;
  /** Null without a provider. */
  readonly singleSignOn: ReturnType<typeof singleSignOnEndpoints> | null;
  readonly scans: ReturnType<typeof scanningEndpoints>;
  readonly units: ReturnType<typeof unitEndpoints>;
  readonly catalog: ReturnType<typeof catalogEndpoints>;
  readonly places: ReturnType<typeof placeEndpoints>;
  readonly photos: ReturnType<typeof photoEndpoints>;
  readonly unread: ReturnType<typeof unreadEndpoints>;
  readonly policy: ReturnType<typeof policyEndpoints>;
  readonly customers: ReturnType<typeof customerEndpoints>;
  readonly exceptions: ReturnType<typeof exceptionEndpoints>;
  readonly vendors: VendorEndpoints;
  readonly adjusting: ReturnType<typeof adjustingEndpoints>;
  readonly putaway: ReturnType<typeof putawayEndpoints>;
  readonly receiving: ReturnType<typeof receivingEndpoints>;
  readonly cartons: ReturnType<typeof cartonEndpoints>;
  readonly labelling: ReturnType<typeof labellingEndpoints>;
  readonly supplierRules: ReturnType<typeof supplierRuleEndpoints>;
  readonly purchasing: ReturnType<typeof purchasingEndpoints>;
  readonly edi: ReturnType<typeof ediEndpoints>;
  readonly rfid: ReturnType<typeof rfidEndpoints>;
  readonly counting: ReturnType<typeof countingEndpoints>;
  readonly transfers: ReturnType<typeof transferEndpoints>;
  readonly stock: StockEndpoints;
  readonly valuation: ReturnType<typeof valuationEndpoints>;
  readonly inventory: ReturnType<typeof inventoryEndpoints>;
  readonly exports: ReturnType<typeof exportEndpoints>;
  readonly lines: LineEndpoints;
  readonly numbers: ReturnType<typeof numberingEndpoints>;
  readonly orders: ReturnType<typeof orderEndpoints>;
  readonly printing: ReturnType<typeof printingEndpoints>;
  readonly search: ReturnType<typeof searchEndpoints>;
  readonly home: ReturnType<typeof homeEndpoints>;
  readonly labels: ReturnType<typeof labelEndpoints>;
  readonly live: ReturnType<typeof liveEndpoints>;
  readonly resolver: ReturnType<typeof resolverEndpoints>;
}

/** The whole HTTP surface: address, permission, how far it reaches (access/roles.ts), and who answers. /openapi.json is made from it, and tells of itself. */
export function httpSurface(endpoints: Endpoints): readonly Route[] {
  const { labels } = endpoints;
  const { health, metrics, keys, devices, badges, singleSignOn, scans, units } = endpoints;
  const { catalog, places, exceptions, receiving, transfers, live, numbers, photos, unread } = endpoints;
  const { exports, orders, policy, customers, search, sessions, people, audit } = endpoints;
  const { home, resolver, rfid } = endpoints;
  const { counting } = endpoints;
  const { putaway, adjusting } = endpoints;
  const { printing, valuation, inventory } = endpoints;
  const routes = [
    route('GET', '/', 'public', 'network', health.home),
    route('GET', '/openapi.json', 'public', 'network', health.openapi),
    route('GET', '/health/live', 'public', 'network', health.live),
    route('GET', '/health/ready', 'public', 'network', health.ready),
    route('GET', '/metrics', 'read', 'everywhere', metrics),

    route('GET', '/01/*', 'public', 'network', resolver.resolve),
    route('GET', '/about/01/*', 'public', 'network', resolver.page),
    route('POST', '/about/01/*', 'public', 'network', resolver.prove),
    route('GET', '/product-pictures/:hash', 'public', 'network', resolver.picture),
    route('GET', '/.well-known/gs1resolver', 'public', 'network', resolver.description),

    route('GET', '/api/home', 'read', 'site', home.home),
    route('GET', '/api/refusals', 'read', 'site', home.refusals),
    route('POST', '/api/scans', 'scan', 'site', scans.record),
    route('POST', '/api/scans/judge', 'scan', 'site', scans.judge),

    route('GET', '/api/units', 'read', 'site', units.list),
    route('GET', '/api/units/explain', 'read', 'site', search.explain),
    route('GET', '/api/units/by-code/:code', 'read', 'site', units.byCode),
    route('GET', '/api/units/:id', 'read', 'site', units.get),
    route('GET', '/api/units/:id/history', 'read', 'site', units.history),
    route('GET', '/api/search', 'read', 'site', search.search),
    route('POST', '/api/search', 'read', 'site', search.find),
    route('GET', '/api/availability', 'read', 'site', units.availability),
    route('GET', '/api/changes', 'read', 'site', units.changes),
    route('GET', '/api/live', 'read', 'site', live.listen),

    route('GET', '/api/products', 'read', 'network', catalog.listProducts),
    route('POST', '/api/products', 'catalog', 'everywhere', catalog.createProduct),
    route('GET', '/api/products/:sku', 'read', 'network', catalog.getProduct),
    route('PATCH', '/api/products/:sku', 'catalog', 'everywhere', catalog.changeProduct),
    route('GET', '/api/products/:sku/warranties', 'read', 'network', catalog.listWarranties),
    route('POST', '/api/products/:sku/warranties', 'catalog', 'everywhere', catalog.setWarranty),
    route('GET', '/api/products/:sku/costs', 'catalog', 'everywhere', catalog.listCosts),
    route('POST', '/api/products/:sku/costs', 'catalog', 'everywhere', catalog.setCost),
    route('GET', '/api/products/:sku/links', 'read', 'network', resolver.links),
    route('POST', '/api/products/:sku/links', 'catalog', 'everywhere', resolver.setLinks),
    route('GET', '/api/categories', 'read', 'network', catalog.listCategories),
    route('POST', '/api/categories', 'catalog', 'everywhere', catalog.createCategory),
    route('PATCH', '/api/categories/:code', 'catalog', 'everywhere', catalog.changeCategory),
    route('GET', '/api/suppliers', 'read', 'network', catalog.listSuppliers),
    route('POST', '/api/suppliers', 'catalog', 'everywhere', catalog.createSupplier),
    route('PATCH', '/api/suppliers/:code', 'catalog', 'everywhere', catalog.changeSupplier),
    route('GET', '/api/suppliers/:code/rules', 'read', 'network', endpoints.supplierRules.rules),
    route(
      'PATCH',
      '/api/suppliers/:code/rules',
      'catalog',
      'everywhere',
      endpoints.supplierRules.changeRules,
    ),

    route('GET', '/api/numbers', 'read', 'network', numbers.list),
    route('POST', '/api/numbers', 'catalog', 'everywhere', numbers.define),
    route('POST', '/api/numbers/:id/end', 'catalog', 'everywhere', numbers.end),
    route('POST', '/api/number-pools', 'catalog', 'everywhere', numbers.importPool),
    route('GET', '/api/numbers/given/:number', 'read', 'network', numbers.find),
    route('GET', '/api/number-blocks', 'read', 'network', numbers.listBlocks),
    route('POST', '/api/number-blocks', 'scan', 'network', numbers.take),
    route('GET', '/api/number-blocks/:id', 'read', 'network', numbers.getBlock),
    route('GET', '/api/number-blocks/:id/numbers.csv', 'scan', 'network', numbers.file),
    route('POST', '/api/number-blocks/:id/count', 'scan', 'network', numbers.count),
    route('POST', '/api/number-blocks/:id/return', 'catalog', 'everywhere', numbers.returnRest),

    route('GET', '/api/label-presets', 'read', 'network', labels.presets),
    route('GET', '/api/label-presets/:key', 'read', 'network', labels.preset),
    route('GET', '/api/label-designs', 'read', 'network', labels.list),
    route('POST', '/api/label-designs', 'catalog', 'everywhere', labels.create),
    route('POST', '/api/label-designs/preview', 'read', 'network', labels.preview),
    route('POST', '/api/label-designs/sample', 'read', 'network', labels.sample),
    route('GET', '/api/label-designs/:id', 'read', 'network', labels.get),
    route('PATCH', '/api/label-designs/:id', 'catalog', 'everywhere', labels.change),
    route('GET', '/api/label-designs/:id/versions', 'read', 'network', labels.versions),
    route('POST', '/api/label-designs/:id/end', 'catalog', 'everywhere', labels.end),
    route('GET', '/api/label-defaults', 'read', 'network', labels.listDefaults),
    route('POST', '/api/label-defaults', 'catalog', 'everywhere', labels.setDefault),
    route('POST', '/api/label-defaults/remove', 'catalog', 'everywhere', labels.removeDefault),

    route('GET', '/api/sites', 'read', 'site', places.listSites),
    route('POST', '/api/sites', 'catalog', 'everywhere', places.createSite),
    route('GET', '/api/sites/:code', 'read', 'site', places.getSite),
    route('PATCH', '/api/sites/:code', 'catalog', 'site', places.changeSite),
    route('GET', '/api/sites/:code/locations', 'read', 'site', places.listLocations),
    route('POST', '/api/sites/:code/locations', 'catalog', 'site', places.addLocations),
    route('PATCH', '/api/sites/:code/locations/:location', 'catalog', 'site', places.changeLocation),
    route('GET', '/api/sites/:code/map', 'read', 'site', places.map),
    route('GET', '/api/companies', 'read', 'network', places.listCompanies),
    route('POST', '/api/companies', 'catalog', 'everywhere', places.createCompany),
    route('PATCH', '/api/companies/:code', 'catalog', 'everywhere', places.changeCompany),

    route('GET', '/api/policy', 'read', 'site', policy.list),
    route('POST', '/api/policy', 'catalog', 'everywhere', policy.set),
    route('POST', '/api/policy/:id/withdraw', 'catalog', 'everywhere', policy.withdraw),
    route('GET', '/api/policy/explain', 'read', 'site', policy.explain),
    route('POST', '/api/sites/:code/roll-back', 'catalog', 'site', policy.rollBack),
    route('POST', '/api/sites/:code/roll-out', 'catalog', 'site', policy.rollOut),

    route('POST', '/api/customers', 'customers', 'network', customers.create),
    route('POST', '/api/customers/search', 'customers', 'network', customers.search),
    route('GET', '/api/customers/:reference', 'read', 'network', customers.get),
    route('PATCH', '/api/customers/:reference', 'customers', 'network', customers.change),
    route('GET', '/api/customers/:reference/export', 'customers', 'everywhere', customers.export),
    route('POST', '/api/customers/:reference/erase', 'customers', 'everywhere', customers.erase),
    route('GET', '/api/customers/:reference/accesses', 'audit', 'network', customers.accesses),

    route('POST', '/api/photos', 'scan', 'network', photos.keep),
    route('GET', '/api/photos/:hash', 'read', 'site', photos.get),
    route('POST', '/api/photos/:hash/erase', 'people', 'site', photos.erase),

    route('POST', '/api/unread', 'scan', 'site', unread.takeIn),
    route('GET', '/api/unread', 'read', 'site', unread.list),
    route('POST', '/api/unread/:number/complete', 'scan', 'site', unread.complete),

    route('GET', '/api/printers', 'read', 'site', printing.listPrinters),
    route('POST', '/api/printers', 'manage', 'site', printing.registerPrinter),
    route('PATCH', '/api/printers/:id', 'manage', 'site', printing.changePrinter),
    route('POST', '/api/printers/:id/test', 'scan', 'site', printing.tryPrinter),
    route('GET', '/api/label-bench', 'read', 'site', printing.bench),
    route('POST', '/api/print-jobs', 'scan', 'site', printing.makeJob),
    route('GET', '/api/print-jobs', 'read', 'site', printing.listJobs),
    route('GET', '/api/print-jobs/:id', 'read', 'site', printing.getJob),
    route('GET', '/api/labels', 'read', 'site', printing.listLabels),
    route('POST', '/api/labels/print', 'scan', 'site', printing.printOwed),
    route('POST', '/api/labels/file', 'scan', 'site', printing.takeFile),
    route('POST', '/api/labels/read', 'scan', 'site', printing.readBack),
    route('POST', '/api/labels/again', 'scan', 'site', printing.printAgain),
    route('POST', '/api/labels/:id/void', 'settle', 'site', printing.voidLabel),

    route('GET', '/api/exceptions', 'read', 'site', exceptions.list),
    route('GET', '/api/exceptions/owners', 'settle', 'site', exceptions.owners),
    route('GET', '/api/exceptions/:id', 'read', 'site', exceptions.get),
    route('POST', '/api/exceptions/:id/owner', 'settle', 'site', exceptions.own),
    route('POST', '/api/exceptions/:id/settle', 'settle', 'site', exceptions.settle),

    route('GET', '/api/putaway', 'read', 'site', putaway.waiting),
    route('GET', '/api/putaway/suggestions', 'read', 'site', putaway.suggestions),

    route('GET', '/api/adjustments', 'read', 'site', adjusting.list),
    route('POST', '/api/adjustments', 'scan', 'site', adjusting.adjust),
    route('GET', '/api/adjustment-reasons', 'read', 'network', adjusting.listReasons),
    route('POST', '/api/adjustment-reasons', 'catalog', 'everywhere', adjusting.addReason),
    route('PATCH', '/api/adjustment-reasons/:code', 'catalog', 'everywhere', adjusting.changeReason),

    route('GET', '/api/receipts', 'read', 'site', receiving.list),
    route('POST', '/api/receipts', 'scan', 'site', receiving.announce),
    route('GET', '/api/receipts/:number', 'read', 'site', receiving.get),
    route('GET', '/api/receipts/:number/units', 'read', 'site', receiving.units),
    route('GET', '/api/receipts/:number/progress', 'read', 'site', receiving.progress),
    route('GET', '/api/receipts/:number/needs-label', 'read', 'site', endpoints.labelling.list),
    route('POST', '/api/receipts/:number/labels', 'scan', 'site', endpoints.labelling.print),
    route('GET', '/api/receipts/:number/cartons', 'scan', 'site', endpoints.cartons.cartons),
    route('GET', '/api/receipts/:number/cartons/:sscc', 'scan', 'site', endpoints.cartons.carton),
    route('POST', '/api/receipts/:number/cartons/:sscc/scans', 'scan', 'site', endpoints.cartons.open),
    route(
      'POST',
      '/api/receipts/:number/cartons/:sscc/differences',
      'scan',
      'site',
      endpoints.cartons.differs,
    ),
    route('POST', '/api/edi/x12', 'import', 'site', endpoints.edi.x12),
    route('GET', '/api/purchase-orders', 'read', 'site', endpoints.purchasing.list),
    route('POST', '/api/purchase-orders', 'import', 'site', endpoints.purchasing.create),
    route('GET', '/api/purchase-orders/:number', 'read', 'site', endpoints.purchasing.get),
    route('GET', '/api/receipts/:number/report.csv', 'read', 'site', receiving.reportCsv),
    route('GET', '/api/receipts/:number/report.pdf', 'read', 'site', receiving.reportPdf),
    route('POST', '/api/receipts/:number/close', 'settle', 'site', receiving.close),
    route('POST', '/api/receipts/:number/reopen', 'settle', 'site', receiving.reopen),

    route('GET', '/api/rfid/readers', 'read', 'site', rfid.listReaders),
    route('POST', '/api/rfid/readers', 'devices', 'site', rfid.createReader),
    route('PATCH', '/api/rfid/readers/:code', 'devices', 'site', rfid.changeReader),
    route('POST', '/api/rfid/readers/:code/reads', 'scan', 'site', rfid.takeReads),
    route('GET', '/api/rfid/sightings', 'read', 'site', rfid.listSightings),
    route('GET', '/api/rfid/unknown-tags', 'read', 'site', rfid.listUnknown),
    route('GET', '/api/rfid/find', 'read', 'site', rfid.find),
    route('GET', '/api/units/:id/sightings', 'read', 'site', rfid.ofUnit),
    route('GET', '/api/counts', 'read', 'site', counting.list),
    route('POST', '/api/counts', 'scan', 'site', counting.begin),
    route('GET', '/api/counts/:number', 'read', 'site', counting.get),
    route('GET', '/api/counts/:number/units', 'read', 'site', counting.units),
    route('GET', '/api/counts/:number/others', 'read', 'site', counting.others),
    route('GET', '/api/counts/:number/people', 'scan', 'site', counting.people),
    route('GET', '/api/counts/:number/heard', 'read', 'site', counting.heard),
    route('POST', '/api/counts/:number/heard', 'settle', 'site', counting.confirmHeard),
    route('GET', '/api/counts/:number/result/:format', 'read', 'site', counting.result),
    route('POST', '/api/counts/:number/scans', 'scan', 'site', counting.scan),
    route('POST', '/api/counts/:number/steps', 'scan', 'site', counting.step),
    route('POST', '/api/counts/:number/recount', 'settle', 'site', counting.recount),
    route('POST', '/api/counts/:number/approve', 'settle', 'site', counting.approve),
    route('POST', '/api/counts/:number/close', 'settle', 'site', counting.close),
    route('GET', '/api/missing-units', 'read', 'site', counting.missing),
    route('GET', '/api/count-accuracy', 'read', 'site', counting.accuracy),
    route('GET', '/api/count-accuracy/spots', 'read', 'site', counting.spotAccuracy),
    route('GET', '/api/transfers', 'read', 'site', transfers.list),
    route('POST', '/api/transfers', 'scan', 'site', transfers.request),
    route('GET', '/api/transfers/:number', 'read', 'site', transfers.get),
    route('GET', '/api/transfers/:number/units', 'read', 'site', transfers.units),
    route('GET', '/api/transfers/:number/progress', 'read', 'site', transfers.progress),
    route('POST', '/api/transfers/:number/send', 'scan', 'site', transfers.send),
    route('POST', '/api/transfers/:number/arrivals', 'scan', 'site', transfers.arrive),
    route('POST', '/api/transfers/:number/losses', 'settle', 'site', transfers.lose),
    route('POST', '/api/transfers/:number/cancel', 'scan', 'site', transfers.cancel),
    route('POST', '/api/transfers/:number/close', 'scan', 'site', transfers.close),
    route('POST', '/api/transfers/:number/reopen', 'settle', 'site', transfers.reopen),
    route('GET', '/api/company-agreements', 'read', 'network', transfers.agreements),
    route('POST', '/api/company-agreements', 'catalog', 'everywhere', transfers.agree),
    route('GET', '/api/companies/:code/postings', 'import', 'everywhere', transfers.postings),
    route('GET', '/api/companies/:code/postings.csv', 'import', 'everywhere', transfers.postingsCsv),
    route('GET', '/api/transfer-sites', 'scan', 'network', transfers.sites),
    route('GET', '/api/in-transit', 'read', 'site', transfers.inTransit),
    ...stockRoutes(endpoints.stock),
    ...vendorRoutes(endpoints.vendors),

    route('GET', '/api/inventory', 'read', 'site', inventory.products),
    route('GET', '/api/inventory/ages', 'read', 'site', inventory.ages),
    route('GET', '/api/inventory/units', 'read', 'site', inventory.units),
    route('GET', '/api/inventory/spots', 'read', 'site', inventory.spots),
    route('GET', '/api/units/:id/costs', 'costs', 'site', valuation.costs.get),
    route('POST', '/api/units/:id/costs', 'costs', 'site', valuation.costs.add),
    route('POST', '/api/units/:id/costs/:entry/take-back', 'costs', 'site', valuation.costs.takeBack),
    route('GET', '/api/cost-invoices', 'costs', 'site', valuation.landed.list),
    route('POST', '/api/cost-invoices', 'costs', 'site', valuation.landed.book),
    route('POST', '/api/cost-invoices/preview', 'costs', 'site', valuation.landed.preview),
    route('GET', '/api/cost-invoices/:id', 'costs', 'site', valuation.landed.get),
    route('GET', '/api/cost-invoices/:id/shares', 'costs', 'site', valuation.landed.shares),
    route('POST', '/api/cost-invoices/:id/take-back', 'costs', 'site', valuation.landed.takeBack),
    route('GET', '/api/valuation', 'costs', 'site', valuation.figures.valuation),
    route('GET', '/api/valuation/units', 'costs', 'site', valuation.figures.units),
    route('GET', '/api/valuation/pieces', 'costs', 'site', valuation.figures.pieces),

    ...lineRoutes(endpoints.lines),
    route('GET', '/api/exports/:list', 'import', 'site', exports.take),
    route('GET', '/api/orders/:number', 'read', 'site', orders.get),

    route('GET', '/api/devices', 'devices', 'site', devices.list),
    route('POST', '/api/devices/pairings', 'devices', 'site', devices.invite),
    route('POST', '/api/devices/pair', 'public', 'network', devices.pair),
    route('GET', '/api/devices/self', 'public', 'network', devices.self),
    route('PATCH', '/api/devices/:id', 'devices', 'site', devices.change),
    route('DELETE', '/api/devices/:id', 'devices', 'site', devices.revoke),
    route('POST', '/api/session/switch', 'public', 'network', badges.switchPerson),
    route('POST', '/api/session/lock', 'self', 'network', badges.lock),
    route('POST', '/api/session/pin', 'self', 'network', badges.choosePin),
    route('POST', '/api/people/:id/badge', 'people', 'site', badges.assign),
    route('DELETE', '/api/people/:id/badge', 'people', 'site', badges.withdraw),
    route('POST', '/api/people/:id/pin', 'people', 'site', badges.resetPin),
    ...(singleSignOn
      ? [
          route('GET', '/api/session/oidc/start', 'public', 'network', singleSignOn.start),
          route('GET', '/api/session/oidc/callback', 'public', 'network', singleSignOn.callback),
          route('GET', '/api/session/oidc/link', 'self', 'network', singleSignOn.startLink),
          route('GET', linkPath, 'self', 'network', singleSignOn.finishLink),
        ]
      : []),

    route('POST', '/api/session', 'public', 'network', sessions.signIn),
    route('GET', '/api/session', 'self', 'network', sessions.whoAmI),
    route('DELETE', '/api/session', 'self', 'network', sessions.signOut),
    route('GET', '/api/session/ways', 'public', 'network', sessions.ways),
    route('POST', '/api/session/password', 'self', 'network', sessions.choosePassword),
    route('GET', '/api/sessions', 'self', 'network', sessions.list),
    route('DELETE', '/api/sessions/:id', 'self', 'network', sessions.end),

    route('GET', '/api/people', 'people', 'site', people.list),
    route('POST', '/api/people', 'people', 'site', people.create),
    route('GET', '/api/people/:id', 'people', 'site', people.get),
    route('PATCH', '/api/people/:id', 'people', 'site', people.change),
    route('POST', '/api/people/:id/password', 'people', 'site', people.resetPassword),
    route('DELETE', '/api/people/:id/sessions', 'people', 'site', people.endSessions),
    route('GET', '/api/keys', 'people', 'site', keys.list),
    route('POST', '/api/keys', 'people', 'site', keys.create),
    route('DELETE', '/api/keys/:id', 'people', 'site', keys.revoke),
    route('GET', '/api/audit', 'audit', 'everywhere', audit.list),
  ];
  return routes.map(withFile);
}
