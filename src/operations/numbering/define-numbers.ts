import { randomBytes } from 'node:crypto';
import { limits } from '../../domain/limits.ts';
import { sizeOf, writeNumber } from '../../domain/numbering/number-form.ts';
import { extraField, type NumberingSettings, readForm } from '../../domain/numbering/read-form.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Connection, Database, Queryable } from '../../platform/database.ts';
import type { Jobs } from '../../platform/jobs.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { NewNumbering } from './contract.ts';
import * as sql from './queries.ts';
import { type Fitting, formFault } from './rules.ts';

export interface NumberingParts {
  readonly database: Database;
  readonly clock: Clock;
  /** Who does what takes long. */
  readonly jobs: () => Jobs;
}

export type NumberingProblem =
  | 'product_not_found'
  | 'bad_numbering'
  | 'bad_serials'
  | 'no_numbering'
  | 'numbers_used_up'
  | 'numbering_not_found'
  | 'block_not_found'
  | 'already_exists'
  | 'already_returned'
  | 'wrong_state'
  | 'not_permitted';

interface WhyNot {
  readonly problem: {
    readonly code: NumberingProblem;
    readonly where: string;
    readonly sentence: string;
  };
}
export type Changed<Result> = Result | WhyNot;

export function problem(code: NumberingProblem, where: string, sentence: string): WhyNot {
  return { problem: { code, where, sentence } };
}

/**
 * Says how the numbers of a product come about, or those of own labels (`sku` null), in place of what was said before.
 * What was given out stays given out: the same settings said again go on where they stood.
 */
export async function defineNumbers(
  parts: NumberingParts,
  { sku, ...settings }: NewNumbering,
  actor: number,
): Promise<Changed<sql.NumberingRow>> {
  const isPool = settings.kind === 'pool';
  const extra = extraField(settings);
  if (isPool && extra !== undefined)
    return problem('bad_numbering', extra, `A pool’s numbers are its maker’s: "${extra}" has no meaning.`);
  const size = isPool ? 0 : sizeOfSettings(settings);
  if (typeof size === 'object') return size;
  return inTransaction(parts.database, async (tx) => {
    const product = await numberedProduct(tx, sku);
    if (product !== null && 'problem' in product) return product;
    const unfit = isPool ? null : unfitting(settings, product);
    if (unfit) return unfit;
    const id = product?.id ?? null;
    await tx.query(sql.lockProductNumbers, [id ?? 0]);
    const now = parts.clock.now().toISOString();
    if (!isPool) await tx.query(sql.endNumbering, [id, false, now, actor]);
    const made = await begin(tx, id, settings, size, now, actor);
    const { rows } = await tx.query<sql.NumberingRow>(sql.selectNumbering, [made]);
    return rows[0]!;
  });
}

/** What a shop has that says nothing of its own labels: random ones, short enough to be keyed in. */
export const ownLabels: NumberingSettings = { kind: 'random', prefix: 'T', length: 10, check: true };

/** The row in force, of our making or a pool; own labels begin by themselves when they are first asked for. */
export async function currentNumbering(
  tx: Connection,
  product: number | null,
  source: 'made' | 'pool' | undefined,
  now: string,
  actor: number,
): Promise<sql.NumberingRow | undefined> {
  const find = async () => {
    const { rows } = await tx.query<sql.NumberingRow>(sql.selectNumberingsOf, [product]);
    const standing = rows.filter((row) => row.ended_at === null);
    const ofKind = (isPool: boolean) => standing.find((row) => (row.kind === 'pool') === isPool);
    return source === undefined ? (ofKind(false) ?? ofKind(true)) : ofKind(source === 'pool');
  };
  const found = await find();
  if (found || product !== null || source === 'pool') return found;
  await tx.query(sql.lockProductNumbers, [0]);
  const size = sizeOfSettings(ownLabels);
  if (!(await find())) await begin(tx, null, ownLabels, size as number, now, actor);
  return find();
}

/** No more numbers of this row. What was given out stays told, and is never given out again. */
export async function endNumbers(
  { database, clock }: NumberingParts,
  id: number,
  actor: number,
): Promise<Changed<sql.NumberingRow>> {
  await database.query(sql.endNumberingById, [id, clock.now().toISOString(), actor]);
  const { rows } = await database.query<sql.NumberingRow>(sql.selectNumbering, [id]);
  return rows[0] ?? problem('numbering_not_found', 'params.id', `There are no numbers ${id}.`);
}

/** The product of a SKU as far as its numbers go; null for own labels. */
export async function numberedProduct(
  db: Queryable,
  sku: string | null,
): Promise<Changed<sql.NumberedProduct> | null> {
  if (sku === null) return null;
  const { rows } = await db.query<sql.NumberedProduct>(sql.selectProduct, [sku]);
  const product = rows[0];
  if (!product) return problem('product_not_found', 'sku', `There is no product ${sku}.`);
  if (product.serialized) return product;
  return problem('bad_numbering', 'sku', `Pieces of ${sku} are counted: they have no numbers.`);
}

export function fittingOf(product: sql.NumberedProduct | null): Fitting | null {
  return product && { hasGtin: product.has_gtin, serialPattern: product.serial_pattern };
}

/** Goes on with the same settings that were in force once, or begins a new row. Gives its id. */
async function begin(
  tx: Connection,
  product: number | null,
  { kind, ...settings }: NumberingSettings,
  size: number,
  now: string,
  actor: number,
): Promise<number> {
  const said = JSON.stringify(settings);
  if (kind === 'pool') {
    const { rows } = await tx.query<{ id: number }>(sql.resumePool, [product, now, actor]);
    if (rows[0]) return rows[0].id;
  } else {
    const { rows } = await tx.query<{ id: number }>(sql.resumeNumbering, [product, said, now, actor, kind]);
    if (rows[0]) return rows[0].id;
  }
  const key = kind === 'random' ? randomBytes(limits.permutationKeyBytes) : null;
  const { rows } = await tx.query<{ id: number }>(sql.insertNumbering, [
    product,
    kind,
    said,
    key,
    size,
    now,
    actor,
  ]);
  return rows[0]!.id;
}

function sizeOfSettings(settings: NumberingSettings): number | WhyNot {
  const read = readForm(settings);
  return 'fault' in read
    ? problem('bad_numbering', read.fault.where, `${capital(read.fault.why)}.`)
    : sizeOf(read.form);
}

/** Numbers that could never become units of the product are not begun with. */
function unfitting(settings: NumberingSettings, product: sql.NumberedProduct | null): WhyNot | null {
  const read = readForm(settings);
  if ('fault' in read) return null;
  const { form } = read;
  const part = form.isRandom
    ? form.symbols.slice(0, 1).repeat(form.length)
    : String(form.start).padStart(form.length, '0');
  const fault = formFault(form, writeNumber(form, part), fittingOf(product));
  return fault === null ? null : problem('bad_numbering', 'kind', `Such numbers do not fit: ${fault}.`);
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
