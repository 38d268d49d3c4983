import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../testing/world.ts';
import { readFeed } from './feed.ts';
import type { FeedItem } from './feed-items.ts';
import { selectPositions, selectSomewhere } from './queries-feed.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

const page = async (after: string | null, limit: number) => {
  const read = await readFeed(world.database, await world.ledger.reference(), after, limit);
  if ('problem' in read) throw new Error(read.problem.sentence);
  return read;
};

/** Reads on from a position until nothing new comes. */
async function readOn(after: string | null, limit: number): Promise<{ items: FeedItem[]; next: string }> {
  const items: FeedItem[] = [];
  let next = after;
  for (;;) {
    const read = await page(next, limit);
    items.push(...read.items);
    next = read.next;
    if (read.items.length < limit) return { items, next };
  }
}

/**
 * Reads on until everything committed by now is in. The horizon stands still while any transaction of the whole
 * server runs, also one of the other tests.
 */
async function readAll(after: string | null, limit: number): Promise<{ items: FeedItem[]; next: string }> {
  const [now] = await world.rows<{ tx: number }>(
    'select (pg_snapshot_xmax(pg_current_snapshot())::text)::bigint as tx',
  );
  const read = await readOn(after, limit);
  while (Number(read.next.split('-')[0]) < now!.tx) {
    const more = await readOn(read.next, limit);
    read.items.push(...more.items);
    read.next = more.next;
  }
  return read;
}

/** Every position that any table holds, in the feed's order: what a reader must have seen in the end. */
async function allPositions(): Promise<string[]> {
  const rows = await world.rows<{ feed: string }>(`select tx || '-' || id as feed from (
    select tx, id from event union all select tx, id from quantity_event
    union all select tx, feed from scan where tx is not null union all select tx, feed from exception
    union all select settled_tx, settled_feed from exception where settled_tx is not null) a order by tx, id`);
  return rows.map(({ feed }) => feed);
}

const positions = (items: readonly FeedItem[]) => items.map(({ feed }) => feed);

/** A session of one's own, inside a transaction that has drawn its transaction id and a feed number. */
async function slowTransaction() {
  const client = new pg.Client({ connectionString: world.test.ownerUrl });
  await client.connect();
  await client.query('begin');
  const { rows } = await client.query(
    `select pg_current_xact_id()::text as tx, nextval('feed_number') as id`,
  );
  const { tx, id } = rows[0] as { tx: string; id: string };
  return {
    feed: `${tx}-${id}`,
    async record(serial: string) {
      await client.query(
        `insert into event (unit_id, id, tx, recorded_at, scan_id, seq, actor, spot, bucket, move, evidence, hash)
         select u.id, $1::bigint, $2::bigint, now(), $3::uuid, 1000 + $1::int, 1, u.place, u.bucket, 7, 0, ''
         from unit u where u.serial = $4`,
        [id, tx, randomUUID(), serial],
      );
    },
    async end(how: 'commit' | 'rollback') {
      await client.query(how);
      await client.end();
    },
  };
}

describe('the feed', () => {
  test('tells everything that happened once, in order, whatever the size of its pages', async () => {
    await world.scan('receive', ['PHONE', 'F-1'], { location: 'DOCK' });
    await world.scan('receive', ['PHONE', 'F-1']);
    await world.scan('receive', 'CABLE', { quantity: 5 });
    await world.scan('record_sale', 'F-1', { document: { kind: 'sale', number: 'R-1' } });
    await world.scan('record_sale', 'F-1', { document: { kind: 'sale', number: 'R-2' } });
    await world.scan('place_hold', 'PHONE', {
      actor: world.lead,
      details: { kind: 'recall', reference: 'R-1', scope: { sku: 'PHONE', serials: 'F-1' } },
    });
    await world.ledger.spread.settled();
    const { items } = await readAll(null, 1000);
    expect(
      items.map((item) => [item.type, 'event' in item ? item.event : 'outcome' in item ? item.outcome : '']),
    ).toEqual([
      ['event', 'UnitReceived'],
      ['scan', 'refused'],
      ['quantity', 'UnitReceived'],
      ['event', 'SaleRecorded'],
      ['event', 'SaleRecorded'],
      ['exception_opened', ''],
      ['scan', 'recorded'],
      ['event', 'HoldPlaced'],
    ]);
    expect(positions(items)).toEqual(await allPositions());
    for (const limit of [1, 2, 3, 7]) expect((await readAll(null, limit)).items).toEqual(items);
  });

  test('names units, products, places and reasons', async () => {
    const { items } = await readAll(null, 100);
    expect(items[0]).toMatchObject({
      unit: { sku: 'PHONE', serial: 'F-1' },
      place: 'DC/DOCK',
      actor: 'ana',
      status: 'in_stock',
    });
    expect(items[1]).toMatchObject({ move: 'receive', refusal: { code: 'already_received' } });
    expect(items[2]).toMatchObject({ sku: 'CABLE', delta: 5, after: 5, place: 'DC/FLOOR' });
    expect(items[5]).toMatchObject({ kind: 'sold_twice', site: 'DC', sku: 'PHONE' });
  });

  test('gives nothing while nothing happens, and goes on from there', async () => {
    const { next } = await readAll(null, 100);
    const again = await page(next, 100);
    expect(again.items).toEqual([]);
    await world.scan('receive', ['PHONE', 'F-2']);
    for (const position of [next, again.next])
      expect((await readAll(position, 100)).items).toMatchObject([
        { type: 'event', unit: { serial: 'F-2' } },
      ]);
  });

  test('tells of an exception again when it is settled', async () => {
    const { next } = await readAll(null, 100);
    await world.asOwner(`update exception set settled_at = now(), settled_by = 1, settlement = 'second sale refunded',
      settled_tx = (pg_current_xact_id()::text)::bigint, settled_feed = nextval('feed_number')`);
    const { items } = await readAll(next, 100);
    expect(items).toMatchObject([
      {
        type: 'exception_settled',
        kind: 'sold_twice',
        settlement: 'second sale refunded',
        settledBy: 'system',
      },
    ]);
  });

  test.each(['', 'x', '1', '1-', '-1', '1-2-3', '1.5-2', '99999999999999999999-1', '9007199254740993-1'])(
    'position "%s" is no position: a named problem, not an error',
    async (cursor) => {
      expect(await readFeed(world.database, await world.ledger.reference(), cursor, 10)).toMatchObject({
        problem: { code: 'bad_cursor', where: 'after' },
      });
    },
  );

  test('a position from the future of another database is a named problem, not an endless silence', async () => {
    const cursor = '4503599627370496-0';
    expect(await readFeed(world.database, await world.ledger.reference(), cursor, 10)).toMatchObject({
      problem: { code: 'bad_cursor' },
    });
  });
});

