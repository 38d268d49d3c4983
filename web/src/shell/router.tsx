import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  stringifySearchWith,
} from '@tanstack/react-router';
import { importSearch, importsSearch } from '../imports/addresses.ts';
import { listSearch } from '../lists/list-search.ts';
import { ScanPage } from '../scanning/ScanPage.tsx';
import { Frame } from './Frame.tsx';
import { NotHere, Trouble } from './Trouble.tsx';

/** A screen of ours that broke is a fault, told like one of the server's. */
function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  return <Trouble error={error instanceof Error ? error : new Error(String(error))} reset={reset} />;
}

const root = createRootRoute({ component: Frame, notFoundComponent: NotHere, errorComponent: Broken });
const under = <const Path extends string>(path: Path) => ({ getParentRoute: () => root, path });
/** A page without filters in its address, loaded when it is first gone to. */
const page = <const Path extends string, Parts extends Record<string, unknown>, Name extends keyof Parts>(
  path: Path,
  load: () => Promise<Parts>,
  name: Name,
) => createRoute({ ...under(path), component: lazyRouteComponent(load, name) });

const home = page('/', () => import('../home/HomePage.tsx'), 'HomePage');
const scan = createRoute({ ...under('/scan'), component: ScanPage });
const unit = page('/units/$id', () => import('../units/UnitPage.tsx'), 'UnitPage');
const exceptions = createRoute({
  ...under('/exceptions'),
  validateSearch: listSearch('show', 'site', 'kind', 'owner', 'olderThanDays'),
  component: lazyRouteComponent(() => import('../exceptions/ExceptionsPage.tsx'), 'ExceptionsPage'),
});
const vendorReturns = createRoute({
  ...under('/vendor-returns'),
  validateSearch: listSearch('open', 'number'),
  component: lazyRouteComponent(() => import('../vendor-returns/VendorReturnsPage.tsx'), 'VendorReturnsPage'),
});
const vendorReturn = createRoute({
  ...under('/vendor-returns/$number'),
  component: lazyRouteComponent(() => import('../vendor-returns/VendorReturnPage.tsx'), 'VendorReturnPage'),
});
const vendorCredits = createRoute({
  ...under('/vendor-credits'),
  validateSearch: listSearch('supplier'),
  component: lazyRouteComponent(() => import('../vendor-returns/VendorCreditsPage.tsx'), 'VendorCreditsPage'),
});
const watch = createRoute({
  ...under('/watch'),
  validateSearch: listSearch(),
  component: lazyRouteComponent(() => import('../watching/WatchPage.tsx'), 'WatchPage'),
});
const stock = createRoute({
  ...under('/stock'),
  validateSearch: listSearch(
    'q',
    'site',
    'sku',
    'status',
    'location',
    'condition',
    'hold',
    'lot',
    'supplier',
  ),
  component: lazyRouteComponent(() => import('../stock/StockPage.tsx'), 'StockPage'),
});
const inventory = createRoute({
  ...under('/inventory'),
  validateSearch: listSearch(
    ...[
      'view',
      'site',
      'age',
      'by',
      'sku',
      'category',
      'status',
      'condition',
      'hold',
      'zone',
      'aisle',
      'location',
      'container',
    ],
  ),
  component: lazyRouteComponent(() => import('../inventory/InventoryPage.tsx'), 'InventoryPage'),
});
const valuation = createRoute({
  ...under('/valuation'),
  validateSearch: listSearch('by', 'site', 'category', 'company', 'at', 'knownAt'),
  component: lazyRouteComponent(() => import('../valuation/ValuationPage.tsx'), 'ValuationPage'),
});
const worth = createRoute({
  ...under('/valuation/units'),
  validateSearch: listSearch('site', 'category', 'company', 'at', 'knownAt', 'sku', 'known', 'currency'),
  component: lazyRouteComponent(() => import('../valuation/WorthPage.tsx'), 'WorthPage'),
});
const costInvoices = createRoute({
  ...under('/valuation/invoices'),
  validateSearch: listSearch('receipt'),
  component: lazyRouteComponent(() => import('../valuation/InvoicesPage.tsx'), 'InvoicesPage'),
});
const newCostInvoice = createRoute({
  ...under('/valuation/invoices/new'),
  validateSearch: listSearch('receipt'),
  component: lazyRouteComponent(() => import('../valuation/NewInvoicePage.tsx'), 'NewInvoicePage'),
});
const putaway = page('/putaway', () => import('../putaway/PutawayPage.tsx'), 'PutawayPage');
const adjustments = createRoute({
  ...under('/adjustments'),
  validateSearch: listSearch('site', 'act', 'reason', 'from', 'to'),
  component: lazyRouteComponent(() => import('../adjusting/AdjustmentsPage.tsx'), 'AdjustmentsPage'),
});
const adjust = page('/adjustments/new', () => import('../adjusting/AdjustPage.tsx'), 'AdjustPage');
const products = createRoute({
  ...under('/catalog'),
  validateSearch: listSearch('q', 'category', 'supplier', 'serialized'),
  component: lazyRouteComponent(() => import('../catalog/ProductsPage.tsx'), 'ProductsPage'),
});
const product = page('/catalog/products/$sku', () => import('../catalog/ProductPage.tsx'), 'ProductPage');
const changeProduct = createRoute({
  ...under('/catalog/products/$sku/change'),
  component: lazyRouteComponent(() => import('../catalog/ProductForm.tsx'), 'ChangeProductPage'),
});
const newProduct = page('/catalog/new-product', () => import('../catalog/ProductForm.tsx'), 'NewProductPage');
const categories = createRoute({
  ...under('/catalog/categories'),
  component: lazyRouteComponent(() => import('../catalog/CategoriesPage.tsx'), 'CategoriesPage'),
});
const suppliers = createRoute({
  ...under('/catalog/suppliers'),
  validateSearch: listSearch(),
  component: lazyRouteComponent(() => import('../catalog/SuppliersPage.tsx'), 'SuppliersPage'),
});
const purchaseOrders = createRoute({
  ...under('/purchase-orders'),
  validateSearch: listSearch('number', 'supplier'),
  component: lazyRouteComponent(() => import('../purchasing/PurchaseOrdersPage.tsx'), 'PurchaseOrdersPage'),
});
const policy = createRoute({
  ...under('/catalog/policy'),
  validateSearch: listSearch('show'),
  component: lazyRouteComponent(() => import('../catalog/PolicyPage.tsx'), 'PolicyPage'),
});
const numbers = createRoute({
  ...under('/numbering'),
  validateSearch: (search): { sku?: string } => (typeof search.sku === 'string' ? { sku: search.sku } : {}),
  component: lazyRouteComponent(() => import('../numbering/NumberingPage.tsx'), 'NumberingPage'),
});
const labelDesigns = createRoute({
  ...under('/label-designs'),
  component: lazyRouteComponent(() => import('../labels/LabelDesignsPage.tsx'), 'LabelDesignsPage'),
});
const newLabelDesign = createRoute({
  ...under('/label-designs/new'),
  component: lazyRouteComponent(() => import('../labels/LabelDesignPage.tsx'), 'NewLabelDesignPage'),
});
const labelDesign = createRoute({
  ...under('/label-designs/$id'),
  component: lazyRouteComponent(() => import('../labels/LabelDesignPage.tsx'), 'LabelDesignPage'),
});
const receipts = createRoute({
  ...under('/receipts'),
  validateSearch: listSearch('status', 'supplier', 'number'),
  component: lazyRouteComponent(() => import('../receiving/ReceiptsPage.tsx'), 'ReceiptsPage'),
});
const receipt = page('/receipts/$number', () => import('../receiving/ReceiptPage.tsx'), 'ReceiptPage');
const counts = createRoute({
  ...under('/counts'),
  validateSearch: listSearch('state'),
  component: lazyRouteComponent(() => import('../counting/CountsPage.tsx'), 'CountsPage'),
});
const count = page('/counts/$number', () => import('../counting/CountPage.tsx'), 'CountPage');
const countAccuracy = page('/count-accuracy', () => import('../counting/AccuracyPage.tsx'), 'AccuracyPage');
const missing = createRoute({
  ...under('/missing'),
  validateSearch: listSearch('site', 'sku'),
  component: lazyRouteComponent(() => import('../counting/MissingPage.tsx'), 'MissingPage'),
});
const announce = page('/announce', () => import('../receiving/AnnouncePage.tsx'), 'AnnouncePage');
const containers = createRoute({
  ...under('/containers'),
  validateSearch: listSearch('status', 'site', 'number'),
  component: lazyRouteComponent(() => import('../containers/ContainersPage.tsx'), 'ContainersPage'),
});
const container = createRoute({
  ...under('/containers/$number'),
  component: lazyRouteComponent(() => import('../containers/ContainerPage.tsx'), 'ContainerPage'),
});
const newContainer = createRoute({
  ...under('/new-container'),
  validateSearch: ({ code }): { code?: string } => (code ? { code: String(code) } : {}),
  component: lazyRouteComponent(() => import('../containers/NewContainerPage.tsx'), 'NewContainerPage'),
});
const kits = createRoute({
  ...under('/kits'),
  validateSearch: listSearch('state', 'site'),
  component: lazyRouteComponent(() => import('../kits/KitsPage.tsx'), 'KitsPage'),
});
const kit = page('/kits/$number', () => import('../kits/KitPage.tsx'), 'KitPage');
const buildKit = createRoute({
  ...under('/build-kit'),
  validateSearch: ({ sku }): { sku?: string } => (sku ? { sku: String(sku) } : {}),
  component: lazyRouteComponent(() => import('../kits/BuildKitPage.tsx'), 'BuildKitPage'),
});
const transfers = createRoute({
  ...under('/transfers'),
  validateSearch: listSearch('status', 'from', 'to', 'number'),
  component: lazyRouteComponent(() => import('../transfers/TransfersPage.tsx'), 'TransfersPage'),
});
const transfer = page('/transfers/$number', () => import('../transfers/TransferPage.tsx'), 'TransferPage');
const newTransfer = createRoute({
  ...under('/new-transfer'),
  component: lazyRouteComponent(() => import('../transfers/NewTransferPage.tsx'), 'NewTransferPage'),
});
const inTransit = createRoute({
  ...under('/in-transit'),
  validateSearch: listSearch('from', 'to'),
  component: lazyRouteComponent(() => import('../transfers/InTransitPage.tsx'), 'InTransitPage'),
});
const companyBooks = createRoute({
  ...under('/company-books'),
  validateSearch: listSearch('company', 'from', 'to'),
  component: lazyRouteComponent(() => import('../transfers/BooksPage.tsx'), 'BooksPage'),
});
const documents = createRoute({
  ...under('/documents'),
  // Ours alone: a link from elsewhere shows nothing of elsewhere. What is wrong is said to be nothing, or it stays.
  validateSearch: ({ file, name }): { file?: string | undefined; name?: string | undefined } => ({
    file: typeof file === 'string' && file.startsWith('/api/') ? file : undefined,
    name: typeof name === 'string' ? name : undefined,
  }),
  component: lazyRouteComponent(() => import('../documents/DocumentPage.tsx'), 'DocumentPage'),
});
const refusals = createRoute({
  ...under('/refusals'),
  validateSearch: listSearch(),
  component: lazyRouteComponent(() => import('../home/RefusalsPage.tsx'), 'RefusalsPage'),
});
const sites = createRoute({
  ...under('/sites'),
  validateSearch: listSearch(),
  component: lazyRouteComponent(() => import('../sites/SitesPage.tsx'), 'SitesPage'),
});
const site = createRoute({
  ...under('/sites/$code'),
  validateSearch: (search): { spot?: string } => (search.spot ? { spot: String(search.spot) } : {}),
  component: lazyRouteComponent(() => import('../sites/SitePage.tsx'), 'SitePage'),
});
const people = createRoute({
  ...under('/people'),
  validateSearch: listSearch('q', 'state'),
  component: lazyRouteComponent(() => import('../people/PeoplePage.tsx'), 'PeoplePage'),
});
const person = page('/people/$id', () => import('../people/PersonPage.tsx'), 'PersonPage');
const devices = createRoute({
  ...under('/devices'),
  validateSearch: listSearch(),
  component: lazyRouteComponent(() => import('../devices/DevicesPage.tsx'), 'DevicesPage'),
});
const keys = createRoute({
  ...under('/keys'),
  validateSearch: listSearch(),
  component: lazyRouteComponent(() => import('../keys/KeysPage.tsx'), 'KeysPage'),
});
const audit = createRoute({
  ...under('/audit'),
  validateSearch: listSearch('actor', 'action', 'subject', 'from', 'to'),
  component: lazyRouteComponent(() => import('../audit/AuditPage.tsx'), 'AuditPage'),
});
const unread = page('/unread', () => import('../unread/UnreadPage.tsx'), 'UnreadPage');
const takeIn = createRoute({
  ...under('/unread/new'),
  validateSearch: ({ as }): { as?: 'count' | 'commission' } =>
    as === 'count' || as === 'commission' ? { as } : {},
  component: lazyRouteComponent(() => import('../unread/TakeInPage.tsx'), 'TakeInPage'),
});
const sightings = createRoute({
  ...under('/rfid'),
  validateSearch: listSearch('site', 'category', 'sku', 'level', 'purpose', 'waiting', 'minutes'),
  component: lazyRouteComponent(() => import('../rfid/SightingsPage.tsx'), 'SightingsPage'),
});
const find = createRoute({
  ...under('/rfid/find'),
  // Ids with commas; anything else looks for nothing.
  validateSearch: ({ units }): { units?: string } =>
    /^\d{1,16}(?:,\d{1,16}){0,49}$/.test(String(units)) ? { units: String(units) } : {},
  component: lazyRouteComponent(() => import('../rfid/FindPage.tsx'), 'FindPage'),
});
const unknownTags = createRoute({
  ...under('/rfid/unknown'),
  validateSearch: listSearch('site'),
  component: lazyRouteComponent(() => import('../rfid/UnknownTagsPage.tsx'), 'UnknownTagsPage'),
});
const readers = createRoute({
  ...under('/rfid/readers'),
  validateSearch: listSearch(),
  component: lazyRouteComponent(() => import('../rfid/ReadersPage.tsx'), 'ReadersPage'),
});
const labelBench = page('/label-bench', () => import('../printing/LabelBenchPage.tsx'), 'LabelBenchPage');
const labelsOwed = page('/label-bench/owed', () => import('../printing/OwedPage.tsx'), 'OwedPage');
const printJob = page('/label-bench/$job', () => import('../printing/PrintJobPage.tsx'), 'PrintJobPage');
const printers = createRoute({
  ...under('/printers'),
  validateSearch: listSearch(),
  component: lazyRouteComponent(() => import('../printing/PrintersPage.tsx'), 'PrintersPage'),
});
const imports = createRoute({
  ...under('/imports'),
  validateSearch: importsSearch,
  component: lazyRouteComponent(() => import('../imports/ImportsPage.tsx'), 'ImportsPage'),
});
const oneImport = createRoute({
  ...under('/imports/$id'),
  validateSearch: importSearch,
  component: lazyRouteComponent(() => import('../imports/ImportPage.tsx'), 'ImportPage'),
});
const bulkMoves = createRoute({
  ...under('/bulk-moves'),
  validateSearch: ({ state }) => ({ state: importsSearch({ state }).state }),
  component: lazyRouteComponent(() => import('../bulk/BulkMovesPage.tsx'), 'BulkMovesPage'),
});
const oneBulkMove = createRoute({
  ...under('/bulk-moves/$id'),
  validateSearch: importSearch,
  component: lazyRouteComponent(() => import('../bulk/BulkMovePage.tsx'), 'BulkMovePage'),
});
const settings = page('/settings', () => import('../shell/SettingsPage.tsx'), 'SettingsPage');
const pair = page('/pair', () => import('../access/PairPage.tsx'), 'PairPage');

