import { drawingOf, type LabelDrawing, mediumOf, turned } from './drawing.ts';
import type { LabelLayout } from './layout.ts';
import { zplSymbol } from './zpl-graphic.ts';

export interface ZplOptions {
  /** What is written into the label's RFID tag: EPC memory in hexadecimal. */
  readonly rfidHex?: string | null;
  /** Of each label; 1 if not said. */
  readonly copies?: number;
}

/**
 * One label as ZPL II in UTF-8 (`^CI28`). Everything stands where the layout has it, in dots; the symbol is sent as a picture, since
 * how printers draw one from its text differs between makers and firmwares. Nothing in a text can be taken for a command.
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
    zplSymbol(layout.symbol, drawing),
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

/** With `^FH_`: signs that ZPL would take for its own, as hexadecimal numbers. */
function inHex(text: string): string {
  return text.replace(/[\^~_\\]/g, (sign) => `_${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
