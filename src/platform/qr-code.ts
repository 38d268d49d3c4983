import { encode, renderSVG } from 'uqr';

/**
 * A QR code for a terminal: two rows of modules in one line of text, black on white whatever the terminal's own colours
 * are, with the quiet zone of four modules that ISO/IEC 18004 section 9.1 asks for.
 */
export function terminalQr(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const lines: string[] = [];
  for (let row = 0; row < size; row += 2) {
    const halves = Array.from({ length: size }, (_, column) => {
      const [upper, lower] = [data[row]![column]!, data[row + 1]?.[column] ?? false];
      return upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ';
    });
    lines.push(`\u001b[30;107m${halves.join('')}\u001b[0m`);
  }
  return lines.join('\n');
}

/** The same for a page, as SVG. */
export function qrPicture(text: string): string {
  return renderSVG(text, { ecc: 'M', border: 4 });
}

/** Its dark and light modules without a quiet zone; null where the text is too long for a QR code. */
export function qrModules(text: string): readonly (readonly boolean[])[] | null {
  try {
    return encode(text, { ecc: 'M', border: 0, boostEcc: false }).data;
  } catch (error) {
    // Its only complaint: there is no larger version.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