describe('a slow transaction hides nothing from a reader of the feed', () => {
  test('what it writes late comes in its place, though others committed before it', async () => {
    await world.scan('receive', ['PHONE', 'SLOW-1']);
    const before = await readAll(null, 50);
    const slow = await slowTransaction();
    await world.scan('put_away', 'SLOW-1', { location: 'A-01' });
    await world.scan('move_spot', 'SLOW-1', { location: 'DOCK' });
    const during = await readOn(before.next, 50);
    expect(during.items).toEqual([]);
    await slow.record('SLOW-1');
    await slow.end('commit');
    const after = await readAll(during.next, 50);
    expect(after.items).toHaveLength(3);
    expect(after.items[0]!.feed).toBe(slow.feed);
    expect(positions([...before.items, ...after.items])).toEqual(await allPositions());
  });

  test('one that is rolled back leaves no hole and no halt', async () => {
    const before = await readAll(null, 50);
    const slow = await slowTransaction();
    await world.scan('put_away', 'SLOW-1', { location: 'A-01' });
    expect((await readOn(before.next, 50)).items).toEqual([]);
    await slow.record('SLOW-1');
    await slow.end('rollback');
    expect((await readAll(before.next, 50)).items).toHaveLength(1);
  });

  test('a reader beside many writers, two servers and slow transactions sees all, once, in order', async () => {
    const start = await readAll(null, 100);
    const second = world.anotherLedger();
    let writing = true;
    const reader = (async () => {
      const seen: FeedItem[] = [];
      let { next } = start;
      for (;;) {
        const last = !writing;
        const read = await (last ? readAll : readOn)(next, 1 + (seen.length % 13));
        seen.push(...read.items);
        next = read.next;
        if (last) return seen;
      }
    })();
    const writers = Array.from({ length: 12 }, async (_, writer) => {
      for (let i = 0; i < 12; i += 1) {
        const ledger = (writer + i) % 2 === 0 ? world.ledger : second;
        const serial = `W-${writer}-${i % 3}`;
        await world.scan(i < 3 ? 'receive' : 'move_spot', i < 3 ? ['PHONE', serial] : serial, { ledger });
        if (i % 4 === 1) await world.scan('receive', 'CABLE', { quantity: 1, ledger });
        if (i % 4 === 2) await world.scan('receive', ['PHONE', serial], { ledger });
        if (i % 4 === 3) await world.scan('record_sale', serial, { ledger });
      }
    });
    const slow = Array.from({ length: 6 }, async (_, round) => {
      const transaction = await slowTransaction();
      await new Promise((resolve) => setTimeout(resolve, 40 * (round + 1)));
      await transaction.record('SLOW-1');
      await transaction.end(round % 3 === 0 ? 'rollback' : 'commit');
    });
    await Promise.all([...writers, ...slow]);
    writing = false;
    const seen = await reader;
    expect(seen.length).toBeGreaterThan(150);
    expect(positions([...start.items, ...seen])).toEqual(await allPositions());
  });
});

test('a reader far behind reads a slice of the table, never all of it', async () => {
  const large = await openWorld();
  try {
    await large.asOwner(`
      insert into event (unit_id, tx, recorded_at, scan_id, seq, actor, spot, bucket, move, evidence, hash)
        select 256 * n, n / 4, now(), '00000000-0000-7000-8000-000000000000', 1, 1, 1, 0, 7, 0, '\\x'
        from generate_series(1, 200000) n;`);
    await large.asOwner('vacuum (analyze) event');
    for (const [statement, values] of [
      [selectPositions, '25000, 0, 25064, 500'],
      [selectSomewhere, '25000, 1000000, 1'],
    ] as const) {
      const client = await large.database.pool.connect();
      try {
        await client.query(`prepare asked as ${statement.text}`);
        const { rows } = await client.query(`explain (analyze, timing off) execute asked(${values})`);
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
        expect(plan).toContain('Bitmap Index Scan on event_feed');
        expect(plan).not.toContain('Seq Scan on event ');
        // Of 200,000 rows those of a few block ranges are looked at.
        expect(Number(/Rows Removed by Index Recheck: (\d+)/.exec(plan)?.[1])).toBeLessThan(20_000);
      } finally {
        client.release(true);
      }
    }
  } finally {
    await large.close();
  }
});
