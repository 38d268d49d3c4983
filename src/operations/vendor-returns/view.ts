import { statusCodes } from '../../ledger/codes.ts';
import type { OpenCreditOnWire, ReturnedUnitOnWire, VendorReturnOnWire } from './contract.ts';
import type { CreditRow, LineRow, ReturnRow } from './queries.ts';
import { type ReturnCounts, statusOfReturn } from './rules.ts';

export function countsOf(row: ReturnRow): ReturnCounts & { readonly cancelled: boolean } {
  const { listed, sent, answered, open_credits: openCredits, cancelled } = row;
  return { listed, sent, answered, openCredits, cancelled, closedAt: row.closed_at?.toISOString() ?? null };
}

export function returnOnWire(row: ReturnRow): VendorReturnOnWire {
  const { number, site, supplier, rma, note, carrier, tracking, listed, sent, answered, back } = row;
  return {
    ...{ number, site, supplier, supplierName: row.supplier_name, rma, note },
    status: statusOfReturn(countsOf(row)),
    needsApproval: row.needs_approval,
    approvedAt: row.approved_at?.toISOString() ?? null,
    approvedBy: row.approved_by,
    madeAt: row.made_at.toISOString(),
    madeBy: row.made_by,
    sentAt: row.sent_at?.toISOString() ?? null,
    ...{ carrier, tracking },
    closedAt: row.closed_at?.toISOString() ?? null,
    closedBy: row.closed_by,
    closedWhy: row.closed_why,
    ...{ listed, sent, answered, back, openCredits: row.open_credits },
  };
}

/** `seesCosts`: who may see costs at the return’s site; what a unit or its product cost us is told to nobody else. */
export function lineOnWire(row: LineRow, seesCosts: boolean): ReturnedUnitOnWire {
  const { unit_id: id, sku, serial, name, reason, note, wants } = row;
  const { replacement_id, replacement_sku, replacement_serial } = row;
  const isTold = seesCosts || row.expected_by === 'said';
  return {
    unit: { id, sku, serial },
    ...{ name, reason, note, wants },
    expected: isTold ? moneyOf(row.expected, row.currency) : null,
    expectedBy: row.expected_by,
    credited: row.credited === 0 ? null : moneyOf(row.credited, row.credited_currency),
    creditDone: row.credit_done,
    state: row.is_back ? 'back' : row.state,
    status: statusCodes.toWord(row.status),
    addedAt: row.added_at.toISOString(),
    addedBy: row.added_by,
    sentAt: row.sent_at?.toISOString() ?? null,
    answeredAt: row.answered_at?.toISOString() ?? null,
    replacement:
      replacement_id === null || replacement_serial === null
        ? null
        : { id: replacement_id, sku: replacement_sku ?? '', serial: replacement_serial },
  };
}

export function creditOnWire(row: CreditRow, now: Date, seesCosts: boolean): OpenCreditOnWire {
  const { unit, name, state, expected, expectedBy, credited } = lineOnWire(row, seesCosts);
  const { number, rma, site, supplier, supplier_name: supplierName, owed_since: since } = row;
  const isSame = credited === null || credited.currency === expected?.currency;
  return {
    ...{ number, rma, site, supplier, supplierName, unit, name, state, expected, expectedBy, credited },
    open:
      expected && isSame
        ? { amount: expected.amount - (credited?.amount ?? 0), currency: expected.currency }
        : null,
    owedSince: since.toISOString(),
    days: Math.max(0, Math.floor((now.getTime() - since.getTime()) / 86_400_000)),
  };
}

function moneyOf(amount: number | null, currency: string | null) {
  return amount === null || currency === null ? null : { amount, currency };
}
