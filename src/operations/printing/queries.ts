import type { LabelDesign } from '../../domain/labels/design.ts';
import type { Statement } from '../../platform/database.ts';
import type { PrinterTrouble } from '../../platform/printer-socket.ts';
import type { Becomes, LabelState, ReprintReason } from './rules.ts';

const statement = (name: string, text: string): Statement => ({ name: `printing_${name}`, text });

// ---- Printers

export interface PrinterRow {
  readonly id: number;
  readonly site_id: number;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly dpi: number;
  readonly width_mm: number;
  readonly height_mm: number;
  readonly material: string;
  readonly active: boolean;
  readonly spoken_at: Date | null;
  readonly trouble: PrinterTrouble | null;
  readonly failures: number;
  readonly waiting: number;
}

const printerColumns = `p.id, p.site_id, p.name, p.host, p.port, p.dpi, p.width_mm, p.height_mm, p.material, p.active,
  p.spoken_at, p.trouble, p.failures,
  (select count(*)::int from label l where l.printer_id = p.id and l.state in ('to_print', 'sending')) as waiting`;

/** Of some sites; `$1` null: of all. */
export const selectPrinters = statement(
  'printers',
  `select ${printerColumns} from printer p where ($1::int[] is null or p.site_id = any($1)) and p.id > $2
   order by p.id limit $3`,
);
export const selectPrinter = statement('printer', `select ${printerColumns} from printer p where p.id = $1`);
export const countPrinters = statement(
  'count_printers',
  'select count(*)::int as count from printer where site_id = $1',
);
/** Nothing where the site has one of the name. */
export const insertPrinter = statement(
  'insert_printer',
  `insert into printer (site_id, name, host, port, dpi, width_mm, height_mm, material, made_at, made_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`,
);
export const updatePrinter = statement(
  'update_printer',
  `update printer p set name = $2, host = $3, port = $4, dpi = $5, width_mm = $6, height_mm = $7, material = $8, active = $9,
     trouble = null, failures = 0, next_try_at = null
   where p.id = $1 and not exists (select 1 from printer o where o.site_id = p.site_id and o.name = $2 and o.id <> $1)
   returning p.id`,
);
/** Nothing while somebody else prints on it. */
export const holdPrinter = statement(
  'hold_printer',
  `update printer set held_until = $3 where id = $1 and (held_until is null or held_until < $2) returning id`,
);
/** Nothing where somebody else has it by now: until when it was held is who held it. */
export const holdOn = statement(
  'hold_on',
  `update printer set held_until = $3 where id = $1 and held_until = $2 returning id`,
);
export const leavePrinter = statement(
  'leave_printer',
  `update printer set held_until = null, spoken_at = $2, trouble = $3,
     failures = case when $3::text is null then 0 else failures + 1 end,
     next_try_at = case when $3::text is null then null
       else $2::timestamptz + make_interval(secs => least($5, $4 * power(2, least(failures, 20)))) end
   where id = $1 and held_until = $6`,
);
/** Printers with labels to print whose next try is due, and those that whoever printed on them has left. */
export const selectDuePrinters = statement(
  'due_printers',
  `select p.id from printer p where p.active and (p.next_try_at is null or p.next_try_at <= $1)
     and (p.held_until is null or p.held_until < $1)
     and exists (select 1 from label l where l.printer_id = p.id and l.state = 'to_print')`,
);

// ---- Jobs

export interface JobRow {
  readonly id: number;
  readonly request: string;
  readonly site_id: number;
  readonly product_id: number | null;
  readonly design_id: number;
  readonly design_version: number;
  readonly design_name: string;
  readonly copies: number;
  readonly becomes: Becomes;
  readonly location: string | null;
  readonly reason: ReprintReason | null;
  readonly note: string | null;
  readonly made_at: Date;
  readonly actor_id: number;
  readonly printer_id: number | null;
  readonly to_print: number;
  readonly unsure: number;
  readonly sent: number;
  readonly applied: number;
  readonly void: number;
}

const counted = (state: string) => `count(*) filter (where l.state = '${state}')::int`;
const jobs = `select j.id, j.request, j.site_id, j.product_id, j.design_id, j.design_version, j.design_name, j.copies, j.becomes,
    j.location, j.reason, j.note, j.made_at, j.actor_id, c.*
  from print_job j, lateral (select max(l.printer_id) as printer_id,
    count(*) filter (where l.state in ('to_print', 'sending'))::int as to_print, ${counted('unsure')} as unsure,
    ${counted('sent')} as sent, ${counted('applied')} as applied, ${counted('void')} as void
    from label l where l.job_id = j.id) c`;

