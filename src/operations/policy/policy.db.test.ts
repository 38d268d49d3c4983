import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await app.ask('POST', '/api/categories', { code: 'electronics' });
  await app.ask('POST', '/api/categories', { code: 'phones', parent: 'electronics' });
  await app.ask('PATCH', '/api/products/PHONE', { category: 'phones' });
});
afterAll(() => app?.close());

const problemOf = ({ status, body }: Awaited<ReturnType<TestApp['ask']>>) => [status, body.code, body.where];
const set = (rule: object) =>
  app.ask('POST', '/api/policy', { demand: 'asked', from: '2026-01-01', ...rule });
const withdraw = (id: number) => app.ask('POST', `/api/policy/${id}/withdraw`, { reason: 'over' });
const explain = async (more = '') =>
  (await app.ask('GET', `/api/policy/explain?site=STORE-1&handOff=sale&sku=PHONE${more}`)).body;

describe('what applies here now', () => {
  test('is, where nobody has said anything, that every unit is scanned', async () => {
    expect(await explain()).toMatchObject({
      demand: 'required',
      rule: null,
      why: 'Nothing else is said, so every unit is scanned.',
      unknownSerials: 'arrivals',
      categories: ['phones', 'electronics'],
    });
  });

  test('is what the most specific rule says, with those that it outranks', async () => {
    const all = (await set({ handOff: 'sale' })).body.id;
    const electronics = (await set({ category: 'electronics', demand: 'off' })).body.id;
    const store = (await set({ site: 'STORE-1', handOff: 'sale', demand: 'required' })).body.id;
    const told = await explain('&channel=online');
    expect(told).toMatchObject({
      demand: 'required',
      why: 'From 2026-01-01 on, for STORE-1 × sale: serials must be scanned.',
      rule: { id: store },
      channel: 'online',
    });
    expect(told.outranked.map(({ id }: { id: number }) => id)).toEqual([electronics, all]);
    await withdraw(store);
    expect((await explain()).rule.id).toBe(electronics);
    await withdraw(electronics);
    expect((await explain()).rule.id).toBe(all);
    await withdraw(all);
    expect((await explain()).rule).toBeNull();
  });

  test('can be asked of another day, and of a category without a product', async () => {
    const { body } = await set({ category: 'phones', from: '2030-01-01', demand: 'off' });
    expect((await explain('&on=2029-12-31')).demand).toBe('required');
    expect(await explain('&on=2030-01-01')).toMatchObject({ demand: 'off', on: '2030-01-01' });
    const url = '/api/policy/explain?site=DC&handOff=pick&category=phones&on=2031-01-01';
    expect((await app.ask('GET', url)).body).toMatchObject({ demand: 'off', unknownSerials: null });
    await withdraw(body.id);
  });

  test.each([
    ['site=NOWHERE&handOff=sale', 422, 'unknown_site', 'query.site'],
    ['site=CARRIER&handOff=sale', 422, 'unknown_site', 'query.site'],
    ['site=DC&handOff=sale&sku=NONE', 422, 'unknown_product', 'query.sku'],
    ['site=DC&handOff=sale&category=none', 422, 'unknown_category', 'query.category'],
    ['site=DC&handOff=sale&on=2026-02-30', 422, 'bad_day', 'query.on'],
    ['site=DC', 400, 'invalid_request', 'query.handOff'],
    ['site=DC&handOff=party', 400, 'invalid_request', 'query.handOff'],
  ])('is not known for %s', async (query, ...expected) => {
    expect(problemOf(await app.ask('GET', `/api/policy/explain?${query}`))).toEqual(expected);
  });
});

