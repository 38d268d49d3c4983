import { evidenceCodes, moveCodes, statusCodes } from '../../ledger/codes.ts';
import type { Statement } from '../../platform/database.ts';
import { paperMoves } from './rules.ts';

const statement = (name: string, text: string): Statement => ({ name: `watching_${name}`, text });

// ---- Limits

export interface LimitRow {
  readonly site_id: number | null;
  readonly status: number;
  readonly days: number | null;
  readonly set_at: Date;
  readonly by: string;
}

/** The newest word of each site and status. */
export const selectLimits = statement(
  'limits',
  `select l.site_id, l.status, l.days, l.set_at, a.name as by from (
     select distinct on (site_id, status) * from watch_limit order by site_id, status, id desc) l
   join actor a on a.id = l.actor_id`,
);

export const insertLimit = statement(
  'insert_limit',
  'insert into watch_limit (site_id, status, days, set_at, actor_id) values ($1, $2, $3, $4, $5)',
);

// ---- Nights

/** Which of some sites ($1, with their days $2) nobody has watched yet this night: they are the caller's now. $4: given up. */
export const claimNights = statement(
  'claim_nights',
  `insert into watch_night as n (site_id, day, begun_at)
   select k.site_id, k.day, $3::timestamptz from unnest($1::int[], $2::date[]) as k(site_id, day)
   where not exists (select from watch_night d where d.site_id = k.site_id and d.day >= k.day
     and (d.ended_at is not null or d.begun_at >= $4::timestamptz))
   order by k.site_id
   on conflict (site_id, day) do update set begun_at = excluded.begun_at
     where n.ended_at is null and n.begun_at < $4::timestamptz
   returning site_id`,
);

/** Nothing where another process has taken the night over meanwhile. */
export const holdNight = statement(
  'hold_night',
  `select 1 from watch_night where site_id = $1 and day = $2::date and begun_at = $3::timestamptz and ended_at is null
   for update`,
);

export const endNight = statement(
  'end_night',
  `update watch_night set ended_at = $3::timestamptz, due = $4, asked = $5, questions = $6
   where site_id = $1 and day = $2::date`,
);

export interface NightRow {
  readonly site: string;
  readonly site_id: number;
  readonly day: string;
  readonly ended_at: Date;
  readonly due: number;
  readonly asked: number;
  readonly questions: number;
}

/** $1: sites · $2, $3: behind which night · $4: how many. The newest first. */
export const selectNights = statement(
  'nights',
  `select n.site_id, s.code as site, to_char(n.day, 'YYYY-MM-DD') as day, n.ended_at, n.due, n.asked, n.questions
   from watch_night n join site s on s.id = n.site_id
   where n.ended_at is not null and ($1::int[] is null or n.site_id = any($1))
     and ($2::date is null or (n.day < $2 or (n.day = $2 and n.site_id > $3)))
   order by n.day desc, n.site_id limit $4`,
);

// ---- What is due

export const countPages = statement(
  'pages',
  `select (pg_relation_size('unit') / current_setting('block_size')::int)::int as pages`,
);

export interface DueRow {
  readonly unit_id: number;
  readonly product_id: number;
  readonly place: number;
  readonly status: number;
  readonly seq: number;
  readonly last_at: Date;
  readonly site_id: number;
  /** Units that are due at the site, in the whole of what was read. */
  readonly due: number;
}

const paper = `(${paperMoves.map(moveCodes.toCode).join(', ')})`;
const system = evidenceCodes.toCode('system');
const onLoan = statusCodes.toCode('on_loan');

/** An event behind which somebody had the unit in hand, or has decided what became of it. */
const isSighting = (event: string) => `${event}.move not in ${paper} and ${event}.evidence <> ${system}`;

/**
 * Of the units that lie on pages $1 to $2 of the table those that nobody has seen since $5 in status $4 at site $3, at most
 * $6 of a site, the longest unseen first. Read in the order in which the rows lie: no index follows what every scan
 * changes. A unit that is scanned meanwhile may move to another page, and need not be asked about. What is with a carrier
 * or a vendor is of the site that scanned it last. A reader that heard it, and a count that scanned it, have seen it.
 */
