import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { type ListeningEar, listeningApp, listenTo } from '../../testing/listening.ts';
import { impinjEvents, readsOf, type Scene, tagOf, zebraEvents } from '../../testing/rfid-reads.ts';
import { sightingsIn } from './sightings.ts';
import { sweepSightings } from './sweep-sightings.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await app.ask('POST', '/api/categories', { code: 'mobile' });
  await app.ask('PATCH', '/api/products/PHONE', { category: 'mobile' });
});
afterAll(() => app?.close());

const phone = '04006381333931';
const now = () => Date.now();
let made = 0;
const serial = () => String(40_000 + ++made);

/** A phone in stock, and the memory of its tag. */
async function aPhone(site = 'STORE-1', move = 'receive') {
  const number = serial();
  const told = await app.scan(move, ['PHONE', number], { site });
  return { id: told.unit.id as number, serial: number, hex: tagOf(phone, number) };
}

async function aReader(more: Record<string, unknown> = {}): Promise<string> {
  const code = `READER-${++made}`;
  const told = await app.ask('POST', '/api/rfid/readers', {
    code,
    name: `Reader ${made}`,
    site: 'STORE-1',
    purpose: 'shelf',
    ...more,
  });
  if (told.status !== 201) throw new Error(told.text);
  return code;
}

const send = (reader: string, events: unknown, key?: string) =>
  app.ask('POST', `/api/rfid/readers/${reader}/reads`, events, key === undefined ? {} : { key });
/** A tag heard well for two seconds, a moment ago. */
const scene = (tags: readonly string[], more: Partial<Scene> = {}) =>
  readsOf({ tags, seconds: 2, from: now() - 3_000, ...more });
const sightings = async (query: string, key?: string) =>
  (await app.ask('GET', `/api/rfid/sightings?${query}`, undefined, key === undefined ? {} : { key })).body
    .items;
const sightingOf = async (unit: number, query = 'site=STORE-1&limit=1000') =>
  (await sightings(query)).find((one: { unit: number }) => one.unit === unit);

describe('a reader', () => {
  test('is at a spot of its site, its antennas at others; what is not said is the site’s first spot', async () => {
    const code = await aReader({ antennas: [{ antenna: 2, location: 'DOCK' }] });
    const { items } = (await app.ask('GET', '/api/rfid/readers?site=STORE-1')).body;
    const reader = items.find((one: { code: string }) => one.code === code);
    expect(reader).toMatchObject({
      location: 'FLOOR',
      purpose: 'shelf',
      antennas: [{ antenna: 2, location: 'DOCK' }],
      active: true,
      heardAt: null,
      reads: 0,
    });
  });

  test.each<[string, object, string, string]>([
    ['at no site', { site: 'NOWHERE' }, 'unknown_site', 'site'],
    ['at a spot of another site', { location: 'NOWHERE' }, 'unknown_location', 'location'],
    [
      'with an antenna nowhere',
      { antennas: [{ antenna: 1, location: 'NOWHERE' }] },
      'unknown_location',
      'antennas[0].location',
    ],
    [
      'with one antenna twice',
      { antennas: [1, 1].map((antenna) => ({ antenna, location: 'FLOOR' })) },
      'duplicate_code',
      'antennas[1].antenna',
    ],
    ['with a key that there is none of', { key: 2_000_000_000 }, 'unknown_api_key', 'key'],
    ['for nothing we know', { purpose: 'oven' }, 'invalid_request', 'purpose'],
  ])('%s is refused, naming where', async (_what, more, code, where) => {
    const body = { code: `R-${++made}`, name: 'A reader', site: 'STORE-1', purpose: 'gate', ...more };
    const told = await app.ask('POST', '/api/rfid/readers', body);
    expect([told.body.code, told.body.where]).toEqual([code, where]);
  });

  test('has a code of its own', async () => {
    const code = await aReader();
    const told = await app.ask('POST', '/api/rfid/readers', { code, name: 'x', site: 'DC', purpose: 'dock' });
    expect([told.status, told.body.code]).toEqual([409, 'already_exists']);
  });

  test('that is shut off is not heard, and is again when it is let in', async () => {
    const code = await aReader();
    await app.ask('PATCH', `/api/rfid/readers/${code}`, { active: false });
    expect((await send(code, [])).body.code).toBe('wrong_state');
    await app.ask('PATCH', `/api/rfid/readers/${code}`, { active: true });
    expect((await send(code, [])).status).toBe(200);
  });

  test('with a key of its own takes reads from that key alone', async () => {
    const key = await app.ask('POST', '/api/keys', { name: 'Reader', role: 'associate', sites: ['STORE-1'] });
    const code = await aReader({ key: key.body.id });
    expect((await send(code, [], key.body.key)).status).toBe(200);
    expect((await send(code, [])).body.code).toBe('not_permitted');
  });

  test('of another site answers like one that is not there', async () => {
    const [theirs, none] = [await aReader({ site: 'STORE-2' }), 'READER-NONE'];
    const key = await app.keyOf('manager', 'STORE-1');
    const answers = async (code: string) => {
      const sent = await send(code, [], key);
      const changed = await app.ask('PATCH', `/api/rfid/readers/${code}`, { name: 'x' }, { key });
      return [sent, changed].map(({ status, text }) => [status, text.replaceAll(code, '?')]);
    };
    expect(await answers(theirs)).toEqual(await answers(none));
    const { items } = (await app.ask('GET', '/api/rfid/readers', undefined, { key })).body;
    expect(items.map(({ site }: { site: string }) => site)).not.toContain('STORE-2');
  });
});

