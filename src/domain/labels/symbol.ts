import type { Symbology } from './design.ts';

/** Rows of modules; true is dark. */
export type Modules = readonly (readonly boolean[])[];

/** Rows of modules, or bars and spaces in turn, in modules, beginning and ending with a bar. */
export type SymbolShape = { readonly rows: Modules } | { readonly widths: readonly number[] };

/**
 * Draws the symbol of a text without its quiet zone; null where none of the kind can hold it. In those of GS1 the FNC1 in
 * front is the drawer's, and a group separator stands for each further one (GS1 General Specifications, 7.8.5).
 */
export type DrawSymbol = (symbology: Symbology, text: string) => SymbolShape | null;

/** Modules from one edge to the other. */
export function modulesAcross(shape: SymbolShape): number {
  return 'rows' in shape ? shape.rows[0]!.length : shape.widths.reduce((sum, width) => sum + width, 0);
}

/** The same as rows of modules: bars are one row. */
export function rowsOf(shape: SymbolShape): Modules {
  if ('rows' in shape) return shape.rows;
  return [shape.widths.flatMap((width, nth) => Array<boolean>(width).fill(nth % 2 === 0))];
}
