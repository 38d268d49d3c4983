import { type Refusal, sentenceOf } from '../../domain/refusals.ts';
import { type Sites, within } from '../../domain/sites.ts';
import type { Answer, UnitName, Who } from '../../ledger/acts.ts';
import type { Reference } from '../../ledger/reference.ts';
import { unitsByCode } from '../../ledger/unit-view.ts';
import { numberColumn } from '../../platform/columns.ts';
import { derivedId } from '../../platform/derived-id.ts';
import type { ReadBackBody } from './contract.ts';
import { siteOf } from './make-job.ts';
import { type Changed, type PrintingParts, problem } from './printing-parts.ts';
import * as sql from './queries.ts';
import { contentKey, judgeReadBack, type LabelToRead, type ReadBackCode } from './rules.ts';

/** What became of a label that was held to the scanner. */
export interface ReadBackResult {
  readonly outcome: 'applied' | 'repeated' | 'refused';
  readonly label: sql.LabelRow | null;
  /** Why not: a code of this room, or the ledger's. */
  readonly code: string | null;
  readonly sentence: string;
  readonly belongsTo: { readonly sku: string; readonly number: string; readonly name: string } | null;
  readonly now: sql.LabelRow | null;
  readonly unit: UnitName | null;
}

type Candidate = LabelToRead & { readonly row: sql.LabelRow };

/**
 * A label counts as applied only by this: it was read, and says what it should. A number that is no unit's yet becomes
 * one now, by an ordinary scan of the ledger; where the ledger says no, the label is not applied. Sent again, the answer is
 * `repeated`.
 */
export async function readLabelBack(
  parts: PrintingParts,
  asked: ReadBackBody,
  who: Who,
  device: number | null,
  sites: Sites,
): Promise<Changed<ReadBackResult>> {
  const names = await parts.reference();
  const site = siteOf(names, asked.site, sites);
  if ('problem' in site) return site;
  const label = asked.label === undefined ? null : await labelAt(parts, asked.label, sites);
  if (label !== null && (label === undefined || label.site_id !== site.id))
    return problem('label_not_found', 'label', `There is no label ${asked.label} at ${site.code}.`);
  const inReach = numberColumn([...names.sites.keys()].filter((id) => within(sites, id)));
  const { rows } = await parts.database.query<sql.LabelRow>(sql.selectByContent, [
    contentKey(asked.code),
    site.id,
    inReach,
  ]);
  const thing = asked.thing === undefined ? null : await unitsOf(parts, names, asked.thing, sites);
  const judged = judgeReadBack(rows.map(candidateOf), {
    site: site.id,
    input: asked.input,
    label: label && candidateOf(label),
    job: asked.job ?? null,
    thing,
  });
  const row = judged.label?.row ?? null;
  if (judged.is === 'refused') {
    const whose = judged.code === 'unknown_label' ? await unitOf(parts, names, asked.code, sites) : null;
    const now = row?.state === 'void' ? await inForce(parts, rows, row, sites) : null;
    return refused(names, judged.code, row, now, whose);
  }
  if (judged.is === 'repeated')
    return { ...nothing, outcome: 'repeated', label: row, sentence: repeatedSentence(row!) };
  return apply(parts, names, row!, { who, device, rows, sites });
}

async function apply(
  parts: PrintingParts,
  names: Reference,
  row: sql.LabelRow,
  by: { readonly who: Who; readonly device: number | null } & Found,
): Promise<ReadBackResult> {
  const born = row.unit_id === null ? await bringIntoLife(parts, names, row, by) : null;
  if (born !== null && 'refused' in born) {
    const { refused: no, answer } = born;
    return {
      ...nothing,
      outcome: 'refused',
      label: row,
      code: no.code,
      sentence: sentenceOf(no),
      unit: answer?.unit ?? null,
    };
  }
  const now = parts.clock.now().toISOString();
  await parts.database.query(sql.saveApplied, [row.id, now, by.who.id, born?.unit.id ?? null]);
  const { rows } = await parts.database.query<sql.LabelRow>(sql.selectLabel, [row.id]);
  const label = rows[0]!;
  // Somebody made it void while it was held to the scanner.
  if (label.state === 'void') {
    const instead = await inForce(parts, by.rows, label, by.sites);
    return refused(names, 'label_void', label, instead, null);
  }
  return {
    ...nothing,
    // Two that read it at the same time: both are told, one of them did it.
    outcome:
      label.applied_by === by.who.id && label.applied_at?.toISOString() === now ? 'applied' : 'repeated',
    label,
    sentence: `The label ${label.number} is on and can be read.`,
    unit: born?.unit ?? null,
  };
}

type Born = { readonly unit: UnitName } | { readonly refused: Refusal; readonly answer?: Answer };

