import type { TestApp } from '../src/testing/app.ts';

/** What clients call the routes of bulk moves. */
export const bulkOperations = {
  'GET /api/bulk-moves': 'listBulkMoves',
  'POST /api/bulk-moves': 'createBulkMove',
  'POST /api/bulk-moves/file': 'createBulkMoveFromFile',
  'GET /api/bulk-moves/{id}': 'getBulkMove',
  'PATCH /api/bulk-moves/{id}': 'changeBulkMove',
  'POST /api/bulk-moves/{id}/task': 'commandBulkMove',
  'GET /api/bulk-moves/{id}/lines': 'listBulkMoveLines',
  'GET /api/bulk-moves/{id}/errors.csv': 'getBulkMoveErrors',
} as const;

/** Two bulk moves, one of them checked. */
export async function askBulkMoves(ask: TestApp['ask']): Promise<void> {
  const wanted = { move: 'put_away', site: 'DC', units: { numbers: 'NOBODY-1 NOBODY-2' } };
  const { body } = await ask('POST', '/api/bulk-moves', wanted);
  const headers = { 'content-type': 'text/csv' };
  await ask('POST', '/api/bulk-moves/file?move=put_away&site=DC', 'NOBODY-1\n', { headers });
  const path = `/api/bulk-moves/${body.id}`;
  await ask('GET', '/api/bulk-moves');
  await ask('GET', path);
  await ask('PATCH', path, { moving: { move: 'move_spot' } });
  await ask('POST', `${path}/task`, { do: 'judge' });
  await ask('GET', `${path}/lines`);
  await ask('GET', `${path}/errors.csv`);
}

const here = { tested: 'src/operations/importing/moves/bulk-moves.db.test.ts' } as const;

/** How the matrix of roles asks for them. */
export const bulkRows = {
  'GET /api/bulk-moves': here,
  'POST /api/bulk-moves': here,
  'POST /api/bulk-moves/file': here,
  'GET /api/bulk-moves/:id': here,
  'PATCH /api/bulk-moves/:id': here,
  'POST /api/bulk-moves/:id/task': here,
  'GET /api/bulk-moves/:id/lines': here,
  'GET /api/bulk-moves/:id/errors.csv': here,
} as const;
