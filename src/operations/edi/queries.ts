import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `edi_${name}`, text });

export interface InterchangeRow {
  readonly digest: string;
  readonly reply: unknown;
}

export const selectInterchange = statement(
  'interchange',
  'select digest, reply from edi_interchange where sender = $1 and control = $2',
);

/** One that was refused in part is sent again when what was missing is there: then its answer is the new one. */
export const saveInterchange = statement(
  'save',
  `insert into edi_interchange (sender, control, digest, received_at, actor_id, reply) values ($1, $2, $3, $4, $5, $6)
   on conflict (sender, control) do update set received_at = excluded.received_at, actor_id = excluded.actor_id,
     reply = excluded.reply where edi_interchange.digest = excluded.digest`,
);

export interface PartnerRow {
  readonly code: string;
  readonly name: string;
  readonly serials_in: readonly string[] | null;
}

/** A supplier by any name that an interchange has for it: code, name, GLN or DUNS. */
export const selectPartner = statement(
  'partner',
  `select s.code, s.name, t.serials_in from unnest($1::text[]) with ordinality as k(name, nth)
   join supplier s on s.code = k.name or lower(s.name) = lower(k.name)
     or exists (select from jsonb_array_elements(s.numbers) n where n->>'value' = k.name)
   left join supplier_rule t on t.supplier_id = s.id order by k.nth, s.id limit 1`,
);
