import { expect } from '@playwright/test';
import { expectAccessible, expectGoodLooks, newUnit, test } from './station.ts';

test('own labels are taken, looked at and copied into a file', async ({ page, api }) => {
  await page.goto('/numbering');
  await expect(page.getByRole('heading', { level: 1, name: 'Numbers' })).toBeVisible();
  await page.getByLabel('How many').fill('3');
  await page.getByLabel('What for').fill('labels for the bench');
  await page.getByRole('button', { name: 'Take them' }).click();
  const numbers = page.getByRole('list', { name: 'Numbers' }).getByRole('listitem');
  await expect(numbers).toHaveCount(3);
  const first = (await numbers.first().textContent()) ?? '';
  expect(first).toMatch(/^T[0-9A-Z]{11}$/);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'File (CSV)', exact: true }).click();
  expect((await saved).suggestedFilename()).toMatch(/^numbers-\d+\.csv$/);
  await page.getByRole('textbox', { name: 'Number', exact: true }).fill(first);
  await page.getByRole('button', { name: 'Look it up' }).click();
  const found = page.getByRole('region', { name: 'Who was given this number?' });
  await expect(found).toContainText('labels for the bench');
  const { blocks } = await api('GET', `/api/numbers/given/${first}`);
  expect(blocks).toHaveLength(1);
});

test('a product’s numbers are set up, handed to a printer, counted and taken back', async ({ page }) => {
  await page.goto('/numbering');
  await page.getByRole('button', { name: 'Set up numbers' }).click();
  const form = page.getByRole('form', { name: 'Set up numbers' });
  await form.getByLabel('Whose numbers').selectOption('product');
  await form.getByLabel('SKU').fill('NO-SUCH-PRODUCT');
  await form.getByLabel('How', { exact: true }).selectOption('pattern');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByRole('alert')).toContainText('There is no product NO-SUCH-PRODUCT');
  await form.getByLabel('SKU').fill('TABLET-10');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'TABLET-10' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Numbers of TABLET-10' })).toBeVisible();
  await expect(page.getByText('AC-000001-9')).toBeVisible();
  await page.getByLabel('How many').fill('2');
  await page.getByLabel('For whom').selectOption('printer');
  await page.getByLabel('Name').fill('Labels & Co');
  await page.getByRole('button', { name: 'Take them' }).click();
  await expect(page.getByRole('list', { name: 'Numbers' })).toContainText('AC-000002-7');
  const blocks = page.getByRole('region', { name: 'Who was given which' });
  await expect(blocks).toContainText('A printer: Labels & Co');
  await blocks.getByRole('button', { name: /^Count what is used/ }).click();
  await expect(blocks).toContainText('0 are units by now, 2 remain');
  await blocks.getByRole('button', { name: /^Take back the rest/ }).click();
  await expect(blocks).toContainText('never given out again');
  await blocks.getByRole('button', { name: /^Yes, take back the rest/ }).click();
  await expect(blocks).toContainText('2 came back');
});

test('a maker’s numbers are brought in, and what is wrong in the list is told with its place', async ({
  page,
  api,
}) => {
  await api('POST', '/api/products', { sku: 'LAMP-1', name: 'A lamp' });
  await page.goto('/numbering?sku=LAMP-1');
  await page.getByRole('button', { name: 'Bring in a maker’s numbers' }).click();
  const form = page.getByRole('form', { name: 'Bring in a maker’s numbers' });
  await form.getByLabel('Numbers').fill('MK001-MK010 MK005');
  await form.getByRole('button', { name: 'Bring them in' }).click();
  await expect(form.getByRole('alert')).toContainText('At character 13');
  await form.getByLabel('Numbers').fill('MK001-MK010 X7 9+2');
  await form.getByRole('button', { name: 'Bring them in' }).click();
  await expect(form.getByRole('status')).toContainText('14 came in');
});

test('a unit’s numbers are added, replaced and ended on its page, and the old ones still lead there', async ({
  page,
  api,
}) => {
  const serial = await newUnit(api);
  const { units } = await api('GET', `/api/units/by-code/${serial}`);
  await page.goto(`/units/${units[0].id}`);
  const numbers = page.getByRole('region', { name: 'Numbers' });
  await numbers.getByRole('button', { name: 'Add a number' }).click();
  await numbers.getByRole('textbox', { name: 'Number' }).fill('To be filled by O.E.M.');
  await numbers.getByRole('textbox', { name: 'Why' }).fill('label bench');
  await numbers.getByRole('button', { name: 'Save' }).click();
  await expect(numbers.getByRole('alert')).toContainText('nobody wrote a number');
  await numbers.getByRole('textbox', { name: 'Number' }).fill('T-BENCH-1');
  await numbers.getByRole('button', { name: 'Save' }).click();
  await numbers.getByRole('button', { name: 'Replace T-BENCH-1' }).click();
  await numbers.getByRole('textbox', { name: 'New number' }).fill('T-BENCH-2');
  await numbers.getByRole('textbox', { name: 'Why' }).fill('torn');
  await numbers.getByRole('button', { name: 'Save' }).click();
  await numbers.getByRole('button', { name: 'End T-BENCH-2' }).click();
  await expectAccessible(page);
  await numbers.getByRole('textbox', { name: 'Why' }).fill('lost');
  await numbers.getByRole('button', { name: 'Save' }).click();
  await expect(numbers.getByRole('button', { name: 'End T-BENCH-2' })).toBeHidden();
  const found = await api('GET', '/api/units/by-code/T-BENCH-1');
  expect(found.units[0].serial).toBe(serial);
});

test('nothing stands in anybody’s way, on a handheld or a desk, in light or dark', async ({ page }) => {
  for (const path of ['/numbering', '/numbering?sku=PHONE-128']) {
    await page.goto(path);
    await page.getByRole('button', { name: 'Set up numbers' }).click();
    await page.getByLabel('For whom').selectOption('supplier');
    await expect(page.getByRole('region', { name: 'Who was given which' })).toBeVisible();
    await expectGoodLooks(page);
  }
});
