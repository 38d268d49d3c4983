import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../testing/world.ts';
import type { DocumentRule } from './documents.ts';
import type { Ledger } from './ledger.ts';

/** A document whose rule has a bug: it fails for one number. */
const buggy: DocumentRule<{ scans: number }> = {
  kind: 'claim',
  lock: async () => new Map(),
  open: () => ({ document: { scans: 0 } }),
  judge(document, _scan, number) {
    if (number === 'POISON') throw new TypeError('a bug in a rule');
    return { document: { scans: document.scans + 1 }, member: { state: 'recorded', line: null } };
  },
  undo: (document) => ({ document, member: null }),
  pass: (document, wrong) => ({ document, member: wrong }),
  save: async () => {},
};

let world: World;
let serials: string[];
beforeAll(async () => {
  world = await openWorld();
  serials = Array.from({ length: 300 }, (_, index) => `G-${index}`);
  await send(world.ledger, 'receive', serials, (serial) => ['PHONE', serial]);
});
afterAll(() => world?.close());

async function send(
  ledger: Ledger,
  move: string,
  list: readonly string[],
  codes = (serial: string): string[] => [serial],
  more = {},
) {
  const scans = list.map((serial) => ({ id: randomUUID(), codes: codes(serial), input: 'scanned' as const }));
  const result = await ledger.record({ move, site: 'DC', scans, ...more }, world.associate, null);
  if ('problem' in result) throw new Error(result.problem.sentence);
  return result.answers;
}

describe('group capture', () => {
  test('acts that arrive while a transaction is in flight share the next one', async () => {
    const ledger = world.anotherLedger();
    const answers = await Promise.all(
      serials.slice(0, 200).map((serial) => send(ledger, 'put_away', [serial])),
    );
    expect(answers.flat().every((answer) => answer.outcome === 'recorded')).toBe(true);
    expect(ledger.load.small.scans).toBe(200);
    expect(ledger.load.small.groups).toBeLessThan(20);
  });

  test('the scans of one request go together', async () => {
    const ledger = world.anotherLedger();
    await send(ledger, 'put_away', serials.slice(0, 20));
    expect(ledger.load.small).toMatchObject({ groups: 1, scans: 20, waitingScans: 0 });
  });

  test('without grouping each act has a transaction of its own, with the same answers', async () => {
    const ledger = world.anotherLedger({ grouping: false });
    const answers = await Promise.all(
      serials.slice(0, 50).map((serial) => send(ledger, 'put_away', [serial])),
    );
    expect(answers.flat().every((answer) => answer.outcome === 'recorded')).toBe(true);
    expect(ledger.load.small.groups).toBe(50);
  });

  test('a refused request that comes twice in one group is answered alike, whatever came between', async () => {
    const ledger = world.anotherLedger();
    await send(ledger, 'sell', ['G-298']);
    const scans = ['G-299', 'G-298'].map((code) => ({
      id: randomUUID(),
      codes: [code],
      input: 'scanned' as const,
    }));
    const together = () =>
      ledger.record(
        { move: 'put_away', site: 'DC', atomicity: 'all_or_nothing', scans },
        world.associate,
        null,
      );
    const busy = send(ledger, 'put_away', ['G-297']);
    const asked = [together(), send(ledger, 'take_into_custody', ['G-298']), together()] as const;
    const [first, , again] = await Promise.all(asked);
    await busy;
    expect(ledger.load.small.groups).toBeLessThan(4);
    expect(again).toEqual(first);
    expect(await together()).toEqual(first);
  });

  test('a scan that comes twice in one group has one effect', async () => {
    const ledger = world.anotherLedger();
    const id = randomUUID();
    const one = (codes: string[]) =>
      ledger.record(
        { move: 'put_away', site: 'DC', scans: [{ id, codes, input: 'scanned' }] },
        world.associate,
        null,
      );
    const both = await Promise.all([one(['G-1']), one(['G-1']), one(['G-2'])]);
    const outcomes = both.map((result) => ('answers' in result ? result.answers[0]?.outcome : 'problem'));
    expect(outcomes.sort()).toEqual(['conflict', 'recorded', 'repeated']);
    const [events] = await world.rows('select count(*)::int as n from event where scan_id = $1', [id]);
    expect(events).toEqual({ n: 1 });
  });

  test('a fault of one act is found by halving and takes no other act with it', async () => {
    const ledger = world.anotherLedger({ rules: [buggy as never], plainKinds: [] });
    const fates = await Promise.allSettled(
      serials.slice(0, 40).map((serial, index) =>
        send(ledger, 'put_away', [serial], undefined, {
          document: { kind: 'claim', number: index === 17 ? 'POISON' : `C-${index}` },
        }),
      ),
    );
    const failed = fates.flatMap((fate, index) => (fate.status === 'rejected' ? [[index, fate.reason]] : []));
    expect(failed).toEqual([[17, expect.objectContaining({ message: 'a bug in a rule' })]]);
    const left = await world.rows(`select 1 from document where number = 'POISON'`);
    expect(left).toEqual([]);
  });

  test('a large request goes in chunks of its own lane, beside the single scans', async () => {
    const ledger = world.anotherLedger();
    const large = send(ledger, 'put_away', serials);
    const small = await send(ledger, 'put_away', ['G-299']);
    expect(small[0]?.outcome).toBe('recorded');
    expect((await large).every((answer) => answer.outcome === 'recorded')).toBe(true);
    expect([ledger.load.small.scans, ledger.load.bulk.scans]).toEqual([1, 300]);
  });

  test('closing answers everything that was taken in', async () => {
    const ledger = world.anotherLedger();
    const going = serials.slice(0, 100).map((serial) => send(ledger, 'put_away', [serial]));
    await ledger.close();
    const answers = (await Promise.all(going)).flat();
    expect(answers).toHaveLength(100);
  });
});

