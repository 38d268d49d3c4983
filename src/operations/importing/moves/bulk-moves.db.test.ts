import { copyFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '../../../ledger/verify.ts';
import { openTestApp, type TestApp } from '../../../testing/app.ts';
import { bulkMovesOf } from '../../../testing/bulk-moves.ts';
import { countsOf as counts, importsOf } from '../../../testing/importing.ts';

let app: TestApp;
let moves: ReturnType<typeof bulkMovesOf>;
beforeAll(async () => {
  app = await openTestApp();
  moves = bulkMovesOf(app);
});
afterAll(() => app?.close());

const numbers = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}-${n}X`);

/** Units in stock at the distribution centre. */
async function stocked(prefix: string, count: number, sku = 'TV'): Promise<string[]> {
  const serials = numbers(prefix, count);
  const lines = serials.map((serial) => `${sku},${serial},DC,DOCK`);
  const text = ['sku,serial,site,location', ...lines].join('\n');
  expect(counts(await importsOf(app).run(text, 'kind=opening_stock'))).toEqual([count, 0, 0]);
  return serials;
}

const unit = async (serial: string) => (await app.ask('GET', `/api/units/by-code/${serial}`)).body.units[0];
const placeOf = async (serial: string) => (await unit(serial)).place;
const toA01 = { move: 'move_spot', site: 'DC', location: 'A-01' };
const toFloor = { move: 'move_spot', site: 'DC', location: 'FLOOR' };
const found = ({ findings }: { findings: { code: string; lines: number[] }[] }) =>
  Object.fromEntries(findings.map(({ code, lines }) => [code, lines]));

describe('units are moved at once', () => {
  test('by a list of numbers, as many times as one likes', async () => {
    const serials = await stocked('LIST', 30);
    for (const where of [toA01, toFloor, toA01]) {
      const done = await moves.move({ ...where, units: { numbers: serials.join('\n') } });
      expect([done.state, done.kind, counts(done)]).toEqual(['done', 'moves', [30, 0, 0]]);
      expect(await placeOf('LIST-7X')).toBe(`DC/${where.location}`);
    }
    const { body } = await app.ask('GET', `/api/units/${(await unit('LIST-7X')).id}/history`);
    expect(body.events.at(-1)).toMatchObject({ event: 'UnitMoved', evidence: 'pasted' });
  });

  test('by a range, of which numbers that are no unit’s are told', async () => {
    for (const nth of [1, 2, 4]) await app.scan('receive', [`RNG00${nth}`], { details: { sku: 'TV' } });
    const done = await moves.move({ ...toA01, units: { numbers: 'RNG001..RNG004', sku: 'TV' } });
    expect([counts(done), found(done)]).toEqual([[3, 0, 1], { unknown_unit: [4] }]);
  });

  test('by a file, with a heading or without one, each line its own spot if it says so', async () => {
    await stocked('FILE', 4);
    const table = await moves.bring(
      'Serial Number,Bin\nFILE-0X,A-01\nFILE-1X,CAGE\n',
      'move=move_spot&site=DC',
    );
    expect(counts(await moves.order(table.id, 'run'))).toEqual([2, 0, 0]);
    expect([await placeOf('FILE-0X'), await placeOf('FILE-1X')]).toEqual(['DC/A-01', 'DC/CAGE']);
    const plain = await moves.bring('\ufeffFILE-2X\r\nFILE-3X\r\n', 'move=move_spot&site=DC&location=A-01');
    expect(counts(await moves.order(plain.id, 'run'))).toEqual([2, 0, 0]);
    expect([await placeOf('FILE-2X'), await placeOf('FILE-3X')]).toEqual(['DC/A-01', 'DC/A-01']);
  });

  test('all units of a document, of a spot, or of whatever the list of units is narrowed to', async () => {
    const document = { kind: 'order', number: 'BM-ORDER' };
    const serials = await stocked('DOC', 5, 'LAPTOP');
    for (const serial of serials.slice(0, 3)) await app.scan('pick', [serial], { document });
    const back = await moves.move({ move: 'undo_pick', site: 'DC', units: { document } });
    expect(counts(back)).toEqual([3, 0, 0]);
    await moves.move({ ...toFloor, location: 'CAGE', units: { numbers: serials.join(' ') } });
    const where = { site: 'DC', location: 'CAGE', sku: 'LAPTOP', status: 'in_stock' };
    const all = await moves.make({ ...toA01, units: { where } });
    expect(all.columns.map(({ header }: { header: string }) => header)).toEqual(['unit', 'sku', 'serial']);
    expect(counts(await moves.order(all.id, 'run'))).toEqual([5, 0, 0]);
    expect(await placeOf('DOC-4X')).toBe('DC/A-01');
  });

  test('with the document and the words that the move needs', async () => {
    const serials = await stocked('HELD', 3);
    const document = { kind: 'claim', number: 'C-9' };
    const details = { kind: 'quality', reference: 'Q-9' };
    const units = { numbers: serials.join(',') };
    const held = await moves.make({ move: 'place_hold', site: 'DC', document, units });
    const lacking = await app.ask('POST', `/api/bulk-moves/${held.id}/task`, { do: 'run' });
    expect([lacking.body.code, lacking.body.detail]).toEqual(['fields_missing', 'The move needs: kind.']);
    const moving = { move: 'place_hold', document, details };
    await app.ask('PATCH', `/api/bulk-moves/${held.id}`, { moving });
    expect(counts(await moves.order(held.id, 'run'))).toEqual([3, 0, 0]);
    expect((await unit('HELD-2X')).holds).toEqual(['quality:Q-9']);
  });
});

describe('what stays undone', () => {
  test('is told by the dry run, taken out, mended, and sent again without saying the rest anew', async () => {
    const serials = await stocked('MEND', 12);
    await app.scan('pick', ['MEND-3X']);
    const { id } = await moves.make({
      ...{ move: 'pick', site: 'DC', units: { numbers: [...serials, 'MEND-NONE'].join('\n') } },
    });
    const judged = await moves.order(id, 'judge');
    expect([judged.state, counts(judged), found(judged)]).toEqual([
      'ready',
      [11, 0, 2],
      { already_there: [5], unknown_unit: [14] },
    ]);
    expect((await unit('MEND-0X')).status).toBe('in_stock');
    expect(counts(await moves.order(id, 'run'))).toEqual([11, 0, 2]);
    const { text } = await app.ask('GET', `/api/bulk-moves/${id}/errors.csv`);
    expect(text.split('\r\n').map((line) => line.split(',')[0])).toEqual([
      'serial',
      'MEND-3X',
      'MEND-NONE',
      '',
    ]);
    await app.scan('undo_pick', ['MEND-3X']);
    await stocked('MENDED', 1);
    const again = await moves.bring(text.replace('MEND-NONE', 'MENDED-0X'), `corrects=${id}`);
    expect(counts(await moves.order(again.id, 'run'))).toEqual([2, 0, 0]);
    expect([(await unit('MEND-3X')).status, (await unit('MENDED-0X')).status]).toEqual(['picked', 'picked']);
    const whole = await moves.bring(['serial', ...serials].join('\n'), `corrects=${id}`);
    expect(counts(await moves.order(whole.id, 'run'))).toEqual([0, 12, 0]);
  });

  test('is everything, where it is all or none and one line is wrong', async () => {
    const serials = await stocked('ALL', 1_100);
    const wanted = { ...toA01, together: true, units: { numbers: [...serials, 'ALL-NONE'].join('\n') } };
    const refused = await moves.move(wanted);
    expect([refused.state, counts(refused), found(refused).unknown_unit]).toEqual([
      'done',
      [0, 0, 1_101],
      [1_102],
    ]);
    expect(refused.findings.find(({ code }: { code: string }) => code === 'withheld').count).toBe(1_100);
    expect(await placeOf('ALL-0X')).toBe('DC/DOCK');
    const done = await moves.bring(['serial', ...serials].join('\n'), `corrects=${refused.id}`);
    expect(counts(await moves.order(done.id, 'run'))).toEqual([1_100, 0, 0]);
    expect(await placeOf('ALL-1099X')).toBe('DC/A-01');
    const two = await moves.bring(
      'serial,bin\nALL-0X,A-01\nALL-1X,CAGE\n',
      'move=move_spot&site=DC&together=true',
    );
    expect(found(await moves.order(two.id, 'run'))).toEqual({ not_one_place: [2, 3] });
    const many = await moves.make({ ...wanted, units: { numbers: 'ZZ00001..ZZ10001' } });
    const told = await app.ask('POST', `/api/bulk-moves/${many.id}/task`, { do: 'run' });
    expect([told.status, told.body.code]).toEqual([413, 'too_many_units']);
  });
});

test('a file of stock that was refused may be good the next day: it is asked anew, and nothing is recorded twice', async () => {
  const imports = importsOf(app);
  const text = 'sku,serial,site\nTOMORROW,TMR-1,DC\nTV,TMR-2,DC\n';
  expect(counts(await imports.run(text, 'kind=opening_stock'))).toEqual([1, 0, 1]);
  expect(counts(await imports.run(text, 'kind=opening_stock'))).toEqual([0, 1, 1]);
  await app.ask('POST', '/api/products', { sku: 'TOMORROW', name: 'Since today' });
  expect(counts(await imports.run(text, 'kind=opening_stock'))).toEqual([1, 1, 0]);
  expect(counts(await imports.run(text, 'kind=opening_stock'))).toEqual([0, 2, 0]);
});

test('one undo takes all of it back; what has moved since stays and is listed; and it can itself be undone', async () => {
  const serials = await stocked('UNDO', 1_050);
  const { id } = await moves.move({ ...toA01, units: { numbers: serials.join('\n') } });
  await app.scan('pick', ['UNDO-5X']);
  expect(await moves.order(id, 'undo')).toMatchObject({ state: 'undone', progress: { done: 1_050 } });
  const { body } = await app.ask('GET', `/api/bulk-moves/${id}/lines?outcome=kept`);
  expect(body.items.map(({ line, code }: { line: number; code: string }) => [line, code])).toEqual([
    [7, 'moved_since'],
  ]);
  expect([await placeOf('UNDO-4X'), await placeOf('UNDO-5X')]).toEqual(['DC/DOCK', 'DC/A-01']);
  expect(await moves.order(id, 'redo')).toMatchObject({ state: 'done' });
  expect(await placeOf('UNDO-4X')).toBe('DC/A-01');
});

test('an undo and a redo that were not noted down when their server died do nothing twice, and know what is theirs', async () => {
  const serials = await stocked('HALF', 1_050);
  const { id } = await moves.move({ ...toA01, units: { numbers: serials.join('\n') } });
  const { id: byHand } = await unit('HALF-9X');
  await app.scan('annul', [`UNIT:${byHand}`], { details: { seq: 2, reason: 'a slip' } });
  const seqs = () => app.world.rows('select seqs from import_chunk where import_id = $1 order by nth', [id]);
  const listed = async () =>
    (await app.ask('GET', `/api/bulk-moves/${id}/lines?outcome=kept`)).body.items.map(
      ({ line, code }: { line: number; code: string }) => [line, code],
    );
  /** What a server that is killed between the ledger's answer and its note leaves behind, done again. */
  const dyingAt = async (task: 'undo' | 'redo', chunks: unknown) => {
    const restored = (chunks as { seqs: number[] }[]).map(
      ({ seqs }, nth) =>
        `update import_chunk set seqs = '{${seqs.join(',')}}' where import_id = ${id} and nth = ${nth + 1}`,
    );
    await app.world.asOwner(
      [
        ...restored,
        `delete from import_line where import_id = ${id}`,
        `update import set state = 'paused', task = '${task}', at_line = 0, done = 0 where id = ${id}`,
      ].join(';'),
    );
    return moves.order(id, 'resume');
  };
  const first = await seqs();
  await moves.order(id, 'undo');
  expect(await dyingAt('undo', first)).toMatchObject({ state: 'undone', progress: { done: 1_050 } });
  expect(await listed()).toEqual([[11, 'taken_back']]);
  // Undone, and on its way elsewhere since: a redo leaves it, and says so.
  await app.scan('move_spot', ['HALF-5X'], { location: 'CAGE' });
  await moves.order(id, 'redo');
  expect(await dyingAt('redo', first)).toMatchObject({ state: 'done' });
  expect(await listed()).toEqual([[7, 'moved_since']]);
  // What somebody took back by hand is not the undo’s to bring again.
  expect([await placeOf('HALF-9X'), await placeOf('HALF-5X')]).toEqual(['DC/DOCK', 'DC/CAGE']);
  const [events] = await app.world.rows<{ n: number }>(
    `select count(*)::int as n from event e join unit u on u.id = e.unit_id and u.bucket = e.bucket
     where u.serial like 'HALF-%' and e.seq > 1`,
  );
  expect(events!.n).toBe(1_048 * 3 + 2 + 3);
  await moves.order(id, 'undo');
  expect(await listed()).toEqual([[11, 'taken_back']]);
  expect(await placeOf('HALF-4X')).toBe('DC/DOCK');
});

test('what is under way when a bulk move is cancelled is noted down before it can be taken back', async () => {
  await stocked('STOP', 2);
  const { id } = await moves.move({ ...toA01, units: { numbers: 'STOP-0X STOP-1X' } });
  // As a server has it that has recorded its chunk, and is about to note it down.
  const [chunk] = await app.world.rows<{ lines: number[]; units: number[]; seqs: number[] }>(
    'select lines, units, seqs from import_chunk where import_id = $1',
    [id],
  );
  await app.world.asOwner(`delete from import_chunk where import_id = ${id};
    update import set state = 'cancelled', chunks = 0 where id = ${id}`);
  const working = await app.world.database.pool.connect();
  try {
    await working.query('select pg_advisory_lock(7318, $1)', [id]);
    const asked = moves.order(id, 'undo');
    asked.catch(() => {});
    for (let looks = 0; looks < 3; looks += 1) expect((await moves.read(id)).state).toBe('cancelled');
    const arrays = [chunk!.lines, chunk!.units, chunk!.seqs].map((column) => `'{${column.join(',')}}'`);
    await app.world.asOwner(`insert into import_chunk (import_id, nth, lines, units, seqs) values (${id}, 1, ${arrays});
      update import set chunks = 1 where id = ${id}`);
    await working.query('select pg_advisory_unlock(7318, $1)', [id]);
    expect(await asked).toMatchObject({ state: 'undone' });
  } finally {
    working.release();
  }
  expect(await placeOf('STOP-0X')).toBe('DC/DOCK');
});

test('a bulk move that was recorded and not yet noted down when its server died counts every unit once', async () => {
  const serials = await stocked('KILL', 1_500);
  const { id } = await moves.make({ ...toA01, units: { numbers: serials.join('\n') } });
  const fileOf = async () =>
    (await app.world.rows<{ file: string | null }>('select file from import where id = $1', [id]))[0]!.file;
  const file = (await fileOf())!;
  const path = join(app.dataDirectory, 'imports', file);
  await copyFile(path, `${path}.kept`);
  await moves.order(id, 'run');
  while ((await fileOf()) !== null) await new Promise((later) => setTimeout(later, 5));
  await rename(`${path}.kept`, path);
  await app.world.asOwner(`delete from import_chunk where import_id = ${id};
    update import set state = 'paused', file = '${file}', at_line = 0, done = 0, recorded = 0, chunks = 0 where id = ${id}`);
  const done = await moves.order(id, 'resume');
  expect(counts(done)).toEqual([1_500, 0, 0]);
  const [moved] = await app.world.rows<{ n: number }>(
    `select count(*)::int as n from event e join unit u on u.id = e.unit_id and u.bucket = e.bucket
     where u.serial like 'KILL-%' and e.seq > 1`,
  );
  expect(moved!.n).toBe(1_500);
});

describe('who may', () => {
  test('a lead, at the sites that he leads: any other answers like one that is not there', async () => {
    const key = await app.keyOf('lead', 'STORE-1');
    const store = bulkMovesOf(app, key);
    for (const code of ['WST-1', 'WST-2'])
      await app.scan('receive', [code], { site: 'STORE-1', details: { sku: 'TV' } });
    await stocked('WST-DC', 1);
    const done = await store.move({
      ...{ move: 'move_spot', site: 'STORE-1', location: 'A-01' },
      units: { where: { sku: 'TV' } },
    });
    expect(counts(done)).toEqual([2, 0, 0]);
    const away = { ...toA01, units: { numbers: 'WST-DC-0X' } };
    const refused = await app.ask('POST', '/api/bulk-moves', away, { key });
    expect([refused.status, refused.body.code]).toEqual([422, 'unknown_site']);
    const other = await moves.make(away);
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PATCH', '', {}],
      ['POST', '/task', { do: 'undo' }],
      ['GET', '/lines', undefined],
      ['GET', '/errors.csv', undefined],
    ] as const)
      expect((await app.ask(method, `/api/bulk-moves/${other.id}${path}`, body, { key })).body.code).toBe(
        'import_not_found',
      );
    const { body } = await app.ask('GET', '/api/bulk-moves', undefined, { key });
    expect(body.items.map(({ id }: { id: number }) => id)).toEqual([done.id]);
  });

  test('nobody else; and an import is no bulk move', async () => {
    for (const role of ['associate', 'integration', 'auditor'] as const) {
      const key = await app.keyOf(role);
      expect((await app.ask('GET', '/api/bulk-moves', undefined, { key })).status).toBe(403);
    }
    const imported = await importsOf(app).bring('sku,serial,site\nTV,NB-1,DC\n', 'kind=units');
    expect((await app.ask('GET', `/api/bulk-moves/${imported.id}`)).body.code).toBe('import_not_found');
    const moved = await moves.make({ ...toA01, units: { numbers: 'NB-1' } });
    expect((await app.ask('GET', `/api/imports/${moved.id}`)).body.code).toBe('import_not_found');
    const lists = await Promise.all(['imports', 'bulk-moves'].map((name) => app.ask('GET', `/api/${name}`)));
    const kinds = lists.map(({ body }) => new Set(body.items.map(({ kind }: { kind: string }) => kind)));
    expect([kinds[0]!.has('moves'), [...kinds[1]!]]).toEqual([false, ['moves']]);
  });
});

test.each([
  [{ move: 'annul' }, 400, 'invalid_request'],
  [{ site: 'NOWHERE' }, 422, 'unknown_site'],
  [{ location: 'NOWHERE' }, 422, 'unknown_location'],
  [{ units: { numbers: ' , ' } }, 422, 'empty_file'],
  [{ units: { numbers: 'A1 A1' } }, 422, 'bad_serials'],
  [{ units: { numbers: 'A000000..A999999' } }, 413, 'too_many_units'],
  [{ units: { document: { kind: 'order', number: 'NONE' } } }, 422, 'empty_file'],
  [{ units: { where: { sku: 'NONE' } } }, 422, 'unknown_product', 'units.where.sku'],
  [{ units: { where: { lot: 'NO-SUCH-LOT' } } }, 422, 'empty_file'],
] as const)('what names nothing is refused at once: %j', async (wrong, status, code, where?: string) => {
  const told = await app.ask('POST', '/api/bulk-moves', { ...toA01, units: { numbers: 'A1' }, ...wrong });
  expect([told.status, told.body.code]).toEqual([status, code]);
  if (where !== undefined) expect(told.body.where).toBe(where);
});

test('a file says what its units do, or which bulk move it mends', async () => {
  const headers = { 'content-type': 'text/csv' };
  const told = await app.ask('POST', '/api/bulk-moves/file?site=DC', 'A1\n', { headers });
  expect([told.status, told.body.code]).toEqual([422, 'unknown_move']);
});

test('afterwards every state made anew from the events is the state there is', async () => {
  expect((await verify({ url: app.world.test.ownerUrl })).listed).toEqual([]);
});
