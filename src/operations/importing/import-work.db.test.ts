import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '../../ledger/verify.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { countsOf, importsOf } from '../../testing/importing.ts';

let app: TestApp;
let imports: ReturnType<typeof importsOf>;
beforeAll(async () => {
  app = await openTestApp();
  imports = importsOf(app);
});
afterAll(() => app?.close());

const stock = (prefix: string, count: number) =>
  ['sku,serial,site', ...Array.from({ length: count }, (_, n) => `PHONE,${prefix}-${n}X,DC`)].join('\n');

const unitsLike = async (pattern: string) =>
  (
    await app.world.rows<{ n: number }>('select count(*)::int as n from unit where serial like $1', [pattern])
  )[0]!.n;

/** Sends an import off and stops it as soon as something was recorded. */
async function stoppedMidway(prefix: string, how: 'pause' | 'cancel') {
  const { id } = await imports.bring(stock(prefix, 8_000), 'kind=opening_stock');
  await imports.begin(id, 'run');
  while ((await imports.read(id)).progress.done === 0) await new Promise((later) => setTimeout(later, 5));
  await imports.begin(id, how);
  // What was under way is still noted down.
  for (let before = -1; ; ) {
    const { progress } = await imports.read(id);
    if (progress.done === before && before === (await unitsLike(`${prefix}-%`))) return imports.read(id);
    before = progress.done;
    await new Promise((later) => setTimeout(later, 100));
  }
}

describe('an import under way', () => {
  test('is paused between lines, goes on where it was, and every line has one outcome', async () => {
    const paused = await stoppedMidway('PAU', 'pause');
    expect(paused.state).toBe('paused');
    expect(paused.progress.done).toBeLessThan(8_000);
    const done = await imports.order(paused.id, 'resume');
    expect([done.state, countsOf(done), done.progress.done]).toEqual(['done', [8_000, 0, 0], 8_000]);
    expect(await unitsLike('PAU-%')).toBe(8_000);
  });

  test('that was recorded and not yet noted down when its server died counts as its own', async () => {
    const { id } = await stoppedMidway('OWN', 'pause');
    await app.world.asOwner(`delete from import_chunk where import_id = ${id};
      update import set at_line = 0, done = 0, recorded = 0, chunks = 0 where id = ${id}`);
    const done = await imports.order(id, 'resume');
    expect(countsOf(done)).toEqual([8_000, 0, 0]);
    const [kept] = await app.world.rows<{ n: number }>(
      'select sum(cardinality(units))::int as n from import_chunk where import_id = $1',
      [id],
    );
    expect(kept!.n).toBe(8_000);
  });

  test('is cancelled: what was recorded stays, and can be taken back', async () => {
    const cancelled = await stoppedMidway('CAN', 'cancel');
    expect(cancelled.state).toBe('cancelled');
    const recorded = cancelled.progress.recorded;
    expect([recorded > 0, recorded < 8_000, await unitsLike('CAN-%')]).toEqual([true, true, recorded]);
    const undone = await imports.order(cancelled.id, 'undo');
    expect(undone).toMatchObject({ state: 'undone', progress: { done: recorded, lines: recorded } });
    expect((await app.ask('GET', `/api/imports/${cancelled.id}/lines?outcome=kept`)).body.items).toEqual([]);
  });

  test('that no server works on is taken up by the next one that looks', async () => {
    const { id } = await imports.bring(stock('LEFT', 50), 'kind=opening_stock');
    await app.world.asOwner(
      `update import set state = 'working', task = 'run', task_started_at = now(), progress_at = now() where id = ${id}`,
    );
    expect(countsOf(await imports.ended(id))).toEqual([50, 0, 0]);
  });

  test('says how far it is, how fast, and cannot be run twice', async () => {
    const { id } = await imports.bring(stock('RATE', 3_000), 'kind=opening_stock');
    await imports.begin(id, 'run');
    const again = await app.ask('POST', `/api/imports/${id}/task`, { do: 'run' });
    expect([again.status, again.body.code]).toEqual([409, 'wrong_state']);
    const done = await imports.ended(id);
    expect(done.progress).toMatchObject({ lines: 3_000, done: 3_000, secondsLeft: null });
    expect(done.progress.perSecond).toBeGreaterThan(0);
  });
});

test('a file that nobody has begun with is not kept for ever', async () => {
  const { id } = await imports.bring(stock('OLD', 1), 'kind=opening_stock');
  await app.world.asOwner(`update import set created_at = created_at - interval '15 days' where id = ${id}`);
  for (;;) {
    const row = await imports.read(id);
    if (row.state === 'cancelled') return expect(row.file.isHere).toBe(false);
    await new Promise((later) => setTimeout(later, 100));
  }
});

describe('who may bring what', () => {
  test('somebody of one store brings that store’s units only, and sees nobody else’s files', async () => {
    const key = await app.keyOf('manager', 'STORE-1');
    const store = importsOf(app, key);
    const done = await store.run(
      'sku,serial,site\nTV,ST-1,STORE-1\nTV,ST-2,DC\nTV,ST-3,NOWHERE\n',
      'kind=opening_stock',
    );
    expect(countsOf(done)).toEqual([1, 0, 2]);
    expect(done.findings.map(({ code, count }: { code: string; count: number }) => [code, count])).toEqual([
      ['unknown_site', 2],
    ]);
    const other = await imports.bring('sku,serial,site\nTV,ST-9,DC\n', 'kind=opening_stock');
    expect((await app.ask('GET', `/api/imports/${other.id}`, undefined, { key })).body.code).toBe(
      'import_not_found',
    );
    expect(
      (await app.ask('GET', '/api/imports', undefined, { key })).body.items.map(
        (one: { id: number }) => one.id,
      ),
    ).toEqual([done.id]);
    const headers = { 'content-type': 'text/csv' };
    const products = await app.ask('POST', '/api/imports?kind=products', 'sku\nX\n', { key, headers });
    expect(products.body.code).toBe('not_permitted');
    const orders = await store.run('number,sku\nO-1,TV\n', 'kind=orders');
    expect(orders.findings[0].code).toBe('missing_field');
  });

  test('an associate brings nothing', async () => {
    const key = await app.keyOf('associate');
    for (const url of ['/api/imports', '/api/import-presets', '/api/exports/units'])
      expect((await app.ask('GET', url, undefined, { key })).status).toBe(403);
  });
});

test('afterwards every state made anew from the events is the state there is', async () => {
  const report = await verify({ url: app.world.test.ownerUrl });
  expect(report.listed).toEqual([]);
});
