import type { TestApp } from '../src/testing/app.ts';

// What the tests of all routes have to know of those for printers and labels.

/** Names that client libraries are made with: one that is here stays. */
export const labelRoutes = {
  'GET /api/printers': 'listPrinters',
  'POST /api/printers': 'registerPrinter',
  'PATCH /api/printers/{id}': 'changePrinter',
  'POST /api/printers/{id}/test': 'tryPrinter',
  'GET /api/label-bench': 'getLabelBench',
  'POST /api/print-jobs': 'makePrintJob',
  'GET /api/print-jobs': 'listPrintJobs',
  'GET /api/print-jobs/{id}': 'getPrintJob',
  'GET /api/labels': 'listLabels',
  'POST /api/labels/print': 'printOwedLabels',
  'POST /api/labels/file': 'takeLabelFile',
  'POST /api/labels/read': 'readLabelBack',
  'POST /api/labels/again': 'printLabelAgain',
  'POST /api/labels/{id}/void': 'voidLabel',
} as const;

export async function askLabels({ ask }: TestApp, unit: number): Promise<void> {
  const place = { site: 'DC', name: 'Bench', host: 'printer.invalid', port: 9100 };
  const stock = { dpi: 203, widthMm: 50, heightMm: 30, material: 'paper' };
  const printer = (await ask('POST', '/api/printers', { ...place, ...stock })).body.id;
  await ask('GET', '/api/printers');
  await ask('PATCH', `/api/printers/${printer}`, { material: 'polyester' });
  await ask('POST', `/api/printers/${printer}/test`);
  const wish = { site: 'DC', printer: null, units: [unit] };
  const job = (await ask('POST', '/api/print-jobs', { id: crypto.randomUUID(), ...wish })).body;
  await ask('GET', '/api/print-jobs');
  await ask('GET', `/api/print-jobs/${job.id}`);
  const [label] = (await ask('GET', `/api/labels?job=${job.id}`)).body.items;
  const labels = [label.id];
  await ask('POST', '/api/labels/file', { labels, kind: 'zpl' });
  await ask('POST', '/api/labels/read', { site: 'DC', code: label.content, input: 'scanned' });
  const again = { site: 'DC', printer: null, label: label.id, reason: 'damaged' };
  const next = (await ask('POST', '/api/labels/again', { id: crypto.randomUUID(), ...again })).body;
  const [other] = (await ask('GET', `/api/labels?job=${next.id}`)).body.items;
  await ask('POST', '/api/labels/print', { labels: [other.id], printer });
  await ask('POST', `/api/labels/${other.id}/void`, { reason: 'lost' });
  await ask('GET', '/api/label-bench?site=DC');
}

/** Nobody has this name (RFC 2606). */
export const aPrinter = (site: string) => ({
  ...{ site, name: `Printer ${crypto.randomUUID()}`, host: 'printer.invalid', port: 9100, dpi: 203 },
  ...{ widthMm: 50, heightMm: 25, material: 'paper' },
});

export const printJob = (unit: string, site: string) => ({
  id: crypto.randomUUID(),
  site,
  printer: null,
  units: [Number(unit)],
});

type Names = Readonly<Record<'site' | 'unit' | 'printer' | 'job' | 'label', string>>;

/** Rows of the matrix of routes and sites (test/access-matrix.db.test.ts). */
export const labelRows = {
  'GET /api/printers': { about: 'site', ask: ({ site }: Names) => ({ url: `/api/printers?site=${site}` }) },
  'POST /api/printers': {
    about: 'site',
    ask: ({ site }: Names) => ({ url: '/api/printers', body: aPrinter(site) }),
  },
  'PATCH /api/printers/:id': {
    about: 'printer',
    ask: ({ printer }: Names) => ({ url: `/api/printers/${printer}`, body: { material: 'paper' } }),
  },
  'POST /api/printers/:id/test': {
    about: 'printer',
    ask: ({ printer }: Names) => ({ url: `/api/printers/${printer}/test` }),
  },
  'GET /api/label-bench': {
    about: 'site',
    ask: ({ site }: Names) => ({ url: `/api/label-bench?site=${site}` }),
  },
  'POST /api/print-jobs': {
    about: 'unit',
    ask: ({ unit }: Names) => ({ url: '/api/print-jobs', body: printJob(unit, 'STORE-1') }),
  },
  'GET /api/print-jobs': {
    about: 'site',
    ask: ({ site }: Names) => ({ url: `/api/print-jobs?site=${site}` }),
  },
  'GET /api/print-jobs/:id': { about: 'job', ask: ({ job }: Names) => ({ url: `/api/print-jobs/${job}` }) },
  'GET /api/labels': { about: 'job', ask: ({ job }: Names) => ({ url: `/api/labels?job=${job}` }) },
  'POST /api/labels/print': { tested: 'src/operations/printing/printing.db.test.ts' },
  'POST /api/labels/file': { tested: 'src/operations/printing/printing.db.test.ts' },
  'POST /api/labels/read': { tested: 'src/operations/printing/printing.db.test.ts' },
  'POST /api/labels/again': { tested: 'src/operations/printing/printing.db.test.ts' },
  'POST /api/labels/:id/void': {
    about: 'label',
    ask: ({ label }: Names) => ({ url: `/api/labels/${label}/void`, body: { reason: 'lost' } }),
  },
} as const;
