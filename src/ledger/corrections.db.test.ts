import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

const unitRow = async (serial: string) =>
  (await world.rows<Record<string, unknown>>('select * from unit where serial = $1', [serial]))[0]!;
const receipt = async (number: string) =>
  (
    await world.rows(
      `select r.expected, r.received, r.extra from receipt r join document d on d.id = r.document_id
       where d.number = $1`,
      [number],
    )
  )[0];
const counted = async (status: number) =>
  (
    await world.rows<{ n: number }>(
      'select coalesce(sum(quantity), 0)::bigint as n from unit_count where status = $1',
      [status],
    )
  )[0]!.n;
const annul = (serial: string, seq: number, more = {}) =>
  world.scan('annul', serial, { details: { seq, reason: 'mistaken scan' }, ...more });

describe('an annulled event leaves no trace in state, counts or documents', () => {
  test('a receipt taken back leaves unit, receipt and counts as they were', async () => {
    const document = { kind: 'receipt', number: 'ASN-1' };
    await world.scan('announce', ['PHONE', 'AN-1'], { document });
    await world.scan('announce', ['PHONE', 'AN-2'], { document });
    const before = { row: await unitRow('AN-1'), receipt: await receipt('ASN-1'), inStock: await counted(3) };
    await world.scan('receive', 'AN-1', { document });
    expect(await receipt('ASN-1')).toEqual({ expected: 2, received: 1, extra: 0 });
    expect(await annul('AN-1', 2)).toMatchObject({ outcome: 'recorded', status: 'expected', seq: 3 });
    expect({
      receipt: await receipt('ASN-1'),
      inStock: await counted(3),
    }).toEqual({ receipt: before.receipt, inStock: before.inStock });
    const { status, place, owner, holds, sale } = await unitRow('AN-1');
    expect({ status, place, owner, holds, sale }).toEqual({
      status: before.row.status,
      place: before.row.place,
      owner: before.row.owner,
      holds: null,
      sale: null,
    });
    expect((await world.scan('receive', 'AN-1', { document })).outcome).toBe('recorded');
  });

  test('one serial of a receipt is corrected although others of it were sold', async () => {
    const document = { kind: 'receipt', number: 'ASN-2' };
    for (const serial of ['B1-1', 'B1-2']) {
      await world.scan('announce', ['LAPTOP', serial], { document });
      await world.scan('receive', serial, { document });
    }
    await world.scan('sell', 'B1-2', { document: { kind: 'sale', number: 'B1-SALE' } });
    expect((await annul('B1-1', 2)).status).toBe('expected');
    expect(await receipt('ASN-2')).toEqual({ expected: 2, received: 1, extra: 0 });
    expect((await unitRow('B1-2')).status).toBe(9);
  });

  test('an event in the middle needs a lead where the life no longer follows, and the gap stays open', async () => {
    await world.scan('receive', ['LAPTOP', 'GAP-1']);
    await world.scan('pick', 'GAP-1');
    await world.scan('stage', 'GAP-1');
    expect((await annul('GAP-1', 2)).refusal?.code).toBe('lead_needed');
    const done = await annul('GAP-1', 2, { actor: world.lead });
    expect(done).toMatchObject({
      outcome: 'recorded',
      status: 'staged',
      exceptions: [{ kind: 'history_gap', recorded: 'event 1 (receive)', observed: 'event 3 (stage)' }],
    });
    expect((await annul('GAP-1', 2, { actor: world.lead })).refusal?.code).toBe('already_annulled');
    expect((await annul('GAP-1', 4, { actor: world.lead })).refusal?.code).toBe('cannot_be_annulled');
    expect((await annul('GAP-1', 9)).refusal?.code).toBe('event_not_found');
  });

  test('an annulled sale frees the unit and closes the sale', async () => {
    await world.scan('receive', ['LAPTOP', 'VOID-1']);
    await world.scan('sell', 'VOID-1', { document: { kind: 'sale', number: 'VOID-SALE' } });
    const { sale } = await unitRow('VOID-1');
    expect((await annul('VOID-1', 2)).status).toBe('in_stock');
    expect((await unitRow('VOID-1')).sale).toBeNull();
    expect(await world.rows('select closed_seq from sale where id = $1', [sale])).toEqual([
      { closed_seq: 3 },
    ]);
    const members = await world.rows(
      `select 1 from document_unit m join document d on d.id = m.document_id where d.number = 'VOID-SALE'`,
    );
    expect(members).toEqual([]);
  });

  test('a life annulled to nothing can begin again under the same number', async () => {
    await world.scan('receive', ['LAPTOP', 'NONE-1']);
    expect((await annul('NONE-1', 1)).status).toBe('none');
    const again = await world.scan('receive', ['LAPTOP', 'NONE-1']);
    expect(again).toMatchObject({ outcome: 'recorded', status: 'in_stock', seq: 3 });
  });

  test('a renaming that is annulled gives the old number back', async () => {
    await world.scan('receive', ['LAPTOP', 'REN-1']);
    await world.scan('reidentify', 'REN-1', {
      details: { identifier: 'serial:REN-2', reason: 'typing' },
      actor: world.lead,
    });
    await annul('REN-2', 2);
    expect((await world.scan('put_away', 'REN-1')).unit?.serial).toBe('REN-1');
    expect((await world.scan('receive', ['LAPTOP', 'REN-3'])).outcome).toBe('recorded');
    const details = { identifier: 'serial:REN-2', reason: 'now really', proof: 'work order 7' };
    expect((await world.scan('reidentify', 'REN-3', { details })).outcome).toBe('recorded');
  });
});

