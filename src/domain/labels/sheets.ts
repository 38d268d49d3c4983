import type { LabelFault } from './design.ts';

export const sheetPages = {
  A4: { widthMm: 210, heightMm: 297 },
  Letter: { widthMm: 215.9, heightMm: 279.4 },
};
export type SheetPage = keyof typeof sheetPages;
export const sheetPageNames = Object.keys(sheetPages) as readonly SheetPage[];

/** Labels in rows and columns on a page; the pitch is from one label's edge to the next one's. */
export interface LabelSheet {
  readonly page: SheetPage;
  readonly columns: number;
  readonly rows: number;
  readonly leftMm: number;
  readonly topMm: number;
  readonly pitchXMm: number;
  readonly pitchYMm: number;
}

/** How many labels a page has. */
export function placesOnSheet({ columns, rows }: LabelSheet): number {
  return columns * rows;
}

/** Where the nth label of a print stands, from 0: on which page, and its corner in millimetres. */
export function placeOnSheet(sheet: LabelSheet, nth: number) {
  const onPage = nth % placesOnSheet(sheet);
  const [column, row] = [onPage % sheet.columns, Math.floor(onPage / sheet.columns)];
  return {
    page: Math.floor(nth / placesOnSheet(sheet)),
    xMm: sheet.leftMm + column * sheet.pitchXMm,
    yMm: sheet.topMm + row * sheet.pitchYMm,
  };
}

/** Why a print cannot begin at a place, from 1; null: it can. Without a sheet there is the first place alone. */
export function startFault(sheet: LabelSheet | null, startAt: number): string | null {
  const places = sheet === null ? 1 : placesOnSheet(sheet);
  if (startAt <= places) return null;
  return sheet === null
    ? 'These labels are on no sheet: they begin at the first place.'
    : `The sheet has ${places} places; there is no place ${startAt}.`;
}

/** Labels neither overlap nor leave the page; a tenth of a millimetre is forgiven, as sheets are measured in inches too. */
export function sheetFaults(sheet: LabelSheet, widthMm: number, heightMm: number): LabelFault[] {
  const { page, columns, rows, leftMm, topMm, pitchXMm, pitchYMm } = sheet;
  const faults: LabelFault[] = [];
  const say = (where: string, sentence: string) =>
    faults.push({ code: 'sheet_does_not_fit', where: `sheet.${where}`, sentence });
  if (columns > 1 && pitchXMm < widthMm - forgivenMm)
    say('pitchXMm', `Labels of ${widthMm} mm overlap when each begins ${pitchXMm} mm after the last.`);
  if (rows > 1 && pitchYMm < heightMm - forgivenMm)
    say('pitchYMm', `Labels of ${heightMm} mm overlap when each begins ${pitchYMm} mm below the last.`);
  const [width, height] = [
    leftMm + (columns - 1) * pitchXMm + widthMm,
    topMm + (rows - 1) * pitchYMm + heightMm,
  ];
  const paper = sheetPages[page];
  if (width > paper.widthMm + forgivenMm)
    say('columns', `${columns} columns need ${short(width)} mm, ${page} has ${paper.widthMm}.`);
  if (height > paper.heightMm + forgivenMm)
    say('rows', `${rows} rows need ${short(height)} mm, ${page} has ${paper.heightMm}.`);
  return faults;
}

const forgivenMm = 0.1;

function short(mm: number): number {
  return Math.round(mm * 10) / 10;
}
