import { type LabelDrawing, mediumOf } from './drawing.ts';
import { textWidth } from './text-width.ts';

/**
 * The label as SVG in its true size, black on white. Texts are as wide as they were measured whatever font the viewer has, so
 * nothing runs over. `title` is read aloud in place of the picture.
 */
export function labelSvg(drawing: LabelDrawing, title: string): string {
  const { width, height, mmPerDot, rectangles, texts } = drawing;
  const medium = mediumOf(drawing);
  const size = (dots: number) => `${Math.round(dots * mmPerDot * 1000) / 1000}mm`;
  const path = rectangles
    .map((one) => `M${one.x} ${one.y}h${one.width}v${one.height}h-${one.width}z`)
    .join('');
  const lines = texts.map(({ x, baseline, size: em, bold, widthMax, text }) => {
    const measured = Math.min(Math.round(textWidth(text, bold) * em), widthMax);
    const weight = bold ? ' font-weight="700"' : '';
    return `<text x="${x}" y="${baseline}" font-size="${em}"${weight} textLength="${measured}" lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>`;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size(medium.width)}" height="${size(medium.height)}" ` +
    `viewBox="0 0 ${medium.width} ${medium.height}" role="img" aria-label="${escaped(title)}">` +
    `<rect width="100%" height="100%" fill="#fff"/><g fill="#000"${turn(drawing, width, height)} ` +
    `font-family="Helvetica, Arial, sans-serif">` +
    `<path shape-rendering="crispEdges" d="${path}"/>${lines.join('')}</g></svg>`
  );
}

function turn({ rotation }: LabelDrawing, width: number, height: number): string {
  if (rotation === 90) return ` transform="translate(${height} 0) rotate(90)"`;
  if (rotation === 180) return ` transform="translate(${width} ${height}) rotate(180)"`;
  return rotation === 270 ? ` transform="translate(0 ${width}) rotate(270)"` : '';
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(notXml, ' ').replace(/[&<>"]/g, (letter) => entities[letter]!);
}

/** No XML document may hold these, not even by their numbers (XML 1.0, 2.2), and a title needs no line ends. */
const notXml = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;
