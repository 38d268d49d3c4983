import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { openTestApp, type TestApp, type Told } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

let made = 0;
/** A product of its own for each test, so that no test meets another one's numbers. */
async function newProduct(more: object = {}): Promise<string> {
  made += 1;
  const sku = `NUMBERED-${made}`;
  const told = await app.ask('POST', '/api/products', { sku, name: sku, ...more });
  if (told.status !== 201) throw new Error(told.text);
  return sku;
}

const define = (sku: string | null, settings: object) =>
  app.ask('POST', '/api/numbers', { sku, ...settings });

function take(sku: string | null, count: number, more: object = {}): Promise<Told> {
  return app.ask('POST', '/api/number-blocks', { id: crypto.randomUUID(), sku, count, ...more });
}

async function taken(sku: string | null, count: number, more: object = {}): Promise<string[]> {
  const told = await take(sku, count, more);
  if (told.status !== 201) throw new Error(told.text);
  return told.body.numbers;
}

async function finished(id: number): Promise<Told['body']> {
  for (;;) {
    const { body } = await app.ask('GET', `/api/number-blocks/${id}`);
    if (body.task === null) return body;
    await new Promise((later) => setTimeout(later, 20));
  }
}

const problemOf = ({ status, body }: Told) => [status, body.code, body.where];
const receive = (sku: string, serial: string) => app.scan('receive', [serial], { details: { sku } });

describe('numbers of a product', () => {
  test('are counted up, and each is given out once', async () => {
    const sku = await newProduct();
    const { body } = await define(sku, { kind: 'sequence', prefix: 'AC', width: 4, start: 8 });
    expect(body).toMatchObject({ sku, kind: 'sequence', example: 'AC0008', given: 0, left: 9_992 });
    expect(await taken(sku, 3)).toEqual(['AC0008', 'AC0009', 'AC0010']);
    expect(await taken(sku, 1)).toEqual(['AC0011']);
  });

  test('end in a check character where the pattern says so', async () => {
    const sku = await newProduct();
    await define(sku, { kind: 'pattern', pattern: 'AC-{number:6}-{check}' });
    expect(await taken(sku, 2)).toEqual(['AC-000001-9', 'AC-000002-7']);
  });

  test('that are random say how hard they are to guess, and do not follow each other', async () => {
    const sku = await newProduct();
    const { body } = await define(sku, { kind: 'random', prefix: 'R', length: 10 });
    expect(body.entropyBits).toBe(45.8);
    const numbers = await taken(sku, 1_000);
    expect(new Set(numbers).size).toBe(1_000);
    for (const number of numbers) expect(number).toMatch(/^R[0-9CFHJKMNPRTVWXY]{11}$/);
    expect(numbers).not.toContain(body.example);
    expect([...numbers].sort()).not.toEqual(numbers);
  });

  test('become units when they are received, not before', async () => {
    const sku = await newProduct();
    await define(sku, { kind: 'sequence', prefix: 'NEW' });
    const [number] = await taken(sku, 1);
    expect((await app.ask('GET', `/api/units/by-code/${number}`)).status).toBe(404);
    expect(await receive(sku, number!)).toMatchObject({ outcome: 'recorded', unit: { sku, serial: number } });
  });

  test('the same request again is the same numbers; its id with another wish is not taken', async () => {
    const sku = await newProduct();
    await define(sku, { kind: 'sequence', prefix: 'ID' });
    const wish = { id: crypto.randomUUID(), sku, count: 2 };
    const first = await app.ask('POST', '/api/number-blocks', wish);
    const again = await app.ask('POST', '/api/number-blocks', wish);
    expect([again.body.id, again.body.numbers]).toEqual([first.body.id, first.body.numbers]);
    expect(problemOf(await app.ask('POST', '/api/number-blocks', { ...wish, count: 3 }))).toEqual([
      409,
      'already_exists',
      'id',
    ]);
  });

  test('run out with a name, and then nothing is given out', async () => {
    const sku = await newProduct();
    await define(sku, { kind: 'sequence', width: 1, start: 7 });
    const told = await take(sku, 4);
    expect([...problemOf(told), told.body.detail]).toEqual([
      409,
      'numbers_used_up',
      'count',
      'There are only 3 more numbers, not 4.',
    ]);
    expect(await taken(sku, 3)).toEqual(['7', '8', '9']);
    expect((await take(sku, 1)).body.detail).toBe('There are no more numbers.');
  });

  test('are not given out where nobody has said how they come about', async () => {
    expect(problemOf(await take(await newProduct(), 1))).toEqual([409, 'no_numbering', 'sku']);
    expect(problemOf(await take('CABLE', 1))).toEqual([422, 'bad_numbering', 'sku']);
    expect(problemOf(await take('NO-SUCH', 1))).toEqual([404, 'product_not_found', 'sku']);
  });
});

