import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

describe('POST /api/scans', () => {
  test('a recorded scan says what was done and how the unit stands', async () => {
    const answer = await app.scan('receive', ['PHONE', 'SC-1'], { location: 'DOCK' });
    expect(answer).toEqual({
      id: answer.id,
      outcome: 'recorded',
      move: 'receive',
      unit: { id: expect.any(Number), sku: 'PHONE', serial: 'SC-1' },
      status: 'in_stock',
      seq: 1,
      code: null,
      sentence: 'Received. In stock now.',
      facts: [],
      candidates: [],
      exceptions: [],
      quantity: null,
    });
  });

  test('without a key, with a wrong one, or with one that may only read, nothing is recorded', async () => {
    const body = {
      move: 'receive',
      site: 'DC',
      scans: [{ id: '018f3b1e-0000-7000-8000-0000000000aa', codes: ['PHONE', 'SC-2'], input: 'scanned' }],
    };
    const told = async (key: string | null) => {
      const { status, body: problem } = await app.ask('POST', '/api/scans', body, { key });
      return [status, problem.code];
    };
    expect(await told(null)).toEqual([401, 'unauthenticated']);
    expect(await told('utk_0123456789_none')).toEqual([401, 'unknown_key']);
    expect(await told(await app.keyOf('auditor'))).toEqual([403, 'not_permitted']);
    expect(await app.world.rows("select 1 from unit where serial = 'SC-2'")).toEqual([]);
  });
});
