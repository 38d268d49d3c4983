import type { TestApp } from '../src/testing/app.ts';

/** What clients call the routes of what comes in. */
export const inboundOperations = {
  'GET /api/receipts': 'listReceipts',
  'POST /api/receipts': 'announceReceipt',
  'GET /api/receipts/{number}': 'getReceipt',
  'GET /api/receipts/{number}/progress': 'getReceiptProgress',
  'GET /api/receipts/{number}/report.csv': 'getReceiptReportCsv',
  'GET /api/receipts/{number}/report.pdf': 'getReceiptReportPdf',
  'POST /api/receipts/{number}/reopen': 'reopenReceipt',
  'GET /api/receipts/{number}/units': 'listReceiptUnits',
  'POST /api/receipts/{number}/close': 'closeReceipt',
  'GET /api/receipts/{number}/needs-label': 'listUnlabelledUnits',
  'POST /api/receipts/{number}/labels': 'printReceiptLabels',
  'GET /api/receipts/{number}/cartons': 'listReceiptCartons',
  'GET /api/receipts/{number}/cartons/{sscc}': 'getReceiptCarton',
  'POST /api/receipts/{number}/cartons/{sscc}/scans': 'scanReceiptCarton',
  'POST /api/receipts/{number}/cartons/{sscc}/differences': 'reportReceiptCarton',
  'POST /api/edi/x12': 'takeX12',
  'GET /api/purchase-orders': 'listPurchaseOrders',
  'POST /api/purchase-orders': 'createPurchaseOrder',
  'GET /api/purchase-orders/{number}': 'getPurchaseOrder',
  'GET /api/suppliers/{code}/rules': 'getSupplierRules',
  'PATCH /api/suppliers/{code}/rules': 'changeSupplierRules',
} as const;

/** An order, the cartons that answer it, an interchange, and what a supplier may do. */
export async function askInbound(ask: TestApp['ask']): Promise<void> {
  await ask('POST', '/api/receipts', { number: 'BY-HAND', site: 'DC' });
  await ask('POST', '/api/receipts', { number: 'BY-HAND', site: 'DC' });
  await ask('GET', '/api/receipts?site=DC');
  const order = {
    number: 'PO-1',
    site: 'DC',
    supplier: 'Acme',
    lines: [{ line: 1, sku: 'TV', quantity: 2 }],
  };
  await ask('POST', '/api/purchase-orders', order);
  await ask('POST', '/api/purchase-orders', order);
  await ask('GET', '/api/purchase-orders');
  await ask('GET', '/api/purchase-orders/PO-1');
  const scan = { id: crypto.randomUUID(), codes: ['TV', 'TYPED-1'], input: 'keyed' };
  const document = { kind: 'receipt', number: 'BY-HAND' };
  await ask('POST', '/api/scans', { move: 'receive', site: 'DC', document, scans: [scan] });
  await ask('GET', '/api/receipts/BY-HAND/needs-label');
  await ask('POST', '/api/receipts/BY-HAND/labels', { id: crypto.randomUUID(), printer: null });
  const sscc = '340123450000000017';
  await ask('POST', '/api/receipts', {
    number: 'CARTONS',
    site: 'DC',
    lines: [{ line: 1, sku: 'TV', order: 'PO-1', orderLine: 1 }],
    cartons: [{ sscc, units: [{ line: 1, serials: ['OPEN-1', 'OPEN-2'] }] }],
  });
  const cartons = '/api/receipts/CARTONS/cartons';
  await ask('GET', cartons);
  await ask('GET', `${cartons}/${sscc}`);
  await ask('POST', `${cartons}/${sscc}/scans`, { id: crypto.randomUUID(), input: 'scanned' });
  await ask('POST', `${cartons}/${sscc}/differences`);
  await ask('POST', '/api/suppliers', { code: 'INBOUND', name: 'Inbound' });
  await ask('PATCH', '/api/suppliers/INBOUND/rules', {
    overPercent: 5,
    serials: [{ sku: 'TV', ranges: 'A1-A9' }],
  });
  await ask('GET', '/api/suppliers/INBOUND/rules');
  const blank = ' '.repeat(10);
  const isa = `ISA*00*${blank}*00*${blank}*ZZ*INBOUND        *ZZ*SHOP           *261123*1015*U*00401*000000001*0*P*>`;
  const edi = [isa, 'GS*PO*INBOUND*SHOP*20261123*1015*1*X*004010', 'ST*850*0001', 'BEG*00*SA*PO-2**20261123'];
  const rest = ['N1*ST*DC*92*DC', 'PO1*1*2*EA***SK*TV', 'SE*5*0001', 'GE*1*1', 'IEA*1*000000001'];
  await ask('POST', '/api/edi/x12', `${[...edi, ...rest].join('~')}~`, {
    headers: { 'content-type': 'application/edi-x12' },
  });
}

/** How the matrix of roles asks for them. */
export const inboundRows = {
  'GET /api/receipts/:number/cartons': {
    about: 'receipt',
    ask: ({ receipt }: { readonly receipt: string }) => ({ url: `/api/receipts/${receipt}/cartons` }),
  },
  'GET /api/receipts/:number/needs-label': {
    about: 'receipt',
    ask: ({ receipt }: { readonly receipt: string }) => ({ url: `/api/receipts/${receipt}/needs-label` }),
  },
  'POST /api/receipts/:number/labels': {
    tested: 'src/operations/receiving/labelling/labelling.db.test.ts',
  },
  'GET /api/receipts/:number/cartons/:sscc': {
    tested: 'src/operations/receiving/cartons/cartons.db.test.ts',
  },
  'POST /api/receipts/:number/cartons/:sscc/scans': {
    tested: 'src/operations/receiving/cartons/cartons.db.test.ts',
  },
  'POST /api/receipts/:number/cartons/:sscc/differences': {
    tested: 'src/operations/receiving/cartons/cartons.db.test.ts',
  },
  'GET /api/purchase-orders': { tested: 'src/operations/purchasing/purchasing.db.test.ts' },
  'POST /api/purchase-orders': { tested: 'src/operations/purchasing/purchasing.db.test.ts' },
  'GET /api/purchase-orders/:number': { tested: 'src/operations/purchasing/purchasing.db.test.ts' },
  'POST /api/edi/x12': { tested: 'src/operations/edi/edi.db.test.ts' },
} as const;
