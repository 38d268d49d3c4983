import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { importsOf } from '../../testing/importing.ts';
import { type Heard, type ListeningEar, listeningApp, listenTo } from '../../testing/listening.ts';

let app: TestApp;
let url: string;
beforeAll(async () => {
  app = await openTestApp();
  url = await listeningApp(app);
});
afterAll(() => app?.close());

const ears: ListeningEar[] = [];
afterEach(() => {
  for (const ear of ears.splice(0)) ear.close();
});

/** Somebody who listens, and has heard how things stand. */
async function listen(key: string, after?: string): Promise<ListeningEar & { first: readonly Heard[] }> {
  const ear = await listenTo(url, key, after);
  ears.push(ear);
  const first: Heard[] = [];
  if (ear.status === 200)
    await ear.until((heard) => {
      first.push(heard);
      return heard.event === 'changed' && heard.data.units?.length === 0;
    });
  return { ...ear, first };
}

const receive = async (serial: string, site = 'DC', more = {}) =>
  (await app.scan('receive', ['TV', serial], { site, ...more })).unit.id as number;
const saysUnit = (id: number) => (heard: Heard) => heard.data.units?.includes(id) === true;

describe('who listens hears of', () => {
  test('a unit that something happened to: its number, where, and of which document, and no more', async () => {
    const ear = await listen(await app.keyOf('associate', 'DC'));
    const id = await receive('LIVE-1', 'DC', { document: { kind: 'order', number: 'O-1' } });
    expect((await ear.until(saysUnit(id))).data).toEqual({
      units: [id],
      documents: [{ kind: 'order', number: 'O-1' }],
      sites: ['DC'],
      openExceptions: {},
      imports: [],
    });
  });

  test('pieces without serials: the site alone', async () => {
    const ear = await listen(app.adminKey);
    await app.scan('receive', ['CABLE'], { quantity: 3, site: 'STORE-2' });
    const heard = await ear.until(({ data }) => data.sites.length > 0);
    expect([heard.data.units, heard.data.sites]).toEqual([[], ['STORE-2']]);
  });

  test('what he may see, and nothing of other sites', async () => {
    const ear = await listen(await app.keyOf('lead', 'STORE-1'));
    await receive('LIVE-2', 'DC');
    const id = await receive('LIVE-3', 'STORE-1');
    const heard = await ear.next();
    expect([heard?.event, heard?.data.units, heard?.data.sites]).toEqual(['changed', [id], ['STORE-1']]);
  });

  test('a unit that is brought to his site from another', async () => {
    const id = await receive('LIVE-4', 'STORE-2');
    const ear = await listen(await app.keyOf('lead', 'STORE-1'));
    await app.scan('send_to_site', ['TV', 'LIVE-4'], { site: 'STORE-2', details: { to: 'STORE-1' } });
    await app.scan('receive_at_site', ['TV', 'LIVE-4'], { site: 'STORE-1' });
    expect((await ear.next())?.data.units).toEqual([id]);
  });

  test('how many questions are open: when he comes, when one is opened, when one is settled', async () => {
    await receive('LIVE-5', 'STORE-1');
    await app.scan('take_into_custody', ['LIVE-5'], { site: 'STORE-1' });
    await receive('LIVE-6', 'DC');
    await app.scan('take_into_custody', ['LIVE-6'], { site: 'DC' });
    const ear = await listen(await app.keyOf('lead', 'STORE-1'));
    expect(ear.first.at(-1)?.data.openExceptions).toEqual({ 'STORE-1': 1 });
    await receive('LIVE-7', 'STORE-1');
    await app.scan('take_into_custody', ['LIVE-7'], { site: 'STORE-1' });
    await ear.until(({ data }) => data.openExceptions['STORE-1'] === 2);
    const { items } = (await app.ask('GET', '/api/exceptions?site=STORE-1')).body;
    for (const { id } of items)
      await app.ask('POST', `/api/exceptions/${id}/settle`, { settlement: 'Found.' });
    await ear.until(({ data }) => data.openExceptions['STORE-1'] === 0);
  });

  test('an import at work, if he may import where it reaches, and nobody else does', async () => {
    const manager = await app.keyOf('manager', 'DC');
    const [may, mayNot, elsewhere] = [
      await listen(manager),
      await listen(await app.keyOf('lead', 'DC')),
      await listen(await app.keyOf('manager', 'STORE-1')),
    ];
    const imports = importsOf(app, manager);
    const lines = Array.from({ length: 50 }, (_, n) => `TV,LIVE-IMPORT-${n},DC\n`).join('');
    const { id } = await imports.run(`sku,serial,site\n${lines}`, 'kind=opening_stock');
    const done = await may.until(({ data }) =>
      data.imports.some((one: { state: string }) => one.state === 'done'),
    );
    expect(done.data.imports).toEqual([
      expect.objectContaining({
        id,
        state: 'done',
        task: 'run',
        progress: expect.objectContaining({ done: 50, recorded: 50, refused: 0 }),
      }),
    ]);
    expect((await mayNot.until(({ data }) => data.units.length > 0)).data.imports).toEqual([]);
    const last = await receive('LIVE-8', 'STORE-1');
    const heard = await elsewhere.next();
    expect([heard?.data.units, heard?.data.imports]).toEqual([[last], []]);
  });

  test('more than is worth naming: that it was much', async () => {
    const ear = await listen(app.adminKey);
    await receiveMany('LIVE-MANY', limits.liveNamesMax + 1);
    expect((await ear.until(({ data }) => data.units === null)).data.sites).toEqual(['DC']);
  });
});

