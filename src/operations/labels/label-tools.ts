import type { LabelTools } from '../../domain/labels/layout.ts';
import type { DrawSymbol } from '../../domain/labels/symbol.ts';
import { drawCode } from '../../platform/bar-codes.ts';
import { qrModules } from '../../platform/qr-code.ts';
import { inWinAnsi } from '../../platform/win-ansi.ts';

/** A Digital Link is a text like any other: FNC1 is for element strings. */
const drawSymbol: DrawSymbol = (symbology, text) => {
  if (symbology === 'gs1_datamatrix') return drawCode('datamatrix', text, true);
  if (symbology === 'gs1_128') return drawCode('code128', text, true);
  if (symbology === 'code_128') return drawCode('code128', text, false);
  const rows = qrModules(text);
  return rows && { rows };
};

/** How labels are laid out here: with which encoders, and in letters that the standard fonts have. */
export const labelTools: LabelTools = { drawSymbol, letters: inWinAnsi };