export const selectJob = statement('job', `${jobs} where j.id = $1`);
export const selectJobByRequest = statement('job_by_request', `${jobs} where j.request = $1`);
/** The newest first, of each site by its index; with `open` those whose labels are not all applied or void. */
export const selectJobs = statement(
  'jobs',
  `select x.* from unnest($1::int[]) as k(id), lateral (
     ${jobs} where j.site_id = k.id and j.id < $2 and (not $4::boolean or c.to_print + c.unsure + c.sent > 0)
     order by j.id desc limit $3) x order by x.id desc limit $3`,
);
/** Nothing where the request was made before. */
export const insertJob = statement(
  'insert_job',
  `insert into print_job (request, site_id, product_id, design_id, design_version, design_name, design, copies, becomes,
     location, reason, note, made_at, actor_id)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict (request) do nothing returning id`,
);

// ---- Labels

export interface LabelRow {
  readonly id: number;
  readonly job_id: number;
  readonly site_id: number;
  readonly product_id: number;
  readonly unit_id: number | null;
  readonly number: string;
  readonly content: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly printer_id: number | null;
  readonly state: LabelState;
  readonly state_at: Date;
  readonly sent_at: Date | null;
  readonly applied_at: Date | null;
  readonly applied_by: number | null;
  readonly void_at: Date | null;
  readonly void_by: number | null;
  readonly void_reason: string | null;
  readonly void_note: string | null;
  readonly replaces: number | null;
  readonly replaced_by: number | null;
  readonly becomes: Becomes;
  readonly location: string | null;
  readonly design_id: number;
  readonly design_version: number;
  readonly design: LabelDesign;
  readonly copies: number;
  readonly reason: ReprintReason | null;
}

const labels = `select l.id, l.job_id, l.site_id, l.product_id, l.unit_id, l.number, l.content, l.facts, l.printer_id,
    l.state, l.state_at, l.sent_at, l.applied_at, l.applied_by, l.void_at, l.void_by, l.void_reason, l.void_note,
    l.replaces, (select max(n.id) from label n where n.replaces = l.id) as replaced_by,
    j.becomes, j.location, j.design_id, j.design_version, j.design, j.copies, j.reason
  from label l join print_job j on j.id = l.job_id`;

export const selectLabel = statement('label', `${labels} where l.id = $1`);
export const selectLabelsById = statement(
  'labels_by_id',
  `${labels} where l.id = any($1::bigint[]) order by l.id`,
);
export const selectJobLabels = statement(
  'job_labels',
  `${labels} where l.job_id = $1 and l.id > $2 and ($4::text[] is null or l.state = any($4)) order by l.id limit $3`,
);
export const selectUnitLabels = statement(
  'unit_labels',
  `${labels} where l.unit_id = $1 and l.id > $2 and ($4::text[] is null or l.state = any($4)) order by l.id limit $3`,
);
/** Of a site, by the partial indexes of what is owed and what is to be stuck on. */
export const selectOwed = statement(
  'owed',
  `${labels} where l.site_id = any($1::int[]) and l.state in ('to_print', 'sending', 'unsure') and l.id > $2
   order by l.id limit $3`,
);
export const selectToStick = statement(
  'to_stick',
  `${labels} where l.site_id = any($1::int[]) and l.state = 'sent' and l.id > $2 order by l.id limit $3`,
);
/** What has this in its symbol at some sites: those of `$2` first, those in force before void ones, the newest first. */
export const selectByContent = statement(
  'by_content',
  `${labels} where l.content_key = $1 and l.site_id = any($3::int[])
   order by (l.site_id <> $2), (l.state = 'void'), l.id desc limit 100`,
);
/** What was printed of a number, the newest first. */
export const selectByNumber = statement(
  'by_number',
  `${labels} where l.number = $1 and l.product_id = $2 order by l.id desc limit 100`,
);

export const insertLabels = statement(
  'insert_labels',
  `insert into label (job_id, site_id, product_id, unit_id, number, content, content_key, facts, printer_id, state, state_at,
     replaces)
   select $1, $2, r.product_id, r.unit_id, r.number, r.content, r.content_key, r.facts, $3, 'to_print', $4, r.replaces
   from unnest($5::int[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::jsonb[], $11::bigint[])
     as r(product_id, unit_id, number, content, content_key, facts, replaces)`,
);

