import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../testing/world.ts';
import { verify } from './verify.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

const cable = (move: string, quantity: number | null, more = {}) =>
  world.scan(move, 'CABLE', { ...(quantity === null ? {} : { quantity }), location: 'DOCK', ...more });
const annul = (seq: number, more = {}) =>
  cable('annul', null, { actor: world.associate, details: { seq, reason: 'miscounted' }, ...more });
const lastSeq = async (location: string) =>
  (
    await world.rows<{ seq: number }>(
      'select q.seq from quantity_count q join location l on l.id = q.place where l.code = $1',
      [location],
    )
  )[0]!.seq;
const pieces = async () =>
  Object.fromEntries(
    (
      await world.rows<{ code: string; quantity: number }>(
        'select l.code, q.quantity from quantity_count q join location l on l.id = q.place where q.quantity <> 0',
      )
    ).map(({ code, quantity }) => [code, quantity]),
  );

describe('a change of pieces', () => {
  test('is taken back by another that says who and why; both stay on record', async () => {
    await cable('receive', 10);
    await cable('receive', 5);
    const told = await annul(2);
    expect(told).toMatchObject({ outcome: 'recorded', quantity: 10, exceptions: [] });
    expect(await pieces()).toEqual({ DOCK: 10 });
    const [event] = await world.rows(
      `select seq, delta, after, details, evidence from quantity_event order by id desc limit 1`,
    );
    expect(event).toMatchObject({ seq: 3, delta: -5, after: 10, details: { seq: 2, reason: 'miscounted' } });
  });

  test('is taken back once, and a taking back never', async () => {
    expect((await annul(2)).refusal?.code).toBe('already_annulled');
    expect((await annul(3)).refusal?.code).toBe('cannot_be_annulled');
    expect((await annul(99)).refusal?.code).toBe('event_not_found');
    expect((await annul(1, { location: 'A-01' })).refusal?.code).toBe('event_not_found');
    expect((await cable('annul', null, { details: { seq: 1 } })).refusal?.code).toBe('details_missing');
  });

  test('that moved pieces is taken back at both places, from either of them', async () => {
    const moved = { location: 'A-01', details: { from: 'DOCK' } };
    await cable('put_away', 4, moved);
    expect(await pieces()).toEqual({ DOCK: 6, 'A-01': 4 });
    expect(await annul(1, { location: 'A-01' })).toMatchObject({ outcome: 'recorded', quantity: 0 });
    expect(await pieces()).toEqual({ DOCK: 10 });
    expect((await annul(4)).refusal?.code).toBe('already_annulled');
    await cable('put_away', 3, moved);
    expect(await annul(await lastSeq('DOCK'))).toMatchObject({ outcome: 'recorded', quantity: 10 });
    expect(await pieces()).toEqual({ DOCK: 10 });
  });

  test('before a count changes nothing: the count holds', async () => {
    await cable('receive', 7);
    const seq = await lastSeq('DOCK');
    await cable('count', 12);
    expect(await annul(seq)).toMatchObject({ outcome: 'recorded', quantity: 12 });
    expect(await annul(await lastSeq('DOCK').then((last) => last - 1))).toMatchObject({ quantity: 10 });
  });

  test('of which pieces have left since is a lead’s to take back, and a question for a person', async () => {
    await cable('receive', 6);
    const seq = await lastSeq('DOCK');
    await cable('sell', 14);
    expect((await annul(seq)).refusal?.code).toBe('lead_needed');
    const told = await annul(seq, { actor: world.lead });
    expect(told).toMatchObject({
      outcome: 'recorded',
      quantity: -4,
      exceptions: [{ kind: 'quantity_below_zero', recorded: '2' }],
    });
  });

  test('asked to be taken back twice at once is taken back once', async () => {
    await cable('count', 0);
    await cable('receive', 30);
    const seq = await lastSeq('DOCK');
    const answers = await Promise.all([
      annul(seq),
      annul(seq),
      annul(seq, { ledger: world.anotherLedger() }),
    ]);
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['recorded', 'refused', 'refused']);
    expect(await pieces()).toEqual({});
  });

  test('that falls with its act leaves no trace', async () => {
    await cable('receive', 8);
    const seq = await lastSeq('DOCK');
    const before = await pieces();
    const scan = (codes: string[], of: number) => ({
      id: randomUUID(),
      codes,
      input: 'scanned' as const,
      details: { seq: of, reason: 'both or none' },
    });
    const told = await world.ledger.record(
      {
        move: 'annul',
        site: 'DC',
        location: 'DOCK',
        atomicity: 'all_or_nothing',
        scans: [scan(['CABLE'], seq), scan(['CABLE'], 999)],
      },
      world.lead,
      null,
    );
    expect('answers' in told && told.answers.map(({ outcome }) => outcome)).toEqual(['withheld', 'refused']);
    expect(await pieces()).toEqual(before);
  });

  test('and its taking back are in the hash chain that verify walks', async () => {
    expect((await verify({ url: world.test.ownerUrl })).totals).toEqual({});
    await world.asOwner(
      `update quantity_event set details = details || '{"reason":"another"}' where move =
         (select move from quantity_event where details->>'reason' = 'miscounted' limit 1) and seq = 3`,
    );
    expect(Object.keys((await verify({ url: world.test.ownerUrl })).totals)).toEqual(['quantity_event']);
  });
});
