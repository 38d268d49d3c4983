import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const at = (number: string, rest = '') => `/api/containers/${encodeURIComponent(number)}${rest}`;
const paper = (number: string) => ({ kind: 'container', number });

async function made(more: Record<string, unknown> = {}): Promise<string> {
  const asked = { request: randomUUID(), kind: 'tote', site: 'DC', location: 'A-01', ...more };
  const told = await app.ask('POST', '/api/containers', asked);
  expect([told.status, told.text]).toEqual([201, told.text]);
  return told.body.number;
}

const stock = async (serials: readonly string[], more: Record<string, unknown> = {}) => {
  for (const serial of serials)
    expect((await app.scan('receive', ['TV', serial], { location: 'A-01', ...more })).outcome).toBe(
      'recorded',
    );
};
const pack = (number: string, serial: string, more: Record<string, unknown> = {}) =>
  app.scan('move_spot', [serial], { location: 'A-01', document: paper(number), ...more });
const move = (number: string, location: string, more: Record<string, unknown> = {}) =>
  app.ask('POST', at(number, '/moves'), { request: randomUUID(), location, ...more });
const place = (number: string, into: string | null) =>
  app.ask('POST', at(number, '/place'), { request: randomUUID(), into });
const read = async (number: string) => (await app.ask('GET', at(number))).body;
const unit = async (serial: string) => (await app.ask('GET', `/api/units/by-code/${serial}`)).body.units[0];

async function content(number: string): Promise<string[]> {
  const { body } = await app.ask('GET', at(number, '/units'));
  return body.items.map((item: { unit: { serial: string } }) => item.unit.serial).sort();
}

async function packed(serials: readonly string[], more: Record<string, unknown> = {}): Promise<string> {
  const number = await made(more);
  await stock(serials);
  for (const serial of serials) expect((await pack(number, serial)).outcome).toBe('recorded');
  return number;
}

async function happened(number: string): Promise<string[]> {
  const { body } = await app.ask('GET', at(number, '/history'));
  return body.items.map((item: { what: string; unit: { serial: string } | null; move: string | null }) =>
    [item.what, item.unit?.serial, item.move].filter((part) => part).join(' '),
  );
}

describe('a day of a tote', () => {
  test('units go in where it stands, travel with it, each by its own event, and leave it by whatever happens to them', async () => {
    const tote = await packed(['D1', 'D2', 'D3']);
    expect(tote).toMatch(/^C-\d{6}$/);
    expect(await read(tote)).toMatchObject({ kind: 'tote', location: 'A-01', units: 3, allUnits: 3 });
    expect((await move(tote, 'FLOOR')).body).toMatchObject({
      moved: 3,
      refused: [],
      container: { location: 'FLOOR' },
    });
    const events = (await app.ask('GET', `/api/units/${(await unit('D1')).id}/history`)).body.events;
    expect(events.at(-1)).toMatchObject({
      move: 'move_spot',
      place: 'DC/FLOOR',
      details: { container: tote },
    });
    await app.scan('sell', ['D1'], { location: 'FLOOR' });
    await app.scan('pick', ['D2'], { location: 'FLOOR', details: { for: 'to_customer' } });
    expect(await content(tote)).toEqual(['D3']);
    expect(await happened(tote)).toEqual([
      'out D2 pick',
      'out D1 sell',
      'moved',
      'in D3 move_spot',
      'in D2 move_spot',
      'in D1 move_spot',
      'made',
    ]);
    const stays = await app.ask('GET', `/api/units/${(await unit('D1')).id}/containers`);
    expect(stays.body.items).toEqual([{ number: tote, kind: 'tote', from: 2, to: 4 }]);
  });

  test('what is only found out about a unit where it lies leaves it in', async () => {
    const tote = await packed(['F1', 'F2']);
    for (const step of ['count', 'maintain', 'place_hold'])
      await app.scan(step, ['F1'], { location: 'A-01', details: { kind: 'quality' } });
    expect(await content(tote)).toEqual(['F1', 'F2']);
    await app.scan('count', ['F1'], { location: 'FLOOR' });
    expect(await content(tote)).toEqual(['F2']);
  });

  test('laid down by itself, at the same spot too, a unit is out', async () => {
    const tote = await packed(['L1']);
    await app.scan('move_spot', ['L1'], { location: 'A-01' });
    expect(await content(tote)).toEqual([]);
    expect((await pack(tote, 'L1')).outcome).toBe('recorded');
    expect(await content(tote)).toEqual(['L1']);
  });

  test('broken up it leaves everything where it stands, and its code is never another one’s', async () => {
    const tote = await packed(['B1', 'B2']);
    const inner = await made();
    expect((await place(inner, tote)).status).toBe(200);
    const request = randomUUID();
    const first = await app.ask('POST', at(tote, '/break'), { request });
    expect(first.body).toMatchObject({ moved: 2, refused: [], container: { units: 0, containers: 0 } });
    expect((await app.ask('POST', at(tote, '/break'), { request })).body.moved).toBe(2);
    expect((await read(inner)).parent).toBe(null);
    expect((await pack(tote, 'B1')).code).toBe('document_closed');
    const again = { request: randomUUID(), number: tote, kind: 'tote', site: 'DC', location: 'A-01' };
    expect((await app.ask('POST', '/api/containers', again)).body.code).toBe('already_exists');
  });
});

