import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { memberCodes } from '../src/ledger/codes.ts';
import { verify } from '../src/ledger/verify.ts';
import { randomNumbers } from '../src/testing/random-acts.ts';
import { type OneScan, openWorld, type World } from '../src/testing/world.ts';

/** Settings of a run, from the environment: how many scans, and the seed. */
const scans = Number(process.env.UNITRAIL_TEST_TRANSFER_SCANS ?? 300);
const seed = Number(process.env.UNITRAIL_TEST_SEED ?? 20_261_123);
const atOnce = 6;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

const serials = Array.from({ length: 14 }, (_, nth) => `ANY-${nth}`);
const numbers = ['ANY-A', 'ANY-B', 'ANY-C'];
const sites = ['DC', 'STORE-1', 'STORE-2'];
const ways = ['send_to_site', 'receive_at_site', 'receive_at_site', 'pick', 'undo_pick'];
const rare = [
  'lose',
  'find',
  'report_stolen',
  'recover',
  'record_sale',
  'annul',
  'annul',
  'put_away',
  'retire',
];

test('whatever is done in whatever order: sent = received + in transit + lost, and the units agree', async () => {
  for (const serial of serials) await world.scan('receive', ['TV', serial], { location: 'A-01' });
  const random = randomNumbers(seed);
  const pick = <Item>(list: readonly Item[]): Item => list[random(list.length)]!;
  const ledgers = [world.ledger, world.anotherLedger()];
  const outcomes: Record<string, number> = {};
  for (let done = 0; done < scans; done += atOnce) {
    const wave = Array.from({ length: atOnce }, async () => {
      const move = pick(random(3) === 0 ? rare : ways);
      const serial = pick(serials);
      const asked: Partial<OneScan> = {
        site: pick(sites),
        ledger: pick(ledgers),
        actor: world.lead,
        ...(random(4) === 0 ? {} : { document: documentOf(move, pick(numbers)) }),
        details: {
          to: pick(sites),
          for: 'inside',
          reason: 'lost',
          ...(move === 'annul' ? { seq: 1 + random(30) } : {}),
        },
      };
      const { outcome } = await world.scan(move, serial, { id: randomUUID(), ...asked });
      outcomes[`${move} ${outcome}`] = (outcomes[`${move} ${outcome}`] ?? 0) + 1;
    });
    await Promise.all(wave);
    await expectAgreement();
  }
  const met = ['send_to_site', 'receive_at_site', 'lose', 'find', 'annul'].filter(
    (move) => (outcomes[`${move} recorded`] ?? 0) > 0,
  );
  expect(met).toEqual(['send_to_site', 'receive_at_site', 'lose', 'find', 'annul']);
  expect((await verify({ url: world.test.ownerUrl })).listed).toEqual([]);
}, 120_000);

function documentOf(move: string, number: string) {
  return move === 'record_sale' ? { kind: 'sale', number: `S-${number}` } : { kind: 'transfer', number };
}

interface Counted {
  readonly number: string;
  readonly picked: number;
  readonly sent: number;
  readonly received: number;
  readonly elsewhere: number;
  readonly lost: number;
  readonly extra: number;
}

/** Counts are a recount of what the transfer says of its units, and that is what the units are. */
async function expectAgreement(): Promise<void> {
  const kept =
    await world.rows<Counted>(`select d.number, t.picked, t.sent, t.received, t.elsewhere, t.lost, t.extra
    from transfer t join document d on d.id = t.document_id order by d.number`);
  const members =
    await world.rows<Member>(`select d.number, m.unit_id, m.state, u.status, w.document_id = d.id as away
    from document d join document_unit m on m.document_id = d.id join unit u on u.id = m.unit_id
    left join transfer_under_way w on w.unit_id = m.unit_id where d.kind = 'transfer'`);
  for (const { number, ...counts } of kept) {
    const own = members.filter((member) => member.number === number);
    expect([number, counts]).toEqual([number, recounted(own)]);
  }
  for (const { state, status, away } of members) {
    const word = memberCodes.toWord(state);
    const isAway = word === 'sent' || word === 'lost';
    expect([word, away === true]).toEqual([word, isAway]);
    if (word === 'sent') expect(status).toBe(7);
  }
  const [{ count: onWay }] = (await world.rows<{ count: string }>(
    'select count(*) from transfer_under_way',
  )) as [{ count: string }];
  expect(Number(onWay)).toBe(members.filter(({ away }) => away).length);
}

interface Member {
  readonly number: string;
  readonly unit_id: number;
  readonly state: number;
  readonly status: number;
  readonly away: boolean | null;
}

function recounted(members: readonly Member[]): Omit<Counted, 'number'> {
  const of = (...words: readonly string[]) =>
    members.filter(({ state }) => words.includes(memberCodes.toWord(state))).length;
  return {
    picked: of('picked'),
    sent: of('sent', 'received', 'elsewhere', 'lost'),
    received: of('received', 'elsewhere'),
    elsewhere: of('elsewhere'),
    lost: of('lost'),
    extra: of('extra'),
  };
}