describe('what a reader sends', () => {
  test('becomes sightings: few, counted, by either family alike', async () => {
    const code = await aReader({ location: 'A-01' });
    const [one, two] = [await aPhone(), await aPhone()];
    const impinj = impinjEvents(scene([one.hex]));
    const zebra = zebraEvents(scene([two.hex]));
    for (const events of [impinj, zebra])
      expect((await send(code, events)).body).toEqual({
        reads: 20,
        units: 1,
        unknown: 0,
        junk: 0,
        untimely: 0,
        otherEvents: 0,
        repeated: false,
      });
    for (const { id, serial: own } of [one, two])
      expect(await sightingOf(id)).toMatchObject({
        sku: 'PHONE',
        serial: own,
        status: 'in_stock',
        recorded: 'STORE-1/FLOOR',
        place: 'STORE-1/A-01',
        level: 'high',
        reads: 20,
      });
    const rows = await app.world.rows('select 1 from sighting where unit_id = $1', [one.id]);
    expect(rows.length).toBeLessThanOrEqual(2);
  });

  test('moves nothing: the unit stays what and where it is', async () => {
    const code = await aReader({ location: 'CAGE' });
    const { id, hex } = await aPhone();
    const before = (await app.ask('GET', `/api/units/${id}`)).body;
    await send(code, impinjEvents(scene([hex])));
    expect((await app.ask('GET', `/api/units/${id}`)).body).toEqual(before);
  });

  test('delivered twice counts once, alone and in one breath', async () => {
    const code = await aReader();
    const { id, hex } = await aPhone();
    const events = impinjEvents(scene([hex]));
    const told = await Promise.all(Array.from({ length: 5 }, () => send(code, events)));
    expect(told.map(({ body }) => body.repeated).filter((repeated) => !repeated)).toHaveLength(1);
    expect((await send(code, events)).body.repeated).toBe(true);
    expect(await sightingOf(id)).toMatchObject({ reads: 20 });
  });

  test('finds a unit by an EPC of its own, whatever its serial', async () => {
    const code = await aReader();
    const told = await app.scan('receive', ['TV', 'OWN-EPC'], { site: 'STORE-1' });
    const epc = { identifier: 'epc:urn:epc:id:sgtin:0614141.812345.6789', reason: 'tagged' };
    await app.scan('reidentify', ['OWN-EPC'], { site: 'STORE-1', details: epc });
    await send(code, impinjEvents(scene(['3074257BF7194E4000001A85'])));
    expect(await sightingOf(told.unit.id)).toMatchObject({ serial: 'OWN-EPC' });
  });

  test('that is no tag of ours is listed as seen, with the product it says it is of', async () => {
    const code = await aReader({ site: 'STORE-2' });
    const foreign = 'E28011700000020AABBCCDD0';
    const stranger = tagOf(phone, '999999999');
    const events = zebraEvents(scene([foreign, stranger], { seconds: 1 }));
    expect((await send(code, events)).body).toMatchObject({ reads: 20, units: 0, unknown: 20 });
    const { items } = (await app.ask('GET', '/api/rfid/unknown-tags?site=STORE-2')).body;
    const listed = Object.fromEntries(items.map((one: { tag: string }) => [one.tag, one]));
    expect(listed[foreign]).toMatchObject({ reads: 10, reader: code, gtin: null, sku: null });
    const name = items.find(({ sku }: { sku: string }) => sku === 'PHONE').tag;
    expect(listed[name]).toMatchObject({ gtin: phone, reads: 10 });
  });

  test('that is junk is counted, and the last of it shown', async () => {
    const code = await aReader();
    const events = impinjEvents(scene(['0000'], { seconds: 1 }));
    const sent = [...events, { tagInventoryEvent: { epcHex: 'not\u0001hex', antennaPort: 1 } }];
    expect((await send(code, sent)).body).toMatchObject({ junk: 11, reads: 11 });
    const { items } = (await app.ask('GET', '/api/rfid/readers?limit=1000')).body;
    expect(items.find((one: { code: string }) => one.code === code)).toMatchObject({
      junk: 11,
      lastJunk: 'not?hex',
    });
  });

  test('with a clock that was never set counts as of now, and says so', async () => {
    const code = await aReader();
    const { id, hex } = await aPhone();
    const events = impinjEvents(scene([hex], { from: 0 }));
    expect((await send(code, events)).body.untimely).toBe(20);
    const { lastAt } = await sightingOf(id);
    expect(Math.abs(now() - Date.parse(lastAt))).toBeLessThan(60_000);
  });

  test('and cannot be read is refused by its place, and nothing of it is kept', async () => {
    const code = await aReader();
    const { id, hex } = await aPhone();
    const told = await send(code, [...impinjEvents(scene([hex])), { what: 'else' }]);
    expect([told.status, told.body.code, told.body.where]).toEqual([422, 'unknown_reads', '[20]']);
    expect(await sightingOf(id)).toBe(undefined);
  });

  test('more than are taken together is refused by the limit', async () => {
    const code = await aReader();
    const { hex } = await aPhone();
    const [event] = impinjEvents(scene([hex]));
    const told = await send(
      code,
      Array.from({ length: limits.readsPerRequestMax + 1 }, () => event),
    );
    expect([told.status, told.body.limit]).toEqual([413, limits.readsPerRequestMax]);
  });
});

