import { limits } from '../../../domain/limits.ts';
import type { Sites } from '../../../domain/sites.ts';
import type { Who } from '../../../ledger/acts.ts';
import { evidenceCodes, moveCodes } from '../../../ledger/codes.ts';
import { numberColumn } from '../../../platform/columns.ts';
import type { Database } from '../../../platform/database.ts';
import { derivedId } from '../../../platform/derived-id.ts';
import type { LabelsAsked, LabelsWanted } from './contract.ts';
import * as sql from './queries.ts';
import { readEvidences } from './rules.ts';

/** What the room of label printing does for this one; src/app.ts hands it in. */
export type PrintLabels = (
  asked: {
    readonly id: string;
    readonly site: string;
    readonly printer: number | null;
    readonly units: number[];
  },
  who: Who,
  sites: Sites,
) => Promise<
  { readonly id: number } | { readonly problem: { readonly code: string; readonly sentence: string } }
>;

export interface LabellingParts {
  readonly database: Database;
  readonly printLabels: PrintLabels;
}

/** Units of a receipt that need a label, from a place on; `fresh`: only those for which none was printed. */
export async function unlabelled(
  database: Database,
  receipt: number,
  from: readonly number[],
  most: number,
  fresh = false,
): Promise<readonly sql.UnlabelledRow[]> {
  const read = numberColumn(readEvidences.map(evidenceCodes.toCode));
  const values = [receipt, moveCodes.toCode('receive'), ...from, most, read];
  const all = [...values, evidenceCodes.toCode('keyed'), fresh];
  return (await database.query<sql.UnlabelledRow>(sql.selectUnlabelled, all)).rows;
}

/**
 * Asks for a label of each unit of a receipt that needs one and has none on its way: a job for each product, as each has
 * a design of its own. What cannot be printed there is said, and the other products are printed all the same.
 */
export async function printNeeded(
  { database, printLabels }: LabellingParts,
  receipt: { readonly document_id: number; readonly site: string },
  { id, printer }: LabelsWanted,
  who: Who,
  sites: Sites,
): Promise<LabelsAsked> {
  const most = limits.labelsPerJobMax;
  const rows = await unlabelled(database, receipt.document_id, [-1, 0], limits.receiptLineQuantityMax, true);
  const jobs: LabelsAsked['jobs'] = [];
  const refused: LabelsAsked['refused'] = [];
  const printed = rows.slice(0, most);
  for (const sku of [...new Set(printed.map((row) => row.sku))].sort()) {
    const units = printed.filter((row) => row.sku === sku);
    const asked = {
      id: derivedId(`${id.toLowerCase()}|${sku}`),
      site: receipt.site,
      printer,
      units: units.map(({ unit_id }) => unit_id),
    };
    const made = await printLabels(asked, who, sites);
    if ('problem' in made) refused.push({ sku, code: made.problem.code, sentence: made.problem.sentence });
    else jobs.push({ id: made.id, sku, labels: units.length });
  }
  return { jobs, refused, left: Math.max(0, rows.length - most) };
}
