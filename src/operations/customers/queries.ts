import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `customers_${name}`, text });

// ---- The people

export interface CustomerRow {
  readonly id: number;
  readonly reference: string;
  readonly master: string | null;
  readonly wrapped: Buffer | null;
  readonly sealed: Buffer | null;
  readonly created_at: Date;
  readonly changed_at: Date;
  readonly erased_at: Date | null;
}

const columns = 'c.id, c.reference, c.master, c.wrapped, c.sealed, c.created_at, c.changed_at, c.erased_at';

export const selectCustomer = statement('one', `select ${columns} from customer c where c.reference = $1`);

export const lockCustomer = statement(
  'lock',
  `select ${columns} from customer c where c.reference = $1 for update`,
);

/** Nothing where the reference is taken. */
export const insertCustomer = statement(
  'insert',
  `insert into customer (reference, master, wrapped, sealed, created_at, changed_at) values ($1, $2, $3, $4, $5, $5)
   on conflict (reference) do nothing returning id`,
);

export const updateCustomer = statement(
  'update',
  'update customer set sealed = $2, changed_at = $3 where id = $1',
);

export const eraseCustomer = statement(
  'erase',
  `update customer set master = null, wrapped = null, sealed = null, changed_at = $2, erased_at = $2, erased_why = $3
   where id = $1`,
);

// ---- Finding them

export const deleteHashes = statement('delete_hashes', 'delete from customer_search where customer_id = $1');

export const insertHashes = statement(
  'insert_hashes',
  `insert into customer_search (hash, customer_id) select distinct hash, $2::bigint from unnest($1::bytea[]) as n(hash)`,
);

export const selectFound = statement(
  'found',
  `select ${columns} from customer_search s join customer c on c.id = s.customer_id
   where s.hash = $1 and c.erased_at is null order by c.id desc limit $2`,
);

// ---- Keys

export interface SecretRow {
  readonly master: string;
  readonly search_key: Buffer;
}

export const selectSecret = statement('secret', 'select master, search_key from customer_secret');

/** Whoever writes a person holds the row, so that a rotation waits, and nobody wraps with an old key after it. */
export const shareSecret = statement(
  'share_secret',
  'select master, search_key from customer_secret for share',
);

export const lockSecret = statement(
  'lock_secret',
  'select master, search_key from customer_secret for update',
);

export const insertSecret = statement(
  'insert_secret',
  'insert into customer_secret (master, search_key) values ($1, $2) on conflict do nothing',
);

export const updateSecret = statement(
  'update_secret',
  'update customer_secret set master = $1, search_key = $2',
);

/** Some people whose keys are wrapped by another master key. */
export const lockOtherwiseWrapped = statement(
  'otherwise_wrapped',
  `select ${columns} from customer c where c.wrapped is not null and c.master <> $1 order by c.id limit $2 for update`,
);

export const updateWrapped = statement(
  'update_wrapped',
  `update customer c set master = $1, wrapped = n.wrapped from unnest($2::bigint[], $3::bytea[]) as n(id, wrapped)
   where c.id = n.id`,
);

export const selectMasters = statement(
  'masters',
  `select master from customer_secret union select distinct master from customer where master is not null`,
);

// ---- Who looked

export interface AccessRow {
  readonly id: number;
  readonly at: Date;
  readonly by: string;
  readonly what: 'created' | 'read' | 'found' | 'changed' | 'exported' | 'erased';
}

export const insertAccesses = statement(
  'insert_accesses',
  `insert into customer_access (customer_id, at, actor_id, what) select id, $2, $3, $4 from unnest($1::bigint[]) as n(id)`,
);

export const selectAccesses = statement(
  'accesses',
  `select s.id, s.at, a.code as by, s.what from customer_access s join actor a on a.id = s.actor_id
   where s.customer_id = $1 and s.id > $2 order by s.id limit $3`,
);

// ---- What else names the reference

export interface OrderRow {
  readonly kind: string;
  readonly number: string;
  readonly channel: string | null;
  readonly ordered_at: Date | null;
}

export const selectOrders = statement(
  'orders',
  `select d.kind, d.number, o.channel, o.ordered_at from customer_order o join document d on d.id = o.document_id
   where o.customer = $1 order by d.id limit $2`,
);

export interface EventRow {
  readonly unit_id: number;
  readonly seq: number;
  readonly sku: string;
  readonly serial: string;
  readonly move: number;
  readonly recorded_at: Date;
  readonly kind: string | null;
  readonly number: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export const selectEvents = statement(
  'events',
  `select e.unit_id, e.seq, p.sku, u.serial, e.move, e.recorded_at, d.kind, d.number, e.details
   from event e join unit u on u.bucket = e.bucket and u.id = e.unit_id join product p on p.id = u.product_id
   left join document d on d.id = e.document_id
   where e.details ? 'customer' and e.details ->> 'customer' = $1 order by e.id limit $2`,
);