describe('who comes again', () => {
  const positionOf = ({ first }: { first: readonly Heard[] }) => first.at(-1)!.id!;

  test('with the last position hears what he has missed, and of his own sites alone', async () => {
    const before = await listen(app.adminKey);
    before.close();
    const [one, two] = [await receive('AGAIN-1'), await receive('AGAIN-2', 'STORE-1')];
    const ear = await listenTo(url, await app.keyOf('lead', 'STORE-1'), positionOf(before));
    ears.push(ear);
    const heard: Heard[] = [];
    await ear.until((next) => {
      heard.push(next);
      return saysUnit(two)(next);
    });
    expect(heard.filter(({ event }) => event === 'reload')).toEqual([]);
    expect(heard.filter(saysUnit(one))).toEqual([]);
    const all = await listenTo(url, app.adminKey, positionOf(before));
    ears.push(all);
    await all.until(saysUnit(one));
  });

  test.each([
    ['without a position', undefined],
    ['with one that is none', 'nonsense'],
    ['with one of another database', '9007199254740991-0'],
  ])('%s looks at everything again', async (_how, after) => {
    const ear = await listen(app.adminKey, after);
    expect(ear.first.map(({ event }) => event)).toEqual(['reload', 'changed']);
  });

  test('after more than is told looks at everything again', async () => {
    const before = positionOf(await listen(app.adminKey));
    await receiveMany('LONG-AGO', limits.liveItemsMax + 1);
    // The feed waits for whatever else is being written; then all of it is too much.
    const events = async () => (await listen(app.adminKey, before)).first.map(({ event }) => event);
    await expect.poll(events, { timeout: 20_000 }).toEqual(['reload', 'changed']);
  });
});

describe('a stream ends', () => {
  test('when its key is revoked', async () => {
    const { body } = await app.ask('POST', '/api/keys', { name: 'A till', role: 'associate' });
    const ear = await listen(body.key);
    await app.ask('DELETE', `/api/keys/${body.id}`);
    expect((await ear.next())?.data).toEqual({ code: 'key_revoked' });
    expect(await ear.next()).toBe(undefined);
  });

  test('of one reader, and the others hear on', async () => {
    const [one, other] = [await listen(app.adminKey), await listen(app.adminKey)];
    one.close();
    const id = await receive('LEFT-1');
    await other.until(saysUnit(id));
  });

  test('and then counts no longer: a caller has some at a time', async () => {
    const key = await app.keyOf('auditor');
    const most = limits.liveStreamsPerCallerMax;
    const open = await Promise.all(Array.from({ length: most }, () => listen(key)));
    const refused = await app.ask('GET', '/api/live', undefined, { key });
    expect([refused.status, refused.body.code, refused.body.limit]).toEqual([429, 'over_share', most]);
    expect((await listen(await app.keyOf('lead'))).status).toBe(200);
    open[0]!.close();
    await expect.poll(async () => (await app.ask('GET', '/api/live', undefined, { key })).status).toBe(200);
  });

  test('when the server stops, which does not wait for it', async () => {
    const own = await openTestApp();
    const ear = await listenTo(await listeningApp(own), own.adminKey);
    await ear.until(({ event }) => event === 'changed');
    await own.close();
    expect(await ear.next()).toBe(undefined);
  });
});

describe('an open stream', () => {
  test('is a figure, and no request under way', async () => {
    await listen(app.adminKey);
    const { text } = await app.ask('GET', '/metrics', undefined, { headers: { accept: '*/*' } });
    expect(Number(/^unitrail_live_streams (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(0);
    expect(app.app.overload.valves.read.state.underWay).toBe(0);
  });

  test('is not begun by who asks for its head alone', async () => {
    const { status, headers } = await app.ask('HEAD', '/api/live');
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/event-stream',
      'no-store',
    ]);
  });
});

async function receiveMany(prefix: string, count: number): Promise<void> {
  const scans = Array.from({ length: count }, (_, n) => ({
    id: crypto.randomUUID(),
    codes: ['TV', `${prefix}-${n}`],
    input: 'scanned',
  }));
  const told = await app.ask('POST', '/api/scans', { move: 'receive', site: 'DC', scans });
  expect(told.status).toBe(200);
}
