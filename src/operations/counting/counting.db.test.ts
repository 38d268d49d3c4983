import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

let made = 0;
/** Units of a product at a spot, with serials of their own. */
async function stocked(count: number, location: string, { site = 'DC', sku = 'TV' } = {}): Promise<string[]> {
  const serials = Array.from({ length: count }, () => `CNT-${String(++made).padStart(5, '0')}`);
  const scans = serials.map((serial) => ({ id: randomUUID(), codes: [sku, serial], input: 'scanned' }));
  const told = await app.ask('POST', '/api/scans', { move: 'receive', site, location, scans });
  expect(told.body.answers.every(({ outcome }: { outcome: string }) => outcome === 'recorded')).toBe(true);
  return serials;
}

let spots = 0;
/** A new spot of its own, so that no test counts another's units. */
async function aSpot(site = 'DC', aisle?: string): Promise<string> {
  const code = `S-${++spots}`;
  const locations = [{ code, name: code, kind: 'bin', ...(aisle === undefined ? {} : { aisle }) }];
  const told = await app.ask('POST', `/api/sites/${site}/locations`, { locations });
  expect(told.status).toBe(201);
  return code;
}

const begin = async (scope: object, more: Record<string, unknown> = {}, key?: string) => {
  const body = { id: randomUUID(), site: 'DC', scope, ...more };
  const told = await app.ask('POST', '/api/counts', body, key === undefined ? {} : { key });
  if (told.status !== 201) throw new Error(told.text);
  return told.body.number as string;
};
const scanOf = (serial: string, more: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  codes: [serial],
  input: 'scanned',
  ...more,
});
const count = async (number: string, scans: readonly object[], key?: string) => {
  const as = key === undefined ? {} : { key };
  const told = await app.ask('POST', `/api/counts/${number}/scans`, { scans }, as);
  if (told.status !== 200) throw new Error(told.text);
  return told.body.answers;
};
const scanned = (number: string, serials: readonly string[], location: string, key?: string) =>
  count(
    number,
    serials.map((serial) => scanOf(serial, { location })),
    key,
  );
const read = async (number: string, rest = '') => (await app.ask('GET', `/api/counts/${number}${rest}`)).body;
const step = (number: string, body: object, key?: string) =>
  app.ask('POST', `/api/counts/${number}/steps`, body, key === undefined ? {} : { key });
const finish = (number: string) => step(number, { step: 'finish' });
const approve = (number: string, body: object, key?: string) =>
  app.ask(
    'POST',
    `/api/counts/${number}/approve`,
    { reason: 'counted', ...body },
    key === undefined ? {} : { key },
  );
const close = (number: string, body: object = {}) => app.ask('POST', `/api/counts/${number}/close`, body);
const unitNamed = async (serial: string) =>
  (await app.ask('GET', `/api/units/by-code/${serial}`)).body.units[0];
const resultsOf = async (number: string) =>
  Object.fromEntries(
    (await read(number, '/units')).items.map((one: { unit: { serial: string }; result: string }) => [
      one.unit.serial,
      one.result,
    ]),
  );

