import { randomUUID } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appRole } from '../src/platform/app-role.ts';
import { openDatabase } from '../src/platform/database.ts';
import { openTestApp, type TestApp } from '../src/testing/app.ts';

let app: TestApp;
let address: URL;
beforeAll(async () => {
  app = await openTestApp();
  address = new URL(await app.server.listen({ host: '127.0.0.1', port: 0 }));
});
afterAll(() => app?.close());

const request = (move: string, codes: readonly string[], id: string = randomUUID(), more = {}) => ({
  move,
  site: 'DC',
  scans: [{ id, codes, input: 'scanned', ...more }],
});
const send = async (body: unknown) => {
  const told = await app.ask('POST', '/api/scans', body);
  expect(told.status).toBe(200);
  return told.body.answers;
};
const eventsOf = (id: string) =>
  app.world.rows<{ unit_id: number; seq: number }>('select unit_id, seq from event where scan_id = $1', [id]);

describe('the same scan sent twice has one effect and the same answer, also after its identifier moved', () => {
  test('a recorded scan is answered again as it was, by another server too', async () => {
    const body = request('receive', ['PHONE', 'TWICE-1']);
    const [first] = await send(body);
    expect(first.outcome).toBe('recorded');
    for (let times = 0; times < 3; times += 1)
      expect(await send(body)).toEqual([{ ...first, outcome: 'repeated' }]);
    const other = app.world.anotherLedger();
    const again = await other.record(body as never, app.world.associate, null);
    expect(again).toMatchObject({ answers: [{ outcome: 'repeated', seq: 1, unit: first.unit }] });
    expect(await eventsOf(body.scans[0]!.id)).toHaveLength(1);
  });

  test('the number now names another unit, and the old scan still answers for the one it meant', async () => {
    const received = request('receive', ['LAPTOP', 'MOVED-1']);
    const [first] = await send(received);
    const put = request('put_away', ['MOVED-1']);
    const [second] = await send(put);
    const details = { identifier: 'serial:MOVED-1B', reason: 'new board' };
    await send(request('reidentify', ['MOVED-1'], randomUUID(), { details }));
    await send(request('receive', ['LAPTOP', 'MOVED-2']));
    const taken = { identifier: 'serial:MOVED-1', reason: 'the old board, repaired' };
    await send(request('reidentify', ['MOVED-2'], randomUUID(), { details: taken }));
    const [now] = await send(request('put_away', ['MOVED-1']));
    expect(now.unit.id).not.toBe(first.unit.id);
    expect(await send(received)).toEqual([{ ...first, outcome: 'repeated' }]);
    expect(await send(put)).toEqual([{ ...second, outcome: 'repeated' }]);
    expect(await eventsOf(put.scans[0]!.id)).toEqual([{ unit_id: first.unit.id, seq: 2 }]);
  });

  test('a refusal is said again in its own words, also when the scan would be taken by now', async () => {
    const body = request('pick', ['LATER-1']);
    const [first] = await send(body);
    expect(first).toMatchObject({ outcome: 'refused', code: 'unknown_unit' });
    await send(request('receive', ['PHONE', 'LATER-1']));
    expect(await send(body)).toEqual([first]);
    expect((await send(request('pick', ['LATER-1'])))[0].outcome).toBe('recorded');
  });

  test('withheld and ambiguous scans, and exceptions that were opened, are answered again too', async () => {
    await send(request('receive', ['PHONE', 'PAIRED-1']));
    await send(request('receive', ['LAPTOP', 'PAIRED-1']));
    const together = {
      ...request('put_away', ['PAIRED-1']),
      atomicity: 'all_or_nothing',
    };
    const withPhone = {
      ...together,
      scans: [{ id: randomUUID(), codes: ['PHONE', 'PAIRED-1'], input: 'scanned' }, ...together.scans],
    };
    const first = await send(withPhone);
    expect(first.map((answer: { outcome: string }) => answer.outcome)).toEqual(['withheld', 'ambiguous']);
    expect(await send(withPhone)).toEqual(first);
    const elsewhere = { ...request('sell', ['LAPTOP', 'PAIRED-1']), site: 'STORE-2' };
    const [sold] = await send(elsewhere);
    expect(sold.exceptions).toHaveLength(1);
    expect(await send(elsewhere)).toEqual([{ ...sold, outcome: 'repeated' }]);
    const opened = await app.world.rows('select 1 from exception where scan_id = $1', [
      elsewhere.scans[0]!.id,
    ]);
    expect(opened).toHaveLength(1);
  });

  test('other content under a known id is a conflict and changes nothing', async () => {
    await send(request('receive', ['PHONE', 'CONFLICT-1']));
    const body = request('put_away', ['CONFLICT-1']);
    await send(body);
    const other = request('pick', ['CONFLICT-1'], body.scans[0]!.id);
    expect((await send(other))[0]).toMatchObject({ outcome: 'conflict', code: 'id_conflict' });
    const unit = await app.ask('GET', '/api/units/by-code/CONFLICT-1');
    expect(unit.text).toContain('"seq":2');
    expect((await send(body))[0].outcome).toBe('repeated');
  });
});