describe('what is refused when units are packed', () => {
  test('each by its name', async () => {
    const [tote, other] = [await packed(['R1']), await made()];
    await stock(['R2']);
    const refusal = async (...asked: Parameters<typeof pack>) => (await pack(...asked)).code ?? undefined;
    expect(await refusal('C-NONE', 'R2')).toBe('document_unknown');
    expect(await refusal(tote, 'R2', { location: 'FLOOR' })).toBe('container_elsewhere');
    expect(await refusal(tote, 'R2', { site: 'STORE-1' })).toBe('document_of_another_site');
    expect(await refusal(tote, 'R1')).toBe('already_on_document');
    expect(await refusal(other, 'R1')).toBe('in_another_container');
    expect(
      (
        await app.scan('inspect', ['R2'], {
          location: 'A-01',
          document: paper(tote),
          details: { condition: 'new' },
        })
      ).code,
    ).toBe('details_wrong');
    expect(await refusal(other, 'R1', { details: { from: tote } })).toBe(undefined);
    expect([await content(tote), await content(other)]).toEqual([[], ['R1']]);
    await app.scan('sell', ['R2']);
    expect(await refusal(tote, 'R2')).toBe('wrong_status');
  });

  test('a wrong SSCC, an unknown spot, and a code that is taken', async () => {
    const ask = async (more: Record<string, unknown>) =>
      (
        await app.ask('POST', '/api/containers', {
          request: randomUUID(),
          kind: 'pallet',
          site: 'DC',
          location: 'A-01',
          ...more,
        })
      ).body.code;
    expect(await ask({ number: '340123450000000018' })).toBe('bad_number');
    expect(await ask({ location: 'NOWHERE' })).toBe('unknown_location');
    expect(await ask({ number: '(00)340123450000000017' })).toBe(undefined);
    expect(await ask({ number: '340123450000000017' })).toBe('already_exists');
    expect((await read('00340123450000000017')).number).toBe('340123450000000017');
  });

  test('two people pack one unit into two containers: one wins, the other is told', async () => {
    const totes = [await made(), await made()];
    for (let nth = 0; nth < 5; nth += 1) {
      await stock([`RACE-${nth}`]);
      const answers = await Promise.all(totes.map((tote) => pack(tote, `RACE-${nth}`)));
      expect(answers.map(({ code }) => code ?? 'in').sort()).toEqual(['in', 'in_another_container']);
    }
    const [one, two] = await Promise.all(totes.map(content));
    expect([...one!, ...two!].sort()).toEqual(['RACE-0', 'RACE-1', 'RACE-2', 'RACE-3', 'RACE-4']);
  });
});

