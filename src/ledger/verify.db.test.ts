import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomActs } from '../testing/random-acts.ts';
import { openWorld, type World } from '../testing/world.ts';
import { verify } from './verify.ts';

let world: World;
let unit: number;
beforeAll(async () => {
  world = await openWorld();
  await randomActs(world, { requests: 300, seed: 5, atOnce: 10 });
  const document = { kind: 'order', number: 'SO-1' };
  const first = await world.scan('receive', ['PHONE', 'V-1'], { location: 'DOCK', details: { lot: 'L-1' } });
  unit = first.unit!.id;
  await world.scan('put_away', 'V-1', { location: 'A-01', at: '2026-11-23T10:00:00.25Z' });
  await world.scan('pick', 'V-1', { document });
  await world.scan('pack', 'V-1', { document });
  await world.scan('ship', 'V-1', { document, details: { carrier: 'Ünïcode "quoted" \\ 電話' } });
  await world.scan('receive', 'CABLE', { quantity: 10, location: 'DOCK' });
  await world.scan('receive', 'CABLE', { quantity: 5, location: 'DOCK' });
});
afterAll(() => world?.close());

const run = () => verify({ url: world.test.ownerUrl });
const one = (sql: string) => sql.replaceAll('UNIT', String(unit));

/** Does something to some tables, looks, and puts the tables back as they were. */
async function tampered<Seen>(
  tables: readonly string[],
  sql: string,
  look: () => Promise<Seen>,
): Promise<Seen> {
  for (const table of tables) await world.asOwner(`create table kept_${table} as table ${table}`);
  await world.asOwner(one(sql));
  const seen = await look();
  for (const table of tables) {
    const owned = table === 'product' ? 'overriding system value' : '';
    await world.asOwner(
      `delete from ${table}; insert into ${table} ${owned} table kept_${table}; drop table kept_${table}`,
    );
  }
  return seen;
}

describe('verify', () => {
  test('a ledger that only the ledger wrote is clean', async () => {
    const report = await run();
    expect(report.listed).toEqual([]);
    expect(report).toMatchObject({ clean: true, totals: {} });
    const [counted] = await world.rows(`select (select count(*) from unit) as units,
      (select count(*) from event) as events, (select count(*) from quantity_event) as "quantityEvents",
      (select count(*) from scan) as scans`);
    expect(report).toMatchObject(counted as object);
  });

  test.each([
    [
      'an event moved to another place',
      'event',
      'update event set place = 1 where unit_id = UNIT and seq = 2',
      ['event', 2, 'hash'],
    ],
    [
      'an event given another time',
      'event',
      `update event set at = at + interval '1 ms' where unit_id = UNIT and seq = 2`,
      ['event', 2, 'hash'],
    ],
    [
      'an event recorded at another time',
      'event',
      `update event set recorded_at = recorded_at - interval '1 s' where unit_id = UNIT and seq = 3`,
      ['event', 3, 'hash'],
    ],
    [
      'an event laid to somebody else',
      'event',
      'update event set actor = 1 where unit_id = UNIT and seq = 4',
      ['event', 4, 'hash'],
    ],
    [
      'an event known in another way',
      'event',
      'update event set evidence = 3 where unit_id = UNIT and seq = 1',
      ['event', 1, 'hash'],
    ],
    [
      'an event of another document',
      'event',
      'update event set document_id = null where unit_id = UNIT and seq = 3',
      ['event', 3, 'hash'],
    ],
    [
      'an event with other details',
      'event',
      `update event set details = '{"carrier": "x"}' where unit_id = UNIT and seq = 5`,
      ['event', 5, 'hash'],
    ],
    [
      'an event with another identity',
      'event',
      `update event set identity = identity || '{"lot": "L-2"}' where unit_id = UNIT and seq = 1`,
      ['event', 1, 'hash'],
    ],
    [
      'an event with a move that means nothing',
      'event',
      'update event set move = 999 where unit_id = UNIT and seq = 2',
      ['event', null, 'codes'],
    ],
    [
      'a hash of its own',
      'event',
      `update event set hash = sha256('x') where unit_id = UNIT and seq = 2`,
      ['event', 2, 'hash'],
    ],
    [
      'a first event taken out',
      'event',
      'delete from event where unit_id = UNIT and seq = 1',
      ['event', 2, 'seq'],
    ],
    [
      'an event taken out of the middle',
      'event',
      'delete from event where unit_id = UNIT and seq = 3',
      ['event', 4, 'seq'],
    ],
    [
      'the last event cut off',
      'event',
      'delete from event where unit_id = UNIT and seq = 5',
      ['unit', null, 'head'],
    ],
    ['a whole life taken out', 'event', 'delete from event where unit_id = UNIT', ['unit', null, 'extra']],
    [
      'an event added',
      'event',
      `insert into event select (e).* from (select jsonb_populate_record(e,
        '{"seq": 6, "id": 900000}') as e from event e where unit_id = UNIT and seq = 2) one`,
      ['event', 6, 'hash'],
    ],
    [
      'two events exchanged',
      'event',
      `update event set seq = seq + 100 where unit_id = UNIT and seq in (2, 3);
        update event set seq = 105 - seq where unit_id = UNIT and seq in (102, 103)`,
      ['event', 2, 'hash'],
    ],
    ['an edited row', 'unit', 'update unit set status = 3 where id = UNIT', ['unit', null, 'status']],
    [
      'a row that says other holds',
      'unit',
      `update unit set holds = 'legal' where id = UNIT`,
      ['unit', null, 'holds'],
    ],
    ['another head', 'unit', `update unit set head = sha256('x') where id = UNIT`, ['unit', null, 'head']],
    ['a lost row', 'unit', 'delete from unit where id = UNIT', ['unit', null, 'missing']],
    [
      'a lost number',
      'identifier',
      `delete from identifier where value = 'V-1'`,
      ['identifier', null, 'bucket value product kind ended since until'],
    ],
    [
      'a lost row of the stock list',
      'stock_unit',
      'delete from stock_unit where unit_id = (select max(unit_id) from stock_unit)',
      ['stock', null, 'site/location/product/status'],
    ],
    [
      'a wrong count',
      'unit_count',
      'update unit_count set quantity = quantity + 1 where quantity = (select max(quantity) from unit_count)',
      ['count', null, 'quantity'],
    ],
    [
      'more pieces brought than were',
      'quantity_event',
      'update quantity_event set delta = delta + 1 where seq = 1',
      ['quantity_event', 1, 'after'],
    ],
    [
      'a change of pieces rewritten whole',
      'quantity_event',
      'update quantity_event set delta = delta + 1, after = after + 1 where seq = 2',
      ['quantity_event', 2, 'hash'],
    ],
    [
      'a change of pieces taken out',
      'quantity_event',
      'delete from quantity_event where seq = 1',
      ['quantity_event', 2, 'seq'],
    ],
    [
      'wrong pieces',
      'quantity_count',
      'update quantity_count set quantity = quantity + 1',
      ['quantity', null, 'quantity'],
    ],
    [
      'a scan that points at another event',
      'scan',
      'update scan set seq = 2 where unit_id = UNIT and seq = 3',
      ['scan', 2, 'event'],
    ],
    ['a scan taken out', 'scan', 'delete from scan where unit_id = UNIT and seq = 4', ['scan', 4, 'scan_id']],
    [
      'an open sale closed',
      'sale',
      'update sale set closed_seq = 1 where unit_id = UNIT',
      ['sale', 5, 'sale'],
    ],
    [
      'a product with another SKU',
      'product',
      `update product set sku = 'CABLE-2', version = version + 1 where sku = 'CABLE'`,
      ['quantity_event', 1, 'hash'],
    ],
  ] as const)('%s is named', async (_what, table, sql, [kind, seq, column]) => {
    const report = await tampered([table], sql, run);
    expect(report.clean).toBe(false);
    expect(report.totals[kind]).toBeGreaterThan(0);
    expect(report.listed).toContainEqual(expect.objectContaining({ kind, seq, column }));
    const aboutUnit = ['event', 'unit', 'identifier', 'scan', 'sale'].includes(kind);
    if (aboutUnit)
      expect(report.listed.every((finding) => finding.unit === unit || finding.kind === 'count')).toBe(true);
  });

  test('one changed event is one finding, not the whole life behind it', async () => {
    const report = await tampered(
      ['event'],
      'update event set actor = 1 where unit_id = UNIT and seq = 2',
      run,
    );
    expect(report.totals).toEqual({ event: 1 });
  });

  test('a wholly broken ledger is told of in a short list and full totals', async () => {
    const report = await tampered(['event'], `update event set hash = sha256('x')`, () =>
      verify({ url: world.test.ownerUrl, listedMax: 7 }),
    );
    expect(report.listed).toHaveLength(7);
    expect(report.totals.event).toBeGreaterThan(7);
  });

  test('everything was put back: the ledger is clean again', async () => {
    expect(await run()).toMatchObject({ clean: true, totals: {} });
  });
});