describe('a count', () => {
  test('says of each unit what it is, with where it should be', async () => {
    const [here, there] = [await aSpot(), await aSpot()];
    const [found, missing, wrong] = (await stocked(3, here)) as [string, string, string];
    const [other] = (await stocked(1, 'A-01')) as [string];
    const number = await begin({ locations: [here, there] });
    const told = await count(number, [
      scanOf(found, { location: here }),
      scanOf(wrong, { location: there }),
      scanOf(other, { location: here }),
      scanOf(`NOBODY-${here}`, { location: here }),
    ]);
    expect(told.map(({ outcome, should }: { outcome: string; should: string }) => [outcome, should])).toEqual(
      [
        ['found', null],
        ['misplaced', `DC/${here}`],
        ['unexpected', 'DC/A-01'],
        ['unknown', null],
      ],
    );
    expect(await resultsOf(number)).toEqual({
      [found]: 'found',
      [missing]: 'missing',
      [wrong]: 'misplaced',
      [other]: 'unexpected',
    });
    const { tallies, counted, accuracy, people } = await read(number);
    expect([tallies.found, tallies.missing, tallies.unknown, tallies.open, counted, accuracy]).toEqual([
      1, 1, 1, 4, 3, 2_000,
    ]);
    expect(people).toMatchObject([{ scanned: 4 }]);
  });

  test('counts a unit once, whoever scans it, and says who did', async () => {
    const spot = await aSpot();
    const [one] = (await stocked(1, spot)) as [string];
    const number = await begin({ locations: [spot] });
    const second = await app.keyOf('associate', 'DC');
    await scanned(number, [one], spot);
    const [again] = await scanned(number, [one], spot, second);
    expect(again).toMatchObject({
      outcome: 'already_counted',
      before: { by: expect.any(String), location: spot },
    });
    const at = await Promise.all([scanned(number, [one], spot), scanned(number, [one], spot, second)]);
    expect(at.flat().map(({ outcome }) => outcome)).toEqual(['already_counted', 'already_counted']);
    expect((await read(number)).counted).toBe(1);
  });

  test('answers a scan that is sent again as it did, and another under its id as a conflict', async () => {
    const spot = await aSpot();
    const [one, two] = (await stocked(2, spot)) as [string, string];
    const number = await begin({ locations: [spot] });
    const scan = scanOf(one, { location: spot });
    const first = await count(number, [scan]);
    expect(await count(number, [{ ...scan, id: scan.id.toUpperCase(), ago: 5_000 }])).toEqual(first);
    expect((await count(number, [{ ...scan, codes: [two] }]))[0].outcome).toBe('conflict');
  });

  test('begun twice under one id is one count; under another scope the id is taken', async () => {
    const spot = await aSpot();
    const id = randomUUID();
    const both = await Promise.all([
      begin({ locations: [spot] }, { id }),
      begin({ locations: [spot] }, { id }),
    ]);
    expect(both[0]).toBe(both[1]);
    const other = await app.ask('POST', '/api/counts', { id, site: 'DC', scope: {} });
    expect([other.status, other.body.code]).toEqual([409, 'already_exists']);
  });

  test.each([
    [{ locations: ['NOWHERE'] }, 'unknown_location'],
    [{ aisle: 'NONE' }, 'unknown_location'],
    [{ sku: 'NOTHING' }, 'unknown_product'],
    [{ category: 'none' }, 'unknown_category'],
  ])('of %j cannot begin: %s', async (scope, code) => {
    const told = await app.ask('POST', '/api/counts', { id: randomUUID(), site: 'DC', scope });
    expect([told.status, told.body.code]).toEqual([422, code]);
  });

  test('of an aisle, or of a product, looks at nothing else', async () => {
    const [a, b] = [await aSpot('STORE-2', 'Q'), await aSpot('STORE-2', 'Q')];
    const tv = await stocked(1, a, { site: 'STORE-2' });
    const laptop = await stocked(1, b, { site: 'STORE-2', sku: 'LAPTOP' });
    const aisle = await begin({ aisle: 'Q' }, { site: 'STORE-2' });
    expect(Object.keys(await resultsOf(aisle)).sort()).toEqual([...tv, ...laptop].sort());
    const product = await begin({ aisle: 'Q', sku: 'LAPTOP' }, { site: 'STORE-2' });
    const [beside] = await scanned(product, tv, a);
    expect(beside.outcome).toBe('beside');
    const [outside] = await scanned(product, laptop, 'A-01');
    expect([outside.outcome, outside.code]).toEqual(['refused', 'spot_not_counted']);
  });
});

