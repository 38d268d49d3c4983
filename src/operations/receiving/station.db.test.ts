import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { readPdf } from '../../testing/read-pdf.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const at = (number: string, rest = '') => `/api/receipts/${encodeURIComponent(number)}${rest}`;
const paper = (number: string) => ({ kind: 'receipt', number });

async function announced(number: string, serials: readonly string[], more: Record<string, unknown> = {}) {
  for (const serial of serials) {
    const told = await app.scan('announce', ['TV', serial], { document: paper(number), line: 1, ...more });
    expect(told.outcome).toBe('recorded');
  }
}

const receive = (number: string, codes: readonly string[], more: Record<string, unknown> = {}) =>
  app.scan('receive', codes, { document: paper(number), location: 'DOCK', ...more });

async function counts(number: string) {
  const { body } = await app.ask('GET', at(number));
  return [body.expected, body.received, body.extra, body.missing];
}

describe('announced by hand', () => {
  test('it says for which site, from whom, and how many; any unit of the product fills its line', async () => {
    const made = await app.ask('POST', '/api/receipts', {
      number: 'HAND-1',
      site: 'DC',
      supplier: 'ACME',
      lines: [
        { line: 1, sku: 'PHONE', quantity: 2 },
        { line: 2, sku: 'LAPTOP', quantity: 1 },
      ],
    });
    expect([made.status, made.headers.location, made.body.status]).toEqual([
      201,
      '/api/receipts/HAND-1',
      'announced',
    ]);
    expect(await counts('HAND-1')).toEqual([3, 0, 0, 3]);
    for (const serial of ['H-1', 'H-2'])
      expect((await receive('HAND-1', ['PHONE', serial])).outcome).toBe('recorded');
    expect((await receive('HAND-1', ['PHONE', 'H-3'])).code).toBe('not_on_document');
    const extra = await receive('HAND-1', ['PHONE', 'H-3'], { details: { reason: 'sent along' } });
    expect(extra.outcome).toBe('recorded');
    expect(await counts('HAND-1')).toEqual([3, 2, 1, 1]);
    const { body } = await app.ask('GET', at('HAND-1', '/progress'));
    expect(body.lines.map((one: Line) => [one.line, one.sku, one.expected, one.received, one.extra])).toEqual(
      [
        [1, 'PHONE', 2, 2, 0],
        [2, 'LAPTOP', 1, 0, 0],
        [null, 'PHONE', 0, 0, 1],
      ],
    );
  });

  test('a unit taken back leaves its place to another', async () => {
    const lines = [{ line: 1, sku: 'PHONE', quantity: 1 }];
    await app.ask('POST', '/api/receipts', { number: 'HAND-2', site: 'DC', lines });
    const first = await receive('HAND-2', ['PHONE', 'H2-1']);
    expect((await receive('HAND-2', ['PHONE', 'H2-2'])).code).toBe('not_on_document');
    await app.scan('annul', ['H2-1'], { details: { seq: first.seq, reason: 'not ours' } });
    expect(await counts('HAND-2')).toEqual([1, 0, 0, 1]);
    expect((await receive('HAND-2', ['PHONE', 'H2-2'])).outcome).toBe('recorded');
    expect(await counts('HAND-2')).toEqual([1, 1, 0, 0]);
  });

  test.each([
    ['a number that is taken', { number: 'HAND-1', site: 'DC' }, 409, 'already_exists', 'number'],
    ['a site that is not there', { number: 'X-1', site: 'NOWHERE' }, 422, 'unknown_site', 'site'],
    [
      'a product that is not there',
      { number: 'X-1', site: 'DC', lines: [{ line: 1, sku: 'NOTHING', quantity: 1 }] },
      422,
      'unknown_product',
      'lines[0].sku',
    ],
    [
      'serials of a product without serials',
      { number: 'X-1', site: 'DC', lines: [{ line: 1, sku: 'CABLE', serials: ['C-1'] }] },
      422,
      'no_serials',
      'lines[0].serials',
    ],
    [
      'two lines of one number',
      { number: 'X-1', site: 'DC', lines: [1, 1].map((line) => ({ line, sku: 'TV', quantity: 1 })) },
      422,
      'duplicate_line',
      'lines[1].line',
    ],
    [
      'more than can be counted',
      {
        number: 'X-1',
        site: 'DC',
        lines: [{ line: 1, sku: 'TV', quantity: 100_001 }],
      },
      400,
      'invalid_request',
      'lines[0].quantity',
    ],
  ])('%s makes nothing', async (_what, body, status, code, where) => {
    const told = await app.ask('POST', '/api/receipts', body);
    expect([told.status, told.body.code, told.body.where]).toEqual([status, code, where]);
    expect((await app.ask('GET', at('X-1'))).status).toBe(404);
  });

  test('two people who take the last place of a line: one gets it, whoever is first', async () => {
    const lines = [{ line: 1, sku: 'TV', quantity: 5 }];
    await app.ask('POST', '/api/receipts', { number: 'HAND-RACE', site: 'DC', lines });
    const ledgers = [app.world.anotherLedger(), app.world.anotherLedger()];
    const document = paper('HAND-RACE');
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, nth) =>
        app.world.scan('receive', ['TV', `HR-${nth}`], { document, ledger: ledgers[nth % 2]! }),
      ),
    );
    expect(answers.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(5);
    expect(await counts('HAND-RACE')).toEqual([5, 5, 0, 0]);
  });
});

