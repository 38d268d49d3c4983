import { evidenceCodes, memberCodes, moveCodes } from '../../../ledger/codes.ts';
import { numberColumn, textColumn } from '../../../platform/columns.ts';
import type { Queryable } from '../../../platform/database.ts';
import { derivedId } from '../../../platform/derived-id.ts';
import * as sql from './queries.ts';
import { type Carton, type Sample, sampleOf, withInner } from './rules.ts';

/** The cartons of a receipt, and how far the sample of the delivery is. */
export interface Delivery {
  readonly cartons: readonly Carton[];
  readonly sample: Sample;
}

export async function deliveryOf(database: Queryable, paper: sql.PaperRow): Promise<Delivery> {
  const came = (['recorded', 'extra', 'filled'] as const).map(memberCodes.toCode);
  const values = [
    paper.document_id,
    moveCodes.toCode('receive'),
    numberColumn(came),
    evidenceCodes.toCode('inferred'),
  ];
  const { rows } = await database.query<sql.CartonRow>(sql.selectCartons, values);
  const cartons = rows.map(({ every_unit: everyUnit, ...row }): Carton => ({ ...row, everyUnit }));
  const sample = sampleOf(cartons, paper.sample_size);
  // What is counted blind is not taken by what somebody wrote on the outside.
  return { cartons, sample: paper.blind ? { ...sample, failed: true } : sample };
}

export interface Unit {
  readonly sscc: string;
  readonly sku: string;
  readonly serial: string;
  readonly line: number;
  readonly received: boolean;
}

export interface Pieces {
  readonly scan: string;
  readonly sku: string;
  readonly line: number;
  readonly quantity: number;
  readonly received: boolean;
}

/** What is in a carton and in all that stands in it. */
export async function contentOf(
  database: Queryable,
  number: string,
  paper: sql.PaperRow,
  sscc: string,
  { cartons }: Delivery,
) {
  const inner = withInner(sscc, cartons);
  const values = [paper.document_id, textColumn(inner.map((carton) => carton.sscc))];
  const [units, pieces] = await Promise.all([
    database.query<sql.ContentRow>(sql.selectContent, values),
    database.query<sql.CartonPiecesRow>(sql.selectCartonPieces, values),
  ]);
  const ids = pieces.rows.map((row) => piecesScan(number, row));
  const { rows } = await database.query<{ scan_id: string }>(sql.selectTakenPieces, [
    paper.document_id,
    textColumn(ids),
  ]);
  const taken = new Set(rows.map(({ scan_id }) => scan_id));
  return {
    inner,
    units: units.rows.map(
      ({ state, ...row }): Unit => ({ ...row, received: state !== null && isHere(state) }),
    ),
    pieces: pieces.rows.map((row, at): Pieces => {
      const { sku, line, pieces: quantity } = row;
      return { scan: ids[at]!, sku, line, quantity, received: taken.has(ids[at]!) };
    }),
  };
}

/** A carton's pieces come once, whoever scans its label and how often: the scan has its name from them. */
function piecesScan(number: string, { sscc, line }: sql.CartonPiecesRow): string {
  return derivedId(JSON.stringify(['carton pieces', number, sscc, line]));
}

function isHere(state: number): boolean {
  const word = memberCodes.toWord(state);
  return word === 'recorded' || word === 'extra' || word === 'filled';
}