/** The number becomes a unit; one that somebody has recorded under it meanwhile is that unit. */
async function bringIntoLife(
  parts: PrintingParts,
  names: Reference,
  row: sql.LabelRow,
  { who, device }: { readonly who: Who; readonly device: number | null },
): Promise<Born> {
  const product = names.products.get(row.product_id)!;
  const site = names.sites.get(row.site_id)!;
  const there = await unitsByCode(parts.read, names, row.number);
  const known =
    'units' in there
      ? there.units.find(({ sku, serial }) => sku === product.sku && serial === row.number)
      : undefined;
  if (known) return { unit: { id: known.id, sku: known.sku, serial: known.serial } };
  const scan = {
    id: derivedId(`label ${row.id}`),
    codes: [product.sku, row.number],
    input: 'scanned' as const,
    details: { label: row.id },
  };
  const where = row.location === null ? {} : { location: row.location };
  const told = await parts.ledger.record(
    { move: row.becomes, site: site.code, ...where, scans: [scan] },
    who,
    device,
  );
  if ('problem' in told) throw new Error(`${told.problem.code}: ${told.problem.sentence}`);
  const [answer] = told.answers as [Answer];
  if (answer.unit !== null && (answer.outcome === 'recorded' || answer.outcome === 'repeated'))
    return { unit: answer.unit };
  if (answer.refusal) return { refused: answer.refusal, answer };
  throw new Error(`the label ${row.id} came to ${answer.outcome}`);
}

const nothing = { label: null, code: null, belongsTo: null, now: null, unit: null } as const;

function refused(
  names: Reference,
  code: ReadBackCode,
  row: sql.LabelRow | null,
  now: sql.LabelRow | null,
  unit: UnitName | null,
): ReadBackResult {
  const product = row && names.products.get(row.product_id);
  const named = unit && names.productsBySku.get(unit.sku);
  const belongsTo =
    row && product
      ? { sku: product.sku, number: row.number, name: product.name }
      : unit && named
        ? { sku: unit.sku, number: unit.serial, name: named.name }
        : null;
  const whose = belongsTo && `${belongsTo.sku} ${belongsTo.number}`;
  const sentences: Readonly<Record<ReadBackCode, string>> = {
    read_needed: 'Read it with a scanner or the camera: typing does not show that it can be read.',
    unknown_label: whose
      ? `This is ${whose}, but no label that was printed here.`
      : 'No label that was printed here says this.',
    wrong_label: `This is the label of ${whose}, not the one that belongs here.`,
    label_void: now
      ? `This label of ${whose} is void: now it is the label ${now.id}, ${now.number}.`
      : `This label of ${whose} is void. Take it off.`,
    other_thing: `This is the label of ${whose}; the thing that you scanned is another one.`,
    unknown_thing: 'What you scanned on the thing is no unit that is known.',
  };
  return {
    ...nothing,
    outcome: 'refused',
    label: row,
    code,
    sentence: sentences[code],
    belongsTo,
    now,
    unit,
  };
}

function repeatedSentence(row: sql.LabelRow): string {
  return `The label ${row.number} was read back before. If there are two of them, destroy one.`;
}

/** What was found of the content that was read, within the sites of whoever reads. */
interface Found {
  readonly rows: readonly sql.LabelRow[];
  readonly sites: Sites;
}

/**
 * What is in force now in the place of a void label: one that says the same of the same thing, as a bare number may be that
 * of another product too, or the last of those that replaced it, which may say another number.
 */
async function inForce(
  parts: PrintingParts,
  rows: readonly sql.LabelRow[],
  old: sql.LabelRow,
  sites: Sites,
): Promise<sql.LabelRow | null> {
  const isSame = ({ product_id, number }: sql.LabelRow) =>
    product_id === old.product_id && number === old.number;
  const same = rows.find((one) => one.state !== 'void' && one.id !== old.id && isSame(one));
  if (same) return same;
  let next: sql.LabelRow | undefined = old;
  for (
    let steps = 0;
    steps < replacementsMax && next?.state === 'void' && next.replaced_by !== null;
    steps += 1
  )
    next = await labelAt(parts, next.replaced_by, sites);
  return next && next.state !== 'void' ? next : null;
}

/** Further back nobody asks. */
const replacementsMax = 20;

async function unitsOf(
  parts: PrintingParts,
  names: Reference,
  code: string,
  sites: Sites,
): Promise<number[]> {
  const found = await unitsByCode(parts.read, names, code, sites);
  return 'error' in found ? [] : found.units.map(({ id }) => id);
}

async function unitOf(
  parts: PrintingParts,
  names: Reference,
  code: string,
  sites: Sites,
): Promise<UnitName | null> {
  const found = await unitsByCode(parts.read, names, code, sites);
  const [unit] = 'error' in found ? [] : found.units;
  return unit ? { id: unit.id, sku: unit.sku, serial: unit.serial } : null;
}

/** Undefined where there is none within the sites. */
export async function labelAt(
  { database }: Pick<PrintingParts, 'database'>,
  id: number,
  sites: Sites,
): Promise<sql.LabelRow | undefined> {
  const { rows } = await database.query<sql.LabelRow>(sql.selectLabel, [id]);
  return rows[0] && within(sites, rows[0].site_id) ? rows[0] : undefined;
}

function candidateOf(row: sql.LabelRow): Candidate {
  const { id, job_id, site_id, state, number, product_id, unit_id } = row;
  return { id, job: job_id, site: site_id, state, number, product: product_id, unit: unit_id, row };
}
