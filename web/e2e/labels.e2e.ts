import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { pixelsOfPng, readSymbols } from '../../src/testing/read-symbols.ts';
import { expectAccessible, labelPages, settled, test } from './station.ts';

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

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [360, 1440])
    test.describe(`${colorScheme}, ${width} points`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 }, hasTouch: width === 360 });

      test('nothing that axe objects to, nothing wider than the screen', async ({ page }) => {
        for (const path of labelPages) {
          await page.goto(path);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await settled(page);
          // Under a handheld's bar nothing can be touched: at the end there is nothing under it.
          await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
          await expectAccessible(page);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        }
      });
    });