describe('while it is counted the shop trades on', () => {
  test('what is sold, moved or received after it began is no difference', async () => {
    const [here, there] = [await aSpot(), await aSpot()];
    const [sold, moved, away, stays] = (await stocked(4, here)) as [string, string, string, string];
    const number = await begin({ locations: [here] });
    await app.scan('sell', [sold]);
    await app.scan('move_spot', [moved], { location: there });
    await scanned(number, [stays, away], here);
    await app.scan('move_spot', [away], { location: there });
    const [came] = (await stocked(1, here)) as [string];
    await scanned(number, [came], here);
    expect(await resultsOf(number)).toEqual({
      [sold]: 'explained',
      [moved]: 'explained',
      [away]: 'found',
      [stays]: 'found',
      [came]: 'arrived',
    });
    expect((await read(number)).accuracy).toBe(10_000);
  });

  test('a scan made offline is compared with the ledger as it stood then', async () => {
    const spot = await aSpot();
    const [one] = (await stocked(1, spot)) as [string];
    const number = await begin({ locations: [spot] });
    await app.world.asOwner(
      `update event set recorded_at = recorded_at - interval '1 hour' where unit_id = ${(await unitNamed(one)).id}`,
    );
    await app.scan('sell', [one]);
    const [late] = await count(number, [scanOf(one, { location: spot, ago: 600_000 })]);
    expect(late.outcome).toBe('found');
  });
});

describe('its way', () => {
  test('leads from person to person, and all that was scanned stays', async () => {
    const spot = await aSpot();
    const [one] = (await stocked(1, spot)) as [string];
    const number = await begin({ locations: [spot] });
    await scanned(number, [one], spot);
    expect((await step(number, { step: 'pause' })).body.state).toBe('paused');
    const nobody = await step(number, { step: 'hand_over', to: 'nobody' });
    expect([nobody.status, nobody.body.code]).toEqual([404, 'person_not_found']);
    const given = await step(number, { step: 'hand_over', to: 'ana', note: 'shift ends' });
    expect(given.body).toMatchObject({ state: 'paused', holder: { actor: 'ana', name: 'Ana' }, counted: 1 });
    const resumed = (await step(number, { step: 'resume' })).body;
    expect([resumed.state, resumed.steps.map((one: { step: string }) => one.step)]).toEqual([
      'counting',
      ['start', 'pause', 'hand_over', 'resume'],
    ]);
    const twice = await step(number, { step: 'resume' });
    expect([twice.status, twice.body.code]).toEqual([409, 'wrong_state']);
  });

  test('takes late scans until it has ended, and none after that', async () => {
    const spot = await aSpot();
    const [one] = (await stocked(1, spot)) as [string];
    const number = await begin({ locations: [spot] });
    await finish(number);
    expect((await scanned(number, [one], spot))[0].outcome).toBe('found');
    await step(number, { step: 'cancel', note: 'wrong aisle' });
    const late = await app.ask('POST', `/api/counts/${number}/scans`, { scans: [scanOf(one)] });
    expect([late.status, late.body.code]).toEqual([409, 'wrong_state']);
  });

  test('that has stood still for a day is listed as abandoned', async () => {
    const spot = await aSpot();
    const number = await begin({ locations: [spot] });
    const abandoned = async () =>
      (await app.ask('GET', '/api/counts?state=abandoned')).body.items.map(
        (one: { number: string }) => one.number,
      );
    expect(await abandoned()).not.toContain(number);
    await app.world.asOwner(`update stock_count set active_at = active_at - interval '25 hours'
      where document_id = (select id from document where kind = 'count' and number = '${number}')`);
    expect(await abandoned()).toContain(number);
    expect((await read(number)).abandoned).toBe(true);
  });

  test('has spots counted again: what was scanned there before does not count any more', async () => {
    const [a, b] = [await aSpot(), await aSpot()];
    const [one] = (await stocked(1, a)) as [string];
    const [two] = (await stocked(1, b)) as [string];
    const number = await begin({ locations: [a, b] });
    await scanned(number, [one], a);
    await scanned(number, [two], b);
    await finish(number);
    const again = await app.ask('POST', `/api/counts/${number}/recount`, {
      locations: [a],
      note: 'looks wrong',
    });
    expect([again.body.state, again.body.steps.at(-1).locations]).toEqual(['counting', [a]]);
    expect(await resultsOf(number)).toEqual({ [one]: 'missing', [two]: 'found' });
    expect((await scanned(number, [one], a))[0].outcome).toBe('found');
  });
});