describe('moving as one', () => {
  test('one that may not go keeps all; or it is left behind, taken out, and named', async () => {
    const tote = await packed(['M1', 'M2', 'M3']);
    await move(tote, 'FLOOR');
    await app.scan('place_hold', ['M2'], { details: { kind: 'quality' } });
    const kept = await move(tote, 'A-01', { move: 'put_away' });
    expect(kept.body).toMatchObject({ moved: 0, refused: [{ code: 'kept_apart', unit: { serial: 'M2' } }] });
    expect([(await read(tote)).location, await content(tote)]).toEqual(['FLOOR', ['M1', 'M2', 'M3']]);
    const rest = await move(tote, 'A-01', { move: 'put_away', leaveRest: true });
    expect(rest.body).toMatchObject({ moved: 2, refused: [{ code: 'kept_apart', unit: { serial: 'M2' } }] });
    expect([(await read(tote)).location, await content(tote)]).toEqual(['A-01', ['M1', 'M3']]);
    expect([(await unit('M2')).place, (await unit('M1')).place]).toEqual(['DC/FLOOR', 'DC/A-01']);
  });

  test('the same request again moves nothing twice', async () => {
    const tote = await packed(['T1']);
    const asked = { request: randomUUID(), location: 'FLOOR' };
    expect((await app.ask('POST', at(tote, '/moves'), asked)).body.moved).toBe(1);
    expect((await app.ask('POST', at(tote, '/moves'), asked)).body.moved).toBe(1);
    expect((await unit('T1')).seq).toBe(3);
  });

  test('while somebody packs into it nothing in it is anywhere else', async () => {
    const tote = await made();
    const serials = Array.from({ length: 12 }, (_, nth) => `MEAN-${nth}`);
    await stock(serials);
    const [, ...answers] = await Promise.all([
      move(tote, 'FLOOR'),
      ...serials.map((serial) => pack(tote, serial)),
    ]);
    const { location } = await read(tote);
    expect(location).toBe('FLOOR');
    for (const serial of await content(tote)) expect((await unit(serial)).place).toBe('DC/FLOOR');
    for (const { outcome, code } of answers as { outcome: string; code: string }[])
      expect(outcome === 'recorded' || code === 'container_elsewhere').toBe(true);
  });
});

describe('containers in containers', () => {
  test('a carton goes to its pallet with what is in it, and moves with it from then on', async () => {
    const carton = await packed(['N1', 'N2'], { kind: 'carton' });
    const pallet = await made({ kind: 'pallet', location: 'FLOOR' });
    expect((await place(carton, pallet)).body).toMatchObject({
      moved: 2,
      container: { parent: pallet, location: 'FLOOR' },
    });
    expect(await read(pallet)).toMatchObject({ units: 0, allUnits: 2, containers: 1 });
    expect(await content(pallet)).toEqual(['N1', 'N2']);
    await move(pallet, 'A-01');
    expect([(await read(carton)).location, (await unit('N1')).place]).toEqual(['A-01', 'DC/A-01']);
    await move(carton, 'FLOOR');
    expect(await read(carton)).toMatchObject({ parent: null, location: 'FLOOR' });
    expect((await read(pallet)).allUnits).toBe(0);
  });

  test('never into itself, nor deeper than four', async () => {
    const chain = [await made(), await made(), await made(), await made(), await made()];
    for (let nth = 1; nth < 4; nth += 1) expect((await place(chain[nth]!, chain[nth - 1]!)).status).toBe(200);
    expect((await place(chain[0]!, chain[3]!)).body.code).toBe('inside_itself');
    expect((await place(chain[1]!, chain[0]!)).body.code).toBe('wrong_state');
    expect((await place(chain[4]!, chain[3]!)).body.code).toBe('too_many_items');
    expect((await place(chain[1]!, null)).body.container.parent).toBe(null);
    expect((await place(chain[1]!, null)).body.code).toBe('wrong_state');
  });
});

