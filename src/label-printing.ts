import type { ReadReference } from './ledger/current-reference.ts';
import type { Ledger } from './ledger/ledger.ts';
import { openLabelMaking } from './operations/labels/label-making.ts';
import type { NumberingParts } from './operations/numbering/define-numbers.ts';
import { takeNumbers } from './operations/numbering/take-numbers.ts';
import { makeJob } from './operations/printing/make-job.ts';
import { printTask, printWaiting, watchPrinters } from './operations/printing/print-work.ts';
import type { PrintingParts } from './operations/printing/printing-parts.ts';
import { printingEndpoints } from './operations/printing/routes.ts';
import type { PrintLabels } from './operations/receiving/labelling/print-labels.ts';
import type { LabelLinks } from './operations/resolver/label-token.ts';
import type { NamedPrinter } from './platform/printer-address.ts';
import { sharedReader } from './platform/shared-reads.ts';

interface PrintingNeeds {
  readonly numbering: NumberingParts;
  readonly ledger: Ledger;
  readonly reference: ReadReference;
  readonly namedPrinters: readonly NamedPrinter[];
  readonly linkOf: LabelLinks;
}

/** Where printing meets what it does not know itself: how labels look, and where new numbers come from. */
export function openLabelPrinting({ numbering, ledger, reference, namedPrinters, linkOf }: PrintingNeeds) {
  const { database, clock, jobs } = numbering;
  const parts: PrintingParts = {
    ...{ database, clock, ledger, reference, jobs, namedPrinters, linkOf },
    read: sharedReader(database),
    making: openLabelMaking({ database, clock }),
    async takeNumbers(id, sku, count, actor) {
      const taken = await takeNumbers(numbering, { id, sku, count }, actor);
      return 'problem' in taken ? (taken as never) : { numbers: taken.numbers ?? [] };
    },
  };
  return {
    endpoints: printingEndpoints(parts),
    /** Labels of units that are there: what other rooms print by. */
    print: ((asked, who, sites) => makeJob(parts, asked, who, sites)) satisfies PrintLabels,
    tasks: {
      [printTask]: (payload: unknown, signal: AbortSignal) =>
        printWaiting(parts, (payload as { readonly printer: number }).printer, signal),
    },
    watch: (onFault: (error: unknown) => void) => watchPrinters(parts, onFault),
  };
}
