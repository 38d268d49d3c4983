import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { labelRotations, symbologies } from '../../src/domain/labels/design.ts';
import { labelPresets, presetDesign } from '../../src/domain/labels/presets.ts';
import { pixelsOfPng, readSymbols } from '../../src/testing/read-symbols.ts';
import { adminKey, expectGoodLooks, labelPages, settled, test } from './station.ts';

test('a design is begun from a size, looked at while it is typed, and kept', async ({ page, api }) => {
  const name = `Shelf ${Date.now()}`;
  await page.goto('/label-designs');
  await page.getByRole('link', { name: 'New design' }).click();
  await page.getByLabel('Labels', { exact: true }).selectOption('100x50');
  const form = page.getByRole('form', { name: 'Design' });
  const preview = page.getByRole('region', { name: 'As it is printed' });
  await expect(
    preview.getByRole('img', { name: /its symbol holds \(01\)\d{14}\(21\)SN-000123/ }),
  ).toBeVisible();
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('Quiet zone (mm)').fill('0.1');
  await expect(form.getByText(/needs 1 module free around it/)).toBeVisible();
  await form.getByRole('button', { name: 'Keep the design' }).click();
  await expect(form.getByRole('alert').last()).toContainText('This label cannot be made');
  await form.getByLabel('Quiet zone (mm)').fill('');
  await form.getByRole('button', { name: 'Add a line' }).click();
  await form.getByLabel('Text, line 3').fill('Property of the shop');
  await preview.getByLabel('Sample: serial').fill('AB-7');
  await expect(preview.getByRole('img', { name: /\(21\)AB-7/ })).toBeVisible();
  await form.getByRole('button', { name: 'Keep the design' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await form.getByLabel('Width (mm)').fill('90');
  await form.getByRole('button', { name: 'Keep as a new version' }).click();
  await expect(form.getByText(/^Version 2, kept/)).toBeVisible();
  const { items } = await api('GET', '/api/label-designs?limit=1000');
  expect(items.find((one: { name: string }) => one.name === name)).toMatchObject({
    version: 2,
    design: { widthMm: 90, lines: [{}, {}, { field: 'text', text: 'Property of the shop' }] },
  });
});

test('a sample is taken as a file, and its picture reads back', async ({ page }) => {
  await page.goto('/label-designs/1');
  const preview = page.getByRole('region', { name: 'As it is printed' });
  await preview.getByLabel('Sample: SKU').fill('PHONE-128');
  await preview.getByLabel('Sample: serial').fill('PH-1');
  await expect(preview.getByRole('img', { name: /\(21\)PH-1/ })).toBeVisible();
  const take = async (form: string) => {
    const saved = page.waitForEvent('download');
    await preview.getByRole('button', { name: form, exact: true }).click();
    return readFileSync(await (await saved).path());
  };
  expect((await take('PDF')).subarray(0, 5).toString()).toBe('%PDF-');
  expect((await take('ZPL')).toString()).toMatch(/^\^XA/);
  const [symbol] = await readSymbols(pixelsOfPng(await take('PNG')));
  expect([symbol?.symbologyIdentifier, symbol?.text]).toEqual([
    ']d2',
    expect.stringMatching(/^01\d{14}21PH-1$/),
  ]);
});

test('a sheet for an office printer: where its labels are is typed, and seen; printing begins at its first free place', async ({
  page,
  api,
}) => {
  const name = `Sheet ${Date.now()}`;
  await page.goto('/label-designs/new');
  await page.getByLabel('Labels', { exact: true }).selectOption('50x30');
  const form = page.getByRole('form', { name: 'Design' });
  const preview = page.getByRole('region', { name: 'As it is printed' });
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('Labels are on').selectOption('A4');
  await form.getByLabel('Columns').fill('4');
  await form.getByLabel('Across, label to label (mm)').fill('50');
  await form.getByLabel('Left edge (mm)').fill('20');
  await expect(form.getByText('4 columns need 220 mm, A4 has 210.')).toBeVisible();
  await form.getByLabel('Left edge (mm)').fill('5');
  await form.getByLabel('Rows').fill('9');
  await form.getByLabel('Down, label to label (mm)').fill('31');
  await form.getByLabel('Top edge (mm)').fill('9');
  await expect(preview.getByRole('radio')).toHaveCount(36);
  await preview.getByRole('radio', { name: 'Place 35', exact: true }).check();
  const saved = page.waitForEvent('download');
  await preview.getByRole('button', { name: 'PDF', exact: true }).click();
  const pdf = readFileSync(await (await saved).path()).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
  await form.getByRole('button', { name: 'Keep the design' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const { items } = await api('GET', '/api/label-designs?limit=1000');
  expect(items.find((one: { name: string }) => one.name === name).design.sheet).toEqual({
    ...{ page: 'A4', columns: 4, rows: 9, leftMm: 5, topMm: 9, pitchXMm: 50, pitchYMm: 31 },
  });
});

test('as SVG every symbol reads back, however the label lies', async ({ page, request }) => {
  const pictures: string[] = [];
  for (const [nth, symbology] of symbologies.entries()) {
    const preset = labelPresets.find(({ key }) => key === '100x50')!;
    const rotation = labelRotations[(nth + 1) % 4]!;
    const size = rotation % 180 === 0 ? {} : { widthMm: 50, heightMm: 100 };
    const design = { ...presetDesign(preset, symbology, 203), rotation, ...size };
    const reply = await request.post('/api/label-designs/sample', {
      headers: { authorization: `Bearer ${adminKey}` },
      data: { design, sku: 'PHONE-128', serial: `SVG-${nth}`, form: 'svg' },
    });
    pictures.push(await reply.text());
  }
  // A point of the screen for each dot of the printer.
  const inDots = (svg: string) =>
    svg.replace(
      / width="[^"]+" height="[^"]+" viewBox="0 0 (\d+) (\d+)"/,
      ' width="$1" height="$2" viewBox="0 0 $1 $2"',
    );
  await page.setContent(pictures.map((svg) => `<div style="margin:10px">${inDots(svg)}</div>`).join(''));
  const found = await readSymbols(pixelsOfPng(await page.screenshot({ fullPage: true })));
  const read = found.map(({ symbologyIdentifier, text }) => [symbologyIdentifier, text.slice(-5)]);
  expect(read.toSorted()).toEqual([
    [']C0', 'SVG-4'],
    [']C1', 'SVG-1'],
    [']Q1', 'SVG-2'],
    [']Q1', 'SVG-3'],
    [']d2', 'SVG-0'],
  ]);
});

test('a product that a design does not suit is told why', async ({ page, api }) => {
  await api('POST', '/api/products', { sku: 'NO-GTIN-1', name: 'A thing without a GTIN' });
  await page.goto('/label-designs/1');
  const preview = page.getByRole('region', { name: 'As it is printed' });
  await preview.getByLabel('Sample: SKU').fill('NO-GTIN-1');
  await expect(preview.getByText(/holds a GTIN, and NO-GTIN-1 has none/)).toBeVisible();
  await expect(preview.getByRole('button', { name: 'PDF' })).toBeDisabled();
});

test('whose labels look how is said, and taken back', async ({ page }) => {
  await page.goto('/label-designs');
  const whose = page.getByRole('region', { name: 'Whose labels look how' });
  await whose.getByLabel('Labels of').selectOption('sku');
  await whose.getByLabel('A product (SKU)').fill('NO-SUCH');
  await whose.getByRole('button', { name: 'Set' }).click();
  await expect(whose.getByRole('alert')).toContainText('There is no product "NO-SUCH"');
  await whose.getByLabel('A product (SKU)').fill('TABLET-10');
  await whose.getByRole('button', { name: 'Set' }).click();
  await whose.getByRole('button', { name: 'Remove for TABLET-10' }).click();
  await expect(whose.getByText('TABLET-10')).toHaveCount(0);
});

test('nothing stands in anybody’s way, on a handheld or a desk, in light or dark', async ({ page }) => {
  for (const path of labelPages) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await settled(page);
    await expectGoodLooks(page);
  }
});
