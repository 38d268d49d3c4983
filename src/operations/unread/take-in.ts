import { limits } from '../../domain/limits.ts';
import { ownNumber } from '../../domain/own-number.ts';
import { type Refusal, refuse } from '../../domain/refusals.ts';
import { siteWithin, within } from '../../domain/sites.ts';
import type { Answer, Who } from '../../ledger/acts.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { RequestProblem } from '../../ledger/prepare.ts';
import { type Clock, msAfter } from '../../platform/clock.ts';
import { textColumn } from '../../platform/columns.ts';
import type { Connection, Database } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { UnreadRequestBody } from './contract.ts';
import * as sql from './queries.ts';
import { capRefusal } from './rules.ts';

export interface UnreadParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly reference: ReadReference;
}

export interface UnreadProblem {
  readonly code: RequestProblem['code'] | 'unknown_product' | 'unknown_photo' | 'already_exists';
  readonly where: string;
  readonly sentence: string;
}

export type TakenIn =
  | { readonly answer: Answer; readonly number: string }
  | { readonly refused: Refusal }
  | { readonly problem: UnreadProblem };

/**
 * Takes in a thing whose number cannot be read: it gets the number of a label of ours, is recorded under it as its
 * serial by the ledger's own rules, and a question is opened until its true serial is known. The label's number is given
 * out before the ledger is asked: whatever breaks off in between, the same request goes on with the same number.
 */
export async function takeIn(
  parts: UnreadParts,
  asked: UnreadRequestBody,
  who: Who,
  device: number | null,
): Promise<TakenIn> {
  const names = await parts.reference();
  const site = siteWithin(names, asked.site, who.sites ?? null);
  if (!site) return problem('unknown_site', 'site', `There is no site "${asked.site}".`);
  const product = names.productsBySku.get(asked.sku);
  if (!product?.serialized) {
    const why = product ? 'is kept by quantity: it needs no number.' : 'is not in the catalog.';
    return problem('unknown_product', 'sku', `The product "${asked.sku}" ${why}`);
  }
  const lost = await unknownPhoto(parts.database, asked.photos ?? []);
  if (lost !== undefined) return problem('unknown_photo', 'photos', `There is no photograph ${lost}.`);
  const isLead = who.leadAt === undefined ? who.isLead : within(who.leadAt, site.id);
  const row = await reserve(parts, asked, { site: site.id, product: product.id, actor: who.id, isLead });
  if (row === null || !isSame(row, asked, site.id, product.id))
    return problem('already_exists', 'id', 'This id was used before for something else, which stands.');
  if (row.number === null) return { refused: tooMany };
  return record(parts, asked, row, who, device);
}

/** What stands in the list says that it was refused; how many there were then is not kept. */
const tooMany = refuse('too_many_unread', {
  count: String(limits.unreadPerShiftMax),
  hours: String(limits.unreadShiftHours),
});

async function unknownPhoto(database: Database, hashes: readonly string[]): Promise<string | undefined> {
  if (hashes.length === 0) return undefined;
  const { rows } = await database.query<{ hash: string }>(sql.selectPhotos, [textColumn(hashes)]);
  return hashes.find((hash) => !rows.some((row) => row.hash === hash));
}

interface About {
  readonly site: number;
  readonly product: number;
  readonly actor: number;
  readonly isLead: boolean;
}

/** The row of the request, made with the next number, or without one where the site has its fill. */
function reserve(
  { database, clock }: UnreadParts,
  asked: UnreadRequestBody,
  about: About,
): Promise<sql.UnreadRow | null> {
  const { id, reason, note = null, photos = [] } = asked;
  const now = clock.now();
  return inTransaction(database, async (tx) => {
    await tx.query(sql.lockSite, [about.site]);
    const known = await tx.query<sql.UnreadRow>(sql.selectByScan, [id]);
    if (known.rows[0]) return known.rows[0];
    const since = msAfter(now, -limits.unreadShiftHours * 3_600_000).toISOString();
    const { rows } = await tx.query<{ count: number }>(sql.countSince, [about.site, since]);
    const refused = capRefusal(rows[0]!.count, about.isLead);
    const number = refused ? null : await nextNumber(tx);
    const state = refused ? 'refused' : 'asked';
    const values = [
      about.site,
      about.product,
      reason,
      note,
      textColumn(photos),
      now.toISOString(),
      about.actor,
    ];
    const made = await tx.query<sql.UnreadRow>(sql.insertUnread, [id, number, ...values, state]);
    return made.rows[0] ?? null;
  });
}

async function nextNumber(tx: Connection): Promise<string> {
  const { rows } = await tx.query<{ nth: number }>(sql.takeNumber);
  return ownNumber(rows[0]!.nth);
}

function isSame(row: sql.UnreadRow, asked: UnreadRequestBody, site: number, product: number): boolean {
  const { reason, note = null, photos = [] } = asked;
  const isOfSame = row.site_id === site && row.product_id === product;
  return isOfSame && row.reason === reason && row.note === note && row.photos.join() === photos.join();
}

async function record(
  { database, ledger }: UnreadParts,
  asked: UnreadRequestBody,
  row: sql.UnreadRow,
  who: Who,
  device: number | null,
): Promise<TakenIn> {
  const { move, site, location, document, sku, reason, note, photos = [], at } = asked;
  const number = row.number!;
  const details = {
    sku,
    unread: reason,
    ...(note === undefined ? {} : { note }),
    ...(photos.length === 0 ? {} : { photos }),
  };
  const scan = {
    id: row.scan_id,
    codes: [number],
    // Somebody says what it is; nobody has read its number.
    input: 'inferred' as const,
    provisional: true as const,
    details,
    ...(at === undefined ? {} : { at }),
  };
  const where = location === undefined ? {} : { location };
  const on = document === undefined ? {} : { document };
  const answered = await ledger.record({ move, site, ...where, ...on, scans: [scan] }, who, device);
  if ('problem' in answered) {
    await database.query(sql.endAsking, [row.id, 'refused', null]);
    return answered;
  }
  const [answer] = answered.answers as [Answer];
  const isIn = answer.outcome === 'recorded' || answer.outcome === 'repeated';
  await database.query(sql.endAsking, [row.id, isIn ? 'open' : 'refused', answer.unit?.id ?? null]);
  return { answer, number };
}

function problem(code: UnreadProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