describe('a scan is judged by policy', () => {
  test('an unknown serial becomes a unit anywhere that arrivals are not scanned, from the next scan on', async () => {
    const drop = (serial: string, site = 'STORE-1') => app.scan('ship', ['PHONE', serial], { site });
    expect((await drop('DROP-1')).code).toBe('unknown_unit');
    const { body } = await set({ site: 'STORE-1', handOff: 'inbound', demand: 'off' });
    expect((await explain()).unknownSerials).toBe('anywhere');
    expect((await drop('DROP-1')).outcome).toBe('recorded');
    expect((await drop('DROP-2', 'STORE-2')).code).toBe('unknown_unit');
    await withdraw(body.id);
    expect((await drop('DROP-2')).code).toBe('unknown_unit');
  });

  test('a finished sale of a serial that nobody received asks no question there', async () => {
    const sale = async (number: string) => {
      const document = { kind: 'sale', number };
      return app.scan('record_sale', ['PHONE', `SALE-${number}`], { site: 'STORE-2', document });
    };
    expect((await sale('1')).exceptions).toMatchObject([{ kind: 'sold_without_receipt' }]);
    const { body } = await set({ category: 'electronics', handOff: 'inbound', demand: 'asked' });
    expect(await sale('2')).toMatchObject({ outcome: 'recorded', exceptions: [] });
    await withdraw(body.id);
    expect((await sale('3')).exceptions).toMatchObject([{ kind: 'sold_without_receipt' }]);
  });

  test('the channel that the scan says decides among channels', async () => {
    const rule = { channel: 'online', handOff: 'inbound', demand: 'off' };
    const { body } = await set(rule);
    const ship = (serial: string, channel: string) =>
      app.scan('ship', ['PHONE', serial], { details: { channel } });
    expect((await ship('CH-1', 'store')).code).toBe('unknown_unit');
    expect((await ship('CH-1', 'online')).outcome).toBe('recorded');
    await withdraw(body.id);
  });

  test('a rule that begins on a later day changes nothing before it', async () => {
    const { body } = await set({ handOff: 'inbound', demand: 'off', from: '2999-01-01' });
    expect((await app.scan('ship', ['PHONE', 'LATER-1'])).code).toBe('unknown_unit');
    await withdraw(body.id);
  });

  test('another process judges by a rule that was set here a moment ago', async () => {
    const elsewhere = app.world.anotherLedger();
    await app.world.scan('receive', ['TV', 'POL-0'], { ledger: elsewhere });
    const { body } = await set({ handOff: 'inbound', demand: 'off' });
    const ship = (serial: string) => app.world.scan('ship', ['PHONE', serial], { ledger: elsewhere });
    expect((await ship('POL-1')).outcome).toBe('recorded');
    await withdraw(body.id);
    expect((await ship('POL-2')).refusal?.code).toBe('unknown_unit');
  });

  test('whoever scans a product instead of a unit is told that it may be passed over', async () => {
    const { body } = await set({ handOff: 'sale', demand: 'asked' });
    const answer = await app.scan('sell', ['PHONE'], { site: 'STORE-1' });
    expect(answer).toMatchObject({ outcome: 'refused', code: 'serial_needed' });
    expect(answer.facts).toContainEqual({ name: 'policy', value: 'asked' });
    // Pieces of a product with serials are never counted beside its units.
    const pieces = await app.scan('receive', ['PHONE'], { quantity: 5 });
    expect(pieces.code).toBe('serial_needed');
    await withdraw(body.id);
  });
});

describe('a site is rolled back by one switch', () => {
  const turn = (way: 'back' | 'out', site = 'STORE-2') =>
    app.ask('POST', `/api/sites/${site}/roll-${way}`, { reason: 'the scanners are broken' });

  test('over every other rule, and forward again', async () => {
    const { body } = await set({ site: 'STORE-2', category: 'phones', handOff: 'sale', demand: 'required' });
    const ask = async () =>
      (await app.ask('GET', '/api/policy/explain?site=STORE-2&handOff=sale&sku=PHONE')).body;
    expect((await ask()).demand).toBe('required');
    const back = await turn('back');
    expect([back.status, back.body.rollBack]).toEqual([201, true]);
    expect(await ask()).toMatchObject({ demand: 'off', unknownSerials: 'anywhere' });
    expect((await ask()).why).toContain('STORE-2 is rolled back since');
    expect((await app.scan('ship', ['PHONE', 'RB-1'], { site: 'STORE-2' })).outcome).toBe('recorded');
    expect(problemOf(await turn('back'))).toEqual([409, 'already_rolled_back', 'params.code']);
    expect((await turn('out')).body.withdrawnReason).toBe('the scanners are broken');
    expect((await ask()).demand).toBe('required');
    expect(problemOf(await turn('out'))).toEqual([409, 'not_rolled_back', 'params.code']);
    await withdraw(body.id);
  });

  test('that is there', async () => {
    expect(problemOf(await turn('back', 'NOWHERE'))).toEqual([404, 'site_not_found', 'params.code']);
    expect(problemOf(await turn('out', 'CARRIER'))).toEqual([404, 'site_not_found', 'params.code']);
  });
});