interface Line {
  readonly line: number | null;
  readonly sku: string;
  readonly expected: number;
  readonly received: number;
  readonly extra: number;
}

describe('the list of receipts', () => {
  test('is the newest first, page by page, and narrowed by site, state, supplier and number', async () => {
    await announced('LIST-A', ['LA-1'], { details: { supplier: 'LISTED' } });
    await announced('LIST-B', ['LB-1', 'LB-2'], { details: { supplier: 'LISTED' } });
    await receive('LIST-B', ['LB-1']);
    await announced('LIST-C', ['LC-1'], { details: { supplier: 'LISTED' } });
    await receive('LIST-C', ['LC-1']);
    await app.ask('POST', at('LIST-C', '/close'), {});
    await app.scan('announce', ['TV', 'LS-1'], {
      site: 'STORE-1',
      document: paper('LIST-S'),
      details: { supplier: 'LISTED' },
    });
    const listed = async (query: string) => {
      const { body } = await app.ask('GET', `/api/receipts?supplier=LISTED${query}`);
      return body.items.map(({ number }: { number: string }) => number);
    };
    expect(await listed('')).toEqual(['LIST-S', 'LIST-C', 'LIST-B', 'LIST-A']);
    expect(await listed('&site=DC')).toEqual(['LIST-C', 'LIST-B', 'LIST-A']);
    expect(await listed('&site=DC&status=open')).toEqual(['LIST-B', 'LIST-A']);
    expect(await listed('&status=announced')).toEqual(['LIST-S', 'LIST-A']);
    expect(await listed('&status=receiving')).toEqual(['LIST-B']);
    expect(await listed('&status=closed')).toEqual(['LIST-C']);
    expect(await listed('&number=ist-b')).toEqual(['LIST-B']);
    expect(await listed('&number=%25')).toEqual([]);
    const pages: string[] = [];
    for (let next = '', isMore = true; isMore; ) {
      const { body } = await app.ask('GET', `/api/receipts?supplier=LISTED&limit=3&after=${next}`);
      pages.push(...body.items.map(({ number }: { number: string }) => number));
      isMore = body.next !== null;
      next = body.next;
    }
    expect(pages).toEqual(['LIST-S', 'LIST-C', 'LIST-B', 'LIST-A']);
  });

  test('has only receipts of sites that one may see', async () => {
    const key = await app.keyOf('associate', 'STORE-1');
    const { body } = await app.ask('GET', '/api/receipts', undefined, { key });
    expect(body.items.length).toBeGreaterThan(0);
    expect(new Set(body.items.map(({ site }: { site: string }) => site))).toEqual(new Set(['STORE-1']));
    const theirs = await app.ask('GET', '/api/receipts?site=DC', undefined, { key });
    expect([theirs.status, theirs.body.code]).toEqual([422, 'unknown_site']);
  });
});

test('goods for another site are not taken in on its receipt, and can be taken in without it', async () => {
  await announced('FOR-DC', ['FD-1']);
  const there = await receive('FOR-DC', ['FD-1'], { site: 'STORE-1', location: 'FLOOR' });
  expect([there.outcome, there.code]).toEqual(['refused', 'document_of_another_site']);
  expect(await counts('FOR-DC')).toEqual([1, 0, 0, 1]);
  const without = await app.scan('receive', ['FD-1'], { site: 'STORE-1' });
  expect([without.outcome, without.status]).toEqual(['recorded', 'in_stock']);
  const { text } = await app.ask('GET', at('FOR-DC', '/report.csv'));
  expect(text).toContain('missing,1,TV,A television,FD-1,1,,,,in stock');
});