describe('where a unit is likely', () => {
  test('is the spot that heard it best; a stray read of the next one is low, and is told beside it', async () => {
    const antennas = [
      { antenna: 1, location: 'A-01' },
      { antenna: 2, location: 'CAGE' },
    ];
    const code = await aReader({ antennas });
    const { id, hex } = await aPhone();
    await send(code, impinjEvents(scene([hex], { antennas: [1] })));
    await send(code, impinjEvents(scene([], { strays: [hex], antennas: [2], seconds: 5 })));
    expect(await sightingOf(id)).toMatchObject({ place: 'STORE-1/A-01', level: 'high', otherSpots: 1 });
    const { items } = (await app.ask('GET', `/api/units/${id}/sightings`)).body;
    const [{ zones }] = items;
    expect(zones.at(-1)).toMatchObject({ place: 'STORE-1/CAGE', level: 'low' });
    const inCage = 'site=STORE-1&location=CAGE&limit=1000';
    expect(await sightingOf(id, inCage)).toMatchObject({ level: 'low' });
    expect(await sightingOf(id, `${inCage}&level=medium`)).toBe(undefined);
  });

  test.each<[string, boolean]>([
    ['sku=PHONE', true],
    ['sku=TV', false],
    ['category=mobile', true],
    ['category=none', false],
    ['purpose=shelf', true],
    ['purpose=gate', false],
    ['level=high', true],
    ['waiting=true', false],
  ])('a site’s sightings with %s hold it: %s', async (filter, isIn) => {
    const code = await aReader();
    const { id, hex } = await aPhone();
    await send(code, impinjEvents(scene([hex])));
    expect((await sightingOf(id, `site=STORE-1&limit=1000&${filter}`)) !== undefined).toBe(isIn);
  });

  test('a count is told the units that were heard at a spot since it began, each with its confidence', async () => {
    const code = await aReader({
      site: 'DC',
      antennas: [{ antenna: 1, location: 'A-01' }],
      location: 'CAGE',
    });
    const [here, stray] = [await aPhone('DC'), await aPhone('DC')];
    const since = new Date(now() - 600_000).toISOString();
    await send(code, zebraEvents(scene([here.hex])));
    await send(code, zebraEvents(scene([], { strays: [stray.hex], seconds: 3 })));
    await send(code, zebraEvents(scene([stray.hex], { antennas: [2] })));
    const names = await app.app.ledger.reference();
    const site = names.sitesByCode.get('DC')!.id;
    const spot = names.locationsByCode.get(`${site}/A-01`)!.id;
    const found = await sightingsIn(app.world.database, names, { site, spot, since });
    const levelOf = (id: number) => found.find(({ unit }) => unit === id)?.level;
    expect([levelOf(here.id), levelOf(stray.id)]).toEqual(['high', 'low']);
    const later = { site, spot, since: new Date(now() + 600_000).toISOString() };
    expect(await sightingsIn(app.world.database, names, later)).toEqual([]);
  });

  test('a unit’s sightings at other sites are not told to who may not read there', async () => {
    const { id, hex } = await aPhone('STORE-1');
    await send(await aReader({ site: 'STORE-2' }), impinjEvents(scene([hex])));
    const own = await app.ask('GET', `/api/units/${id}/sightings`, undefined, {
      key: await app.keyOf('lead', 'STORE-1'),
    });
    expect(own.body.items).toEqual([]);
    const key = await app.keyOf('lead', 'STORE-2');
    const theirs = await app.ask('GET', `/api/units/${id}/sightings`, undefined, { key });
    const none = await app.ask('GET', `/api/units/4398046511104/sightings`, undefined, { key });
    expect([theirs.status, theirs.text.replace(String(id), '?')]).toEqual([
      404,
      none.text.replace('4398046511104', '?'),
    ]);
    const seen = (await sightings('site=STORE-2&limit=1000', key)).find(
      (one: { unit: number }) => one.unit === id,
    );
    expect([seen.place, seen.recorded]).toEqual(['STORE-2/FLOOR', null]);
  });
});