describe('rules', () => {
  test('stay in the list with who set and who withdrew them, and when', async () => {
    const made = await set({
      site: 'DC',
      category: 'phones',
      channel: 'online',
      handOff: 'pick',
      reason: 'trial',
    });
    expect(made.status).toBe(201);
    const withdrawn = await withdraw(made.body.id);
    expect(withdrawn.body).toEqual({
      ...made.body,
      withdrawnAt: expect.stringMatching(/Z$/),
      withdrawnBy: made.body.setBy,
      withdrawnReason: 'over',
    });
    const { body } = await app.ask('GET', '/api/policy?limit=1000');
    expect(body.items).toContainEqual(withdrawn.body);
    const inForce = await app.ask('GET', '/api/policy?limit=1000&inForce=true');
    expect(inForce.body.items).toEqual([]);
    expect(problemOf(await withdraw(made.body.id))).toEqual([409, 'already_withdrawn', 'params.id']);
    expect(problemOf(await withdraw(999_999))).toEqual([404, 'rule_not_found', 'params.id']);
  });

  test('are never changed: the server itself can only withdraw them', async () => {
    for (const statement of [`update policy_rule set demand = 'off'`, 'delete from policy_rule'])
      await expect(app.world.rows(statement)).rejects.toMatchObject({ code: '42501' });
  });

  test.each([
    [{ from: '2026-02-30' }, 422, 'bad_day', 'from'],
    [{ from: 'soon' }, 400, 'invalid_request', 'from'],
    [{ site: 'NOWHERE' }, 422, 'unknown_site', 'site'],
    [{ category: 'none' }, 422, 'unknown_category', 'category'],
    [{ channel: 'On Line' }, 400, 'invalid_request', 'channel'],
    [{ demand: 'maybe' }, 400, 'invalid_request', 'demand'],
    [{ handOff: 'party' }, 400, 'invalid_request', 'handOff'],
    [{ rollBack: true }, 400, 'invalid_request', 'rollBack'],
  ])('with %j are not taken, and nothing moves', async (rule, ...expected) => {
    const before = await app.world.rows('select freshness from ledger_state');
    expect(problemOf(await set(rule))).toEqual(expected);
    expect(await app.world.rows('select freshness from ledger_state')).toEqual(before);
  });
});

describe('who knows one site only', () => {
  test('sees its rules and those for all, asks about it alone, and switches it alone', async () => {
    const [reader, admin] = [await app.keyOf('lead', 'STORE-1'), await app.keyOf('admin', 'STORE-1')];
    const [own, other, all] = [
      (await set({ site: 'STORE-1', handOff: 'pick' })).body.id,
      (await set({ site: 'STORE-2', handOff: 'pick' })).body.id,
      (await set({ handOff: 'pick', from: '2027-01-01' })).body.id,
    ];
    const { body } = await app.ask('GET', '/api/policy?limit=1000&inForce=true', undefined, { key: reader });
    expect(body.items.map(({ id }: { id: number }) => id)).toEqual([own, all]);
    const ask = (site: string) =>
      app.ask('GET', `/api/policy/explain?site=${site}&handOff=pick`, undefined, { key: reader });
    expect((await ask('STORE-1')).body.rule.id).toBe(own);
    expect(problemOf(await ask('STORE-2'))).toEqual(problemOf(await ask('NOWHERE')));
    const turn = (site: string, way: string, key: string) =>
      app.ask('POST', `/api/sites/${site}/roll-${way}`, {}, { key });
    expect((await turn('STORE-1', 'back', reader)).status).toBe(403);
    expect(problemOf(await turn('STORE-2', 'back', admin))).toEqual([404, 'site_not_found', 'params.code']);
    expect((await turn('STORE-1', 'back', admin)).status).toBe(201);
    expect((await turn('STORE-1', 'out', admin)).status).toBe(200);
    expect(
      (await app.ask('POST', '/api/policy', { demand: 'off', from: '2026-01-01' }, { key: admin })).status,
    ).toBe(403);
    for (const id of [own, other, all]) await withdraw(id);
  });
});