/** The next that a printer is sent together: of one job, so of one design. They are taken, as somebody else may look. */
export const takeToPrint = statement(
  'take_to_print',
  `update label set state = 'sending', state_at = $3 where id in (
     select l.id from label l where l.printer_id = $1 and l.state = 'to_print' and l.job_id = (
       select n.job_id from label n where n.printer_id = $1 and n.state = 'to_print' order by n.id limit 1)
     order by l.id limit $2 for update skip locked)
   returning id`,
);
export const saveSent = statement(
  'save_sent',
  `update label set state = $2, state_at = $3, sent_at = case when $2 = 'sent' then $3 else sent_at end
   where id = any($1::bigint[]) and state = 'sending'`,
);
/** Taken by a process that is no more, as nobody holds the printer: nobody knows whether they came out. */
export const leaveUnsure = statement(
  'leave_unsure',
  `update label l set state = 'unsure', state_at = $2 where l.state = 'sending' and l.state_at < $1
     and not exists (select 1 from printer p where p.id = l.printer_id and p.held_until > $2)`,
);
/** Labels that wait are given to a printer, or (null) into a file: those that are unsure too, as somebody has looked. */
export const sendAgain = statement(
  'send_again',
  `update label set state = 'to_print', state_at = $3, printer_id = $2
   where id = any($1::bigint[]) and state in ('to_print', 'unsure') returning id`,
);
export const saveTaken = statement(
  'save_taken',
  `update label set state = 'sent', state_at = $2, sent_at = $2 where id = any($1::bigint[])
     and state in ('to_print', 'unsure') returning id`,
);
/** Once: who read it first stays. */
export const saveApplied = statement(
  'save_applied',
  `update label set state = 'applied', state_at = $2, applied_at = $2, applied_by = $3, unit_id = coalesce(unit_id, $4),
     sent_at = coalesce(sent_at, $2)
   where id = $1 and state in ('to_print', 'sending', 'unsure', 'sent') returning id`,
);
export const saveVoid = statement(
  'save_void',
  `update label set state = 'void', state_at = $2, void_at = $2, void_by = $3, void_reason = $4, void_note = $5
   where id = any($1::bigint[]) and state <> 'void' returning id`,
);
export const lockLabels = statement(
  'lock_labels',
  'select id, state from label where id = any($1::bigint[]) order by id for update',
);

export interface SiteCounts {
  readonly owed: number;
  readonly unsure: number;
  readonly to_stick: number;
  readonly applied: number;
  readonly reprinted: number;
}
/** What stands open at a site, and what was done since. */
export const countAtSite = statement(
  'count_at_site',
  `select (select count(*)::int from label where site_id = $1 and state in ('to_print', 'sending')) as owed,
     (select count(*)::int from label where site_id = $1 and state = 'unsure') as unsure,
     (select count(*)::int from label where site_id = $1 and state = 'sent') as to_stick,
     (select count(*)::int from label where site_id = $1 and applied_at >= $2) as applied,
     (select count(*)::int from label l join print_job j on j.id = l.job_id where j.site_id = $1 and j.reason is not null
       and j.made_at >= $2) as reprinted`,
);

// ---- What labels are made of

export interface UnitFactsRow {
  readonly id: number;
  readonly product_id: number;
  readonly serial: string;
  readonly lot: string | null;
}
export const selectUnits = statement(
  'units',
  'select u.id, u.product_id, u.serial, u.lot from unit u where u.id = any($1::bigint[]) order by u.id',
);
/** Units that a receipt names and has taken in, or waits for. */
export const selectReceiptUnits = statement(
  'receipt_units',
  `select m.unit_id as id from document_unit m join document d on d.id = m.document_id
   where d.kind = 'receipt' and d.number = $1 order by m.unit_id limit $2`,
);
/** A product's GTIN of a day: the one that began last. */
export const selectGtins = statement(
  'gtins',
  `select distinct on (product_id) product_id, gtin from product_gtin
   where product_id = any($1::int[]) and (valid_from is null or valid_from <= $2::date)
     and (valid_to is null or valid_to >= $2::date)
   order by product_id, valid_from desc nulls last, gtin`,
);
