import { isAway, type Posting, type Transfer, type TransferState } from '../../domain/transfers.ts';
import {
  type ChangedDocument,
  type DocumentRule,
  filledLines,
  type UnderWay,
} from '../../ledger/documents.ts';
import { numberColumn, textColumn, timeColumn } from '../../platform/columns.ts';
import type { Queryable, Statement } from '../../platform/database.ts';
import {
  followTransfer,
  journeyMoves,
  judgeTransfer,
  openTransfer,
  passTransfer,
  refuseTransferPieces,
  rejoinTransfer,
  undoTransfer,
} from './rules.ts';

/** How transfers take part in the write path: what was asked for, what is on its way, and what has come. */
export const transferDocument: DocumentRule<Transfer, TransferState> = {
  kind: 'transfer',
  async lock(tx, ids) {
    const wanted = [numberColumn(ids)];
    const [transfers, lines] = await Promise.all([
      tx.query<TransferRow>(lockTransfers, wanted),
      tx.query<LineRow>(lockLines, wanted),
    ]);
    return new Map(
      transfers.rows.map((row) => {
        const own = lines.rows.filter((line) => line.document_id === row.document_id).map(lineOf);
        return [row.document_id, transferOf(row, own)];
      }),
    );
  },
  open: openTransfer,
  judge: judgeTransfer,
  undo: (transfer, member, left, unit, now, { hasLeft }) =>
    undoTransfer(transfer, member, left, { unit, now, hasLeft }),
  rejoin: rejoinTransfer,
  pass: passTransfer,
  refusePieces: refuseTransferPieces,
  async save(tx, documents) {
    const transfers = documents.map(({ document }) => document);
    const gained = (count: (typeof counts)[number]) =>
      numberColumn(documents.map(({ before, document }) => document[count] - (before?.[count] ?? 0)));
    const saved = tx.query(saveTransfers, [
      numberColumn(documents.map(({ id }) => id)),
      numberColumn(transfers.map(({ from }) => from)),
      numberColumn(transfers.map(({ to }) => to)),
      timeColumn(transfers.map(({ requestedAt }) => requestedAt)),
      ...counts.map(gained),
    ]);
    await Promise.all([saved, saveFilled(tx, documents), saveJourneys(tx, documents)]);
    for (const { id, document } of documents) await savePostings(tx, id, document.postings);
  },
  underWay: {
    of: 'away',
    holds: isAway,
    moves: journeyMoves,
    async read(tx, units) {
      const { rows } = await tx.query<UnderWay>(selectUnderWay, [numberColumn(units)]);
      return rows;
    },
    /** Without its lines: what is under way fills one already, and no other group waits for it. */
    async lock(tx, ids) {
      const { rows } = await tx.query<TransferRow>(lockTransfers, [numberColumn(ids)]);
      return new Map(rows.map((row) => [row.document_id, transferOf(row, [])]));
    },
    follow: (transfer, member, unit) => followTransfer(transfer, member, unit),
  },
};

const counts = ['picked', 'sent', 'received', 'elsewhere', 'lost', 'extra'] as const;

/** Lines are made by hand; a group only fills them, and holds them meanwhile. */
async function saveFilled(tx: Queryable, documents: readonly ChangedDocument<Transfer>[]): Promise<void> {
  const filled = filledLines(documents);
  if (filled) await tx.query(saveLines, [...filled]);
}

/** A unit that set out and arrived within one group is as the last of both leaves it. */
async function saveJourneys(tx: Queryable, documents: readonly ChangedDocument<Transfer>[]): Promise<void> {
  const last = documents.flatMap(({ id, document }) => {
    const latest = new Map(document.journeys.map((journey) => [journey.unit, journey]));
    return [...latest.values()].map((journey) => ({ document: id, ...journey }));
  });
  const begun = last.filter(({ since }) => since !== null);
  // It may have set out again, on another transfer.
  const gone = new Set(begun.map(({ unit }) => unit));
  const over = last.filter(({ unit, since }) => since === null && !gone.has(unit));
  if (over.length > 0) await tx.query(endJourneys, [numberColumn(over.map(({ unit }) => unit))]);
  if (begun.length === 0) return;
  await tx.query(beginJourneys, [
    numberColumn(begun.map(({ unit }) => unit)),
    numberColumn(begun.map(({ document }) => document)),
    timeColumn(begun.map(({ since }) => since)),
  ]);
}

/** In their order, for one may take back what another one of the same group has posted. */
async function savePostings(tx: Queryable, document: number, postings: readonly Posting[]): Promise<void> {
  for (const run of runsOf(postings)) {
    const units = numberColumn(run.map(({ unit }) => unit));
    const points = textColumn(run.map(({ at }) => at));
    const passing = run.flatMap((posting) => (posting.is === 'passing' ? [posting] : []));
    if (passing.length === 0) await tx.query(reversePostings, [document, units, points]);
    else {
      const { seller, buyer } = passing[0]!.trade;
      const lines = numberColumn(passing.map(({ line }) => line));
      await tx.query(insertPostings, [document, units, points, lines, seller, buyer]);
    }
  }
}

/** Postings of one kind that follow each other. */
function runsOf(postings: readonly Posting[]): readonly (readonly Posting[])[] {
  const runs: Posting[][] = [];
  for (const posting of postings) {
    const last = runs.at(-1);
    if (last?.[0]?.is === posting.is) last.push(posting);
    else runs.push([posting]);
  }
  return runs;
}