describe('a number is never given out twice', () => {
  test('whoever asks at the same time', async () => {
    const sku = await newProduct();
    await define(sku, { kind: 'random', prefix: 'P' });
    const all = await Promise.all(Array.from({ length: 60 }, (_, n) => taken(sku, 1 + (n % 7))));
    const numbers = all.flat();
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('nor one that a unit of the product has, or once had', async () => {
    const sku = await newProduct();
    await receive(sku, 'S2');
    await receive(sku, 'S4');
    await app.scan('reidentify', ['S4'], { details: { identifier: 'serial:S5', reason: 'a new board' } });
    await define(sku, { kind: 'sequence', prefix: 'S', width: 1 });
    expect(await taken(sku, 3)).toEqual(['S1', 'S3', 'S6']);
  });

  test('nor one that lies behind a thousand that units have', async () => {
    const sku = await newProduct();
    const scans = Array.from({ length: 1_200 }, (_, n) => ({
      id: crypto.randomUUID(),
      codes: [`Q${String(n + 1).padStart(4, '0')}`],
      input: 'scanned',
      details: { sku },
    }));
    await app.ask('POST', '/api/scans', { move: 'receive', site: 'DC', scans });
    await define(sku, { kind: 'sequence', prefix: 'Q', width: 4 });
    expect(await taken(sku, 2)).toEqual(['Q1201', 'Q1202']);
  });

  test('nor one that was given out before the rule was changed, in whatever form', async () => {
    const sku = await newProduct();
    await define(sku, { kind: 'sequence', prefix: 'X', width: 3 });
    expect(await taken(sku, 2)).toEqual(['X001', 'X002']);
    await define(sku, { kind: 'sequence', prefix: 'X0', width: 2 });
    expect(await taken(sku, 2)).toEqual(['X003', 'X004']);
    await define(sku, { kind: 'sequence', prefix: 'X', width: 3 });
    expect(await taken(sku, 1)).toEqual(['X005']);
  });

  test('nor one of the maker’s, unless it comes from the pool', async () => {
    const sku = await newProduct();
    await app.ask('POST', '/api/number-pools', { sku, numbers: 'M2-M4 M6' });
    await define(sku, { kind: 'sequence', prefix: 'M', width: 1 });
    expect(await taken(sku, 3)).toEqual(['M1', 'M5', 'M7']);
    expect(await taken(sku, 4, { source: 'pool' })).toEqual(['M2', 'M3', 'M4', 'M6']);
  });

  test('nor one that nobody would take for a number', async () => {
    const sku = await newProduct();
    await define(sku, { kind: 'sequence', width: 4, start: 1_110 });
    expect(await taken(sku, 2)).toEqual(['1110', '1112']);
  });
});

describe('a maker’s pool', () => {
  test('takes lists and ranges, and says what it had already', async () => {
    const sku = await newProduct();
    const told = await app.ask('POST', '/api/number-pools', {
      sku,
      numbers: 'A7, ABC0001-ABC0500 "A B" 9+2',
    });
    expect(told.body).toMatchObject({
      added: 505,
      known: 0,
      numbering: { kind: 'pool', left: 505, given: 0 },
    });
    const more = await app.ask('POST', '/api/number-pools', { sku, numbers: 'A7 ABC0499 A8' });
    expect(more.body).toMatchObject({ added: 1, known: 2, numbering: { left: 506 } });
    const numbers = await taken(sku, 506);
    expect(new Set(numbers).size).toBe(506);
    expect(numbers).toEqual(
      expect.arrayContaining(['A7', 'A8', 'A B', 'ABC0001', 'ABC0500', '9', '10', '11']),
    );
  });

  test.each([
    ['A1 A1', 'At character 4: "A1" stands here for the second time.'],
    ['A1-A5 A3-A9', 'At character 7: The range from A3 overlaps with the one from A1.'],
    ['A1-A5 A3', 'At character 7: "A3" is in one of the ranges already.'],
    ['A1 B5-B2', 'At character 4: "B5" to "B2" is no range'],
    ['A1 n/a', 'At character 4: "n/a" cannot be a number of the product: it is what stands'],
    ['', 'There is no number in it.'],
  ])('%s is refused where it is wrong', async (numbers, sentence) => {
    const sku = await newProduct();
    const told = await app.ask('POST', '/api/number-pools', { sku, numbers });
    expect(problemOf(told)).toEqual([422, 'bad_serials', 'numbers']);
    expect(told.body.detail).toContain(sentence);
    const { body } = await app.ask('GET', `/api/numbers?sku=${sku}`);
    expect(body.items.map(({ left }: { left: number }) => left)).toEqual(body.items.map(() => 0));
  });

  test('a range that the pool has numbers of is refused whole', async () => {
    const sku = await newProduct();
    await app.ask('POST', '/api/number-pools', { sku, numbers: 'A10-A20 A33' });
    for (const numbers of ['A20-A25', 'A30-A40'])
      expect(problemOf(await app.ask('POST', '/api/number-pools', { sku, numbers }))).toEqual([
        422,
        'bad_serials',
        'numbers',
      ]);
    expect((await app.ask('GET', `/api/numbers?sku=${sku}`)).body.items).toMatchObject([{ left: 12 }]);
  });
});

describe('a product with a GTIN', () => {
  test('has serials as a GS1 symbol takes them', async () => {
    const sku = await newProduct({ gtins: ['4012345678901'] });
    for (const prefix of ['A'.repeat(15), 'Ä'])
      expect(problemOf(await define(sku, { kind: 'sequence', prefix }))).toEqual([
        422,
        'bad_numbering',
        'kind',
      ]);
    expect((await define(sku, { kind: 'sequence', prefix: 'A'.repeat(14) })).status).toBe(201);
    const numbers = `${'B'.repeat(21)}`;
    expect(problemOf(await app.ask('POST', '/api/number-pools', { sku, numbers }))[1]).toBe('bad_serials');
  });

  test('that got it later gives out no number that does not fit', async () => {
    const sku = await newProduct();
    await define(sku, { kind: 'sequence', prefix: 'Ä' });
    await app.ask('PATCH', `/api/products/${sku}`, { gtins: ['4012345678918'] });
    expect(problemOf(await take(sku, 1))).toEqual([422, 'bad_numbering', 'sku']);
  });
});

test('numbers that are not like the product’s serials are not begun with', async () => {
  const sku = await newProduct({ serialPattern: 'PH[0-9]{6}' });
  expect(problemOf(await define(sku, { kind: 'sequence', prefix: 'AB' }))).toEqual([
    422,
    'bad_numbering',
    'kind',
  ]);
  expect((await define(sku, { kind: 'sequence', prefix: 'PH' })).status).toBe(201);
});

test('settings that cannot be are refused where they are wrong', async () => {
  const told = await define(await newProduct(), { kind: 'pattern', pattern: 'A{nummer:3}' });
  expect([...problemOf(told), told.body.detail]).toEqual([
    422,
    'bad_numbering',
    'pattern',
    'At character 2: write {number:6} or {check}.',
  ]);
});

describe('own labels', () => {
  test('need no setting up: they are random, and one row of numbers for the whole network', async () => {
    const [one] = await taken(null, 1);
    const [another] = await taken(null, 1, { note: 'a damaged label' });
    expect(one).toMatch(/^T[0-9CFHJKMNPRTVWXY]{11}$/);
    expect(another).not.toBe(one);
    const { body } = await app.ask('GET', '/api/numbers?ownLabels=true');
    expect(body.items).toMatchObject([{ sku: null, kind: 'random', prefix: 'T', entropyBits: 45.8 }]);
  });

  test('that were bought numbered are given out as they were brought in', async () => {
    await app.ask('POST', '/api/number-pools', { sku: null, numbers: 'ROLL-001-ROLL-100' });
    expect(await taken(null, 2, { source: 'pool' })).toEqual(['ROLL-001', 'ROLL-002']);
  });
});

describe('a block', () => {
  test('tells to whom, what for and when, and who was given a number', async () => {
    const sku = await newProduct();
    await define(sku, { kind: 'random', prefix: 'W' });
    const holder = { kind: 'printer', name: 'Labels & Co' };
    const { body } = await take(sku, 5, { holder, note: 'for order 7' });
    expect(body).toMatchObject({ sku, given: 5, holder, note: 'for order 7', state: 'ready', used: null });
    const found = await app.ask('GET', `/api/numbers/given/${body.numbers[3]}`);
    expect(found.body.blocks).toMatchObject([{ id: body.id, holder }]);
    expect((await app.ask('GET', '/api/numbers/given/NOBODYS')).body.blocks).toEqual([]);
    const list = await app.ask('GET', `/api/number-blocks?sku=${sku}`);
    expect(list.body.items).toMatchObject([{ id: body.id }]);
  });

  test('is a file for whoever prints it', async () => {
    const sku = await newProduct();
    await define(sku, { kind: 'pattern', pattern: '=A{number:2}' });
    const { body } = await take(sku, 2);
    const file = await app.ask('GET', `/api/number-blocks/${body.id}/numbers.csv`);
    expect(file.text).toBe(`number,sku\r\n'=A01,${sku}\r\n'=A02,${sku}\r\n`);
    expect(file.headers['content-disposition']).toBe(`attachment; filename="numbers-${body.id}.csv"`);
  });

  test('says how many of its numbers are units’ by now', async () => {
    const sku = await newProduct();
    await define(sku, { kind: 'sequence', prefix: 'C' });
    const { body } = await take(sku, 4);
    await receive(sku, body.numbers[0]);
    await receive(sku, body.numbers[2]);
    const counted = await app.ask('POST', `/api/number-blocks/${body.id}/count`);
    expect(counted.body).toMatchObject({ given: 4, used: 2, remaining: 2 });
  });

  test('of a pool comes back, and what nobody used is given out again, once', async () => {
    const sku = await newProduct();
    await app.ask('POST', '/api/number-pools', { sku, numbers: 'V1-V9' });
    const { body } = await take(sku, 6);
    await receive(sku, 'V2');
    const back = await app.ask('POST', `/api/number-blocks/${body.id}/return`, { note: 'line 3 stopped' });
    expect(back.body).toMatchObject({ used: 1, returned: 5, remaining: 0, returnedNote: 'line 3 stopped' });
    await receive(sku, 'V3');
    expect(await taken(sku, 7)).toEqual(['V1', 'V4', 'V5', 'V6', 'V7', 'V8', 'V9']);
    expect(problemOf(await app.ask('POST', `/api/number-blocks/${body.id}/return`, {}))).toEqual([
      409,
      'already_returned',
      'params.id',
    ]);
  });

  test('of our making comes back, and its numbers are never given out again', async () => {
    const sku = await newProduct();
    await define(sku, { kind: 'sequence', prefix: 'N', width: 2 });
    const { body } = await take(sku, 3);
    expect((await app.ask('POST', `/api/number-blocks/${body.id}/return`, {})).body.returned).toBe(3);
    expect(await taken(sku, 1)).toEqual(['N04']);
  });

  test('that is large is made by a job, for those who keep the catalog', async () => {
    const sku = await newProduct();
    await define(sku, { kind: 'random', prefix: 'L', length: 9 });
    const count = limits.numbersAtOnceMax + 1;
    const wish = { id: crypto.randomUUID(), sku, count: 60_000 };
    const told = await app.ask('POST', '/api/number-blocks', wish);
    expect([told.status, told.body.numbers]).toEqual([202, null]);
    expect(await finished(told.body.id)).toMatchObject({ state: 'ready', given: 60_000 });
    const { text } = await app.ask('GET', `/api/number-blocks/${told.body.id}/numbers.csv`);
    expect(new Set(text.split('\r\n')).size).toBe(60_002);
    const key = await app.keyOf('associate', 'STORE-1');
    const refused = await app.ask(
      'POST',
      '/api/number-blocks',
      { ...wish, id: crypto.randomUUID(), count },
      { key },
    );
    expect(problemOf(refused)).toEqual([403, 'not_permitted', 'body.count']);
    const few = await app.ask(
      'POST',
      '/api/number-blocks',
      { ...wish, id: crypto.randomUUID(), count: 2 },
      { key },
    );
    expect(few.status).toBe(201);
  });

  test('that is larger than what is there keeps what there was, and says so', async () => {
    const sku = await newProduct();
    await app.ask('POST', '/api/number-pools', { sku, numbers: 'G0001-G1500' });
    const { body } = await take(sku, 2_000);
    expect(await finished(body.id)).toMatchObject({ state: 'failed', wanted: 2_000, given: 1_500 });
  });
});

test('numbers that were ended are given out no more, and what was given stays told', async () => {
  const sku = await newProduct();
  const { body } = await define(sku, { kind: 'sequence', prefix: 'END' });
  await taken(sku, 1);
  expect((await app.ask('POST', `/api/numbers/${body.id}/end`)).body.endedAt).not.toBeNull();
  expect(problemOf(await take(sku, 1))).toEqual([409, 'no_numbering', 'sku']);
  expect((await app.ask('GET', '/api/numbers/given/END000001')).body.blocks).toHaveLength(1);
  expect(problemOf(await app.ask('POST', '/api/numbers/999999/end'))).toEqual([
    404,
    'numbering_not_found',
    'params.id',
  ]);
});
