import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `photos_${name}`, text });

export interface PhotoRow {
  readonly hash: string;
  readonly type: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly uploaded_at: Date;
  readonly actor_id: number;
  readonly erased_at: Date | null;
}

const columns = 'hash, type, bytes, width, height, uploaded_at, actor_id, erased_at';

export const selectPhoto = statement('select', `select ${columns} from photo where hash = $1`);

/** Answers nothing where it was erased. */
export const keepPhoto = statement(
  'keep',
  `insert into photo (hash, type, bytes, width, height, uploaded_at, actor_id) values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (hash) do update set uploaded_at = excluded.uploaded_at where photo.erased_at is null
   returning ${columns}`,
);

export const selectUnitsOf = statement(
  'units',
  `select distinct unit_id as id from event where details ? 'photos' and details -> 'photos' ? $1 limit $2`,
);

/** Where pieces of plain products were that it was taken of. */
export const selectPiecesOf = statement(
  'pieces',
  `select distinct place from quantity_event where details ? 'photos' and details -> 'photos' ? $1 limit $2`,
);

/** `$1`: a list with one hint, as it stands in JSON. */
export const selectIsOfProduct = statement(
  'of_product',
  `select exists (select from product where label_hints <> '[]' and label_hints @> $1::jsonb)
     or exists (select from product_link l where l.type = 'relatedImage' and l.address = $1::jsonb #>> '{0,picture}') as yes`,
);

export const lockPhoto = statement('lock', `select ${columns} from photo where hash = $1 for update`);

export const erasePhoto = statement(
  'erase',
  'update photo set erased_at = $2, erased_by = $3, erased_because = $4 where hash = $1',
);

// ---- What nobody refers to

/** Somebody else's sweep has the others. */
export const lockUnused = statement(
  'lock_unused',
  `select hash from photo where not recorded and erased_at is null and uploaded_at < $1
   order by uploaded_at limit $2 for update skip locked`,
);

/** Looked at after the rows are locked: an upload waits, and then makes its row anew. */
export const markRecorded = statement(
  'mark_recorded',
  `update photo p set recorded = true where hash = any($1::text[])
     and (exists (select from event e where e.details ? 'photos' and e.details -> 'photos' ? p.hash)
       or exists (select from quantity_event q where q.details ? 'photos' and q.details -> 'photos' ? p.hash))`,
);

export const deleteUnused = statement(
  'delete_unused',
  `delete from photo p where hash = any($1::text[]) and not recorded
     and not exists (select from product where label_hints <> '[]'
       and label_hints @> jsonb_build_array(jsonb_build_object('picture', 'photo:' || p.hash)))
     and not exists (select from product_link l where l.type = 'relatedImage' and l.address = 'photo:' || p.hash)
   returning hash`,
);
