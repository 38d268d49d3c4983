import { refuse } from '../../domain/refusals.ts';
import type { DocumentRule, UnderWay } from '../../ledger/documents.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Queryable, Statement } from '../../platform/database.ts';
import { type Container, followUnit, judgePacking, passUnit, staysOf, undoPacking } from './rules.ts';

/** How containers take part in the write path: what is packed into them, and whatever takes it out again. */
export const containerDocument: DocumentRule<Container, 'recorded'> = {
  kind: 'container',
  lock: (tx, ids) => loadBehind(tx, lockContainers, ids),
  open: (_scan, number) => ({ refused: refuse('document_unknown', { kind: 'container', number }) }),
  judge: judgePacking,
  undo: (container, member, _left, unit, _now, seqs) => undoPacking(container, member, unit, seqs),
  pass: (container, _wrong, _right, units) => passUnit(container, units),
  async save(tx, documents) {
    const moved = documents.filter(
      ({ before, document }) => before?.place !== document.place || before.site !== document.site,
    );
    const { ended, begun } = staysOf(documents);
    const sent: Promise<unknown>[] = [];
    if (ended.length > 0)
      sent.push(
        tx.query(endStays, [
          numberColumn(ended.map(({ unit }) => unit)),
          numberColumn(ended.map(({ to }) => to)),
        ]),
      );
    if (begun.length > 0)
      sent.push(
        tx.query(beginStays, [
          numberColumn(begun.map(({ document }) => document)),
          numberColumn(begun.map(({ unit }) => unit)),
          numberColumn(begun.map(({ from }) => from)),
          numberColumn(begun.map(({ to }) => to)),
        ]),
      );
    if (moved.length > 0)
      sent.push(
        tx.query(setPlaces, [
          numberColumn(moved.map(({ id }) => id)),
          numberColumn(moved.map(({ document }) => document.site)),
          numberColumn(moved.map(({ document }) => document.place)),
        ]),
      );
    await Promise.all(sent);
  },
  underWay: {
    of: 'any',
    holds: () => true,
    moves: [],
    async read(tx, units) {
      const { rows } = await tx.query<UnderWay>(selectKept, [numberColumn(units)]);
      return rows;
    },
    /** Shared: what leaves a container changes nothing of it that another group counts on. */
    lock: (tx, ids) => loadBehind(tx, shareContainers, ids),
    follow: followUnit,
  },
};

interface ContainerRow {
  readonly document_id: number;
  readonly site_id: number;
  readonly place_id: number;
  readonly spot: string;
  readonly broken_at: Date | null;
  readonly units: number;
}

function containerOf({ site_id, place_id, spot, broken_at, units }: ContainerRow): Container {
  const brokenAt = broken_at?.toISOString() ?? null;
  return { site: site_id, place: place_id, spot, brokenAt, units, passed: [] };
}

/** Read by a statement of its own behind the lock: it sees what whoever held it before has written. */
async function loadBehind(tx: Queryable, lock: Statement, ids: readonly number[]) {
  const wanted = [numberColumn(ids)];
  const [, { rows }] = await Promise.all([
    tx.query(lock, wanted),
    tx.query<ContainerRow>(readContainers, wanted),
  ]);
  return new Map(rows.map((row) => [row.document_id, containerOf(row)]));
}

const readContainers: Statement = {
  name: 'container_read',
  text: `select c.document_id, c.site_id, c.place_id, l.code as spot, c.broken_at,
      (select count(*)::int from container_stay s where s.document_id = c.document_id and s.out_seq is null) as units
    from container c join location l on l.id = c.place_id where c.document_id = any($1::bigint[])`,
};

/** Groups that pack into one container come one after the other: whether it is full, and where it stands, is judged on. */
const lockContainers: Statement = {
  name: 'container_lock',
  text: `select document_id from container where document_id = any($1::bigint[]) order by document_id
    for no key update`,
};

const shareContainers: Statement = {
  name: 'container_share',
  text: `select document_id from container where document_id = any($1::bigint[]) order by document_id for key share`,
};

const selectKept: Statement = {
  name: 'container_kept',
  text: `select s.unit_id as unit, s.document_id as document, d.number from container_stay s
    join document d on d.id = s.document_id where s.unit_id = any($1::bigint[]) and s.out_seq is null`,
};

const endStays: Statement = {
  name: 'container_end_stays',
  text: `update container_stay s set out_seq = n.out_seq from unnest($1::bigint[], $2::int[]) as n(unit_id, out_seq)
    where s.unit_id = n.unit_id and s.out_seq is null`,
};

const beginStays: Statement = {
  name: 'container_begin_stays',
  text: `insert into container_stay (document_id, unit_id, in_seq, out_seq)
    select * from unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[])`,
};

const setPlaces: Statement = {
  name: 'container_set_places',
  text: `update container c set site_id = n.site_id, place_id = n.place_id
    from unnest($1::bigint[], $2::int[], $3::int[]) as n(document_id, site_id, place_id)
    where c.document_id = n.document_id`,
};