describe('the application role cannot change an event', () => {
  const tables = ['event', 'scan', 'quantity_event'];
  const columns = { event: 'seq', scan: 'content', quantity_event: 'delta' } as const;
  const attempts = tables.flatMap((table) => [
    `update ${table} set ${columns[table as keyof typeof columns]} = 1`,
    `delete from ${table}`,
    `truncate ${table}`,
    `alter table ${table} add column note text`,
    `alter table ${table} disable trigger all`,
    `alter table ${table} rename to ${table}_old`,
    `alter table ${table} owner to unitrail_app`,
    `alter table ${table} enable row level security`,
    `create trigger quiet before insert on ${table} for each row execute function suppress_redundant_updates_trigger()`,
    `create rule quiet as on insert to ${table} do instead nothing`,
    `create index on ${table} (bucket)`,
    `drop table ${table}`,
    `insert into ${table} select * from ${table} limit 1 on conflict (${key(table)}) do update set ${columns[table as keyof typeof columns]} = 1`,
    `merge into ${table} t using (select 1) x on true when matched then delete`,
    `select 1 from ${table} for update`,
  ]);

  function key(table: string): string {
    if (table === 'event') return 'bucket, unit_id, seq';
    return table === 'scan' ? 'id, bucket' : 'product_id, place, seq';
  }

  test.each([
    ...attempts,
    'update ledger_state set feed_offset = 0',
    'delete from unit where true',
    'delete from exception where true',
    'delete from identifier where true',
    `set session_replication_role = replica`,
    'create table public.event_copy as select * from event',
    'drop schema public cascade',
    'alter role unitrail_app superuser',
    `select setval('feed_number', 1)`,
  ])('%s', async (sql) => {
    await expect(world.rows(sql)).rejects.toMatchObject({ code: '42501' });
  });

  test('a right it gives itself is none', async () => {
    await world.rows('grant all on event, scan, quantity_event to unitrail_app');
    const [may] = await world.rows(`select has_table_privilege('event', 'update, delete, truncate') as event,
      has_table_privilege('scan', 'update, delete, truncate') as scan,
      has_table_privilege('quantity_event', 'update, delete, truncate') as quantity`);
    expect(may).toEqual({ event: false, scan: false, quantity: false });
  });

  test('and after all that nothing has changed', async () => {
    expect(await run()).toMatchObject({ clean: true });
  });
});