describe('taking back an act on two units', () => {
  const send = async (move: string, atomicity: 'each' | 'all_or_nothing', scans: [string, object?][]) => {
    const result = await world.ledger.record(
      {
        move,
        site: 'DC',
        atomicity,
        scans: scans.map(([code, details]) => ({
          id: randomUUID(),
          codes: [code],
          input: 'keyed',
          ...(details ? { details: details as Record<string, unknown> } : {}),
        })),
      },
      world.lead,
      null,
    );
    if ('problem' in result) throw new Error(result.problem.sentence);
    return result.answers;
  };

  test('one half alone is refused, both together are taken back', async () => {
    await world.scan('receive', ['LAPTOP', 'SWAP-OUT']);
    await world.scan('receive', ['LAPTOP', 'SWAP-IN']);
    await world.scan('sell', 'SWAP-IN', { document: { kind: 'sale', number: 'SWAPPED' } });
    await send('swap_out', 'all_or_nothing', [['SWAP-OUT'], ['SWAP-IN']]);
    expect((await annul('SWAP-OUT', 2)).refusal?.code).toBe('half_of_a_pair');
    const both = await send('annul', 'all_or_nothing', [
      ['SWAP-OUT', { seq: 2, reason: 'changed their mind' }],
      ['SWAP-IN', { seq: 3, reason: 'changed their mind' }],
    ]);
    expect(both.map((a) => [a.outcome, a.status])).toEqual([
      ['recorded', 'in_stock'],
      ['recorded', 'sold'],
    ]);
  });
});

describe('a wrong serial', () => {
  const correct = async (wrong: string[], right: string[], actor = world.lead) => {
    const result = await world.ledger.record(
      {
        move: 'misidentified',
        site: 'DC',
        scans: [
          { id: randomUUID(), codes: wrong, input: 'keyed', details: { reason: 'label of the neighbour' } },
          { id: randomUUID(), codes: right, input: 'keyed' },
        ],
      },
      actor,
      null,
    );
    if ('problem' in result) throw new Error(result.problem.sentence);
    return result.answers;
  };

  test('the right unit inherits the life, also after the sale, and the wrong number answers "see"', async () => {
    const document = { kind: 'sale', number: 'INHERIT-SALE' };
    await world.scan('receive', ['LAPTOP', 'WRONG-1']);
    await world.scan('sell', 'WRONG-1', { document });
    const { sale } = await unitRow('WRONG-1');
    const answers = await correct(['WRONG-1'], ['LAPTOP', 'RIGHT-1']);
    expect(answers.map((a) => [a.outcome, a.status])).toEqual([
      ['recorded', 'retired'],
      ['recorded', 'sold'],
    ]);
    const right = await unitRow('RIGHT-1');
    expect([right.status, right.sale]).toEqual([9, sale]);
    const wrong = await unitRow('WRONG-1');
    expect([wrong.see, wrong.sale]).toEqual([right.id, null]);
    const [member] = await world.rows(
      `select m.unit_id from document_unit m join document d on d.id = m.document_id
       where d.number = 'INHERIT-SALE'`,
    );
    expect(member).toEqual({ unit_id: right.id });
    expect((await world.scan('pick', 'WRONG-1')).refusal).toMatchObject({ code: 'misidentified' });
    const back = await world.scan('take_into_custody', 'RIGHT-1', { document });
    expect(back).toMatchObject({ outcome: 'recorded', status: 'returned', exceptions: [] });
    expect((await annul('RIGHT-1', 1)).refusal?.code).toBe('cannot_be_annulled');
  });
});

describe('late scans', () => {
  const at = '2026-11-20T08:00:00Z';

  test('a put-away reported after the unit was put elsewhere is history and moves nothing', async () => {
    await world.scan('receive', ['PHONE', 'LATE-1']);
    await world.scan('put_away', 'LATE-1', { location: 'A-01' });
    const late = await world.scan('put_away', 'LATE-1', { location: 'DOCK', seen: 1, at });
    expect(late).toMatchObject({ outcome: 'recorded', seq: 3, exceptions: [] });
    const [place] = await world.rows(
      `select l.code from unit u join location l on l.id = u.place where u.serial = 'LATE-1'`,
    );
    expect(place).toEqual({ code: 'A-01' });
  });

  test('a sale that really happened beats a unit called missing meanwhile', async () => {
    await world.scan('receive', ['PHONE', 'LATE-2']);
    await world.scan('lose', 'LATE-2');
    const late = await world.scan('hand_over', 'LATE-2', { seen: 1, at, site: 'DC' });
    expect(late).toMatchObject({ outcome: 'recorded', status: 'sold' });
  });

  test('two sales, one of them late: the second stays unbound, with both facts', async () => {
    await world.scan('receive', ['PHONE', 'LATE-3']);
    await world.scan('sell', 'LATE-3', { document: { kind: 'sale', number: 'FIRST' } });
    const late = await world.scan('record_sale', 'LATE-3', {
      seen: 1,
      at,
      document: { kind: 'sale', number: 'SECOND' },
    });
    expect(late).toMatchObject({ outcome: 'recorded', status: 'sold' });
    expect(late.exceptions[0]?.observed).toContain('SECOND');
    const sales = await world.rows(
      `select s.bound, d.number from sale s join document d on d.id = s.document_id
       where d.number in ('FIRST', 'SECOND') order by d.number`,
    );
    expect(sales).toEqual([
      { bound: true, number: 'FIRST' },
      { bound: false, number: 'SECOND' },
    ]);
  });
});
