import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LabelDesign } from '../../domain/labels/design.ts';
import { systemClock } from '../../platform/clock.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { aDesign, someFacts } from '../../testing/label-tools.ts';
import { openLabelMaking } from './label-making.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await app.ask('POST', '/api/categories', { code: 'KITCHEN' });
  await app.ask('POST', '/api/categories', { code: 'COFFEE', parent: 'KITCHEN' });
  await app.ask('POST', '/api/products', {
    sku: 'ESP-14',
    name: 'Espresso machine',
    category: 'COFFEE',
    gtins: ['09506000134352'],
  });
  await app.ask('POST', '/api/products', { sku: 'SPARE', name: 'A spare part', category: 'COFFEE' });
});
afterAll(() => app?.close());

const create = (name: string, design: Partial<LabelDesign> = {}, preset = '50x30') =>
  app.ask('POST', '/api/label-designs', { name, design: aDesign(preset, design) });

describe('a label design', () => {
  test('is kept in every version, so that a label can be printed again as it was', async () => {
    const made = await create('Shelf');
    expect([made.status, made.body]).toMatchObject([201, { name: 'Shelf', version: 1 }]);
    const { id, design } = made.body;
    const changed = await app.ask('PATCH', `/api/label-designs/${id}`, {
      version: 1,
      name: 'Shelf, large',
      design: { ...design, marginMm: 2 },
    });
    expect(changed.body).toMatchObject({ name: 'Shelf, large', version: 2, design: { marginMm: 2 } });
    expect((await app.ask('GET', `/api/label-designs/${id}?version=1`)).body.design).toEqual(design);
    const versions = (await app.ask('GET', `/api/label-designs/${id}/versions`)).body.items;
    expect(versions.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
  });

  test('is not changed by somebody who looked at an older version', async () => {
    const { body } = await create('Two at once');
    const change = (name: string) =>
      app.ask('PATCH', `/api/label-designs/${body.id}`, { version: 1, name, design: body.design });
    const both = await Promise.all([change('One'), change('Other')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('on which nothing has room is refused with all that is wrong, and where', async () => {
    const { status, body } = await create('Wrong', { quietZoneMm: 0.1, widthMm: 4 });
    expect([status, body.code, body.where]).toEqual([422, 'bad_label_design', 'design.widthMm']);
    expect(body.faults.map(({ where }: { where: string }) => where)).toEqual(['widthMm', 'quietZoneMm']);
    expect((await create('Wrong', { symbology: 'gs1_128' }, '38x25')).body.detail).toMatch(
      /needs [\d.]+ mm .* the label is 38.04 mm wide/,
    );
  });

  test('has a name of its own among those in use', async () => {
    const { body } = await create('Once');
    expect((await create('ONCE')).status).toBe(409);
    expect((await app.ask('POST', `/api/label-designs/${body.id}/end`)).body.endedAt).not.toBeNull();
    expect((await create('Once')).status).toBe(201);
    const listed = (await app.ask('GET', '/api/label-designs')).body.items;
    expect(listed.map(({ id }: { id: number }) => id)).not.toContain(body.id);
    expect((await app.ask('GET', `/api/label-designs/${body.id}`)).status).toBe(200);
    expect((await app.ask('PATCH', `/api/label-designs/${body.id}`, { version: 1 })).status).toBe(404);
  });

  test('that is not there is not found', async () => {
    expect((await app.ask('GET', '/api/label-designs/999999')).body.code).toBe('design_not_found');
    expect((await app.ask('GET', '/api/label-designs/999999/versions')).status).toBe(404);
    expect((await app.ask('POST', '/api/label-designs/999999/end')).status).toBe(404);
  });
});

describe('whose labels look how', () => {
  const find = async (sku: string, hasGtin: boolean) => {
    const { rows } = await app.world.database.query<{ id: number }>(
      { name: 'test_product', text: 'select id from product where sku = $1' },
      [sku],
    );
    const making = openLabelMaking({ database: app.world.database, clock: systemClock });
    return (await making.find({ id: null, product: rows[0]!.id, hasGtin }))?.name;
  };

  test('a product has its own design, else its category’s, one above it, or everybody’s', async () => {
    expect(await find('ESP-14', true)).toBe('50 × 30 mm, GS1 DataMatrix');
    expect(await find('SPARE', false)).toBe('50 × 25 mm, QR');
    const [kitchen, machine] = [
      await create('Kitchen'),
      await create('Machine', { symbology: 'qr_digital_link' }),
    ];
    await app.ask('POST', '/api/label-defaults', { category: 'KITCHEN', design: kitchen.body.id });
    expect(await find('ESP-14', true)).toBe('Kitchen');
    expect(await find('SPARE', false)).toBe('50 × 25 mm, QR');
    const set = await app.ask('POST', '/api/label-defaults', { sku: 'ESP-14', design: machine.body.id });
    expect(set.body.items).toContainEqual({
      sku: 'ESP-14',
      category: null,
      bare: false,
      design: { id: machine.body.id, name: 'Machine' },
    });
    expect(await find('ESP-14', true)).toBe('Machine');
    expect((await app.ask('POST', `/api/label-designs/${machine.body.id}/end`)).body.code).toBe(
      'still_in_use',
    );
    await app.ask('POST', '/api/label-defaults/remove', { sku: 'ESP-14', bare: false });
    expect(await find('ESP-14', true)).toBe('Kitchen');
  });

  test.each([
    [{ sku: 'NONE', design: 1 }, 'unknown_product'],
    [{ category: 'NONE', design: 1 }, 'unknown_category'],
    [{ design: 999_999 }, 'unknown_design'],
    [{ sku: 'ESP-14', category: 'KITCHEN', design: 1 }, 'invalid_request'],
  ])('%o: %s', async (wish, code) => {
    expect((await app.ask('POST', '/api/label-defaults', wish)).body.code).toBe(code);
  });

  test('what everything has is replaced, never removed', async () => {
    expect((await app.ask('POST', '/api/label-defaults/remove', { bare: false })).body.code).toBe(
      'invalid_request',
    );
  });
});

describe('a draft', () => {
  const preview = (design: Partial<LabelDesign> = {}, more: object = {}) =>
    app.ask('POST', '/api/label-designs/preview', {
      design: aDesign('50x30', design),
      sku: 'ESP-14',
      ...more,
    });

  test('is drawn as it would be printed of a product', async () => {
    const { body } = await preview({}, { serial: 'SN-7' });
    expect(body).toMatchObject({
      faults: [],
      holds: '(01)09506000134352(21)SN-7',
      sample: { sku: 'ESP-14' },
    });
    expect(body.svg).toMatch(/^<svg .*width="50\.049mm"/);
  });

  test('that cannot be made says why, and so does a product that it does not suit', async () => {
    expect((await preview({ marginMm: 30 })).body).toMatchObject({
      svg: null,
      faults: [{ code: 'out_of_range', where: 'marginMm' }],
    });
    expect((await preview({}, { sku: 'SPARE' })).body.faults).toMatchObject([
      { code: 'no_gtin', where: 'gtin' },
    ]);
    expect((await preview({}, { sku: 'NONE' })).body.code).toBe('unknown_product');
  });

  test.each([
    ['pdf', 'application/pdf', /^%PDF-/],
    ['zpl', 'application/vnd.zebra.zpl', /^\^XA/],
    ['svg', 'image/svg+xml', /^<svg/],
  ])('is taken as %s', async (form, type, begins) => {
    const { status, headers, text } = await app.ask('POST', '/api/label-designs/sample', {
      design: aDesign(),
      sku: 'ESP-14',
      form,
    });
    expect([status, headers['content-type']]).toEqual([200, type]);
    expect(text).toMatch(begins);
  });
});

test('a preset is a design to begin with, in any symbology and for any printer', async () => {
  const { presets } = (await app.ask('GET', '/api/label-presets')).body;
  expect(presets.length).toBeGreaterThan(10);
  const design = (await app.ask('GET', '/api/label-presets/a4-3x8?symbology=qr&dpi=600')).body;
  expect(design).toEqual(aDesign('a4-3x8', { symbology: 'qr', dpi: 600 }));
  expect((await app.ask('GET', '/api/label-presets/nothing')).status).toBe(404);
});

test('one who prints is handed design and drawing', async () => {
  const making = openLabelMaking({ database: app.world.database, clock: systemClock });
  const found = await making.find({ id: 1, product: 1, hasGtin: true });
  expect(await making.fault(found!.design, [someFacts])).toBeNull();
  expect(await making.fault(found!.design, [someFacts, { ...someFacts, gtin: null }])).toMatch(
    /holds a GTIN, and ESP-14 has none/,
  );
  const zpl = (
    await making.draw(found!.design, [someFacts, { ...someFacts, serial: 'B' }], { kind: 'zpl', copies: 2 })
  ).toString();
  expect(zpl.match(/\^PQ2/g)).toHaveLength(2);
});
