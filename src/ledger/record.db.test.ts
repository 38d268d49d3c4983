import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

let last = 0;
const newSerial = () => {
  last += 1;
  return `S-${last}`;
};

async function received(product: string, serial = newSerial()) {
  const answer = await world.scan('receive', [product, serial], { location: 'DOCK' });
  expect(answer.outcome).toBe('recorded');
  return serial;
}

const unitRow = async (serial: string) =>
  (await world.rows<Record<string, unknown>>('select * from unit where serial = $1', [serial]))[0]!;

describe('one scan after another', () => {
  test('a unit is received, put away, picked, packed, shipped and delivered', async () => {
    const answers = [];
    answers.push(await world.scan('receive', ['PHONE', 'L-1'], { location: 'DOCK' }));
    for (const move of ['put_away', 'pick', 'pack', 'ship', 'deliver'])
      answers.push(await world.scan(move, 'L-1', { location: 'A-01' }));
    expect(answers.map((a) => [a.outcome, a.status, a.seq, a.refusal])).toEqual([
      ['recorded', 'in_stock', 1, null],
      ['recorded', 'in_stock', 2, null],
      ['recorded', 'picked', 3, null],
      ['recorded', 'packed', 4, null],
      ['recorded', 'shipped', 5, null],
      ['recorded', 'sold', 6, null],
    ]);
  });

  test('a unit that is sold cannot be sold again, and the answer names the first sale', async () => {
    const serial = await received('LAPTOP');
    await world.scan('sell', serial, { site: 'STORE-1', document: { kind: 'sale', number: 'R-1' } });
    const second = await world.scan('sell', serial, { site: 'STORE-2' });
    expect(second.outcome).toBe('refused');
    expect(second.refusal?.code).toBe('already_sold');
    expect(second.refusal?.facts.last).toMatch(/^sold at STORE-1\/FLOOR on \d{4}-/);
  });

  test('a refusal said again names the same facts in the same order', async () => {
    const serial = await received('LAPTOP');
    const id = randomUUID();
    const first = await world.scan('undo_pick', serial, { id });
    const again = await world.scan('undo_pick', serial, { id });
    expect(first.refusal?.code).toBe('wrong_status');
    expect(JSON.stringify(again.refusal)).toBe(JSON.stringify(first.refusal));
  });

  test('a unit recorded at one site and scanned at another moves on, and the contradiction is kept', async () => {
    const serial = await received('LAPTOP');
    const sold = await world.scan('sell', serial, { site: 'STORE-2' });
    expect(sold).toMatchObject({ outcome: 'recorded', status: 'sold' });
    expect(sold.exceptions).toMatchObject([{ kind: 'unexpected_place', recorded: 'DC/DOCK' }]);
    const kept = await world.rows('select kind, recorded from exception where id = $1', [
      sold.exceptions[0]!.id,
    ]);
    expect(kept).toEqual([{ kind: 'unexpected_place', recorded: 'DC/DOCK' }]);
  });
});

describe('what a scan names', () => {
  test('a serial nobody knows is refused where the move cannot begin a life', async () => {
    expect((await world.scan('pick', 'NEVER-SEEN')).refusal?.code).toBe('unknown_unit');
    expect((await world.scan('receive', 'NEVER-SEEN')).refusal?.code).toBe('product_needed');
    expect((await world.scan('receive', ['EBIKE', 'NEVER-SEEN'])).refusal?.code).toBe('unknown_unit');
  });

  test('a product code alone asks for the serial', async () => {
    expect((await world.scan('sell', '4006381333931')).refusal).toMatchObject({
      code: 'serial_needed',
      facts: { product: 'A phone' },
    });
    expect((await world.scan('sell', '4006381333948')).refusal?.code).toBe('unknown_product');
  });

  test('a GS1 code names product and serial at once', async () => {
    const answer = await world.scan('receive', '(01)04006381333931(21)GS1-SERIAL');
    expect(answer).toMatchObject({
      outcome: 'recorded',
      unit: { sku: 'PHONE', serial: 'GS1-SERIAL' },
    });
    expect((await world.scan('put_away', '(01)04006381333930(21)GS1-SERIAL')).refusal?.code).toBe(
      'unreadable_code',
    );
    expect((await world.scan('put_away', ']C1010400638133393121GS1-SERIAL')).outcome).toBe('recorded');
  });

  test('a bare serial that two products share is ambiguous unless a code or the document decides', async () => {
    await received('PHONE', 'TWIN');
    await received('LAPTOP', 'TWIN');
    const bare = await world.scan('put_away', 'TWIN');
    expect(bare.outcome).toBe('ambiguous');
    expect(bare.candidates.map(({ sku }) => sku).sort()).toEqual(['LAPTOP', 'PHONE']);
    const named = await world.scan('put_away', ['TWIN', '4006381333931']);
    expect(named).toMatchObject({ outcome: 'recorded', unit: { sku: 'PHONE' } });
    await world.scan('pick', ['TWIN', 'LAPTOP'], { document: { kind: 'order', number: 'O-TWIN' } });
    const decided = await world.scan('pack', 'TWIN', { document: { kind: 'order', number: 'O-TWIN' } });
    expect(decided).toMatchObject({ outcome: 'recorded', unit: { sku: 'LAPTOP' } });
  });

  test('a serial of another product is refused, naming what it is', async () => {
    const serial = await received('PHONE');
    expect((await world.scan('put_away', [serial, 'LAPTOP'])).refusal).toMatchObject({
      code: 'serial_of_another_product',
      facts: { product: 'A phone' },
    });
  });

  test('codes of two units in one scan are refused', async () => {
    const [one, two] = [await received('PHONE'), await received('PHONE')];
    expect((await world.scan('put_away', [one, two])).refusal?.code).toBe('codes_disagree');
  });

  test('further codes of an arriving unit find it from then on', async () => {
    await world.scan('receive', ['PHONE', 'MULTI-1', '490154203237518']);
    expect((await world.scan('put_away', '490154203237518')).unit?.serial).toBe('MULTI-1');
  });

  test('a unit whose number changed answers to the old one and to the new one', async () => {
    const serial = await received('LAPTOP');
    const other = await received('LAPTOP');
    const details = { identifier: `serial:${serial}-NEW`, reason: 'board swapped', proof: 'work order 7' };
    expect((await world.scan('reidentify', serial, { details })).outcome).toBe('recorded');
    expect((await world.scan('put_away', serial)).unit?.serial).toBe(`${serial}-NEW`);
    expect((await world.scan('put_away', `${serial}-NEW`)).outcome).toBe('recorded');
    const taken = { identifier: `serial:${other}`, reason: 'typing' };
    expect((await world.scan('reidentify', serial, { details: taken })).refusal?.code).toBe('number_taken');
  });
});

