import { kindRules } from '../../domain/imports/fields.ts';
import { costCell, gtinCell, partsCell, warrantyCell } from '../../domain/imports/product-lines.ts';
import type { Cell } from '../../platform/sheet-rows.ts';
import type { ProductRow } from './queries.ts';

/** An import's own fields, so that what goes out comes in again; a cost carries its currency with it. */
export const productColumns = kindRules.products.fields.filter((field) => field !== 'currency');

/** A product as its line of a file; `showsCost` false: without what it costs us. */
export function productCells(row: ProductRow, showsCost: boolean): Cell[] {
  return [
    row.sku,
    row.name,
    row.category,
    gtinCell(row.gtins),
    row.serialized,
    row.unknown_serials,
    row.wipe_required,
    row.supplier,
    row.serial_pattern,
    row.weight_grams,
    row.length_mm,
    row.width_mm,
    row.height_mm,
    warrantyCell(row.warranties),
    showsCost ? costCell(row.costs) : null,
    partsCell(row.parts),
  ];
}
