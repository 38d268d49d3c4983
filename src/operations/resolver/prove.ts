import { hash, timingSafeEqual } from 'node:crypto';
import { addressKey, countTries, forgiveTries } from '../../access/sessions/tries.ts';
import { foldNumber } from '../../domain/identifiers/folded-number.ts';
import { limits } from '../../domain/limits.ts';
import { bucketOf } from '../../ledger/bucket.ts';
import { moveCodes } from '../../ledger/codes.ts';
import type { Freshness } from '../../ledger/freshness.ts';
import type { Reference } from '../../ledger/reference.ts';
import { unitOfRow } from '../../ledger/rows.ts';
import { effectiveHolds } from '../../ledger/unit-view.ts';
import { type Clock, dayIn } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import type { Told } from './customer-page.ts';
import type { LabelTokens } from './label-token.ts';
import { type ProvedRow, selectProved } from './queries.ts';
import { coverageOf, isRecalled, standingOf, type WarrantyTerm } from './rules.ts';

export interface ProveParts {
  readonly database: Database;
  readonly access: Freshness;
  readonly clock: Clock;
  readonly tokens: LabelTokens;
  /** What was agreed about a product's warranty on a day. */
  readonly warrantiesOn: (sku: string, day: string) => Promise<readonly WarrantyTerm[]>;
  readonly onProof: (way: 'label' | 'receipt', outcome: 'right' | 'wrong' | 'limited') => void;
}

/** The unit that somebody says he has. */
export interface Claim {
  readonly gtin: string;
  readonly serial: string;
  /** Products that had the GTIN. */
  readonly products: readonly number[];
}

export interface Receipt {
  readonly receipt: string;
  readonly last: string;
}

/**
 * Proof by the label: its token is judged without asking whether there is such a unit, so a wrong one says nothing of that.
 * A right one was printed by us; of a label whose unit is not known yet nothing is vouched for.
 */
export async function proveByLabel(
  parts: ProveParts,
  names: Reference,
  claim: Claim,
  token: string,
): Promise<Told | 'label_wrong'> {
  const isRight = parts.tokens.isRight(claim, token);
  parts.onProof('label', isRight ? 'right' : 'wrong');
  if (!isRight) return 'label_wrong';
  return tell(parts, names, await provedRow(parts, claim));
}

/**
 * Proof by the receipt's number and the end of the serial on the thing itself. Each try is counted before anything is looked
 * up, for the address that it comes from and for the number that is tried, known or not; the same two statements run
 * for every wrong one.
 */
export async function proveByReceipt(
  parts: ProveParts,
  names: Reference,
  claim: Claim,
  given: Receipt,
  from: string,
): Promise<Told | 'receipt_wrong' | { readonly seconds: number }> {
  const ofUnit = `proof:${hash('sha256', claim.gtin + claim.serial)}`;
  const ofAddress = `proof-${addressKey(from)}`;
  const counted = [
    { key: ofUnit, most: limits.proofsPerUnitMax },
    { key: ofAddress, most: limits.proofsPerAddressMax },
  ];
  const seconds = await countTries(parts, counted, from, 'proof_limited');
  if (seconds > 0) {
    parts.onProof('receipt', 'limited');
    return { seconds };
  }
  const row = await provedRow(parts, claim);
  const isRight = isSame(given.receipt, row?.receipt ?? null) && isEndOf(given.last, claim.serial);
  parts.onProof('receipt', isRight ? 'right' : 'wrong');
  if (!isRight || !row) return 'receipt_wrong';
  await forgiveTries(parts, ofUnit, ofAddress);
  return tell(parts, names, row);
}

async function provedRow({ database }: ProveParts, { serial, products }: Claim): Promise<ProvedRow | null> {
  const values = [bucketOf(serial), serial, numberColumn(products)];
  const { rows } = await database.query<ProvedRow>(selectProved, values);
  return rows[0] ?? null;
}

/** As people type numbers off a paper: case, blanks and dashes do not count. The work is the same where there is none. */
function isSame(given: string, right: string | null): boolean {
  const [a, b] = [given, right ?? ''].map((text) => hash('sha256', foldNumber(text), 'buffer'));
  return timingSafeEqual(a!, b!) && right !== null && foldNumber(right) !== '';
}

function isEndOf(given: string, serial: string): boolean {
  const [end, folded] = [foldNumber(given), foldNumber(serial)];
  return end.length === Math.min(limits.proofEndLength, folded.length) && folded.endsWith(end);
}

async function tell(
  { clock, warrantiesOn }: ProveParts,
  names: Reference,
  row: ProvedRow | null,
): Promise<Told> {
  const found = row === null ? null : unitOfRow(row);
  const unit = found && { ...found, holds: effectiveHolds(found, names) };
  const standing = standingOf(unit);
  const told = {
    standing,
    isRecalled: unit !== null && isRecalled(unit.holds),
    now: row?.renumbered ? row.serial : null,
  };
  const sku = unit === null ? undefined : names.products.get(unit.product)?.sku;
  if (standing !== 'genuine' || sku === undefined || !row?.sold_at) return { ...told, coverage: null };
  const zone = names.locations.get(row.sold_spot ?? 0)?.site.timeZone ?? 'UTC';
  const dayOf = (instant: Date) => dayIn(zone, instant.toISOString());
  const sold = dayOf(row.sold_at < clock.now() ? row.sold_at : clock.now());
  const isHandedOver = row.sold_move !== moveCodes.toCode('ship');
  const delivered = isHandedOver ? sold : row.delivered_at && dayOf(row.delivered_at);
  return { ...told, coverage: coverageOf(await warrantiesOn(sku, sold), { sold, delivered }) };
}
