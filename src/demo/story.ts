import type { ScanInput, ScanRequest } from '../ledger/prepare.ts';
import type { NewCategory, NewProduct, NewSupplier, WarrantyTerms } from '../operations/catalog/contract.ts';
import type { NewSite } from '../operations/places/contract.ts';
import { categories, type DemoProduct, products, sites, supplier, warranty } from './retailer.ts';

/** What the story is told to: the ledger of this process, or a server over the network. */
export interface Listener {
  createSite(site: NewSite): Promise<void>;
  createSupplier(supplier: NewSupplier): Promise<void>;
  createCategory(category: NewCategory): Promise<void>;
  createProduct(product: NewProduct): Promise<void>;
  setWarranty(sku: string, terms: WarrantyTerms): Promise<void>;
  /** Records scans, all of which must be recorded: the story is told as it is written. */
  record(request: Omit<ScanRequest, 'scans'>, scans: readonly DemoScan[]): Promise<void>;
}

export type DemoScan = Omit<ScanInput, 'id' | 'input'>;

/**
 * The history of a small retailer: 500 units announced, received and put away, some sent to the stores, sold, brought
 * back, and one recall. Everything is recorded as scans.
 */
export async function tellStory(listener: Listener): Promise<void> {
  for (const site of sites) await listener.createSite(site);
  await listener.createSupplier(supplier);
  for (const category of categories) await listener.createCategory(category);
  for (const { delivered: _delivered, serialOf: _serialOf, ...product } of products)
    await listener.createProduct(product);
  for (const { sku } of serialized) await listener.setWarranty(sku, warranty);
  const record: Record = (request, scans) => listener.record(request, scans);
  await deliver(record);
  await stockStores(record);
  await sellSome(record);
  await takeSomeBack(record);
  await recallSome(record);
}

type Record = Listener['record'];

const serialized = products.filter((product) => product.serialized);
const plain = products.filter((product) => !product.serialized);

/** The label as the scanner gives it: GTIN and serial. `from` is the first of the delivery, counted from 0. */
function labels(product: DemoProduct, from: number, count: number): DemoScan[] {
  return Array.from({ length: count }, (_, index) => ({
    codes: [`(01)${product.gtins[0]}(21)${product.serialOf(from + index + 1)}`],
  }));
}

function everyLabel(from: number, count: number, of: readonly DemoProduct[] = serialized): DemoScan[] {
  return of.flatMap((product) => labels(product, from, Math.min(count, product.delivered - from)));
}

async function deliver(record: Record): Promise<void> {
  const document = { kind: 'receipt', number: 'ASN-1001' };
  const announced = everyLabel(0, Number.POSITIVE_INFINITY).map((scan, index) => ({
    ...scan,
    line: index + 1,
    details: { supplier: 'Example Electronics', lot: `L${index % 4}` },
  }));
  await record({ move: 'announce', site: 'DC', document }, announced);
  const came = everyLabel(0, Number.POSITIVE_INFINITY);
  await record({ move: 'receive', site: 'DC', location: 'DOCK', document }, came.slice(0, -5));
  for (const [index, location] of ['A-01', 'A-02', 'B-01'].entries())
    await record(
      { move: 'put_away', site: 'DC', location },
      came.slice(0, -5).filter((_, nth) => nth % 3 === index),
    );
  await record(
    { move: 'receive', site: 'DC', location: 'A-01' },
    plain.map((product) => ({ codes: [product.gtins[0]!], quantity: product.delivered })),
  );
}

async function stockStores(record: Record): Promise<void> {
  const loads = [
    { site: 'STORE-1', number: 'TR-501', scans: everyLabel(0, 10) },
    { site: 'STORE-2', number: 'TR-502', scans: everyLabel(10, 8) },
  ];
  for (const { site, number, scans } of loads) {
    const document = { kind: 'transfer', number };
    await record({ move: 'send_to_site', site: 'DC', document }, sentTo(site, scans));
    await record({ move: 'receive_at_site', site, document }, scans);
  }
  // One more load is still on its way.
  const document = { kind: 'transfer', number: 'TR-503' };
  await record({ move: 'send_to_site', site: 'DC', document }, sentTo('STORE-1', everyLabel(18, 2)));
}

function sentTo(to: string, scans: readonly DemoScan[]): DemoScan[] {
  return scans.map((scan) => ({ ...scan, details: { ...scan.details, to } }));
}

async function sellSome(record: Record): Promise<void> {
  for (const [index, product] of serialized.entries()) {
    const document = { kind: 'sale', number: `S1-${2000 + index}` };
    await record({ move: 'sell', site: 'STORE-1', document }, labels(product, 0, 4));
  }
  for (const [index, product] of serialized.entries()) {
    const document = { kind: 'sale', number: `S2-${3000 + index}` };
    await record({ move: 'sell', site: 'STORE-2', document }, labels(product, 10, 3));
  }
  await record({ move: 'sell', site: 'DC', location: 'A-01' }, [
    { codes: [plain[0]!.gtins[0]!], quantity: 25 },
  ]);
  // Two tills without a network sold one console: the second sale is kept, and asks a question.
  const [twice] = labels(products[4]!, 0, 1);
  const document = { kind: 'sale', number: 'S1-2999' };
  await record({ move: 'record_sale', site: 'STORE-1', document }, [twice!]);
}

async function takeSomeBack(record: Record): Promise<void> {
  for (const index of [5, 6]) {
    const back = labels(serialized[index]!, 0, 2);
    const document = { kind: 'sale', number: `S1-${2000 + index}` };
    await record({ move: 'take_into_custody', site: 'STORE-1', location: 'RETURNS', document }, back);
    const opened = back.map((scan) => ({ ...scan, details: { condition: 'opened' } }));
    await record({ move: 'inspect', site: 'STORE-1' }, opened);
    await record({ move: 'restock', site: 'STORE-1', location: 'FLOOR' }, back.slice(0, 1));
  }
  // Nobody sold this one, as far as we know.
  await record(
    { move: 'take_into_custody', site: 'STORE-2', location: 'RETURNS' },
    labels(products[6]!, 40, 1),
  );
}

/** One run of tablets: those in stock, those sold, and any that still comes. */
async function recallSome(record: Record): Promise<void> {
  const tablets = products[3]!;
  const serials = `${tablets.serialOf(5)}..${tablets.serialOf(24)}`;
  const details = { kind: 'recall', reference: 'R-2026-01', scope: { sku: tablets.sku, serials } };
  await record({ move: 'place_hold', site: 'DC' }, [{ codes: [], details }]);
}
