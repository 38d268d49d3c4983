/** Rows as aligned columns under their headings, for people. The last column is as long as it is. */
export function tableText(
  headings: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const lines = [headings, ...rows].map((row) => row.map((cell) => visible(String(cell ?? '–'))));
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ''))));
  return lines
    .map((line) => line.map((cell, column) => padded(cell, widths[column]!)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Names and values under each other. */
export function factsText(facts: Readonly<Record<string, string | number | null>>): string {
  const rows = Object.entries(facts).map(([name, value]) => [name, visible(String(value ?? '–'))] as const);
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}

/**
 * Text of others as a terminal may show it: control characters, which could move the cursor or colour the screen, and
 * marks that turn the direction of writing are shown by their number.
 */
export function visible(text: string): string {
  return text.replace(dangerous, (character) => {
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return `\\u{${code}}`;
  });
}

/** C0, DEL, C1, line and paragraph separators, and Unicode's bidirectional marks (UAX 9). */
const dangerous = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Characters as they take room; what a terminal shows twice as wide is not known for sure, and only shifts a column. */
function widthOf(text: string): number {
  return Array.from(text).length;
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}
