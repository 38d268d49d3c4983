import { refuse } from '../../domain/refusals.ts';
import type { DocumentRule } from '../../ledger/documents.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Statement } from '../../platform/database.ts';

interface HeldCount {
  readonly site: number;
  readonly isClosed: boolean;
}

/**
 * How counts take part in the write path: what is recorded on one is what a lead has approved of it. A count begins by itself
 * (begin-count.ts), never with a scan; when it is closed it has all of a group's scans or none.
 */
export const countDocument: DocumentRule<HeldCount> = {
  kind: 'count',
  async lock(tx, ids) {
    const { rows } = await tx.query<LockedRow>(lockCounts, [numberColumn(ids)]);
    return new Map(
      rows.map(({ document_id, site_id, ended }) => [document_id, { site: site_id, isClosed: ended }]),
    );
  },
  open: (_, number) => ({ refused: refuse('document_unknown', { kind: 'count', number }) }),
  judge(count, scan, number) {
    const facts = { kind: 'count', number };
    if (count.site !== scan.site) return { refused: refuse('document_of_another_site', facts) };
    if (count.isClosed) return { refused: refuse('document_closed', facts) };
    return { document: count, member: { state: 'recorded', line: scan.member?.line ?? null } };
  },
  undo: (count, member, left) => ({ document: count, member: left.length > 0 ? member : null }),
  pass: (count, wrong, right) => ({ document: count, member: right ?? wrong }),
  // What a count holds is not changed by what is recorded on it.
  save: () => Promise.resolve(),
};

interface LockedRow {
  readonly document_id: number;
  readonly site_id: number;
  readonly ended: boolean;
}

const lockCounts: Statement = {
  name: 'count_lock',
  text: `select document_id, site_id, ended_at is not null as ended from stock_count
    where document_id = any($1::bigint[]) order by document_id for key share`,
};