export const selectDue = statement(
  'due',
  `select unit_id, product_id, place, status, seq, last_at, site_id, due from (
     select u.id as unit_id, u.product_id, u.place, u.status, u.seq, u.last_at, l.site_id,
       count(*) over (partition by l.site_id)::int as due,
       row_number() over (partition by l.site_id order by u.last_at, u.id) as nth
     from unit u
     join location p on p.id = u.place
     join location s on s.id = u.last_spot
     join unnest($3::int[], $4::smallint[], $5::timestamptz[]) as l(site_id, status, before)
       on l.status = u.status and l.site_id = case when p.site_id < 100 then s.site_id else p.site_id end
     where u.ctid >= $1::tid and u.ctid < $2::tid and u.see is null
       and (u.last_at < l.before or (u.last_move in ${paper} and not exists (select from event e
         where e.bucket = u.bucket and e.unit_id = u.id and e.recorded_at >= l.before and ${isSighting('e')})))
       and not exists (select from watch_unit w where w.unit_id = u.id)
       and not exists (select from sighting g where g.unit_id = u.id and g.last_at >= l.before)
       and not exists (select from count_scan c where c.unit_id = u.id and c.at >= l.before)
       and (u.status <> ${onLoan} or not exists (select from event e where e.bucket = u.bucket and e.unit_id = u.id
         and e.move = ${moveCodes.toCode('lend')} and e.details ->> 'due' >= to_char(l.before, 'YYYY-MM-DD')))) found
   where nth <= $6 order by last_at, unit_id`,
);

export interface LastScanRow {
  readonly unit_id: number;
  readonly seq: number;
  readonly serial: string;
  readonly sku: string;
  readonly name: string;
  readonly status: number;
  readonly place: number;
  readonly move: number | null;
  readonly at: Date | null;
  readonly spot: number | null;
  readonly by: string | null;
}

const lastScan = `left join lateral (select e.move, coalesce(e.at, e.recorded_at) as at, e.spot, e.actor from event e
     where e.bucket = u.bucket and e.unit_id = u.id and ${isSighting('e')} order by e.seq desc limit 1) e on true
   left join actor a on a.id = e.actor`;

/** Units with the last scan that somebody made of them. */
export const selectLastScans = statement(
  'last_scans',
  `select u.id as unit_id, u.seq, u.serial, p.sku, p.name, u.status, u.place, e.move, e.at, e.spot, a.name as by
   from unnest($1::bigint[]) as k(id) join unit u on u.id = k.id and u.bucket = k.id & 255
   join product p on p.id = u.product_id ${lastScan}`,
);

/** Of units that are asked about now, those that nobody asks about yet and that are as they were when they were read. */
export const insertUnits = statement(
  'insert_units',
  `insert into watch_unit (unit_id, exception_id, seq, asked_at)
   select n.*, $4::timestamptz from unnest($1::bigint[], $2::bigint[], $3::int[]) as n(unit_id, exception_id, seq)`,
);

/** Locks them, so that two nights do not ask about one unit. */
export const selectStillDue = statement(
  'still_due',
  `select u.id from unnest($1::bigint[], $2::int[]) as k(id, seq) join unit u on u.id = k.id and u.bucket = k.id & 255
   where u.seq = k.seq and not exists (select from watch_unit w where w.unit_id = u.id)`,
);

// ---- Seen again

/** Units whose question was settled by somebody before $1: they may be asked about again. */
export const forgetSettled = statement(
  'forget_settled',
  `delete from watch_unit w using exception x
   where x.id = w.exception_id and x.settled_at < $1::timestamptz and w.asked_at < $1::timestamptz`,
);

/** Takes out what was seen since it was asked about: by a scan, a reader or a count. */
export const takeSeen = statement(
  'take_seen',
  `delete from watch_unit w using unit u
   where u.id = w.unit_id and u.bucket = w.unit_id & 255
     and ((u.seq > w.seq and exists (select from event e where e.bucket = u.bucket and e.unit_id = u.id
         and e.seq > w.seq and ${isSighting('e')}))
       or exists (select from sighting g where g.unit_id = w.unit_id and g.last_at > w.asked_at)
       or exists (select from count_scan c where c.unit_id = w.unit_id and c.at > w.asked_at))`,
);

/** Open questions that are about no unit any more. Open ones are few, and read along the index of them. */
export const selectAnswered = statement(
  'answered',
  `select x.id, x.unit_id from exception x where x.kind = 'not_seen' and x.settled_at is null
     and not exists (select from watch_unit w where w.exception_id = x.id)`,
);

// ---- Lists

export interface UnseenRow extends LastScanRow {
  readonly exception_id: number;
  readonly asked_at: Date;
  readonly site: string;
  readonly condition: number;
}

/** $1: sites · $2: of one question, null: of all open ones · $3: behind which unit · $4: how many. */
export const selectUnseen = statement(
  'unseen',
  `select w.unit_id, w.exception_id, w.asked_at, s.code as site, u.seq, u.serial, p.sku, p.name, u.status, u.place,
     u.condition, e.move, e.at, e.spot, a.name as by
   from watch_unit w join exception x on x.id = w.exception_id join site s on s.id = x.site_id
   join unit u on u.id = w.unit_id and u.bucket = w.unit_id & 255 join product p on p.id = u.product_id ${lastScan}
   where x.settled_at is null and ($1::int[] is null or x.site_id = any($1)) and ($2::bigint is null or x.id = $2)
     and w.unit_id > $3 order by w.unit_id limit $4`,
);
