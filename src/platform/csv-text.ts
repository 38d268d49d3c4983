/** A table as CSV (RFC 4180), every line ended by CR LF; what is quoted needs it. */
export function writeCsvTable(rows: readonly (readonly string[])[]): string {
  return rows.map(writeCsvLine).join('');
}

/** A line of one empty cell is quoted: bare it would be an empty line, which readers leave out. */
export function writeCsvLine(cells: readonly string[]): string {
  if (cells.length === 1 && cells[0] === '') return '""\r\n';
  return `${cells.map(quoted).join(',')}\r\n`;
}

/** Blanks at the ends are quoted too, so that nobody trims them; and a leading mark of other delimiters. */
function quoted(cell: string): string {
  return /[",\r\n;\t|]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
