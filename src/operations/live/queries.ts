import type { Statement } from '../../platform/database.ts';

/** Open questions of some sites, null of all; by the index of open ones. Sites without any are not in it. */
export const countOpenExceptions: Statement = {
  name: 'live_open_exceptions',
  text: `select site_id, count(*)::int as open from exception
   where settled_at is null and ($1::int[] is null or site_id = any($1)) group by site_id`,
};

export interface OpenRow {
  readonly site_id: number;
  readonly open: number;
}

export const selectDocuments: Statement = {
  name: 'live_documents',
  text: 'select id, kind, number from document where id = any($1::bigint[])',
};

export interface DocumentRow {
  readonly id: number;
  readonly kind: string;
  readonly number: string;
}
