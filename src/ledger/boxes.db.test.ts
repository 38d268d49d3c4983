import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

let made = 0;
/** A laptop in stock whose box has a number of its own. */
async function boxed(): Promise<{ device: string; box: string }> {
  made += 1;
  const [device, box] = [`DEV-${made}`, `BOX-${made}`];
  await world.scan('receive', ['LAPTOP', device]);
  await world.scan('reidentify', device, {
    details: { identifier: `box_serial:${box}`, reason: 'on its box' },
  });
  return { device, box };
}

const told = ({ outcome, refusal, unit, exceptions }: Awaited<ReturnType<World['scan']>>) => [
  refusal?.code ?? outcome,
  unit?.serial ?? null,
  exceptions.map(({ kind }) => kind),
];

describe('a box is not the device', () => {
  test('a sealed box counts as its device', async () => {
    const { device, box } = await boxed();
    expect(told(await world.scan('count', box))).toEqual(['recorded', device, []]);
    expect(told(await world.scan('pick', box))).toEqual(['recorded', device, []]);
  });

  test('the box of an opened device is counted with a question, and sells nothing', async () => {
    const { device, box } = await boxed();
    await world.scan('inspect', device, { details: { condition: 'opened' } });
    expect(told(await world.scan('count', box))).toEqual(['recorded', device, ['device_not_read']]);
    expect(told(await world.scan('sell', box))).toEqual(['device_needed', device, []]);
    expect(told(await world.scan('sell', [box, device]))).toEqual(['recorded', device, []]);
  });

  test('a return asks for both', async () => {
    const [one, other] = [await boxed(), await boxed()];
    for (const { device } of [one, other]) await world.scan('sell', device);
    expect(told(await world.scan('take_into_custody', one.box))[2]).toContain('device_not_read');
    expect(told(await world.scan('take_into_custody', [other.device, other.box]))[2]).toEqual([]);
  });

  test('a device in another one’s box is refused by name; seen so, it is kept with a question', async () => {
    const [one, other] = [await boxed(), await boxed()];
    expect(told(await world.scan('pick', [one.device, other.box]))).toEqual([
      'box_of_another_unit',
      one.device,
      [],
    ]);
    const seen = await world.scan('count', [other.box, one.device]);
    expect(told(seen)).toEqual(['recorded', one.device, ['box_of_another_unit']]);
    expect(seen.exceptions[0]).toMatchObject({ recorded: `${other.box}: ${other.device}` });
  });
});

describe('a maker’s number that is none, or is another thing’s too', () => {
  test('junk makes no unit, whatever was done with it, and says so', async () => {
    for (const move of ['receive', 'commission', 'count', 'record_sale', 'take_into_custody'])
      for (const junk of ['0123456789', 'To be filled by O.E.M.', '0000000000'])
        expect([move, told(await world.scan(move, ['TV', junk]))]).toEqual([move, ['junk_serial', null, []]]);
    expect(await world.rows(`select 1 from identifier where value = '0123456789'`)).toEqual([]);
  });

  test('junk beside a good number is passed over', async () => {
    const { unit } = await world.scan('receive', ['LAPTOP', 'Default string', 'GOOD-1']);
    expect(unit?.serial).toBe('GOOD-1');
    const numbers = await world.rows('select value from identifier where unit_id = $1', [unit!.id]);
    expect(numbers).toEqual([{ value: 'GOOD-1' }]);
  });

  test('where two things have one number, the label of ours leads, and they stay two', async () => {
    const first = await world.scan('receive', ['TV', 'TWICE-1']);
    const second = await world.scan('receive', ['TV', 'LABELLED-1']);
    await world.scan('reidentify', 'LABELLED-1', {
      details: { identifier: 'own_label:T123', reason: 'doubled' },
    });
    expect(told(await world.scan('count', ['T123', 'TWICE-1']))).toEqual(['recorded', 'LABELLED-1', []]);
    expect(told(await world.scan('count', 'TWICE-1'))).toEqual(['recorded', 'TWICE-1', []]);
    expect(first.unit!.id).not.toBe(second.unit!.id);
  });

  test('two things that both say what they are still disagree', async () => {
    await world.scan('receive', ['TV', 'ONE-1']);
    await world.scan('receive', ['TV', 'TWO-2']);
    expect(told(await world.scan('count', ['ONE-1', 'TWO-2']))[0]).toBe('codes_disagree');
  });
});

describe('a number that is ended', () => {
  test('names the unit no longer, but goes on answering', async () => {
    const { device } = await boxed();
    await world.scan('reidentify', device, { details: { identifier: 'own_label:T777', reason: 'bench' } });
    const details = { replaces: 'own_label:T777', reason: 'torn off' };
    expect(told(await world.scan('reidentify', device, { details }))).toEqual(['recorded', device, []]);
    expect(told(await world.scan('count', 'T777'))).toEqual(['recorded', device, []]);
    expect(told(await world.scan('reidentify', device, { details }))[0]).toBe('details_wrong');
    const [row] = await world.rows<{ until_seq: number }>(
      `select until_seq from identifier where value = 'T777'`,
    );
    expect(row!.until_seq).toBe(4);
  });

  test('a new board takes proof or a lead, and the event tells both serials', async () => {
    const { device } = await boxed();
    const details = { identifier: `serial:${device}-B`, reason: 'new board' };
    expect(told(await world.scan('reidentify', device, { details }))[0]).toBe('proof_needed');
    const proof = { ...details, proof: 'work order 12' };
    const answer = await world.scan('reidentify', device, { details: proof });
    expect(answer.outcome).toBe('recorded');
    const [event] = await world.rows('select identity from event where unit_id = $1 and seq = $2', [
      answer.unit!.id,
      answer.seq,
    ]);
    expect(event).toEqual({ identity: { serial: `${device}-B`, was: device } });
    expect(told(await world.scan('count', device))).toEqual(['recorded', `${device}-B`, []]);
  });
});