test('two people at one receipt: nothing is counted twice, both see it, and who did what', async () => {
  const serials = Array.from({ length: 20 }, (_, nth) => `TWO-${nth}`);
  await announced('BOTH', serials);
  const keys = [await app.keyOf('associate', 'DC'), await app.keyOf('lead', 'DC')];
  const told = await Promise.all(
    serials.flatMap((serial) => keys.map((key) => receive('BOTH', [serial], { key }))),
  );
  const outcomes = told.map(({ outcome, code }) => code ?? outcome);
  expect(outcomes.filter((one) => one === 'recorded')).toHaveLength(20);
  const again = outcomes.filter((one) => one !== 'recorded');
  expect(new Set(again).size).toBe(1);
  expect(['already_on_document', 'already_received']).toContain(again[0]);
  for (const key of keys) {
    const { body } = await app.ask('GET', at('BOTH'), undefined, { key });
    expect([body.received, body.missing, body.status]).toEqual([20, 0, 'receiving']);
  }
  const { body } = await app.ask('GET', at('BOTH', '/progress'));
  const scanned = body.people.map((one: { scanned: number }) => one.scanned);
  expect(scanned.reduce((sum: number, one: number) => sum + one, 0)).toBe(20);
});

test('a unit that came damaged is in quarantine, counted apart, and said why', async () => {
  await announced('DAMAGE', ['DM-1', 'DM-2']);
  await receive('DAMAGE', ['DM-1']);
  const details = { condition: 'damaged', damage: 'corner pressed in' };
  const told = await receive('DAMAGE', ['DM-2'], { location: 'QUARANTINE', details });
  expect([told.outcome, told.place]).toEqual(['recorded', 'DC/QUARANTINE']);
  const progress = await app.ask('GET', at('DAMAGE', '/progress'));
  expect([progress.body.damaged, progress.body.lines[0].damaged]).toEqual([1, 1]);
  const damagedInList = async () =>
    (await app.ask('GET', '/api/receipts?number=DAMAGE')).body.items[0].damaged;
  expect(await damagedInList()).toBe(1);
  const { body } = await app.ask('GET', at('DAMAGE', '/units'));
  const unit = body.items.find((one: { unit: { serial: string } }) => one.unit.serial === 'DM-2');
  expect([unit.condition, unit.damage, unit.state]).toEqual(['damaged', 'corner pressed in', 'recorded']);
  await app.scan('annul', ['DM-2'], { details: { seq: told.seq, reason: 'only the wrapping' } });
  expect((await app.ask('GET', at('DAMAGE', '/progress'))).body.damaged).toBe(0);
  expect(await damagedInList()).toBe(0);
});

test('its units can be asked for since a time: what came meanwhile, and no more', async () => {
  await announced('SINCE', ['SI-1', 'SI-2', 'SI-3']);
  const told = await receive('SINCE', ['SI-2']);
  const history = await app.ask('GET', `/api/units/${told.unit.id}/history`);
  const since = history.body.events.at(-1).recordedAt;
  const { body } = await app.ask('GET', at('SINCE', `/units?since=${since}`));
  expect(body.items.map((one: { unit: { serial: string } }) => one.unit.serial)).toEqual(['SI-2']);
  const bad = await app.ask('GET', at('SINCE', '/units?since=yesterday'));
  expect([bad.status, bad.body.code]).toEqual([422, 'bad_time']);
});

describe('closing', () => {
  test('what differs is closed with a reason only; a lead opens it again, and both are kept', async () => {
    await announced('CLOSE', ['CL-1', 'CL-2']);
    await receive('CLOSE', ['CL-1']);
    const bare = await app.ask('POST', at('CLOSE', '/close'), {});
    expect([bare.status, bare.body.code, bare.body.where]).toEqual([422, 'reason_needed', 'body.reason']);
    const closed = await app.ask('POST', at('CLOSE', '/close'), { reason: 'the rest comes on Friday' });
    expect([closed.status, closed.body.status]).toEqual([200, 'closed']);
    expect((await receive('CLOSE', ['CL-2'])).code).toBe('document_closed');
    const associate = { key: await app.keyOf('associate', 'DC') };
    const no = await app.ask('POST', at('CLOSE', '/reopen'), { reason: 'it came' }, associate);
    expect([no.status, no.body.code]).toEqual([403, 'not_permitted']);
    const lead = { key: await app.keyOf('lead', 'DC') };
    const opened = await app.ask('POST', at('CLOSE', '/reopen'), { reason: 'it came' }, lead);
    expect([opened.status, opened.body.status]).toEqual([200, 'receiving']);
    expect((await receive('CLOSE', ['CL-2'])).outcome).toBe('recorded');
    expect((await app.ask('POST', at('CLOSE', '/close'), {})).status).toBe(200);
    const { body } = await app.ask('GET', at('CLOSE', '/progress'));
    const steps = body.steps.map((one: Record<string, unknown>) => [one.step, one.reason, one.received]);
    expect(steps).toEqual([
      ['closed', 'the rest comes on Friday', 1],
      ['reopened', 'it came', 1],
      ['closed', null, 2],
    ]);
    const open = await app.ask('POST', at('CLOSE', '/reopen'), { reason: ' ' });
    expect([open.status, open.body.code]).toEqual([400, 'invalid_request']);
  });

  test('an open one cannot be opened', async () => {
    await announced('OPEN', ['OP-1']);
    const told = await app.ask('POST', at('OPEN', '/reopen'), { reason: 'why not' });
    expect([told.status, told.body.code]).toEqual([409, 'not_closed']);
  });
});

