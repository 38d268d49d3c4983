import { Type } from 'typebox';
import { limits } from '../../../domain/limits.ts';
import { endpoint } from '../../../http/endpoint.ts';
import { Problem } from '../../../http/errors.ts';
import { idCursor, pageOfRows } from '../../../http/paging.ts';
import { outside, type Reference } from '../../../ledger/reference.ts';
import { isoTime } from '../../../platform/clock.ts';
import { writeCsvTable } from '../../../platform/csv-text.ts';
import type { Database } from '../../../platform/database.ts';
import * as wire from '../contract.ts';
import * as sql from '../queries.ts';
import type { RequestParts } from '../request.ts';

/** What two companies of ours have agreed on, and what stands in each one's book of what passed between sites of both. */
export function bookEndpoints({ database, clock, reference }: RequestParts) {
  return {
    agreements: endpoint({
      id: 'listCompanyAgreements',
      summary: 'List what companies have agreed on for transfers between them',
      replies: { 200: { description: 'The agreements that hold.', schema: wire.agreements } },
      async handle() {
        const { rows } = await database.query<sql.AgreementRow>(sql.selectAgreements);
        return { items: rows.map(({ at, ...agreement }) => ({ ...agreement, at: at.toISOString() })) };
      },
    }),
    agree: endpoint({
      id: 'agreeForCompanies',
      summary: 'Say when goods pass from one company to another',
      description: 'It holds for what is sent from now on, and for what arrives.',
      body: wire.newAgreement,
      replies: { 200: { description: 'The agreements that hold.', schema: wire.agreements } },
      async handle({ body: { seller, buyer, point }, caller }) {
        const names = await reference();
        const [from, to] = [companyOf(names, seller, 'body.seller'), companyOf(names, buyer, 'body.buyer')];
        if (from === to)
          throw new Problem('same_company', 'A company sells nothing to itself.', { where: 'body.buyer' });
        const at = clock.now().toISOString();
        await database.query(sql.insertAgreement, [from, to, point, at, caller.actor.id]);
        const { rows } = await database.query<sql.AgreementRow>(sql.selectAgreements);
        return { items: rows.map(({ at, ...agreement }) => ({ ...agreement, at: at.toISOString() })) };
      },
    }),
    postings: endpoint({
      id: 'listCompanyPostings',
      summary: 'List what transfers moved in a company’s book',
      params: wire.companyParams,
      query: wire.postingsQuery,
      replies: { 200: { description: 'Postings, the oldest first.', schema: wire.postingPage } },
      async handle({ params: { code }, query: { after, from, to, limit = limits.pageItemsDefault } }) {
        const company = companyOf(await reference(), code, 'params.code');
        const period = [
          instantOf(from, 'T00:00:00Z', 'query.from'),
          instantOf(to, 'T23:59:59.999Z', 'query.to'),
        ] as const;
        const rows = await postingsOf(database, company, idCursor(after), limit + 1, period);
        return pageOfRows(rows, limit, postingOnWire, ({ id }) => String(id));
      },
    }),
    postingsCsv: endpoint({
      id: 'getCompanyPostingsCsv',
      summary: 'Take what transfers moved in a company’s book as CSV',
      params: wire.companyParams,
      replies: { 200: { description: 'All postings.', contentType: csv, schema: Type.Unknown() } },
      async handle({ params: { code } }, reply) {
        const company = companyOf(await reference(), code, 'params.code');
        const rows: string[][] = [];
        for (let after = 0, isMore = true; isMore; ) {
          const page = await postingsOf(database, company, after, limits.pageItemsMax);
          rows.push(...page.map((row) => cellsOf(row)));
          isMore = page.length === limits.pageItemsMax;
          after = page.at(-1)?.id ?? after;
        }
        reply.header('content-disposition', 'attachment; filename="postings.csv"');
        return reply.type(csv).send(writeCsvTable([columns, ...rows]));
      },
    }),
  };
}

const csv = 'text/csv; charset=utf-8';

function companyOf({ owners }: Reference, code: string, where: string): number {
  const found = [...owners].find(([, name]) => name === code)?.[0];
  const isOurs = found !== outside.customerOwner && found !== outside.vendorOwner;
  if (found !== undefined && isOurs) return found;
  const sentence = `There is no company "${code}".`;
  throw new Problem(where === 'params.code' ? 'company_not_found' : 'unknown_owner', sentence, { where });
}

type Period = readonly [from: string | null, to: string | null];

async function postingsOf(
  database: Database,
  company: number,
  after: number,
  limit: number,
  period: Period = [null, null],
) {
  const values = [company, after, limit, ...period];
  const { rows } = await database.query<sql.PostingRow>(sql.selectPostings, values);
  return rows;
}

/** A day stands for its beginning or its end, in UTC. */
function instantOf(text: string | undefined, time: string, where: string): string | null {
  if (text === undefined) return null;
  const instant = isoTime(/^\d{4}-\d\d-\d\d$/.test(text) ? text + time : text);
  if (instant !== null) return instant;
  throw new Problem('bad_time', 'A time is a day, or like 2026-11-23T10:00:00Z.', { where });
}

function postingOnWire(row: sql.PostingRow) {
  const { unit_id, sku, serial, posted_at, is_out, amount, reverses, ...rest } = row;
  return {
    ...rest,
    postedAt: posted_at.toISOString(),
    side: is_out ? ('out' as const) : ('in' as const),
    unit: { id: unit_id, sku, serial },
    amount,
    reverses,
  };
}

const columns = [
  ...['id', 'posted_at', 'side', 'transfer', 'sku', 'serial', 'other_company', 'point', 'amount', 'currency'],
  'reverses',
];

/** In the order of the columns. */
function cellsOf(row: sql.PostingRow): string[] {
  const { id, number, sku, serial, other, point, amount, currency, reverses } = row;
  const when = [id, row.posted_at.toISOString(), row.is_out ? 'out' : 'in'];
  return [...when, number, sku, serial, other, point, amount, currency, reverses].map((cell) =>
    cell === null ? '' : String(cell),
  );
}
