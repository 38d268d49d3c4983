import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '../src/ledger/verify.ts';
import { openTestApp, type TestApp } from '../src/testing/app.ts';

// The story of 22,892 real hard disks (Backblaze Drive Stats, 2013): their serials, models, days and failures.

interface Drive {
  readonly serial: string;
  readonly sku: string;
  readonly day: string;
  readonly failed: boolean;
}

interface Told {
  readonly outcome: string;
  readonly code: string | null;
  readonly status: string | null;
  readonly unit: { readonly serial: string; readonly sku: string } | null;
  readonly exceptions: readonly { readonly kind: string }[];
}

type Document = { readonly kind: string; readonly number: string };

const file = new URL('../../shared/data/drives.csv', import.meta.url);
const drives = existsSync(file) ? readDrives(readFileSync(file, 'utf8')) : [];
const recalled = 'ST3000DM001';
const bins = ['A-01', 'A-02', 'A-03', 'A-04'];
const [received, sold] = ['in_stock', 'sold'];

function readDrives(text: string): Drive[] {
  const lines = text.trim().split('\n').slice(1);
  return lines.map((line) => {
    const [serial, model, , day, , failedOn] = line.split(',') as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    return { serial, sku: model.replaceAll(' ', '-'), day, failed: failedOn.trim() !== '' };
  });
}