/** The addresses of the screens. The server gives the page for these (src/http/screens.ts). */
export const router = createRouter({
  routeTree: root.addChildren([
    ...[home, pair, scan, unit, stock, exceptions, unread, takeIn, numbers, settings, refusals],
    ...[imports, oneImport, bulkMoves, oneBulkMove],
    ...[labelDesigns, newLabelDesign, labelDesign],
    ...[sightings, find, unknownTags, readers],
    ...[labelBench, labelsOwed, printJob, printers],
    ...[products, product, changeProduct, newProduct, categories, suppliers, purchaseOrders, policy],
    ...[receipts, receipt, announce, documents],
    ...[containers, container, newContainer, kits, kit, buildKit],
    ...[transfers, transfer, newTransfer, inTransit, companyBooks],
    ...[counts, count, countAccuracy, missing],
    ...[putaway, adjustments, adjust, watch],
    ...[inventory, valuation, worth, costInvoices, newCostInvoice],
    ...[vendorReturns, vendorReturn, vendorCredits],
    ...[sites, site, people, person, devices, keys, audit],
  ]),
  // Texts stay texts: a serial like 1E5 is no number, and an address is as somebody would write it.
  parseSearch: parseSearchWith((text) => text),
  stringifySearch: stringifySearchWith(JSON.stringify),
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
