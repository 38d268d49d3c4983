import { groupSeparator } from '../identifiers/element-string.ts';
import { code128, fnc1, startC, toSetB, toSetC } from './code-128.ts';
import { drawingOf, type LabelDrawing, mediumOf, turned } from './drawing.ts';
import type { LabelLayout, PlacedSymbol } from './layout.ts';
import { zplGraphic } from './zpl-graphic.ts';

export interface ZplOptions {
  /** What is written into the label's RFID tag: EPC memory in hexadecimal. */
  readonly rfidHex?: string | null;
  /** Of each label; 1 if not said. */
  readonly copies?: number;
}

/**
 * One label as ZPL II in UTF-8 (`^CI28`). Everything stands where the layout has it, in dots; the printer draws the symbol from
 * its text. Nothing in a text can be taken for a command.
 */
export function labelZpl(layout: LabelLayout, { rfidHex = null, copies = 1 }: ZplOptions = {}): string {
  const drawing = drawingOf(layout);
  const medium = mediumOf(drawing);
  const lines = [
    '^XA',
    '^CI28',
    `^PW${medium.width}^LL${medium.height}^LH0,0^LS0`,
    // Gen 2; the whole EPC from the second word on, and the tag is told how long it is (memory bank A).
    ...(rfidHex === null ? [] : ['^RS8', `^RFW,H,2,${rfidHex.length / 2},A^FD${rfidHex}^FS`]),
    symbolField(layout.symbol, drawing),
    ...drawing.texts.map((text) => textField(text, drawing)),
    ...(copies === 1 ? [] : [`^PQ${copies}`]),
    '^XZ',
  ];
  return `${lines.join('\n')}\n`;
}

const letterOf = { 0: 'N', 90: 'R', 180: 'I', 270: 'B' } as const;

function textField(
  { x, baseline, size, text }: LabelDrawing['texts'][number],
  drawing: LabelDrawing,
): string {
  // The start of the baseline does not depend on how wide the printer's letters are.
  const at = turned({ x, y: baseline, width: 0, height: 0 }, drawing);
  return `^FT${at.x},${at.y}^A0${letterOf[drawing.rotation]},${size},0^FH_^FD${inHex(text)}^FS`;
}

function symbolField(symbol: PlacedSymbol, drawing: LabelDrawing): string {
  const { symbology, text, module, height } = symbol;
  const { x, y } = turned(symbol, drawing);
  const at = `^FO${x},${y}`;
  if (symbology === 'gs1_datamatrix') {
    const side = 'rows' in symbol.shape ? symbol.shape.rows.length : 0;
    // The size is said, so what is printed is what was laid out. FNC1 is `#1`: the sign is none of GS1’s.
    return `${at}^BXN,${module},200,${side},${side},,#,1^FD#1${text.replaceAll(groupSeparator, '#1')}^FS`;
  }
  if (symbology === 'qr' || symbology === 'qr_digital_link') {
    // Printers magnify ten times at most, and begin a QR Code lower by the height of the last bars, 1 here.
    if (module > qrMagnifiedMax && 'rows' in symbol.shape) return at + zplGraphic(symbol.shape.rows, module);
    return `^BY2,2,1^FO${x},${y - 1}^BQN,2,${module}^FH_^FDMA,${inHex(text)}^FS`;
  }
  const turn = letterOf[drawing.rotation];
  return `^BY${module},2,${height}${at}^BC${turn},${height},N,N,N,N^FD${barsText(text, symbology === 'gs1_128')}^FS`;
}

const qrMagnifiedMax = 10;

/** With `^FH_`: signs that ZPL would take for its own, as hexadecimal numbers. */
function inHex(text: string): string {
  return text.replace(/[\^~_\\]/g, (sign) => `_${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `^BC` with its code sets said: the printer adds the check character alone, so the bars are as wide as was laid out. */
function barsText(text: string, isGs1: boolean): string {
  const values = code128(text, isGs1)!.values.slice(0, -2);
  let isC = values[0] === startC;
  let written = isC ? '>;' : '>:';
  for (const value of values.slice(1)) {
    if (value === fnc1) written += '>8';
    else if (isC && value === toSetB) [written, isC] = [`${written}>6`, false];
    else if (!isC && value === toSetC) [written, isC] = [`${written}>5`, true];
    else if (isC) written += String(value).padStart(2, '0');
    else written += special[value] ?? String.fromCharCode(value + 32);
  }
  return written;
}

/** In code set B: `>`, `^` and `~`. */
const special: Readonly<Record<number, string>> = { 30: '>0', 62: '><', 94: '>=' };
