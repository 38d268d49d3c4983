import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../testing/world.ts';
import { verify } from './verify.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterEach(async () => {
  expect((await verify({ url: world.test.ownerUrl })).listed).toEqual([]);
});
afterAll(() => world?.close());

const imei = '490154203237518';
const rename = (from: string, to: string, more = {}) =>
  world.scan('reidentify', from, {
    details: { identifier: to, reason: 'label', ...more },
    actor: world.lead,
  });
const annul = (serial: string, seq: number) =>
  world.scan('annul', serial, { details: { seq, reason: 'typing' }, actor: world.lead });
const outcomeOf = ({ outcome, refusal }: Awaited<ReturnType<typeof rename>>) => refusal?.code ?? outcome;

describe('the numbers of a unit', () => {
  test('a number that another product’s unit had before begins a unit under that very number', async () => {
    await world.scan('receive', ['PHONE', 'A-1']);
    await rename('A-1', 'serial:A-2');
    const answer = await world.scan('receive', ['LAPTOP', 'A-1']);
    expect(answer).toMatchObject({ outcome: 'recorded', unit: { sku: 'LAPTOP', serial: 'A-1' } });
  });

  test('a number that was given back can be taken away a second time, and a third', async () => {
    await world.scan('receive', ['PHONE', 'D-1']);
    await rename('D-1', 'serial:D-2');
    await annul('D-2', 2);
    for (const to of ['D-3', 'D-1', 'D-2', 'D-1', 'D-2'])
      expect(
        outcomeOf(await rename(`UNIT:${(await world.scan('put_away', 'D-1')).unit!.id}`, `serial:${to}`)),
      ).toBe('recorded');
    expect((await world.scan('put_away', 'D-3')).unit).toMatchObject({ serial: 'D-2' });
  });

  test('names that come and go within one group leave the right ones', async () => {
    await world.scan('receive', ['PHONE', 'G-1']);
    const answers = await Promise.all([
      world.scan('put_away', 'G-1'),
      rename('G-1', 'serial:G-2'),
      rename('G-1', 'serial:G-1'),
      rename('G-1', 'serial:G-3'),
      annul('G-1', 5),
    ]);
    expect(answers.map(outcomeOf)).toEqual(Array(5).fill('recorded'));
    for (const number of ['G-1', 'G-2', 'G-3'])
      expect((await world.scan('put_away', number)).unit).toMatchObject({ serial: 'G-1' });
  });

  test('events behind an annulled renaming are hashed under the name that was given back', async () => {
    await world.scan('receive', ['PHONE', 'E-1']);
    await rename('E-1', 'serial:E-2');
    const answers = await Promise.all([
      world.scan('put_away', 'E-2'),
      annul('E-2', 2),
      world.scan('put_away', 'E-1', { location: 'A-01' }),
    ]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(Array(3).fill('recorded'));
  });

  test('a name that another unit has by now cannot be given back', async () => {
    await world.scan('receive', ['PHONE', 'T-1']);
    await rename('T-1', 'serial:T-2');
    await world.scan('receive', ['PHONE', 'T-3']);
    expect(outcomeOf(await rename('T-3', 'serial:T-1'))).toBe('recorded');
    expect(outcomeOf(await annul('T-2', 2))).toBe('number_taken');
    expect(outcomeOf(await annul('T-1', 2))).toBe('recorded');
    expect(outcomeOf(await annul('T-2', 2))).toBe('recorded');
    expect((await world.scan('put_away', 'T-1')).unit).toMatchObject({ serial: 'T-1' });
  });

  test('only its own number can be replaced, and only by one that is not its own', async () => {
    await world.scan('receive', ['PHONE', 'C-1']);
    expect(outcomeOf(await rename('C-1', `imei:${imei}`, { replaces: 'imei:356938035643809' }))).toBe(
      'details_wrong',
    );
    expect(outcomeOf(await rename('C-1', `imei:${imei}`))).toBe('recorded');
    expect(outcomeOf(await rename('C-1', `imei:${imei}`))).toBe('details_wrong');
    expect(outcomeOf(await rename('C-1', 'imei:356938035643809', { replaces: `imei:${imei}` }))).toBe(
      'recorded',
    );
    expect((await world.scan('put_away', imei)).unit).toMatchObject({ serial: 'C-1' });
  });
});

test('holds on a scope and on one unit may come in one request', async () => {
  await world.scan('receive', ['PHONE', 'H-1']);
  const scan = (codes: string[], details: Record<string, unknown>) => ({
    id: randomUUID(),
    input: 'keyed' as const,
    codes,
    details,
  });
  const result = await world.ledger.record(
    {
      move: 'place_hold',
      site: 'DC',
      scans: [
        scan(['H-1'], { kind: 'quality', reference: 'Q' }),
        scan(['PHONE'], { kind: 'recall', reference: 'R', scope: { sku: 'PHONE', serials: 'ZZ-1' } }),
        scan(['NOBODY'], { kind: 'quality', reference: 'Q' }),
      ],
    },
    world.lead,
    null,
  );
  const answers = 'answers' in result ? result.answers : [];
  expect(answers.map(({ outcome, unit }) => [outcome, unit?.serial])).toEqual([
    ['recorded', 'H-1'],
    ['recorded', undefined],
    ['refused', undefined],
  ]);
});