describe('a gate', () => {
  const questions = async (unit: number) =>
    (await app.ask('GET', '/api/exceptions?kind=seen_leaving&limit=1000')).body.items.filter(
      (one: { unit: { id: number } | null }) => one.unit?.id === unit,
    );

  test('that sees a unit in stock opens one question with what was heard, however often it sees it', async () => {
    const code = await aReader({ purpose: 'gate', name: 'Front door' });
    const { id, hex } = await aPhone();
    await send(code, impinjEvents(scene([hex])));
    await send(code, impinjEvents(scene([hex], { seed: 2 })));
    const asked = await questions(id);
    expect(asked).toHaveLength(1);
    expect(asked[0].recorded).toBe('in_stock at STORE-1/FLOOR');
    expect(asked[0].observed).toMatch(
      /^Front door \(STORE-1\/FLOOR\), 20 reads, antennas: 1, best -4\d\.\d dBm, confidence 0\.\d\d, at 2\d{3}-/,
    );
    await app.ask('POST', `/api/exceptions/${asked[0].id}/settle`, { settlement: 'Carried to the window.' });
    await send(code, impinjEvents(scene([hex], { seed: 3 })));
    expect(await questions(id)).toHaveLength(1);
  });

  test('asks again after its window, once the first question is settled', async () => {
    const code = await aReader({ purpose: 'gate' });
    const { id, hex } = await aPhone();
    await send(code, impinjEvents(scene([hex])));
    const later = () =>
      app.world.asOwner(`update rfid_gate_question set at = at - interval '2 hours' where unit_id = ${id}`);
    await later();
    await send(code, impinjEvents(scene([hex], { seed: 4 })));
    const [open] = await questions(id);
    expect(await questions(id)).toHaveLength(1);
    await app.ask('POST', `/api/exceptions/${open.id}/settle`, { settlement: 'Seen.' });
    await later();
    await send(code, impinjEvents(scene([hex], { seed: 5 })));
    expect(await questions(id)).toHaveLength(2);
  });

  test.each([
    ['sell', 'sold'],
    ['send_to_site', 'on its way'],
  ])('does not ask about a unit that is %s', async (move) => {
    const code = await aReader({ purpose: 'gate' });
    const { id, serial: own, hex } = await aPhone();
    await app.scan('wipe', [own], { site: 'STORE-1' });
    const told = await app.scan(move, [own], { site: 'STORE-1', details: { to: 'DC' } });
    expect(told.outcome).toBe('recorded');
    await send(code, impinjEvents(scene([hex])));
    expect(await questions(id)).toEqual([]);
  });

  test('does not ask about what it has hardly heard', async () => {
    const code = await aReader({ purpose: 'gate' });
    const { id, hex } = await aPhone();
    await send(code, impinjEvents(scene([], { strays: [hex], seconds: 3 })));
    expect(await questions(id)).toEqual([]);
  });

  test('its questions are in the feed like others', async () => {
    const code = await aReader({ purpose: 'gate' });
    const { id, hex } = await aPhone();
    await send(code, impinjEvents(scene([hex])));
    const opened: unknown[] = [];
    for (let after = ''; ; ) {
      const { items, next } = (await app.ask('GET', `/api/changes?limit=1000&after=${after}`)).body;
      opened.push(
        ...items.filter(
          (one: { type: string; unit: unknown }) => one.type === 'exception_opened' && one.unit === id,
        ),
      );
      if (items.length === 0) break;
      after = next;
    }
    expect(opened).toHaveLength(1);
  });
});

