import {
  type DocumentLineTaken,
  type DocumentTaken,
  documentsIn,
  headProblem,
  lineNumbers,
  linesTaken,
  saidOf,
  type WrongLine,
} from '../../domain/imports/document-lines.ts';
import type { ImportLine } from '../../domain/imports/lines.ts';
import { lineProblem } from '../../domain/imports/problems.ts';
import { limits } from '../../domain/limits.ts';
import type { Sites } from '../../domain/sites.ts';
import { namedProduct } from '../../ledger/named-product.ts';
import type { Reference } from '../../ledger/reference.ts';
import type { NewPurchaseOrder } from './contract.ts';
import { orderGoods, type PurchasingParts } from './order-goods.ts';

/**
 * Keeps the purchase orders of a file, each as a whole: one that is there as it is said is `repeated`, one with other
 * content is replaced where the file may, and otherwise refused.
 */
export async function importPurchaseOrders(
  parts: PurchasingParts,
  lines: readonly ImportLine[],
  sites: Sites,
  { write, replaces }: { readonly write: boolean; readonly replaces: boolean },
): Promise<readonly DocumentLineTaken[]> {
  const names = await parts.reference();
  const taken: DocumentLineTaken[] = [];
  for (const document of documentsIn(lines)) {
    const order = orderOf(document, names, replaces);
    const become = 'wrong' in order ? order : await take(parts, order, sites, write);
    taken.push(...linesTaken(document, become));
  }
  return taken;
}

async function take(
  parts: PurchasingParts,
  order: NewPurchaseOrder,
  sites: Sites,
  write: boolean,
): Promise<DocumentTaken> {
  const ordered = await orderGoods(parts, order, sites, write);
  if (!('problem' in ordered)) return ordered.outcome === 'repeated' ? 'repeated' : 'recorded';
  const { code, where, sentence } = ordered.problem;
  const [, nth = '0'] = /^lines\[(\d+)\]/.exec(where) ?? [];
  return { wrong: [{ at: Number(nth), problem: { code, sentence } }] };
}

function orderOf(
  lines: readonly ImportLine[],
  names: Reference,
  replaces: boolean,
): NewPurchaseOrder | { readonly wrong: readonly WrongLine[] } {
  const head = headProblem(lines, ['site', 'supplier', 'currency', 'time', 'expectedOn']);
  if (head) return { wrong: [head] };
  const number = lines[0]!.number!;
  const max = limits.purchaseOrderLinesMax;
  if (lines.length > max) {
    const problem = lineProblem('document_too_long', { number, what: 'lines', limit: String(max) });
    return { wrong: [{ at: max, problem }] };
  }
  const time = saidOf(lines, 'time');
  const orderedOn = time && ('instant' in time ? time.instant : time.local).slice(0, 10);
  // Two lines of the same product are two lines: an order says how many of each, once.
  const numbers = lineNumbers(lines, (line) => String(lines.indexOf(line)));
  const wrong: WrongLine[] = [];
  const made = lines.flatMap((line, at) => {
    const found = namedProduct(line, names, orderedOn);
    const problem = 'problem' in found ? found.problem : wrongQuantity(line, numbers[at]!);
    if (problem) {
      wrong.push({ at, problem });
      return [];
    }
    const { sku } = names.products.get((found as { readonly product: number }).product)!;
    const price = line.paid === undefined ? {} : { price: line.paid };
    return [{ line: numbers[at]!, sku, quantity: line.quantity!, ...price }];
  });
  if (wrong.length > 0) return { wrong };
  const [currency, expectedOn] = [saidOf(lines, 'currency'), saidOf(lines, 'expectedOn')];
  return {
    number,
    site: saidOf(lines, 'site')!,
    supplier: saidOf(lines, 'supplier')!,
    purpose: replaces ? 'replace' : 'original',
    ...(orderedOn === undefined ? {} : { orderedOn }),
    ...(expectedOn === undefined ? {} : { expectedOn }),
    ...(currency === undefined ? {} : { currency }),
    lines: made,
  };
}

function wrongQuantity({ quantity }: ImportLine, line: number) {
  if (line === 0) return lineProblem('bad_line', { value: '0' });
  return quantity! <= limits.receiptLineQuantityMax
    ? null
    : lineProblem('bad_quantity', { value: String(quantity) });
}
