import { describe, expect, test } from 'vitest';
import { callerFor, holderOf } from '../../access/caller.ts';
import type { Gate } from '../../access/gate.ts';
import { rightsOf } from '../../access/roles.ts';
import { route } from '../../http/endpoint.ts';
import { buildServer } from '../../http/server.ts';
import { QueueFull } from '../../ledger/capture.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { LedgerBusy } from '../../ledger/record.ts';
import { bareShell } from '../../testing/shell.ts';
import { scanningEndpoints } from './routes.ts';

const grants = [{ role: 'admin', site: null }] as const;
const admin = holderOf({
  kind: 'key',
  id: 1,
  name: 'An administrator',
  actor: { id: 1, code: 'key:x' },
  rights: rightsOf(grants),
  grants,
  session: null,
});
const gate: Pick<Gate, 'admit'> = {
  admit: (_asked, permission, reach) => callerFor(admin, permission, reach),
};

/** A server whose ledger cannot take the scans now. */
function serverWith(error: Error) {
  const faults: unknown[] = [];
  const ledger = { record: () => Promise.reject(error) } as unknown as Ledger;
  const { record } = scanningEndpoints({ ledger, onAnswers: () => {} });
  const routes = [route('POST', '/api/scans', 'scan', 'site', record)];
  return {
    faults,
    server: buildServer({ routes, gate, ...bareShell(), onFault: (fault) => faults.push(fault) }),
  };
}

const payload = {
  move: 'receive',
  site: 'DC',
  scans: [{ id: '018f3b1e-0000-7000-8000-000000000000', codes: ['A'], input: 'scanned' }],
};
const diskFull = Object.assign(new Error('no space'), { code: '53100', severity: 'ERROR' });

describe('scans that the ledger cannot take now', () => {
  test.each([
    ['a queue that is full', new QueueFull('Too many scans are waiting.'), 'busy', '1'],
    ['a database that is away', new LedgerBusy('The database is away.'), 'busy', '2'],
    ['a disk that is full', diskFull, 'disk_full', '30'],
  ])('%s: 503, when to come again, and that the same ids are right', async (_what, error, code, after) => {
    const { server, faults } = serverWith(error);
    const reply = await server.inject({ method: 'POST', url: '/api/scans', payload });
    expect([reply.statusCode, reply.json().code, reply.headers['retry-after']]).toEqual([503, code, after]);
    if (code === 'busy') expect(reply.json().detail).toContain('the same ids');
    expect(faults).toEqual([]);
  });

  test('a fault of our own is 500 and is told to whoever keeps the log', async () => {
    const error = new Error('a bug');
    const { server, faults } = serverWith(error);
    const reply = await server.inject({ method: 'POST', url: '/api/scans', payload });
    expect([reply.statusCode, reply.json().code]).toEqual([500, 'internal_fault']);
    expect(faults).toEqual([error]);
  });
});

test('a route that does not say who may use it stops the server from starting', () => {
  const { record } = scanningEndpoints({ ledger: {} as Ledger, onAnswers: () => {} });
  const silent = { ...route('POST', '/api/scans', 'scan', 'site', record), permission: undefined as never };
  expect(() => buildServer({ routes: [silent], gate, ...bareShell(), onFault: () => {} })).toThrow(
    'POST /api/scans does not say who may use it',
  );
});

test('a route that does not say how far it reaches stops the server from starting', () => {
  const { record } = scanningEndpoints({ ledger: {} as Ledger, onAnswers: () => {} });
  const silent = { ...route('POST', '/api/scans', 'scan', 'site', record), reach: undefined as never };
  expect(() => buildServer({ routes: [silent], gate, ...bareShell(), onFault: () => {} })).toThrow(
    'POST /api/scans does not say how far it reaches',
  );
});
