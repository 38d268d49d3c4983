import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `unread_${name}`, text });

export interface UnreadRow {
  readonly id: number;
  readonly scan_id: string;
  readonly number: string | null;
  readonly site_id: number;
  readonly product_id: number;
  readonly reason: string;
  readonly note: string | null;
  readonly photos: readonly string[];
  readonly asked_at: Date;
  readonly actor_id: number;
  readonly state: 'asked' | 'open' | 'refused' | 'completed';
  readonly unit_id: number | null;
  readonly label_read_at: Date | null;
  readonly completed_at: Date | null;
}

/** When its label was read back stands with the label (operations/printing); before there was one way to print, here. */
const columns = `id, scan_id, number, site_id, product_id, reason, note, photos, asked_at, actor_id, state, unit_id,
  coalesce(label_read_at, (select min(l.applied_at) from label l where l.unit_id = unread.unit_id
    and l.number = unread.number)) as label_read_at, completed_at`;

export const selectByScan = statement('by_scan', `select ${columns} from unread where scan_id = $1`);

export const selectByNumber = statement('by_number', `select ${columns} from unread where number = $1`);

/** One after another at a site, so that the cap is exact. */
export const lockSite = statement('lock_site', `select pg_advisory_xact_lock(hashtext('unread'), $1)`);

export const countSince = statement(
  'count_since',
  `select count(*)::int as count from unread where site_id = $1 and asked_at > $2 and state <> 'refused'`,
);

export const takeNumber = statement('take_number', `select nextval('own_number') as nth`);

export const insertUnread = statement(
  'insert',
  `insert into unread (scan_id, number, site_id, product_id, reason, note, photos, asked_at, actor_id, state)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (scan_id) do nothing returning ${columns}`,
);

/** What the ledger answered; said again it stays. */
export const endAsking = statement(
  'end_asking',
  `update unread set state = $2, unit_id = $3 where id = $1 and state = 'asked'`,
);

export const complete = statement(
  'complete',
  `update unread set state = 'completed', completed_at = $2, completed_by = $3 where id = $1 and state <> 'completed'`,
);

/** Open ones of some sites: the first of each site, and the first of those. */
export const selectOpen = statement(
  'open',
  `select u.* from unnest($1::int[]) as k(site_id), lateral (
     select ${columns} from unread where site_id = k.site_id and state = 'open' and id > $2 order by id limit $3) u
   order by u.id limit $3`,
);

export const selectPhotos = statement(
  'photos',
  'select hash from photo where hash = any($1::text[]) and erased_at is null',
);

/** The questions that the taking in of a thing opened, and nobody has settled. */
export const selectQuestions = statement(
  'questions',
  `select id from exception where site_id = $1 and settled_at is null and kind = 'unread' and unit_id = $2`,
);
