import { join } from 'node:path';
import { unitChoice } from './chosen-units.ts';
import { limits } from './domain/limits.ts';
import { openLabelPrinting } from './label-printing.ts';
import type { ReadReference } from './ledger/current-reference.ts';
import type { Freshness } from './ledger/freshness.ts';
import type { Ledger } from './ledger/ledger.ts';
import { importProducts } from './operations/catalog/import-products.ts';
import { importTask, openImportWork } from './operations/importing/import-work.ts';
import type { RunParts } from './operations/importing/run-import.ts';
import { openSpool } from './operations/importing/spool.ts';
import { numbersTask } from './operations/numbering/ask-work.ts';
import { watchBlocks, workOnBlock } from './operations/numbering/block-work.ts';
import type { NumberingParts } from './operations/numbering/define-numbers.ts';
import { importOrders } from './operations/orders/import-orders.ts';
import { importPurchaseOrders } from './operations/purchasing/import-purchase-orders.ts';
import { importReceipts } from './operations/receiving/announcing/import-receipts.ts';
import type { LabelLinks } from './operations/resolver/label-token.ts';
import { unitsHolding } from './operations/search/units-holding.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/database.ts';
import { openJobs } from './platform/jobs.ts';
import type { NamedPrinter } from './platform/printer-address.ts';

export interface WorkParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly freshness: Freshness;
  readonly reference: ReadReference;
  readonly linkOf: LabelLinks;
}

/** The queue of long work, and what works on it: imports, large blocks of numbers, printers of labels. */
export function openWork(
  parts: WorkParts,
  config: { readonly dataDirectory: string; readonly printers?: readonly NamedPrinter[] | undefined },
  onFault: (error: unknown, where?: string) => void,
) {
  const { database, clock, ledger, freshness, reference } = parts;
  const run: RunParts = {
    database,
    clock,
    ledger,
    reference,
    spool: openSpool(join(config.dataDirectory, 'imports')),
    products: (lines, who, write) =>
      importProducts({ database, freshness, clock, actor: who.id }, lines, write),
    receipts: (lines, who, how) => importReceipts(parts, lines, who, how),
    purchase_orders: (lines, who, how) => importPurchaseOrders(parts, lines, who.sites ?? null, how),
    orders: (lines, who, write) => importOrders({ database, reference }, lines, who.sites ?? null, write),
  };
  const onImportFault = (error: unknown) => onFault(error, 'import');
  const work = openImportWork(run, onImportFault);
  const numbering: NumberingParts = { database, clock, jobs: () => jobs };
  const choose = unitChoice({ database, reference, holding: (text) => unitsHolding(database, text) });
  const namedPrinters = config.printers ?? [];
  const { linkOf } = parts;
  const printing = openLabelPrinting({ numbering, ledger, reference, namedPrinters, linkOf });
  const jobs = openJobs({
    pool: database.pool,
    tasks: {
      [importTask]: work.job,
      [numbersTask]: (payload, signal) =>
        workOnBlock(numbering, (payload as { readonly block: number }).block, signal),
      ...printing.tasks,
    },
    atOnce: limits.importsAtOnce,
    onFault: onImportFault,
  });
  const watch = work.watch(jobs);
  const blocks = watchBlocks(numbering, onImportFault);
  const printers = printing.watch((error) => onFault(error, 'printing'));
  return {
    parts: { ...run, jobs, work, choose },
    numbering,
    printing: printing.endpoints,
    printLabels: printing.print,
    async close() {
      await watch.close();
      await blocks.close();
      await printers.close();
      await jobs.close();
    },
  };
}
