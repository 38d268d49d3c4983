import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../src/testing/app.ts';

// People of one store see what is theirs, and of other sites nothing: an answer about another site's thing is the
// answer about a thing that is not there. Whose site a unit is of: docs/decisions/0034.

let app: TestApp;
/** A lead of the first store, who has nothing to say elsewhere. */
let key: string;
beforeAll(async () => {
  app = await openTestApp();
  key = await app.keyOf('lead', 'STORE-1');
});
afterAll(() => app?.close());

let number = 0;
const serial = () => `REACH-${++number}`;
const asked = (url: string, as = key) => app.ask('GET', url, undefined, { key: as });

/** What was answered, without what the question itself named. */
function answered({ status, text }: { status: number; text: string }, ...named: (string | number)[]) {
  return [status, named.reduce<string>((told, name) => told.replaceAll(String(name), '?'), text)];
}

async function unitAt(site: string): Promise<{ id: number; serial: string }> {
  const one = serial();
  const told = await app.scan('receive', ['TV', one], { site });
  return { id: told.unit.id, serial: one };
}

const absentId = 2 ** 40;

describe('another site’s unit answers like one that is not there', () => {
  test.each(['', '/history'])('GET /api/units/:id%s', async (rest) => {
    const { id } = await unitAt('STORE-2');
    const theirs = await asked(`/api/units/${id}${rest}`);
    const none = await asked(`/api/units/${absentId}${rest}`);
    expect(none.status).toBe(404);
    expect(answered(theirs, id)).toEqual(answered(none, absentId));
    expect((await asked(`/api/units/${id}${rest}`, app.adminKey)).status).toBe(200);
  });

  test('GET /api/units/by-code/:code', async () => {
    const unit = await unitAt('STORE-2');
    const none = serial();
    const theirs = await asked(`/api/units/by-code/${unit.serial}`);
    expect(theirs.status).toBe(404);
    expect(answered(theirs, unit.serial)).toEqual(answered(await asked(`/api/units/by-code/${none}`), none));
    const byId = await asked(`/api/units/by-code/unit:${unit.id}`);
    expect(byId.status).toBe(404);
  });

  test('one’s own is seen whole, what was done elsewhere too', async () => {
    const { id, serial: own } = await unitAt('STORE-2');
    await app.scan('send_to_site', ['TV', own], { site: 'STORE-2', details: { to: 'STORE-1' } });
    await app.scan('receive_at_site', ['TV', own], { site: 'STORE-1' });
    expect((await asked(`/api/units/${id}`)).body.place).toMatch(/^STORE-1\//);
    expect((await asked(`/api/units/${id}/history`)).body.events).toHaveLength(3);
    expect((await asked(`/api/units/by-code/${own}`)).body.units).toHaveLength(1);
  });
});

describe('whose site a unit is of', () => {
  const sees = async (id: number, site: string) =>
    (await asked(`/api/units/${id}`, await app.keyOf('lead', site))).status === 200;
  const seenBy = async (id: number) => {
    const sites = ['DC', 'STORE-1', 'STORE-2'];
    const seen = await Promise.all(sites.map((site) => sees(id, site)));
    return sites.filter((_, index) => seen[index]);
  };
  type Step = readonly [move: string, site: string, details?: Record<string, unknown>];

  test.each<[string, readonly Step[], readonly string[]]>([
    ['where it is', [['receive', 'STORE-1']], ['STORE-1']],
    ['announced: where it was announced', [['announce', 'STORE-2']], ['STORE-2']],
    [
      'sold: the site it left',
      [
        ['receive', 'STORE-1'],
        ['sell', 'STORE-1'],
      ],
      ['STORE-1'],
    ],
    [
      'sold where it was not recorded: both sites',
      [
        ['receive', 'STORE-1'],
        ['sell', 'STORE-2'],
      ],
      ['STORE-1', 'STORE-2'],
    ],
    [
      'delivered, as somebody else tells: still the site it left',
      [
        ['receive', 'DC'],
        ['ship', 'DC'],
        ['deliver', 'STORE-2'],
      ],
      ['DC'],
    ],
    [
      'on its way: both ends',
      [
        ['receive', 'DC'],
        ['send_to_site', 'DC', { to: 'STORE-2' }],
      ],
      ['DC', 'STORE-2'],
    ],
    [
      'on its way to a site that nobody named: the one it left',
      [
        ['receive', 'DC'],
        ['send_to_site', 'DC'],
      ],
      ['DC'],
    ],
    [
      'arrived: only the one where it is',
      [
        ['receive', 'DC'],
        ['send_to_site', 'DC', { to: 'STORE-2' }],
        ['receive_at_site', 'STORE-2'],
      ],
      ['STORE-2'],
    ],
    [
      'brought back to another store: that store',
      [
        ['receive', 'STORE-1'],
        ['sell', 'STORE-1'],
        ['take_into_custody', 'STORE-2'],
      ],
      ['STORE-2'],
    ],
    [
      'with the vendor: the site it left',
      [
        ['receive', 'STORE-1'],
        ['send_to_vendor', 'STORE-1'],
      ],
      ['STORE-1'],
    ],
    ['only ever spoken of: the site that did', [['place_hold', 'STORE-1', { kind: 'quality' }]], ['STORE-1']],
  ])('%s', async (_what, steps, expected) => {
    const one = serial();
    let id = 0;
    for (const [move, site, details] of steps) {
      const told = await app.scan(move, ['TV', one], { site, ...(details ? { details } : {}) });
      expect([move, told.outcome]).toEqual([move, 'recorded']);
      id = told.unit.id;
    }
    expect(await seenBy(id)).toEqual(expected);
  });

  test('a sale that was annulled has not taken it anywhere', async () => {
    const { id, serial: one } = await unitAt('STORE-1');
    await app.scan('sell', ['TV', one], { site: 'STORE-2' });
    await app.scan('annul', ['TV', one], { site: 'STORE-1', details: { seq: 2, reason: 'wrong till' } });
    expect(await seenBy(id)).toEqual(['STORE-1']);
  });
});

describe('another site answers like one that is not there', () => {
  test.each([
    ['GET', '/api/units?site=%s'],
    ['GET', '/api/availability?site=%s'],
    ['GET', '/api/exceptions?site=%s'],
    ['GET', '/api/sites/%s'],
    ['GET', '/api/sites/%s/locations'],
  ] as const)('%s %s', async (method, url) => {
    const at = (site: string) => app.ask(method, url.replace('%s', site), undefined, { key });
    const [theirs, none, own] = [await at('STORE-2'), await at('NOWHERE'), await at('STORE-1')];
    expect(none.status).toBeGreaterThanOrEqual(404);
    expect(answered(theirs, 'STORE-2')).toEqual(answered(none, 'NOWHERE'));
    expect(own.status).toBe(200);
  });

  test('a scan there', async () => {
    const at = async (path: string, site: string) => {
      const scans = [{ id: crypto.randomUUID(), codes: ['TV', serial()], input: 'scanned' }];
      return app.ask('POST', path, { move: 'receive', site, scans }, { key });
    };
    for (const path of ['/api/scans', '/api/scans/judge']) {
      expect(answered(await at(path, 'STORE-2'), 'STORE-2')).toEqual(
        answered(await at(path, 'NOWHERE'), 'NOWHERE'),
      );
      expect((await at(path, 'STORE-2')).body.code).toBe('unknown_site');
      expect((await at(path, 'STORE-1')).status).toBe(200);
    }
  });

  test('new locations there', async () => {
    const catalog = await app.keyOf('admin', 'STORE-1');
    const at = (site: string) =>
      app.ask(
        'POST',
        `/api/sites/${site}/locations`,
        { locations: [{ code: `N${++number}` }] },
        { key: catalog },
      );
    expect(answered(await at('STORE-2'), 'STORE-2')).toEqual(answered(await at('NOWHERE'), 'NOWHERE'));
    expect((await at('STORE-1')).status).toBe(201);
  });
});

describe('lists hold what is within reach', () => {
  test('sites', async () => {
    const { body } = await asked('/api/sites');
    expect(body.items.map((site: { code: string }) => site.code)).toEqual(['STORE-1']);
  });

  test('availability of a product', async () => {
    await unitAt('STORE-1');
    await unitAt('STORE-2');
    const sitesIn = async (as: string) =>
      (await asked('/api/availability?sku=TV', as)).body.items.map((item: { site: string }) => item.site);
    expect(await sitesIn(key)).toEqual(['STORE-1']);
    expect(await sitesIn(app.adminKey)).toEqual(expect.arrayContaining(['STORE-1', 'STORE-2']));
  });

  test('everything that happened', async () => {
    await unitAt('STORE-2');
    const { id } = await unitAt('STORE-1');
    const items: { unit?: { id: number }; spot?: string; place?: string; site?: string }[] = [];
    for (let after = ''; ; ) {
      const { body } = await asked(`/api/changes?limit=3${after}`);
      items.push(...body.items);
      if (after === `&after=${body.next}`) break;
      after = `&after=${body.next}`;
    }
    expect(items.some((item) => item.unit?.id === id)).toBe(true);
    const elsewhere = items.filter(
      ({ spot, place, site }) => ![spot, place, site].some((name) => name?.startsWith('STORE-1')),
    );
    expect(elsewhere).toEqual([]);
  });

  test('exceptions, and only one’s own can be settled', async () => {
    const open = async (site: string) => {
      const one = serial();
      await app.scan('receive', ['TV', one], { site: 'DC' });
      const told = await app.scan('take_into_custody', ['TV', one], { site });
      return told.exceptions[0].id;
    };
    const [own, theirs] = [await open('STORE-1'), await open('STORE-2')];
    const { body } = await asked('/api/exceptions?limit=1000');
    const ids = body.items.map((item: { id: number }) => item.id);
    expect([ids.includes(own), ids.includes(theirs)]).toEqual([true, false]);
    const settle = (id: number) =>
      app.ask('POST', `/api/exceptions/${id}/settle`, { settlement: 'looked at' }, { key });
    expect(answered(await settle(theirs), theirs)).toEqual(answered(await settle(absentId), absentId));
    expect((await settle(theirs)).status).toBe(404);
    expect((await settle(own)).status).toBe(200);
  });

  test('receipts, and only one’s own can be closed', async () => {
    const document = (name: string) => ({ kind: 'receipt', number: name });
    await app.scan('announce', ['TV', serial()], { site: 'STORE-1', document: document('ASN-OWN') });
    await app.scan('announce', ['TV', serial()], { site: 'STORE-2', document: document('ASN-THEIRS') });
    for (const rest of ['', '/units', '/progress', '/report.csv', '/report.pdf']) {
      expect((await asked(`/api/receipts/ASN-OWN${rest}`)).status).toBe(200);
      expect(answered(await asked(`/api/receipts/ASN-THEIRS${rest}`), 'ASN-THEIRS')).toEqual(
        answered(await asked(`/api/receipts/ASN-NONE${rest}`), 'ASN-NONE'),
      );
    }
    const close = (name: string) =>
      app.ask('POST', `/api/receipts/${name}/close`, { reason: 'came short' }, { key });
    expect((await close('ASN-THEIRS')).body.code).toBe('receipt_not_found');
    expect((await close('ASN-OWN')).status).toBe(200);
  });
});

describe('a scan of a thing that is recorded elsewhere', () => {
  test('works where the thing honestly is', async () => {
    const { serial: one } = await unitAt('STORE-2');
    await app.scan('sell', ['TV', one], { site: 'STORE-2' });
    const told = await app.scan('take_into_custody', ['TV', one], { site: 'STORE-1', key });
    expect([told.outcome, told.status]).toEqual(['recorded', 'returned']);
  });

  test('is refused with the same code, but where and when it was done is told only within reach', async () => {
    const { serial: one } = await unitAt('STORE-2');
    await app.scan('sell', ['TV', one], { site: 'STORE-2' });
    const own = await app.scan('sell', ['TV', one], { site: 'STORE-1', key });
    const whole = await app.scan('sell', ['TV', one], { site: 'STORE-1' });
    expect([own.outcome, own.code, own.unit, own.status]).toEqual([
      'refused',
      'already_sold',
      whole.unit,
      whole.status,
    ]);
    expect(JSON.stringify(own)).not.toContain('STORE-2');
    expect(own.sentence).toBe('This unit was already sold: recorded at another site.');
    expect(whole.sentence).toContain('STORE-2');
    const both = await app.keyOf('lead', 'STORE-1', 'STORE-2');
    expect((await app.scan('sell', ['TV', one], { site: 'STORE-1', key: both })).sentence).toContain(
      'STORE-2',
    );
  });

  test('opens an exception that tells of the other side only within reach, in every list', async () => {
    const { serial: one } = await unitAt('STORE-2');
    const told = await app.scan('take_into_custody', ['TV', one], { site: 'STORE-1', key });
    expect(told.exceptions[0].recorded).toBe('recorded at another site');
    const { body } = await asked('/api/exceptions?open=true&limit=1000');
    const listed = body.items.find((item: { id: number }) => item.id === told.exceptions[0].id);
    expect([listed.recorded, listed.sentence.includes('STORE-2')]).toEqual([
      'recorded at another site',
      false,
    ]);
    const { items } = (await asked('/api/changes?limit=1000')).body;
    const opened = items.filter((item: { unit: unknown }) => item.unit === told.unit.id);
    expect(opened.map((item: { kind: string; recorded: string }) => [item.kind, item.recorded])).toEqual([
      ['returned_without_sale', 'recorded at another site'],
      ['unexpected_place', 'another site'],
    ]);
    expect(JSON.stringify(opened)).not.toContain('STORE-2');
    const refusals = items.filter((item: { type: string }) => item.type === 'scan');
    expect(refusals.length).toBeGreaterThan(0);
    expect(JSON.stringify(refusals)).not.toContain('STORE-2');
    const whole = await asked('/api/exceptions?open=true&limit=1000', app.adminKey);
    expect(whole.text).toContain('STORE-2/FLOOR on');
  });
});

describe('what is done from a desk', () => {
  const desk: [string, Record<string, unknown>][] = [
    ['lose', {}],
    ['retire', { reason: 'lost' }],
    ['set_use', { use: 'display' }],
    ['place_hold', { kind: 'quality' }],
    ['report_stolen', {}],
    ['annul', { seq: 1, reason: 'never came' }],
  ];
  test.each(desk)('%s is done where the unit stands, or by who may act there', async (move, details) => {
    const { serial: one, id } = await unitAt('STORE-2');
    const before = await app.ask('GET', `/api/units/${id}`);
    for (const late of [{}, { seen: 0, n: 1, at: '2026-11-20T10:00:00Z' }]) {
      const told = await app.scan(move, ['TV', one], { site: 'STORE-1', details, key, ...late });
      expect([told.outcome, told.code]).toEqual(['refused', 'not_at_your_site']);
    }
    expect((await app.ask('GET', `/api/units/${id}`)).body).toEqual(before.body);
    const both = await app.keyOf('lead', 'STORE-1', 'STORE-2');
    expect((await app.scan(move, ['TV', one], { site: 'STORE-1', details, key: both })).outcome).toBe(
      'recorded',
    );
  });

  test('a unit that left us is written off, or reported stolen, wherever its papers are', async () => {
    const { serial: one } = await unitAt('STORE-2');
    await app.scan('send_to_vendor', ['TV', one], { site: 'STORE-2' });
    expect((await app.scan('credit_by_vendor', ['TV', one], { site: 'STORE-1', key })).outcome).toBe(
      'recorded',
    );
  });
});

describe('a hold on a whole scope', () => {
  const details = { kind: 'quality', reference: 'SCOPE', scope: { sku: 'LAPTOP' } };
  const placed = async (move: string, as: string) => (await app.scan(move, [], { key: as, details })).code;

  test('reaches every site, so it takes a lead of all of them, to lift it too', async () => {
    const leadOfOne = await app.keyOf('lead', 'DC');
    const [lead, associate] = [await app.keyOf('lead'), await app.keyOf('associate')];
    for (const move of ['place_hold', 'lift_hold']) {
      expect(await placed(move, associate)).toBe('lead_needed');
      expect(await placed(move, leadOfOne)).toBe('lead_needed');
      expect(await placed(move, lead)).toBeNull();
    }
  });
});

describe('a lead’s word', () => {
  test('counts where it was given, and at other sites not', async () => {
    const { ledger, associate } = app.world;
    const { sitesByCode } = await ledger.reference();
    const leadAt = new Set([sitesByCode.get('STORE-1')!.id]);
    const liftedAt = async (site: string) => {
      const { serial: one } = await unitAt(site);
      const details = { kind: 'recall' };
      await app.scan('place_hold', ['TV', one], { site, details });
      const scans = [{ id: crypto.randomUUID(), codes: ['TV', one], input: 'scanned', details } as const];
      const told = await ledger.record({ move: 'lift_hold', site, scans }, { ...associate, leadAt }, null);
      return 'answers' in told && (told.answers[0]!.refusal?.code ?? told.answers[0]!.outcome);
    };
    expect(await liftedAt('STORE-1')).toBe('recorded');
    expect(await liftedAt('STORE-2')).toBe('lead_needed');
  });
});