interface TransferRow {
  readonly document_id: number;
  readonly from_site: number;
  readonly to_site: number;
  readonly requested_at: Date;
  readonly closed_at: Date | null;
  readonly seller: number;
  readonly buyer: number;
  /** When units pass from one to the other; null: nobody has agreed on anything. */
  readonly point: 'sent' | 'received' | null;
  readonly picked: number;
  readonly sent: number;
  readonly received: number;
  readonly elsewhere: number;
  readonly lost: number;
  readonly extra: number;
}

interface LineRow {
  readonly document_id: number;
  readonly line: number;
  readonly product_id: number;
  readonly unit_id: number | null;
  readonly quantity: number;
  readonly filled: number;
}

function transferOf(row: TransferRow, lines: Transfer['lines']): Transfer {
  const { picked, sent, received, elsewhere, lost, extra, seller, buyer, point } = row;
  return {
    from: row.from_site,
    to: row.to_site,
    requestedAt: row.requested_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    trade: point === null ? null : { seller, buyer, at: point },
    ...{ picked, sent, received, elsewhere, lost, extra },
    lines,
    journeys: [],
    postings: [],
  };
}

function lineOf({ line, product_id, unit_id, quantity, filled }: LineRow): Transfer['lines'][number] {
  return { line, product: product_id, unit: unit_id, quantity, filled };
}

const lockTransfers: Statement = {
  name: 'transfer_lock',
  text: `select t.document_id, t.from_site, t.to_site, t.requested_at, t.closed_at, t.picked, t.sent, t.received,
      t.elsewhere, t.lost, t.extra, f.owner_id as seller, g.owner_id as buyer,
      (select a.point from company_agreement a where a.seller_id = f.owner_id and a.buyer_id = g.owner_id
        order by a.id desc limit 1) as point
    from transfer t join site f on f.id = t.from_site join site g on g.id = t.to_site
    where t.document_id = any($1::bigint[]) order by t.document_id for key share of t`,
};

/** To the end of the group: whether a line still has room is a sum, which two groups may not judge at once. */
const lockLines: Statement = {
  name: 'transfer_lock_lines',
  text: `select document_id, line, product_id, unit_id, quantity, filled from transfer_line
    where document_id = any($1::bigint[]) order by document_id, line for no key update`,
};

const saveTransfers: Statement = {
  name: 'transfer_save',
  text: `insert into transfer as t (document_id, from_site, to_site, requested_at, picked, sent, received, elsewhere,
      lost, extra, unscanned)
    select n.*, not s.scans from unnest($1::bigint[], $2::int[], $3::int[], $4::timestamptz[], $5::int[], $6::int[], $7::int[],
        $8::int[], $9::int[], $10::int[])
      as n(document_id, from_site, to_site, requested_at, picked, sent, received, elsewhere, lost, extra)
    join site s on s.id = n.to_site order by document_id
    on conflict (document_id) do update set picked = t.picked + excluded.picked, sent = t.sent + excluded.sent,
      received = t.received + excluded.received, elsewhere = t.elsewhere + excluded.elsewhere,
      lost = t.lost + excluded.lost, extra = t.extra + excluded.extra`,
};

const saveLines: Statement = {
  name: 'transfer_save_lines',
  text: `update transfer_line l set filled = n.filled
    from unnest($1::bigint[], $2::int[], $3::int[]) as n(document_id, line, filled)
    where l.document_id = n.document_id and l.line = n.line`,
};

const selectUnderWay: Statement = {
  name: 'transfer_under_way',
  text: `select w.unit_id as unit, w.document_id as document, d.number
    from transfer_under_way w join document d on d.id = w.document_id where w.unit_id = any($1::bigint[])`,
};

const beginJourneys: Statement = {
  name: 'transfer_begin_journeys',
  text: `insert into transfer_under_way (unit_id, document_id, since)
    select * from unnest($1::bigint[], $2::bigint[], $3::timestamptz[])
    on conflict (unit_id) do update set document_id = excluded.document_id, since = excluded.since`,
};

const endJourneys: Statement = {
  name: 'transfer_end_journeys',
  text: 'delete from transfer_under_way where unit_id = any($1::bigint[])',
};

/** At the price of the line, or what the product costs today; a posting without either has no amount, and says so. */
const insertPostings: Statement = {
  name: 'transfer_insert_postings',
  text: `insert into company_posting (document_id, unit_id, line, seller_id, buyer_id, point, amount, currency, posted_at)
    select $1, n.unit_id, n.line, $5, $6, n.point,
      case when l.price is null then c.minor else l.price end,
      case when l.price is null then c.currency else l.currency end, now()
    from unnest($2::bigint[], $3::text[], $4::int[]) with ordinality as n(unit_id, point, line, nth)
    join unit u on u.id = n.unit_id and u.bucket = n.unit_id & 255
    left join transfer_line l on l.document_id = $1 and l.line = n.line
    left join lateral (select minor, currency from product_cost where product_id = u.product_id
      and from_day <= current_date order by from_day desc, id desc limit 1) c on true
    order by n.nth`,
};

/** Of each unit the posting that stands, with the opposite amount. */
const reversePostings: Statement = {
  name: 'transfer_reverse_postings',
  text: `insert into company_posting (document_id, unit_id, line, seller_id, buyer_id, point, amount, currency, posted_at,
      reverses)
    select p.document_id, p.unit_id, p.line, p.seller_id, p.buyer_id, p.point, -p.amount, p.currency, now(), p.id
    from unnest($2::bigint[], $3::text[]) as n(unit_id, point)
    join company_posting p on p.document_id = $1 and p.unit_id = n.unit_id and p.reverses is null
      and (n.point = 'any' or p.point = 'received')
      and not exists (select from company_posting r where r.reverses = p.id)
    order by p.id`,
};
