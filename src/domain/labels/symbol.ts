import { code128 } from './code-128.ts';
import { dataMatrix, type Modules } from './data-matrix.ts';
import type { Symbology } from './design.ts';

/** Rows of modules, or bars and spaces in turn, in modules. */
export type SymbolShape = { readonly rows: Modules } | { readonly widths: readonly number[] };

/** Draws a QR Code without its quiet zone, error correction M; null where the text is too long for one. */
export type DrawQr = (text: string) => Modules | null;

/** The symbol of a text; null where none of the kind can hold it. */
export function drawSymbol(symbology: Symbology, text: string, drawQr: DrawQr): SymbolShape | null {
  if (symbology === 'qr' || symbology === 'qr_digital_link') return withRows(drawQr(text));
  if (symbology === 'gs1_datamatrix') return withRows(dataMatrix(text, true));
  const bars = code128(text, symbology === 'gs1_128');
  return bars && { widths: bars.widths };
}

/** Modules from one edge to the other. */
export function modulesAcross(shape: SymbolShape): number {
  return 'rows' in shape ? shape.rows.length : shape.widths.reduce((sum, width) => sum + width, 0);
}

function withRows(rows: Modules | null): SymbolShape | null {
  return rows && { rows };
}