describe('at a dock', () => {
  test('what is awaited and was seen is proposed with its move and document; nothing is received by itself', async () => {
    const code = await aReader({ purpose: 'dock', location: 'DOCK' });
    const number = serial();
    const document = { kind: 'receipt', number: 'ASN-RFID' };
    const told = await app.scan('announce', ['PHONE', number], { site: 'STORE-1', document });
    await send(code, impinjEvents(scene([tagOf(phone, number)])));
    const seen = await sightingOf(told.unit.id, 'site=STORE-1&purpose=dock&waiting=true&limit=1000');
    expect(seen).toMatchObject({ status: 'expected', waitsFor: 'receive', document, level: 'high' });
    const scans = [{ id: crypto.randomUUID(), codes: [`UNIT:${told.unit.id}`], input: 'rfid' }];
    const confirmed = await app.ask('POST', '/api/scans', {
      move: 'receive',
      site: 'STORE-1',
      document,
      scans,
    });
    expect(confirmed.body.answers[0].outcome).toBe('recorded');
    expect(await sightingOf(told.unit.id, 'site=STORE-1&purpose=dock&waiting=true&limit=1000')).toBe(
      undefined,
    );
  });
});

describe('who looks for a unit', () => {
  let url: string;
  const ears: ListeningEar[] = [];
  beforeAll(async () => {
    url = await listeningApp(app);
  });
  afterAll(() => {
    for (const ear of ears) ear.close();
  });
  const look = async (units: string, key = app.adminKey) => {
    const ear = await listenTo(url, key, undefined, `/api/rfid/find?units=${units}`);
    ears.push(ear);
    return ear;
  };

  test('is told that nothing was heard, and then how strongly it is', async () => {
    const code = await aReader({ purpose: 'handheld' });
    const { id, hex } = await aPhone();
    const ear = await look(String(id));
    const silent = { unit: id, dbm: null, agoMs: null, place: null };
    expect((await ear.next())?.data.units).toEqual([silent]);
    await send(code, impinjEvents(scene([hex], { from: now() - 2_000 })));
    const [heard] = (await ear.next())?.data.units ?? [];
    expect(heard).toMatchObject({ unit: id, place: 'STORE-1/FLOOR' });
    expect(heard.dbm).toBeLessThanOrEqual(-45);
    expect(heard.agoMs).toBeGreaterThanOrEqual(0);
  });

  test('of another site, is told that there is none', async () => {
    const { id } = await aPhone('STORE-2');
    const key = await app.keyOf('associate', 'STORE-1');
    const ask = (units: string) => app.ask('GET', `/api/rfid/find?units=${units}`, undefined, { key });
    const [theirs, none] = [await ask(String(id)), await ask('4398046511104')];
    expect(theirs.status).toBe(404);
    expect(theirs.text.replace(String(id), '?')).toBe(none.text.replace('4398046511104', '?'));
  });

  test.each(['', 'x', '0', '1,,2', '1e3', Array.from({ length: 51 }, () => '1').join()])(
    'by units like %j is refused',
    async (units) => {
      expect((await app.ask('GET', `/api/rfid/find?units=${units}`)).status).toBe(400);
    },
  );
});