describe('scans that come late', () => {
  const late = (step: string, serial: string, more: Record<string, unknown>) =>
    app.scan(step, [serial], { location: 'A-01', seen: 1, n: 1, ...more });

  test('packed long ago and sold since, it does not lie in the tote', async () => {
    const tote = await made();
    await stock(['LATE-1']);
    await app.scan('sell', ['LATE-1']);
    const told = await late('move_spot', 'LATE-1', { document: paper(tote) });
    expect([told.outcome, told.effect, await content(tote)]).toEqual(['recorded', 'history', []]);
  });

  test('laid down before it was packed, it stays in', async () => {
    const tote = await packed(['LATE-2']);
    const told = await late('put_away', 'LATE-2', {});
    expect([told.outcome, told.effect, await content(tote)]).toEqual(['recorded', 'history', ['LATE-2']]);
  });

  test('counted at another spot it is out, even where the count names the tote', async () => {
    const tote = await packed(['LATE-3']);
    await app.scan('count', ['LATE-3'], { location: 'FLOOR', document: paper(tote) });
    expect(await content(tote)).toEqual([]);
  });
});

describe('several at once', () => {
  test('two people take one pallet to two spots: it is at one of them, with all that is in it', async () => {
    for (let nth = 0; nth < 4; nth += 1) {
      const pallet = await made({ kind: 'pallet' });
      const carton = await packed([`TWO-${nth}-1`, `TWO-${nth}-2`], { kind: 'carton' });
      await place(carton, pallet);
      await Promise.all([move(pallet, 'FLOOR'), move(pallet, 'DOCK')]);
      const spots = [(await read(pallet)).location, (await read(carton)).location];
      for (const serial of await content(pallet)) spots.push((await unit(serial)).place.slice(3));
      expect([spots.length, new Set(spots).size]).toEqual([4, 1]);
    }
  });

  test('broken up while it is moved, everything lies where the mover was told that it went, or where it stood', async () => {
    for (let nth = 0; nth < 4; nth += 1) {
      const serials = [`BM-${nth}-1`, `BM-${nth}-2`];
      const tote = await packed(serials);
      const request = randomUUID();
      const [told] = await Promise.all([
        move(tote, 'FLOOR'),
        app.ask('POST', at(tote, '/break'), { request }),
      ]);
      // Taken out before the move came to them, they stay, and the empty tote goes alone.
      const went = told.status === 200 ? told.body.moved : 0;
      const places: string[] = [];
      for (const serial of serials) places.push((await unit(serial)).place);
      expect(places.sort()).toEqual(
        serials.map((_, at) => (at < serials.length - went ? 'DC/A-01' : 'DC/FLOOR')),
      );
      expect([await content(tote), (await read(tote)).brokenAt === null]).toEqual([[], false]);
    }
  });

  test('broken up while somebody packs: it is broken with all of it out, or it stands', async () => {
    const tote = await packed(['BP-0']);
    const serials = Array.from({ length: 8 }, (_, nth) => `BP-${nth + 1}`);
    await stock(serials);
    const [broken, ...answers] = await Promise.all([
      app.ask('POST', at(tote, '/break'), { request: randomUUID() }),
      ...serials.map((serial) => pack(tote, serial)),
    ]);
    const isBroken = (await read(tote)).brokenAt !== null;
    expect(broken.status).toBe(isBroken ? 200 : 409);
    if (isBroken) expect(await content(tote)).toEqual([]);
    for (const { outcome, code } of answers)
      expect(outcome === 'recorded' || code === 'document_closed').toBe(true);
  });

  test('each put into the other: one is', async () => {
    const [one, two] = [await packed(['EACH-1']), await packed(['EACH-2'])];
    const told = await Promise.all([place(one, two), place(two, one)]);
    expect(told.map(({ status }) => status).sort()).toEqual([200, 422]);
  });
});

