import { inert } from '../../domain/imports/formulas.ts';
import { limits } from '../../domain/limits.ts';
import { minuteIn } from '../../platform/clock.ts';
import { writeCsvTable } from '../../platform/csv-text.ts';
import { type Paper, pdfOf } from '../../platform/pdf-paper.ts';
import type { ReturnedUnitOnWire, VendorReturnOnWire } from './contract.ts';

/** Everything that a packing list is made of. */
export interface PackingSource {
  readonly paper: VendorReturnOnWire;
  readonly siteName: string;
  readonly timeZone: string;
  readonly units: readonly ReturnedUnitOnWire[];
  readonly madeAt: Date;
}

const reasonWords: Readonly<Record<ReturnedUnitOnWire['reason'], string>> = {
  defective: 'defective',
  recalled: 'recalled',
  wrong_item: 'wrong item',
  over_delivered: 'delivered too many',
  end_of_line: 'end of line',
  other: 'other',
};

/** What is in the box, as CSV; what a spreadsheet would calculate is marked. The supplier reads it: no money of ours is in it. */
export function packingCsv({ paper, units }: PackingSource): string {
  const head = ['return', 'rma', 'sku', 'product', 'serial', 'reason', 'remark', 'wants'];
  const rows = units.map(({ unit, name, reason, note, wants, state }) => [
    inert(paper.number),
    inert(paper.rma ?? ''),
    inert(unit.sku),
    inert(name),
    inert(unit.serial),
    reason,
    inert(note ?? ''),
    wants,
    state,
  ]);
  return writeCsvTable([[...head, 'state'], ...rows]);
}

/** The same as a sheet for the box and for the supplier, with the CSV inside it. */
export function packingPdf(source: PackingSource): Promise<Buffer> {
  const { paper, units, madeAt } = source;
  const shown = units.slice(0, limits.reportRowsMax);
  const left = units.length - shown.length;
  return pdfOf({
    title: 'Return to the supplier',
    subtitle: paper.rma === null ? `Return ${paper.number}` : `RMA ${paper.rma} · return ${paper.number}`,
    facts: factsOf(source),
    tables: [unitsTable(shown)],
    notes: left > 0 ? [`${left} more units stand in the CSV that is attached to this file.`] : [],
    lettersNote:
      'Letters that this paper’s type does not have stand as their code points, [U+…]; the attached CSV has them as they are.',
    attachment: {
      name: 'packing-list.csv',
      type: 'text/csv',
      content: Buffer.from(`\ufeff${packingCsv(source)}`),
    },
    madeAt,
    pageWords: (page, pages) => `Return ${paper.number} · page ${page} of ${pages}`,
  });
}

function factsOf({ paper, siteName, timeZone, units, madeAt }: PackingSource): Paper['facts'] {
  const { site, supplier, supplierName, rma, note, sentAt, carrier, tracking } = paper;
  const at = (iso: string) => `${minuteIn(timeZone, iso)} (${timeZone})`;
  const facts: readonly (readonly [string, string | null])[] = [
    ['From', `${siteName} (${site})`],
    ['To', `${supplierName} (${supplier})`],
    ['RMA number', rma ?? 'not known yet'],
    ['Units', String(units.length)],
    ['Sent', sentAt === null ? 'not yet' : at(sentAt)],
    ['Carrier', carrier],
    ['Parcel', tracking],
    ['Note', note],
    ['Printed', at(madeAt.toISOString())],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

function unitsTable(units: readonly ReturnedUnitOnWire[]): Paper['tables'][number] {
  return {
    heading: 'Units',
    columns: [
      { name: 'Product', share: 2.2 },
      { name: 'Name', share: 3.4 },
      { name: 'Serial', share: 3.2 },
      { name: 'Why', share: 2.2 },
      { name: 'We ask for', share: 2 },
      { name: 'Remark', share: 3 },
    ],
    rows: units.map(({ unit, name, reason, wants, note }) => [
      unit.sku,
      name,
      unit.serial,
      reasonWords[reason],
      wants,
      shortened(note ?? ''),
    ]),
  };
}

/** A cell is no letter: the CSV has the whole. */
function shortened(text: string): string {
  const letters = Array.from(text);
  return letters.length > 300 ? `${letters.slice(0, 300).join('')} …` : text;
}