describe('a product that was wrong', () => {
  test('a unit becomes one of another product, and its number finds it there', async () => {
    const serial = await received('LAPTOP');
    const details = { sku: 'TV', reason: 'wrong label' };
    const changed = await world.scan('change_product', serial, { details });
    expect(changed).toMatchObject({ outcome: 'recorded' });
    expect((await world.scan('put_away', [serial, 'TV'])).unit).toMatchObject({ sku: 'TV', serial });
    expect((await world.scan('put_away', [serial, 'LAPTOP'])).refusal?.code).toBe(
      'serial_of_another_product',
    );
  });
});

describe('one request', () => {
  const request = (scans: { codes: string[]; details?: Record<string, unknown> }[], more = {}) => ({
    move: 'put_away',
    site: 'DC',
    location: 'A-01',
    scans: scans.map((scan) => ({ id: randomUUID(), input: 'scanned' as const, ...scan })),
    ...more,
  });
  const send = async (body: Parameters<World['ledger']['record']>[0]) => {
    const result = await world.ledger.record(body, world.associate, null);
    if ('problem' in result) throw new Error(result.problem.sentence);
    return result.answers;
  };

  test('the same unit twice is refused the second time', async () => {
    const serial = await received('PHONE');
    const answers = await send(request([{ codes: [serial] }, { codes: [serial] }]));
    expect(answers.map((a) => a.refusal?.code ?? a.outcome)).toEqual(['recorded', 'same_unit_twice']);
  });

  test('all or nothing: one refusal withholds the others, and nothing of them is left', async () => {
    const serials = [await received('PHONE'), await received('PHONE')];
    const before = await Promise.all(serials.map(unitRow));
    const answers = await send(
      request([{ codes: [serials[0]!] }, { codes: ['NOBODY'] }, { codes: [serials[1]!] }], {
        atomicity: 'all_or_nothing',
      }),
    );
    expect(answers.map((a) => a.refusal?.code ?? a.outcome)).toEqual([
      'withheld',
      'unknown_unit',
      'withheld',
    ]);
    expect(await Promise.all(serials.map(unitRow))).toEqual(before);
  });

  test('crossed boxes: two sold units exchange their sales in one act', async () => {
    const [a, b] = [await received('PHONE'), await received('PHONE')];
    await world.scan('sell', a, { document: { kind: 'sale', number: 'SALE-A' } });
    await world.scan('sell', b, { document: { kind: 'sale', number: 'SALE-B' } });
    const [saleA, saleB] = [(await unitRow(a)).sale, (await unitRow(b)).sale];
    const answers = await send(request([{ codes: [a] }, { codes: [b] }], { move: 'cross_correct' }));
    expect(answers.map((x) => x.outcome)).toEqual(['recorded', 'recorded']);
    expect([(await unitRow(a)).sale, (await unitRow(b)).sale]).toEqual([saleB, saleA]);
    const back = await world.scan('take_into_custody', a, { document: { kind: 'sale', number: 'SALE-B' } });
    expect(back.exceptions).toEqual([]);
    expect((await unitRow(a)).holds).toBe('unwiped');
  });

  test('a pair of one is refused', async () => {
    const serial = await received('PHONE');
    const answers = await send(request([{ codes: [serial] }], { move: 'cross_correct' }));
    expect(answers[0]?.refusal?.code).toBe('not_a_pair');
  });
});