test('what is too old is removed, and nothing else', async () => {
  const code = await aReader();
  const { id, hex } = await aPhone();
  const foreign = 'E28011700000020AABBCCDD1';
  await send(code, impinjEvents(scene([hex, foreign])));
  const { database } = app.world;
  const count = async () => (await app.ask('GET', `/api/units/${id}/sightings`)).body.items.length;
  const clockIn = (days: number) => ({ now: () => new Date(now() + days * 86_400_000) });
  const kept = await count();
  await sweepSightings({ database, clock: clockIn(0) });
  expect([await count(), kept > 0]).toEqual([kept, true]);
  await sweepSightings({ database, clock: clockIn(limits.sightingDays + 1) });
  expect(await count()).toBe(0);
  expect((await app.ask('GET', '/api/rfid/unknown-tags?site=STORE-1')).body.items).toEqual([]);
});

test('a site’s list of unknown tags keeps the latest, and pages through them', async () => {
  const code = await aReader({ site: 'STORE-2' });
  const old = `insert into unknown_tag (site_id, tag, place, reader_id, first_at, last_at, reads)
    select s.id, 'OLD-' || n, 0, 0, now() - interval '1 hour', now() - n * interval '1 second', 1
    from site s, generate_series(1, ${limits.unknownTagsPerSite}) n where s.code = 'STORE-2'`;
  await app.world.asOwner(old);
  await send(code, impinjEvents(scene(['E28011700000020AABBCCDD2'])));
  const unknownAfter = (after: string) =>
    app.ask('GET', `/api/rfid/unknown-tags?site=STORE-2&limit=1000&after=${after}`);
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const { body } = await unknownAfter(next);
    seen.push(...body.items.map(({ tag }: { tag: string }) => tag));
    next = body.next && encodeURIComponent(body.next);
  }
  expect([seen.length, new Set(seen).size]).toEqual([limits.unknownTagsPerSite, limits.unknownTagsPerSite]);
  expect(seen).toContain('E28011700000020AABBCCDD2');
  expect(seen).not.toContain(`OLD-${limits.unknownTagsPerSite}`);
});