describe('a blind count', () => {
  test('tells who counts nothing of what should be there, and a lead everything', async () => {
    const spot = await aSpot();
    const [one] = (await stocked(2, spot)) as [string];
    const [elsewhere] = (await stocked(1, 'A-01')) as [string];
    const associate = await app.keyOf('associate', 'DC');
    const number = await begin({ locations: [spot] }, { blind: true }, associate);
    const told = await scanned(number, [one, elsewhere], spot, associate);
    expect(
      told.map(({ outcome, should, sentence }: Record<string, string>) => [outcome, should, sentence]),
    ).toEqual([
      ['counted', null, 'Counted.'],
      ['counted', null, 'Counted.'],
    ]);
    const blind = await app.ask('GET', `/api/counts/${number}`, undefined, { key: associate });
    expect([blind.body.tallies, blind.body.expected, blind.body.accuracy]).toEqual([null, null, null]);
    const units = await app.ask('GET', `/api/counts/${number}/units`, undefined, { key: associate });
    expect(units.body.items.map((unit: { result: null }) => unit.result)).toEqual([null, null]);
    expect((await read(number)).tallies).toMatchObject({ found: 1, missing: 1, unexpected: 1 });
  });
});

describe('a lead approves', () => {
  test('and what is missing is given up, found elsewhere moved, a sold one taken into custody', async () => {
    const [here, there] = [await aSpot(), await aSpot()];
    const [missing, wrong, sold] = (await stocked(3, here)) as [string, string, string];
    const [other] = (await stocked(1, 'FLOOR', { site: 'STORE-1' })) as [string];
    await app.scan('sell', [sold]);
    const number = await begin({ locations: [here, there] });
    await scanned(number, [wrong, other], there);
    await scanned(number, [sold], here);
    await finish(number);
    const { body } = await approve(number, { all: true, reason: 'annual count' });
    expect(body).toEqual({ settled: 4, refused: [] });
    const units = await Promise.all([missing, wrong, sold, other].map(unitNamed));
    expect(units.map(({ status, place }) => [status, place])).toEqual([
      ['missing', `DC/${here}`],
      ['in_stock', `DC/${there}`],
      ['returned', `DC/${here}`],
      ['in_stock', `DC/${there}`],
    ]);
    const [event] = (await app.ask('GET', `/api/units/${units[0].id}/history`)).body.events.slice(-1);
    expect(event).toMatchObject({
      move: 'lose',
      evidence: 'inferred',
      document: { kind: 'count', number },
      details: { reason: 'annual count', counted: 'missing' },
    });
    expect(units[2].holds).toContain('unresolved');
    const open = (await app.ask('GET', '/api/exceptions?limit=1000')).body.items;
    const kinds = (id: number) =>
      open
        .filter((one: { unit: { id: number } | null }) => one.unit?.id === id)
        .map((one: { kind: string }) => one.kind);
    expect([kinds(units[2].id), kinds(units[3].id)]).toEqual([['unexpected_status'], ['unexpected_place']]);
  });

  test('the same twice, or both at once, and it is recorded once', async () => {
    const spot = await aSpot();
    const [one, two] = (await stocked(2, spot)) as [string, string];
    const number = await begin({ locations: [spot] });
    await scanned(number, [two], spot);
    await finish(number);
    const both = await Promise.all([approve(number, { all: true }), approve(number, { all: true })]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await approve(number, { all: true })).body).toEqual({ settled: 0, refused: [] });
    const { id } = await unitNamed(one);
    const moves = (await app.ask('GET', `/api/units/${id}/history`)).body.events.map(
      (event: { move: string }) => event.move,
    );
    expect(moves).toEqual(['receive', 'lose']);
  });

  test('and a unit that was moved since it was counted is left where it is', async () => {
    const [here, there] = [await aSpot(), await aSpot()];
    const [one] = (await stocked(1, here)) as [string];
    const number = await begin({ locations: [here, there] });
    await scanned(number, [one], there);
    const { id } = await unitNamed(one);
    await app.scan('move_spot', [one], { location: 'A-01' });
    expect((await approve(number, { units: [id] })).body.settled).toBe(0);
    expect((await unitNamed(one)).place).toBe('DC/A-01');
  });

  test('and where nobody was, nothing is given up unless it is named', async () => {
    const [here, there] = [await aSpot(), await aSpot()];
    const [one] = (await stocked(1, here)) as [string];
    const [two] = (await stocked(1, there)) as [string];
    const number = await begin({ locations: [here, there] });
    await scanned(number, [one], here);
    await finish(number);
    expect((await approve(number, { all: true })).body.settled).toBe(0);
    expect((await approve(number, { units: [(await unitNamed(two)).id] })).body.settled).toBe(1);
    expect((await unitNamed(two)).status).toBe('missing');
  });

  test('takes a lead, and all at once a finished count', async () => {
    const spot = await aSpot();
    await stocked(1, spot);
    const number = await begin({ locations: [spot] });
    const associate = await app.keyOf('associate', 'DC');
    expect((await approve(number, { all: true }, associate)).status).toBe(403);
    expect((await approve(number, { all: true })).body.code).toBe('wrong_state');
  });
});