describe('a reply lost after commit is answered again', () => {
  test('the device hangs up before it hears: the scan is kept, and answered when it is sent again', async () => {
    const body = request('receive', ['PHONE', 'LOST-1']);
    const { id } = body.scans[0]!;
    const text = JSON.stringify(body);
    const socket = connect(Number(address.port), address.hostname);
    socket.on('error', () => {});
    socket.write(
      `POST /api/scans HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${app.adminKey}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
      () => socket.destroySoon(),
    );
    while ((await eventsOf(id)).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await send(body))[0]).toMatchObject({ outcome: 'repeated', seq: 1 });
    expect(await eventsOf(id)).toHaveLength(1);
  });

  test.each([
    ['after PostgreSQL had committed', 'answer' as const],
    ['before PostgreSQL heard of it', 'question' as const],
  ])('the connection to PostgreSQL is cut at COMMIT, %s: the scan has one effect', async (_title, lost) => {
    const proxy = await cuttingProxy(app.world.test.appUrl, lost);
    const database = openDatabase({ url: proxy.url, role: appRole });
    const ledger = app.world.anotherLedger({ database });
    const codes = ['PHONE', `CUT-${lost}`];
    const body = request('receive', codes);
    proxy.arm();
    const result = await ledger.record(body as never, app.world.associate, null);
    expect(proxy.cuts()).toBe(1);
    // Whoever asks first is told that it is recorded: to them nothing was repeated.
    expect(result).toMatchObject({ answers: [{ outcome: 'recorded', seq: 1 }] });
    expect(await eventsOf(body.scans[0]!.id)).toHaveLength(1);
    expect((await send(body))[0]).toMatchObject({ outcome: 'repeated', seq: 1 });
    await ledger.close();
    await database.close();
    await proxy.close();
  });
});

/** Stands before PostgreSQL and, once armed, loses the next COMMIT or its answer together with the connection. */
async function cuttingProxy(url: string, lost: 'question' | 'answer') {
  const target = new URL(url);
  const directory = target.searchParams.get('host');
  const port = target.port === '' ? '5432' : target.port;
  const open = () =>
    directory === null ? connect(Number(port), target.hostname) : connect(`${directory}/.s.PGSQL.${port}`);
  let isArmed = false;
  let cuts = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    const upstream = open();
    let isDeaf = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (isArmed && bytes.includes('ledger_commit')) {
        isArmed = false;
        cuts += 1;
        if (lost === 'question') return void client.destroy();
        isDeaf = true;
      }
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (isDeaf) client.destroy();
      else client.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxied = new URL(url);
  proxied.searchParams.delete('host');
  proxied.hostname = '127.0.0.1';
  proxied.port = String((server.address() as { port: number }).port);
  return {
    url: proxied.href,
    arm: () => {
      isArmed = true;
    },
    cuts: () => cuts,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
