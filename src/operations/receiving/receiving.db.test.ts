import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { receiptDocument } from './document.ts';

let app: TestApp;
const asn = { kind: 'receipt', number: 'ASN/7 a' };
const short = { reason: 'came short' };
const url = `/api/receipts/${encodeURIComponent(asn.number)}`;
beforeAll(async () => {
  app = await openTestApp();
  for (const serial of ['R-1', 'R-2', 'R-3'])
    await app.scan('announce', ['TV', serial], { document: asn, details: { supplier: 'ACME' }, line: 4 });
  await app.scan('receive', ['R-1'], { document: asn });
  await app.scan('receive', ['TV', 'R-9'], { document: asn, details: { reason: 'found in the carton' } });
});
afterAll(() => app?.close());

describe('a receipt', () => {
  test('says what was announced, what came, what came besides and what is missing', async () => {
    const { status, body } = await app.ask('GET', url);
    expect([status, body]).toEqual([
      200,
      {
        number: asn.number,
        site: 'DC',
        supplier: 'ACME',
        status: 'receiving',
        openedAt: expect.any(String),
        closedAt: null,
        expectedOn: null,
        blind: false,
        pieces: { expected: 0, received: 0 },
        expected: 3,
        received: 1,
        extra: 1,
        missing: 2,
        damaged: 0,
      },
    ]);
  });

  test('lists its units with their line and state, page by page', async () => {
    const seen: Record<string, unknown>[] = [];
    let after = '';
    do {
      const { body } = await app.ask('GET', `${url}/units?limit=3${after}`);
      seen.push(...body.items);
      after = body.next === null ? '' : `&after=${body.next}`;
    } while (after !== '');
    const bySerial = Object.fromEntries(
      seen.map((item) => [(item.unit as { serial: string }).serial, [item.line, item.state]]),
    );
    expect(bySerial).toEqual({
      'R-1': [4, 'recorded'],
      'R-2': [4, 'listed'],
      'R-3': [4, 'listed'],
      'R-9': [null, 'extra'],
    });
  });

  test('once closed takes nothing more, and cannot be closed again', async () => {
    expect((await app.ask('POST', `${url}/close`, short, { key: await app.keyOf('associate') })).status).toBe(
      403,
    );
    const closed = await app.ask('POST', `${url}/close`, short);
    expect([closed.status, closed.body.closedAt]).toEqual([200, expect.any(String)]);
    const late = await app.scan('receive', ['R-2'], { document: asn });
    expect(late).toMatchObject({ outcome: 'refused', code: 'document_closed' });
    const again = await app.ask('POST', `${url}/close`, short);
    expect([again.status, again.body.code]).toEqual([409, 'already_closed']);
    expect((await app.ask('GET', url)).body).toEqual(closed.body);
  });

  test('closes for scans that are under way as a whole or not at all', async () => {
    const document = { kind: 'receipt', number: 'ASN-RACE' };
    await app.scan('announce', ['TV', 'RACE-0'], { document });
    const scans = Array.from({ length: 30 }, (_, n) =>
      app.scan('announce', ['TV', `RACE-${n + 1}`], { document }),
    );
    const [closed, ...answers] = await Promise.all([
      app.ask('POST', '/api/receipts/ASN-RACE/close', short),
      ...scans,
    ]);
    expect(closed!.status).toBe(200);
    const taken = answers.filter((answer) => answer.outcome === 'recorded').length;
    const { body } = await app.ask('GET', '/api/receipts/ASN-RACE');
    expect(body.expected).toBe(1 + taken);
    const units = await app.ask('GET', '/api/receipts/ASN-RACE/units?limit=1000');
    expect(units.body.items).toHaveLength(1 + taken);
  });

  test('counts what two groups bring at the same time', async () => {
    const document = { kind: 'receipt', number: 'ASN-TWO-DOORS' };
    const all = Array.from({ length: 40 }, (_, n) => `TWO-${n}`);
    for (const serial of all) await app.scan('announce', ['TV', serial], { document });
    const doors = [app.world.anotherLedger(), app.world.anotherLedger()];
    for (let round = 0; round < 10; round += 1) {
      const scans = doors.flatMap((ledger, door) =>
        [0, 1].map((nth) =>
          app.world.scan('receive', all[round * 4 + door * 2 + nth]!, { document, ledger }),
        ),
      );
      for (const { outcome } of await Promise.all(scans)) expect(outcome).toBe('recorded');
    }
    const { body } = await app.ask('GET', '/api/receipts/ASN-TWO-DOORS');
    expect([body.expected, body.received, body.extra]).toEqual([40, 40, 0]);
  });

  test('waits with its closing for a group that holds it', async () => {
    const document = { kind: 'receipt', number: 'ASN-HELD' };
    await app.scan('announce', ['TV', 'HELD-1'], { document });
    const holder = await app.world.database.connect();
    await holder.query({ name: 'test_begin', text: 'begin' });
    const { rows } = await holder.query<{ id: number }>({
      name: 'test_held',
      text: `select id from document where kind = 'receipt' and number = 'ASN-HELD'`,
    });
    await receiptDocument.lock(holder, [rows[0]!.id]);
    let closed = false;
    const closing = app.ask('POST', '/api/receipts/ASN-HELD/close', short).then((told) => {
      closed = true;
      return told;
    });
    const waiting = `select count(*)::int as n from pg_locks where not granted`;
    while ((await app.world.rows<{ n: number }>(waiting))[0]!.n === 0) expect(closed).toBe(false);
    await holder.query({ name: 'test_commit', text: 'commit' });
    holder.release();
    expect((await closing).status).toBe(200);
  });

  test.each(['', '/units'])('that does not exist is not found (%s)', async (rest) => {
    const { status, body } = await app.ask('GET', `/api/receipts/NONE${rest}`);
    expect([status, body.code, body.where]).toEqual([404, 'receipt_not_found', 'params.number']);
    expect((await app.ask('POST', '/api/receipts/NONE/close', short)).status).toBe(404);
  });
});
