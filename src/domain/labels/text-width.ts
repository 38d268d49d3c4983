/**
 * How wide a text is in Helvetica, in ems (Adobe's font metrics; the standard font of PDF, and Arial's too). Label printers'
 * own font is narrower at the same height, so what fits by this fits there. Letters with marks are as wide as without.
 */
export function textWidth(text: string, bold = false): number {
  let width = 0;
  for (const letter of text.normalize('NFD')) {
    const code = letter.codePointAt(0)!;
    if (code >= 0x300 && code < 0x370) continue;
    width += (thousandths[code - 32] ?? 1000) + (bold ? boldMore : 0);
  }
  return width / 1000;
}

/** The bold letters are wider by this at most, but for a few that hardly occur. */
const boldMore = 56;

/** Of the letters from the blank to the tilde. */
const thousandths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