describe('plain products', () => {
  const cable = (move: string, quantity: number, location: string) =>
    app.scan(move, ['CABLE'], { location, quantity });

  test('are counted by the piece, and what differs is found or given up', async () => {
    const [a, b] = [await aSpot(), await aSpot()];
    await cable('receive', 10, a);
    await cable('receive', 5, b);
    const number = await begin({ locations: [a, b] });
    await cable('sell', 2, a);
    const told = await count(number, [
      scanOf('CABLE', { location: a, quantity: 7 }),
      scanOf('CABLE', { location: b, quantity: 6 }),
    ]);
    expect(told.map((one: { outcome: string; recorded: number }) => [one.outcome, one.recorded])).toEqual([
      ['pieces', 8],
      ['pieces', 5],
    ]);
    await cable('sell', 1, b);
    await finish(number);
    expect((await approve(number, { all: true })).body).toEqual({ settled: 2, refused: [] });
    const { pieces } = await read(number, '/others');
    expect(pieces.map((one: Record<string, unknown>) => [one.location, one.difference, one.settled])).toEqual(
      [
        [a, -1, true],
        [b, 1, true],
      ],
    );
    const left = await app.world.rows<{ quantity: number }>(
      `select q.quantity from quantity_count q join location l on l.id = q.place where l.code in ('${a}', '${b}') order by l.id`,
    );
    expect(left.map(({ quantity }) => Number(quantity))).toEqual([7, 5]);
  });

  test('that are sold between two countings of a heap have to be counted again', async () => {
    const spot = await aSpot();
    await cable('receive', 10, spot);
    const number = await begin({ locations: [spot] });
    await count(number, [scanOf('CABLE', { location: spot, quantity: 4 })]);
    await cable('sell', 1, spot);
    await count(number, [scanOf('CABLE', { location: spot, quantity: 6 })]);
    expect((await read(number, '/others')).pieces).toMatchObject([{ unsure: true, settled: false }]);
    await finish(number);
    expect((await approve(number, { all: true })).body.settled).toBe(0);
  });
});

describe('opening stock by a count', () => {
  test('takes numbers in that nobody knew, where policy allows it', async () => {
    const spot = await aSpot();
    const number = await begin({ locations: [spot] }, { opening: true });
    const serials = [`OPEN-${spot}-1`, `OPEN-${spot}-2`];
    const told = await count(number, [
      ...serials.map((serial) => scanOf(serial, { location: spot, sku: 'TV' })),
      scanOf(serials[0]!, { location: spot, sku: 'TV' }),
      scanOf(`OPEN-${spot}-3`, { location: spot, sku: 'EBIKE' }),
      scanOf(`OPEN-${spot}-4`, { location: spot }),
    ]);
    expect(told.map((one: { outcome: string; code: string }) => [one.outcome, one.code])).toEqual([
      ['new', 'unknown_unit'],
      ['new', 'unknown_unit'],
      ['already_counted', 'unknown_unit'],
      ['refused', 'unknown_unit'],
      ['unknown', 'unknown_unit'],
    ]);
    await finish(number);
    expect((await approve(number, { all: true })).body).toEqual({ settled: 2, refused: [] });
    expect((await unitNamed(serials[0]!)).place).toBe(`DC/${spot}`);
    expect((await approve(number, { all: true })).body.settled).toBe(0);
  });
});

