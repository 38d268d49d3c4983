import { inWinAnsi } from './win-ansi.ts';

/** A sheet to print and to send: a title, facts, tables, and the same as data, inside the same file. */
export interface Paper {
  readonly title: string;
  readonly subtitle: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly tables: readonly PaperTable[];
  /** What stands below the last table. */
  readonly notes: readonly string[];
  /** Said where a letter is beyond the standard fonts. */
  readonly lettersNote: string;
  readonly attachment: { readonly name: string; readonly type: string; readonly content: Buffer };
  readonly madeAt: Date;
  /** `Page 2 of 5`. */
  readonly pageWords: (page: number, pages: number) => string;
}

export interface PaperTable {
  readonly heading: string;
  readonly columns: readonly { readonly name: string; readonly share: number; readonly isNumber?: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

const margin = 40;
const size = { title: 18, heading: 12, text: 9 } as const;
const ink = { text: '#16202a', soft: '#4d5a67', line: '#d3dae1', head: '#e7edf3' } as const;

/** The paper as a PDF (A4), in the standard fonts, which every reader has. Some 0.1 ms a row. */
export async function pdfOf(paper: Paper): Promise<Buffer> {
  const { title, madeAt, attachment } = paper;
  // Read when a first PDF is made: a tenth of the time that a server takes to start.
  const { default: PDFDocument } = await import('pdfkit');
  const doc = new PDFDocument({
    size: 'A4',
    margin,
    bufferPages: true,
    info: { Title: title, Producer: 'Unitrail', Creator: 'Unitrail', CreationDate: madeAt },
  });
  const made = new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  const { name, type, content } = attachment;
  doc.file(content, { name, type, creationDate: madeAt, modifiedDate: madeAt });
  const press = openPress(doc);
  press.head(paper);
  for (const table of paper.tables) press.table(table);
  const notes = press.isWhole() ? paper.notes : [...paper.notes, paper.lettersNote];
  for (const note of notes) press.note(note);
  press.footers(paper.pageWords);
  doc.end();
  return made;
}

type Doc = PDFKit.PDFDocument;

/** Writes down the page, and remembers whether a letter was beyond the fonts. */
function openPress(doc: Doc) {
  let isWhole = true;
  const width = doc.page.width - 2 * margin;
  const bottom = doc.page.height - margin - 16;

  function printed(text: string): string {
    const written = inWinAnsi(text);
    isWhole &&= written.isWhole;
    return written.text;
  }

  function room(height: number): boolean {
    return doc.y + height <= bottom;
  }

  function row(cells: readonly string[], table: PaperTable, isHead: boolean): void {
    const shares = table.columns.reduce((sum, { share }) => sum + share, 0);
    const widths = table.columns.map(({ share }) => (width * share) / shares);
    doc.font(isHead ? 'Helvetica-Bold' : 'Helvetica').fontSize(size.text);
    const heights = cells.map((cell, at) => doc.heightOfString(cell || ' ', { width: widths[at]! - 8 }));
    const height = Math.max(...heights) + 6;
    if (!isHead && !room(height)) {
      doc.addPage();
      row(headOf(table), table, true);
      doc.font('Helvetica').fontSize(size.text);
    }
    const top = doc.y;
    if (isHead) doc.rect(margin, top, width, height).fill(ink.head);
    let left = margin;
    for (const [at, cell] of cells.entries()) {
      const align = table.columns[at]!.isNumber ? 'right' : 'left';
      doc.fillColor(ink.text).text(cell, left + 4, top + 3, { width: widths[at]! - 8, align });
      left += widths[at]!;
    }
    doc
      .moveTo(margin, top + height)
      .lineTo(margin + width, top + height)
      .lineWidth(0.5)
      .stroke(ink.line);
    doc.x = margin;
    doc.y = top + height;
  }

  const headOf = (table: PaperTable) => table.columns.map(({ name }) => printed(name));

  return {
    isWhole: () => isWhole,
    head({ title, subtitle, facts }: Paper): void {
      doc.font('Helvetica-Bold').fontSize(size.title).fillColor(ink.text).text(printed(title));
      doc.font('Helvetica').fontSize(size.heading).fillColor(ink.soft).text(printed(subtitle));
      doc.moveDown(0.6);
      for (const [name, value] of facts) {
        doc
          .font('Helvetica')
          .fontSize(size.text + 1)
          .fillColor(ink.soft);
        doc.text(`${printed(name)}:  `, margin, doc.y, { continued: true });
        doc.fillColor(ink.text).text(printed(value));
      }
    },
    table(table: PaperTable): void {
      doc.moveDown(1);
      if (!room(60)) doc.addPage();
      doc.font('Helvetica-Bold').fontSize(size.heading).fillColor(ink.text);
      doc.text(printed(table.heading), margin).moveDown(0.3);
      row(headOf(table), table, true);
      for (const cells of table.rows) row(cells.map(printed), table, false);
    },
    note(text: string): void {
      doc.moveDown(0.8);
      doc
        .font('Helvetica')
        .fontSize(size.text)
        .fillColor(ink.soft)
        .text(printed(text), margin, doc.y, { width });
    },
    footers(words: Paper['pageWords']): void {
      const { start, count } = doc.bufferedPageRange();
      for (let page = 0; page < count; page += 1) {
        doc.switchToPage(start + page);
        // Below the margin, where text would otherwise begin another page.
        doc.page.margins.bottom = 0;
        doc.font('Helvetica').fontSize(size.text).fillColor(ink.soft);
        const text = printed(words(page + 1, count));
        doc.text(text, margin, doc.page.height - margin, { width, align: 'right', lineBreak: false });
      }
    },
  };
}