test('codes that are none, and one of ours that somebody has written himself', async () => {
  const asked = (number: string) => ({
    request: randomUUID(),
    kind: 'tote',
    site: 'DC',
    location: 'A-01',
    number,
  });
  const blank = await app.ask('POST', '/api/containers', asked('   '));
  expect([blank.status, blank.body.code]).toEqual([422, 'bad_number']);
  const nth = Number((await made()).slice(2));
  const next = `C-${String(nth + 1).padStart(6, '0')}`;
  expect(await made({ number: next })).toBe(next);
  expect(await made()).toBe(`C-${String(nth + 2).padStart(6, '0')}`);
  for (const rest of ['', '/units', '/history'])
    expect((await app.ask('GET', `/api/containers/%00${rest}`)).status).toBeLessThan(500);
  expect((await app.ask('GET', '/api/containers?number=%00')).status).toBeLessThan(500);
});

describe('corrections', () => {
  test('annulling the event by which a unit went in takes it out', async () => {
    const tote = await packed(['A1', 'A2']);
    const answer = await app.scan('annul', ['A1'], { details: { seq: 2, reason: 'wrong tote' } });
    expect([answer.outcome, await content(tote)]).toEqual(['recorded', ['A2']]);
  });

  test('annulling a move of the whole leaves the unit where it was, out of the container', async () => {
    const tote = await packed(['A3', 'A4']);
    await move(tote, 'FLOOR');
    await app.scan('annul', ['A3'], { details: { seq: 3, reason: 'it fell off' } });
    expect([await content(tote), (await unit('A3')).place]).toEqual([['A4'], 'DC/A-01']);
  });

  test('one recorded under a wrong number hands its place in the container to the right one', async () => {
    const tote = await packed(['WRONG-1']);
    const scan = (codes: readonly string[]) => ({
      id: randomUUID(),
      codes,
      input: 'keyed',
      details: { reason: 'typo' },
    });
    const body = { move: 'misidentified', site: 'DC', scans: [scan(['WRONG-1']), scan(['TV', 'RIGHT-1'])] };
    expect(
      (await app.ask('POST', '/api/scans', body)).body.answers.map(
        ({ outcome }: { outcome: string }) => outcome,
      ),
    ).toEqual(['recorded', 'recorded']);
    expect(await content(tote)).toEqual(['RIGHT-1']);
  });
});

test('a carton that was received closed goes on as a container, with what stands in it', async () => {
  const [pallet, carton] = ['340123450000000024', '340123450000000031'];
  const announced = {
    number: 'CLOSED-1',
    site: 'DC',
    lines: [{ line: 1, sku: 'TV' }],
    cartons: [
      { sscc: pallet, units: [{ line: 1, serials: ['P1'] }] },
      { sscc: carton, inside: pallet, units: [{ line: 1, serials: ['P2', 'P3'] }] },
    ],
  };
  expect((await app.ask('POST', '/api/receipts', announced)).status).toBe(201);
  for (const serial of ['P1', 'P2'])
    await app.scan('receive', [serial], {
      location: 'DOCK',
      document: { kind: 'receipt', number: 'CLOSED-1' },
    });
  const asked = {
    request: randomUUID(),
    number: pallet,
    kind: 'pallet',
    site: 'DC',
    location: 'DOCK',
    receipt: 'CLOSED-1',
  };
  const told = await app.ask('POST', '/api/containers', asked);
  expect([told.status, told.body]).toMatchObject([
    201,
    { number: pallet, units: 1, allUnits: 2, containers: 1 },
  ]);
  expect((await app.ask('POST', '/api/containers', asked)).body.allUnits).toBe(2);
  expect(await content(carton)).toEqual(['P2']);
});

test('another site’s container answers like one that there is not, and the list is a file too', async () => {
  const tote = await made();
  const key = await app.keyOf('lead', 'STORE-1');
  for (const rest of ['', '/units', '/history'])
    expect((await app.ask('GET', at(tote, rest), undefined, { key })).status).toBe(404);
  const file = await app.ask('GET', '/api/containers?site=DC&status=open&format=csv');
  expect(file.text).toContain(tote);
  const page = (await app.ask('GET', `/api/containers?number=${tote.toLowerCase()}`)).body;
  expect(page.items.map(({ number }: { number: string }) => number)).toEqual([tote]);
});