describe.skipIf(drives.length === 0)('the story of the real drives, over POST /api/scans', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await openTestApp();
  });
  afterAll(() => app?.close());

  /** Sends one move for many drives, in requests of at most 10,000, and gives the answers in order. */
  async function scan(
    move: string,
    list: readonly Drive[],
    more: { document?: Document; location?: string; labelled?: boolean } = {},
  ): Promise<Told[]> {
    const { document, location, labelled = false } = more;
    const answers: Told[] = [];
    for (let start = 0; start < list.length; start += 10_000) {
      const scans = list.slice(start, start + 10_000).map(({ serial, sku }) => ({
        id: randomUUID(),
        codes: labelled ? [sku, serial] : [serial],
        input: 'scanned',
      }));
      const told = await app.ask('POST', '/api/scans', { move, site: 'DC', location, document, scans });
      if (told.status !== 200) throw new Error(told.text);
      answers.push(...told.body.answers);
    }
    return answers;
  }

  const outcomes = (answers: readonly Told[]) => {
    const counts: Record<string, number> = {};
    for (const { outcome, code, status } of answers) {
      const key = code ?? `${outcome} ${status}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
    return counts;
  };
  const grouped = (list: readonly Drive[], key: (drive: Drive, index: number) => string) => {
    const groups = new Map<string, Drive[]>();
    for (const [index, drive] of list.entries())
      groups.set(key(drive, index), [...(groups.get(key(drive, index)) ?? []), drive]);
    return groups;
  };

  test('models become products, and every serial is announced on the receipt of its day', async () => {
    const skus = [...new Set(drives.map(({ sku }) => sku))];
    expect(skus).toHaveLength(37);
    for (const sku of skus)
      expect((await app.ask('POST', '/api/products', { sku, name: sku })).status).toBe(201);
    for (const code of bins.slice(1))
      await app.ask('POST', '/api/sites/DC/locations', { locations: [{ code, name: code, kind: 'bin' }] });
    for (const [day, list] of grouped(drives, (drive) => drive.day)) {
      const document = { kind: 'receipt', number: `ASN-${day}` };
      const answers = await scan('announce', list, { document, labelled: true });
      expect(outcomes(answers)).toEqual({ 'recorded expected': list.length });
    }
  });

  test('each is received by its bare serial and put away', async () => {
    for (const [day, list] of grouped(drives, (drive) => drive.day)) {
      const document = { kind: 'receipt', number: `ASN-${day}` };
      const answers = await scan('receive', list, { document, location: 'DOCK' });
      expect(outcomes(answers)).toEqual({ [`recorded ${received}`]: list.length });
      const receipt = await app.ask('GET', `/api/receipts/ASN-${day}`);
      expect(receipt.body).toMatchObject({ expected: list.length, received: list.length, extra: 0 });
    }
    for (const [bin, list] of grouped(drives, (_, index) => bins[index % bins.length]!)) {
      const answers = await scan('put_away', list, { location: bin });
      expect(outcomes(answers)).toEqual({ [`recorded ${received}`]: list.length });
    }
  });

  const isSold = (_: Drive, index: number) => index % 3 === 0;
  const buyers = drives.filter(isSold);

  test('a third is sold, each on its sale; none can be sold twice', async () => {
    for (const [number, list] of grouped(buyers, (_, index) => `SALE-${Math.floor(index / 1000)}`)) {
      const answers = await scan('sell', list, { document: { kind: 'sale', number } });
      expect(outcomes(answers)).toEqual({ [`recorded ${sold}`]: list.length });
    }
    expect(outcomes(await scan('sell', buyers.slice(0, 500)))).toEqual({ already_sold: 500 });
  });

  test('sold drives that failed come back to the sale they were sold on, without a question', async () => {
    let taken = 0;
    for (const [number, list] of grouped(buyers, (_, index) => `SALE-${Math.floor(index / 1000)}`)) {
      const failed = list.filter((drive) => drive.failed);
      taken += failed.length;
      const answers = await scan('take_into_custody', failed, { document: { kind: 'sale', number } });
      expect(outcomes(answers)).toEqual(failed.length === 0 ? {} : { 'recorded returned': failed.length });
      expect(answers.flatMap((answer) => answer.exceptions)).toEqual([]);
    }
    expect(taken).toBeGreaterThan(20);
  });

  test('one scope freezes the failing model: in stock, sold and returned, and what nobody had seen', async () => {
    const placed = await app.ask('POST', '/api/scans', {
      move: 'place_hold',
      site: 'DC',
      scans: [
        {
          id: randomUUID(),
          codes: [],
          input: 'keyed',
          details: { kind: 'recall', reference: 'RC-1', scope: { sku: recalled } },
        },
      ],
    });
    expect(placed.body.answers[0].outcome).toBe('recorded');
    const frozen = drives.filter((drive, index) => drive.sku === recalled && !isSold(drive, index));
    const others = drives
      .filter((drive, index) => drive.sku !== recalled && !isSold(drive, index))
      .slice(0, 1000);
    expect(outcomes(await scan('sell', frozen))).toEqual({ on_hold: frozen.length });
    expect(outcomes(await scan('sell', others))).toEqual({ [`recorded ${sold}`]: others.length });
    const unseen = { serial: 'W1F0NEVERSEEN', sku: recalled, day: '', failed: false };
    const [arrived] = await scan('receive', [unseen], { labelled: true, location: 'DOCK' });
    expect(arrived).toMatchObject({ outcome: 'recorded', exceptions: [{ kind: 'held_on_arrival' }] });
    expect(outcomes(await scan('pick', [unseen]))).toEqual({ on_hold: 1 });
    await spreadDone();
    const [held] = await app.world.rows<{ n: number }>(
      `select count(*)::int as n from unit u join product p on p.id = u.product_id
       where p.sku = $1 and u.holds = 'recall:RC-1'`,
      [recalled],
    );
    expect(held).toEqual({ n: drives.filter(({ sku }) => sku === recalled).length + 1 });
  });

  async function spreadDone(): Promise<void> {
    for (;;) {
      const open = await app.world.rows('select 1 from scope where not spread_done');
      if (open.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  test('every state made anew from the events is the state there is, and all adds up', async () => {
    const report = await verify({ url: app.world.test.ownerUrl });
    expect(report.listed).toEqual([]);
    expect(report).toMatchObject({ clean: true, units: drives.length + 1 });
    const [sums] = await app.world.rows<{ counted: number; units: number }>(
      `select (select sum(quantity)::int from unit_count) as counted, (select count(*)::int from unit) as units`,
    );
    expect(sums).toEqual({ counted: drives.length + 1, units: drives.length + 1 });
  });
});

test.runIf(drives.length === 0)('the real drives are not here: shared/data/drives.csv is missing', () => {
  expect(drives).toEqual([]);
});