describe('a closed count', () => {
  test('has recorded what was seen, keeps its accuracy, and takes a note where differences stay', async () => {
    const spot = await aSpot();
    const [one, two] = (await stocked(3, spot)) as [string, string];
    const number = await begin({ locations: [spot] });
    await scanned(number, [one, two], spot);
    expect((await close(number)).body.code).toBe('wrong_state');
    await finish(number);
    expect((await close(number)).body.code).toBe('reason_needed');
    const closed = await close(number, { note: 'searched tomorrow' });
    expect([closed.status, closed.body.state]).toEqual([200, 'closed']);
    expect(await unitNamed(one)).toMatchObject({ lastMove: 'count', place: `DC/${spot}` });
    const whole = (await app.ask('GET', '/api/count-accuracy?site=DC')).body.items[0];
    expect(whole).toMatchObject({ number, matched: 2, missing: 1, unexpected: 0, accuracy: 6_666 });
    const trend = (await app.ask('GET', `/api/count-accuracy?site=DC&location=${spot}`)).body.items;
    expect(trend).toMatchObject([{ number, location: spot, accuracy: 6_666 }]);
    const bySpot = (await app.ask('GET', '/api/count-accuracy/spots?site=DC')).body.items;
    expect(bySpot.map((row: { location: string }) => row.location)).toContain(spot);
    const late = await approve(number, { all: true });
    expect([late.status, late.body.code]).toEqual([409, 'wrong_state']);
    const named = await app.scan('lose', [two], { document: { kind: 'count', number } });
    expect([named.outcome, named.code]).toEqual(['refused', 'document_closed']);
  });
});

describe('what a count found', () => {
  test('is taken as a file, a line a unit, an unknown number, and a plain product at a spot', async () => {
    const spot = await aSpot();
    const [found, missing] = (await stocked(2, spot)) as [string, string];
    await app.scan('receive', ['CABLE'], { location: spot, quantity: 3 });
    const number = await begin({ locations: [spot] });
    await count(number, [
      scanOf(found, { location: spot }),
      scanOf('=cmd()', { location: spot }),
      scanOf('CABLE', { location: spot, quantity: 2 }),
    ]);
    const csv = await app.ask('GET', `/api/counts/${number}/result/csv`);
    const lines = csv.text.trim().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',').slice(0, 3))).toEqual([
      ['found', 'TV', found],
      ['missing', 'TV', missing],
      ['unknown', '', "'=cmd()"],
      ['pieces', 'CABLE', ''],
    ]);
    const xlsx = await app.ask('GET', `/api/counts/${number}/result/xlsx`);
    expect([xlsx.status, xlsx.text.slice(0, 2)]).toEqual([200, 'PK']);
  });
});

describe('another site’s count answers like one that is not there', () => {
  test('whatever is asked of it', async () => {
    const spot = await aSpot();
    const number = await begin({ locations: [spot] });
    const key = await app.keyOf('manager', 'STORE-1');
    for (const [method, rest, body] of [
      ['GET', '', undefined],
      ['GET', '/units', undefined],
      ['GET', '/others', undefined],
      ['POST', '/scans', { scans: [scanOf('X')] }],
      ['POST', '/steps', { step: 'pause' }],
      ['POST', '/recount', {}],
      ['POST', '/approve', { reason: 'no', all: true }],
      ['POST', '/close', {}],
    ] as const) {
      const ask = (name: string) => app.ask(method, `/api/counts/${name}${rest}`, body, { key });
      const [theirs, none] = [await ask(number), await ask('C-999999')];
      expect([rest, theirs.status, theirs.text.replaceAll(number, '?')]).toEqual([
        rest,
        404,
        none.text.replaceAll('C-999999', '?'),
      ]);
    }
  });
});