describe('two servers on one database', () => {
  test('writing the same units in opposite orders, both finish and every event is kept', async () => {
    const [a, b] = [world.anotherLedger(), world.anotherLedger()];
    const [before] = await world.rows<{ n: number }>('select count(*)::int as n from event');
    const rounds = Array.from({ length: 5 }, () => [
      send(a, 'put_away', serials),
      send(b, 'put_away', [...serials].reverse(), undefined, { atomicity: 'all_or_nothing' }),
    ]).flat();
    const answers = (await Promise.all(rounds)).flat();
    expect(answers.filter((answer) => answer.outcome !== 'recorded')).toEqual([]);
    const [after] = await world.rows<{ n: number }>('select count(*)::int as n from event');
    expect(after!.n - before!.n).toBe(3000);
    const [odd] = await world.rows(
      'select count(*)::int as n from unit u where seq <> (select count(*) from event e where e.unit_id = u.id)',
    );
    expect(odd).toEqual({ n: 0 });
  });

  test('the same new serial, received at both at once, becomes one unit', async () => {
    const [a, b] = [world.anotherLedger(), world.anotherLedger()];
    for (let round = 0; round < 20; round += 1) {
      const codes = () => ['LAPTOP', `SAME-${round}`];
      const answers = (
        await Promise.all([send(a, 'receive', ['x'], codes), send(b, 'receive', ['x'], codes)])
      ).flat();
      const outcomes = answers.map((answer) => answer.refusal?.code ?? answer.outcome).sort();
      expect(outcomes).toEqual(['already_received', 'recorded']);
    }
    const twice = await world.rows(
      `select serial from unit where serial like 'SAME-%' group by serial having count(*) > 1`,
    );
    expect(twice).toEqual([]);
  });

  test('counts and lists are what a recount of the units says', async () => {
    const wrong = await world.rows(
      `with recount as (
         select l.site_id, u.product_id, u.owner, u.condition, u.status, u.holds is not null as held,
           count(*) as quantity
         from unit u join location l on l.id = u.place where u.status <> 0 group by 1, 2, 3, 4, 5, 6)
       select * from recount r full join unit_count c using (site_id, product_id, owner, condition, status, held)
       where coalesce(r.quantity, 0) <> coalesce(c.quantity, 0)`,
    );
    expect(wrong).toEqual([]);
    const lists = await world.rows(
      `select (select count(*)::int from stock_unit) as listed,
         (select count(*)::int from unit where status in (3, 4, 5, 6, 10, 11)) as held`,
    );
    const { listed, held } = lists[0] as { listed: number; held: number };
    expect(listed).toBe(held);
  });
});
