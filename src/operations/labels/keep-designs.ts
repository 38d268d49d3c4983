import { designFaults } from '../../domain/labels/check-design.ts';
import { isGs1, type LabelDesign, type LabelFault, type LabelLink } from '../../domain/labels/design.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { DefaultChange, DefaultRemoval } from './contract.ts';
import { labelTools } from './label-tools.ts';
import * as sql from './queries.ts';

export interface LabelParts {
  readonly database: Database;
  readonly clock: Clock;
}

/** Who shows how a label will look has to know what its address will carry. */
export interface SampleParts extends LabelParts {
  /** How a label's address leads customers to us; a GTIN of 14 digits. Null: it does not. */
  linkOf(labelled: { readonly gtin: string; readonly serial: string }): LabelLink | null;
}

export interface WhyNot {
  readonly problem: {
    readonly code:
      | 'bad_label_design'
      | 'design_not_found'
      | 'already_exists'
      | 'still_in_use'
      | 'wrong_state'
      | 'unknown_design'
      | 'unknown_product'
      | 'unknown_category'
      | 'invalid_request';
    readonly where: string;
    readonly sentence: string;
    /** All that is wrong with a design. */
    readonly faults?: readonly LabelFault[];
  };
}
export type Changed<Result> = Result | WhyNot;

/** Keeps a new design in its first version. */
export async function createDesign(
  { database, clock }: LabelParts,
  { name, design }: { readonly name: string; readonly design: LabelDesign },
  actor: number,
): Promise<Changed<{ readonly id: number }>> {
  const wrong = faultsOf(design);
  if (wrong) return wrong;
  return inTransaction(database, async (tx) => {
    const { rows } = await tx.query<{ id: number }>(sql.insertDesign, [name]);
    if (!rows[0]) return nameTaken(name);
    const [{ id }] = rows as [{ id: number }];
    await tx.query(sql.insertVersion, [id, 1, JSON.stringify(design), clock.now().toISOString(), actor]);
    return { id };
  });
}

interface DesignChange {
  readonly version: number;
  readonly name?: string;
  readonly design?: LabelDesign;
}

/** A changed design is a new version; the old ones stay, since labels were printed by them. */
export async function changeDesign(
  { database, clock }: LabelParts,
  id: number,
  change: DesignChange,
  actor: number,
): Promise<Changed<{ readonly id: number }>> {
  const wrong = change.design && faultsOf(change.design);
  if (wrong) return wrong;
  return inTransaction(database, async (tx) => {
    const { rows } = await tx.query<Omit<sql.DesignRow, 'design'>>(sql.lockDesign, [id]);
    const before = rows[0];
    if (!before || before.ended_at !== null) return notFound(id);
    if (before.version !== change.version)
      return problem(
        'wrong_state',
        'version',
        `Somebody saved version ${before.version} meanwhile: look at it first.`,
      );
    const { name = before.name, design } = change;
    if ((await tx.query(sql.selectNamed, [name, id])).rows.length > 0) return nameTaken(name);
    const version = design ? before.version + 1 : before.version;
    if (design) {
      const now = clock.now().toISOString();
      await tx.query(sql.insertVersion, [id, version, JSON.stringify(design), now, actor]);
    }
    await tx.query(sql.updateDesign, [id, name, version]);
    return { id };
  });
}

/** Nobody prints by it any more; what was printed by it still can be. */
export async function endDesign(
  { database, clock }: LabelParts,
  id: number,
  actor: number,
): Promise<Changed<{ readonly id: number }>> {
  return inTransaction(database, async (tx) => {
    const { rows } = await tx.query<Omit<sql.DesignRow, 'design'>>(sql.lockDesign, [id]);
    if (!rows[0]) return notFound(id);
    if ((await tx.query(sql.selectUses, [id])).rows.length > 0)
      return problem(
        'still_in_use',
        'params.id',
        'Labels of products still have it: give them another one first.',
      );
    await tx.query(sql.endDesign, [id, clock.now().toISOString(), actor]);
    return { id };
  });
}

/** Says which design the labels of a product, of a category, or of everything have. */
export async function setDefault(
  { database, clock }: LabelParts,
  wish: DefaultChange,
  actor: number,
): Promise<Changed<{ readonly id: number }>> {
  return inTransaction(database, async (tx) => {
    // Held, so that it cannot be ended meanwhile.
    const locked = await tx.query<Omit<sql.DesignRow, 'design'>>(sql.lockDesign, [wish.design]);
    const { rows } = await tx.query<sql.DesignRow>(sql.selectDesign, [wish.design, null]);
    const used = rows[0];
    if (!used || !locked.rows[0] || locked.rows[0].ended_at !== null)
      return problem('unknown_design', 'design', `There is no label design ${wish.design}.`);
    const whose = await whoseOf({ database, clock }, wish);
    if ('problem' in whose) return whose;
    const values = [whose.product, whose.category, !isGs1(used.design.symbology), used.id];
    await tx.query(sql.setDefault, [...values, clock.now().toISOString(), actor]);
    return { id: used.id };
  });
}

/** Those of everything stay: something has to be printed. */
export async function removeDefault(
  parts: LabelParts,
  wish: DefaultRemoval,
): Promise<Changed<{ readonly removed: true }>> {
  const whose = await whoseOf(parts, wish);
  if ('problem' in whose) return whose;
  if (whose.product === null && whose.category === null)
    return problem(
      'invalid_request',
      'sku',
      'What everything has is replaced by another design, never removed.',
    );
  await parts.database.query(sql.removeDefault, [whose.product, whose.category, wish.bare]);
  return { removed: true };
}

async function whoseOf(
  { database, clock }: LabelParts,
  { sku, category }: { readonly sku?: string; readonly category?: string },
): Promise<Changed<{ readonly product: number | null; readonly category: string | null }>> {
  if (sku !== undefined && category !== undefined)
    return problem('invalid_request', 'category', 'A product or a category, not both.');
  if (category !== undefined) {
    const { rows } = await database.query(sql.selectCategory, [category]);
    return rows.length > 0
      ? { product: null, category }
      : problem('unknown_category', 'category', `There is no category "${category}".`);
  }
  if (sku === undefined) return { product: null, category: null };
  const { rows } = await database.query<sql.SampleRow>(sql.selectProduct, [sku, clock.now().toISOString()]);
  return rows[0]
    ? { product: rows[0].id, category: null }
    : problem('unknown_product', 'sku', `There is no product "${sku}".`);
}

function faultsOf(design: LabelDesign): WhyNot | null {
  const faults = designFaults(design, labelTools);
  const [first] = faults;
  if (!first) return null;
  const { where, sentence } = first;
  return { problem: { code: 'bad_label_design', where: `design.${where}`, sentence, faults } };
}

function nameTaken(name: string): WhyNot {
  return problem('already_exists', 'name', `There is a label design "${name}" already.`);
}

export function notFound(id: number): WhyNot {
  return problem('design_not_found', 'params.id', `There is no label design ${id}.`);
}

export function problem(code: WhyNot['problem']['code'], where: string, sentence: string): WhyNot {
  return { problem: { code, where, sentence } };
}
