/** One record: its cells, or why it is none. `line` is the one it begins in, from 1. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] } | BrokenRow;

export interface BrokenRow {
  readonly line: number;
  readonly broken: 'quote_not_closed' | 'line_too_long';
}

export interface CsvReader {
  /** The records that are whole with this piece of the text. */
  push(text: string): CsvRow[];
  /** The last record, where it has no line end. */
  end(): CsvRow[];
}

/**
 * Reads CSV piece by piece (RFC 4180, and what programs write besides): quotes may hold delimiters and line ends, a quote
 * inside a bare cell is a character, blanks around a bare cell are left out, lines end in any of the three ways, empty lines are left out. After a quote that is
 * never closed, or a record longer than `lengthMax` characters, nothing more can be told apart: it is the last record.
 * Own code, because the usual parser takes ten times as long to say lines and loses what stood before an error (measured).
 */
export function csvReader(delimiter: string, lengthMax: number): CsvReader {
  let rest = '';
  let line = 1;
  let over = false;

  function read(isLast: boolean): CsvRow[] {
    const rows: CsvRow[] = [];
    const text = rest;
    const ends = lineEnds(text, isLast);
    let at = 0;
    while (!over && at < text.length) {
      const found = recordAt(text, at, delimiter, ends);
      const length = (found?.end ?? text.length) - at;
      if (length > lengthMax) rows.push(broken('line_too_long'));
      else if (found) {
        if (!isEmpty(found.cells)) rows.push({ line, cells: found.cells });
        line += found.lines;
        at = found.next;
      } else {
        if (isLast) rows.push(broken('quote_not_closed'));
        break;
      }
    }
    rest = over ? '' : text.slice(at);
    return rows;
  }

  function broken(why: BrokenRow['broken']): BrokenRow {
    over = true;
    return { line, broken: why };
  }

  return {
    push(text) {
      if (over) return [];
      rest += text;
      return read(false);
    },
    end: () => (over ? [] : read(true)),
  };
}

interface LineEnd {
  /** Where the line ends, and where the next one begins. */
  readonly end: number;
  readonly next: number;
}

/** The next line end from a place on; null where the text may go on. Asked with growing places. */
type LineEnds = (from: number) => LineEnd | null;

function lineEnds(text: string, isLast: boolean): LineEnds {
  let feed = -2;
  let back = -2;
  const after = (mark: string, known: number, from: number) => {
    if (known === -1 || known >= from) return known;
    return text.indexOf(mark, from);
  };
  return (from) => {
    feed = after('\n', feed, from);
    back = after('\r', back, from);
    if (back !== -1 && (feed === -1 || back < feed)) {
      // What follows a carriage return at the end of a piece is not known yet.
      if (back + 1 === text.length && !isLast) return null;
      return { end: back, next: text[back + 1] === '\n' ? back + 2 : back + 1 };
    }
    if (feed !== -1) return { end: feed, next: feed + 1 };
    return isLast ? { end: text.length, next: text.length } : null;
  };
}

interface Record {
  readonly cells: readonly string[];
  readonly end: number;
  readonly next: number;
  /** Lines that it takes. */
  readonly lines: number;
}

function recordAt(text: string, start: number, delimiter: string, ends: LineEnds): Record | null {
  const first = ends(start);
  if (!first) return null;
  const bare = text.slice(start, first.end);
  if (!bare.includes('"'))
    return { cells: bare.split(delimiter).map((cell) => cell.trim()), ...first, lines: 1 };
  return quotedRecord(text, start, delimiter, ends);
}

function quotedRecord(text: string, start: number, delimiter: string, ends: LineEnds): Record | null {
  const cells: string[] = [];
  let at = start;
  let lines = 1;
  for (;;) {
    let cell = '';
    if (text[at] === '"') {
      const quoted = quotedCell(text, at + 1);
      if (!quoted) return null;
      cell = quoted.cell;
      at = quoted.next;
      lines += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
    }
    const end = ends(at);
    if (!end) return null;
    const mark = text.indexOf(delimiter, at);
    const isCellEnd = mark !== -1 && mark < end.end;
    cells.push(cell + text.slice(at, isCellEnd ? mark : end.end).trim());
    if (!isCellEnd) return { cells, ...end, lines };
    at = mark + delimiter.length;
  }
}

/** What stands between quotes, a doubled one being a character; null where they are not closed yet. */
function quotedCell(text: string, start: number): { readonly cell: string; readonly next: number } | null {
  let cell = '';
  for (let from = start; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return null;
    cell += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { cell, next: quote + 1 };
    cell += '"';
    from = quote + 2;
  }
}

function isEmpty(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0] === '';
}

/** The commonest of the usual delimiters in the first lines, outside of quotes; a file of one column has a comma. */
export function guessDelimiter(head: string): string {
  const bare = head.replace(/"(?:[^"]|"")*"/g, '');
  const lines = bare
    .split(/\r\n|\n|\r/)
    .filter((line) => line !== '')
    .slice(0, 20);
  const scored = [',', ';', '\t', '|'].map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const first = counts[0] ?? 0;
    const alike = counts.filter((count) => count === first).length;
    return { delimiter, score: first === 0 ? 0 : first * (alike / counts.length) };
  });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score === 0 ? ',' : best.delimiter;
}
