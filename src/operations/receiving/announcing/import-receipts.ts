import {
  type DocumentLineTaken,
  type DocumentTaken,
  documentsIn,
  headProblem,
  linesTaken,
  type WrongLine,
} from '../../../domain/imports/document-lines.ts';
import type { ImportLine } from '../../../domain/imports/lines.ts';
import type { Who } from '../../../ledger/acts.ts';
import { namedProduct } from '../../../ledger/named-product.ts';
import type { Reference } from '../../../ledger/reference.ts';
import { announceReceipt } from './announce.ts';
import { type NamedLine, receiptOfLines, wrongLines } from './receipt-of-lines.ts';
import type { AnnounceParts } from './wanted.ts';

/**
 * Announces the receipts of a file, each as a whole: one that is there as it is said is `repeated`, one with other content
 * is replaced where the file may, and otherwise refused.
 */
export async function importReceipts(
  parts: AnnounceParts,
  lines: readonly ImportLine[],
  who: Who,
  how: { readonly write: boolean; readonly replaces: boolean },
): Promise<readonly DocumentLineTaken[]> {
  const names = await parts.reference();
  const taken: DocumentLineTaken[] = [];
  for (const document of documentsIn(lines))
    taken.push(...linesTaken(document, await takeReceipt(parts, names, document, who, how)));
  return taken;
}

async function takeReceipt(
  parts: AnnounceParts,
  names: Reference,
  lines: readonly ImportLine[],
  who: Who,
  { write, replaces }: { readonly write: boolean; readonly replaces: boolean },
): Promise<DocumentTaken> {
  const head = headProblem(lines, ['site', 'supplier', 'expectedOn']);
  if (head) return { wrong: [head] };
  const named = namedLines(lines, names);
  if ('wrong' in named) return named;
  const receipt = receiptOfLines(named.lines, replaces);
  if ('wrong' in receipt) return { wrong: [receipt.wrong] };
  const announced = await announceReceipt(parts, receipt.said, who, who.sites ?? null, write);
  if ('problem' in announced) return { wrong: wrongLines(named.lines, receipt, announced.problem) };
  return announced.outcome === 'repeated' ? 'repeated' : 'recorded';
}

function namedLines(
  lines: readonly ImportLine[],
  names: Reference,
): { readonly lines: readonly NamedLine[] } | { readonly wrong: readonly WrongLine[] } {
  const wrong: WrongLine[] = [];
  const named: NamedLine[] = [];
  for (const [at, line] of lines.entries()) {
    const found = namedProduct(line, names, line.expectedOn);
    if ('problem' in found) wrong.push({ at, problem: found.problem });
    else named.push({ ...line, sku: names.products.get(found.product)!.sku });
  }
  return wrong.length > 0 ? { wrong } : { lines: named };
}