test('one serial of a closed receipt is corrected, also after others of it were sold', async () => {
  await announced('B1', ['B1-RIGHT', 'B1-OTHER']);
  await receive('B1', ['TV', 'B1-WRONG'], { details: { reason: 'label read badly' } });
  await receive('B1', ['B1-OTHER']);
  await app.ask('POST', at('B1', '/close'), { reason: 'one is missing' });
  await app.scan('sell', ['B1-OTHER'], { document: { kind: 'sale', number: 'B1-S' } });
  expect(await counts('B1')).toEqual([2, 1, 1, 1]);
  const scans = [['B1-WRONG'], ['TV', 'B1-RIGHT']].map((codes, nth) => ({
    id: randomUUID(),
    codes,
    input: 'keyed',
    ...(nth === 0 ? { details: { reason: 'the label was read badly' } } : {}),
  }));
  const { body } = await app.ask('POST', '/api/scans', { move: 'misidentified', site: 'DC', scans });
  expect(body.answers.map((one: { outcome: string }) => one.outcome)).toEqual(['recorded', 'recorded']);
  expect(await counts('B1')).toEqual([2, 2, 0, 0]);
  expect((await app.ask('GET', at('B1'))).body.status).toBe('closed');
});

describe('the difference report', () => {
  test('has what is missing, extra and damaged, and formulas as text', async () => {
    await announced('REPORT', ['RE-1', 'RE-2', 'RE-3']);
    await receive('REPORT', ['RE-1'], { details: { condition: 'damaged', damage: '=wet' } });
    await receive('REPORT', ['TV', 'RE-9'], { details: { reason: 'in place of 你好' } });
    const { status, headers, text } = await app.ask('GET', at('REPORT', '/report.csv'));
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers['content-disposition']).toBe('attachment; filename="receipt-REPORT.csv"');
    const lines = text.split('\r\n').map((line) => line.split(','));
    expect(lines[0]!.slice(0, 6)).toEqual(['difference', 'line', 'sku', 'product', 'serial', 'pieces']);
    expect(lines.slice(1, -1).map((cells) => [cells[0], cells[1], cells[4], cells[8], cells[9]])).toEqual([
      ['missing', '1', 'RE-2', '', ''],
      ['missing', '1', 'RE-3', '', ''],
      ['extra', '', 'RE-9', 'in place of 你好', ''],
      ['damaged', '1', 'RE-1', "'=wet", ''],
    ]);
  });

  test('as a PDF says the same, and carries the CSV, so that no letter is lost', async () => {
    const reply = await app.server.inject({
      url: at('REPORT', '/report.pdf'),
      headers: { authorization: `Bearer ${app.adminKey}` },
    });
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(reply.headers['content-disposition']).toBe('inline; filename="receipt-REPORT.pdf"');
    const { printed, attached } = readPdf(reply.rawPayload);
    for (const said of [
      'Difference report',
      'Receipt REPORT',
      'RE-9',
      'in place of [U+4F60][U+597D]',
      '=wet',
    ])
      expect(printed).toContain(said);
    expect(printed).toContain('Letters that this paper’s type does not have');
    const csv = await app.ask('GET', at('REPORT', '/report.csv'));
    expect(attached).toBe(`\ufeff${csv.text}`);
  });

  test('of a receipt on which everything came says so', async () => {
    await announced('WHOLE', ['WH-1']);
    await receive('WHOLE', ['WH-1']);
    const { rawPayload } = await app.server.inject({
      url: at('WHOLE', '/report.pdf'),
      headers: { authorization: `Bearer ${app.adminKey}` },
    });
    expect(readPdf(rawPayload).printed).toContain('Everything came as it was announced.');
    expect((await app.ask('GET', at('WHOLE', '/report.csv'))).text.split('\r\n')).toHaveLength(2);
  });
});
