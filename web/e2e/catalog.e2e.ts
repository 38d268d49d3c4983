import { expect } from '@playwright/test';
import { expectGoodLooks, settled, test } from './station.ts';

test('a product is found, read, changed, and the server’s objection stands at its field', async ({
  page,
}) => {
  await page.goto('/catalog');
  await page.getByLabel('Find').fill('laptop');
  await page.getByRole('rowheader', { name: 'LAPTOP-14' }).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Laptop, 14 inch' })).toBeVisible();
  await expect(page.getByText('On the bottom, between the rear feet')).toBeVisible();
  await page.getByLabel('Try a serial').fill('LT14-00001');
  await expect(page.getByText('Fits the pattern')).toBeVisible();
  await page.getByLabel('Try a serial').fill('LT14-1');
  await expect(page.getByText('Does not fit the pattern')).toBeVisible();
  await page.getByRole('link', { name: 'Change', exact: true }).click();
  await page.getByLabel('Weight in grams').fill('1850');
  await page.getByRole('button', { name: 'Add a GTIN' }).click();
  await page.getByLabel('GTIN', { exact: true }).last().fill('4006381333932');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('check digit');
  await expect(page.getByLabel('GTIN', { exact: true }).last()).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('GTIN', { exact: true }).last()).toBeFocused();
  await page.getByLabel('GTIN', { exact: true }).last().fill('4006381333931');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('rowheader', { name: '04006381333931' })).toBeVisible();
  await expect(page.getByText('1,850 g')).toBeVisible();
});

test('what is not saved is not lost by a slip', async ({ page }) => {
  await page.goto('/catalog/new-product');
  await page.getByRole('textbox', { name: 'SKU', exact: true }).fill('KETTLE');
  await page.getByRole('link', { name: 'Suppliers', exact: true }).click();
  await expect(page.getByRole('alertdialog')).toContainText('not saved yet');
  await page.getByRole('button', { name: 'Stay here' }).click();
  await page.getByLabel('Name').fill('A kettle');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'A kettle' })).toBeVisible();
});

test('warranty terms and a cost are added from a day on', async ({ page }) => {
  await page.goto('/catalog/products/TV-55');
  await page.getByRole('button', { name: 'Add warranty terms' }).click();
  const terms = page.getByRole('form', { name: 'Add warranty terms' });
  await terms.getByLabel('Kind').selectOption('Extended');
  await terms.getByLabel('Months').fill('60');
  await terms.getByLabel('From').fill('2026-01-01');
  await terms.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('cell', { name: 'Extended' })).toBeVisible();
  await page.getByRole('button', { name: 'Add a cost' }).click();
  const cost = page.getByRole('form', { name: 'Add a cost' });
  await cost.getByLabel('Amount').fill('399,999');
  await cost.getByLabel('From').fill('2026-01-01');
  await cost.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('no amount in EUR');
  await cost.getByLabel('Amount').fill('399,99');
  await cost.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('cell', { name: '€399.99' })).toBeVisible();
});

test('categories are a tree that grows', async ({ page }) => {
  await page.goto('/catalog/categories');
  await page.getByRole('button', { name: 'New category under Electronics' }).click();
  await page.getByLabel('Code').fill('televisions');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'televisions' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Change Electronics' }).click();
  await page.getByLabel('Under', { exact: true }).selectOption('phones');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('inside itself');
});

test('a supplier is added, and changed in its row', async ({ page }) => {
  await page.goto('/catalog/suppliers');
  await page.getByRole('button', { name: 'New supplier' }).click();
  await page.getByLabel('Code').fill('NORTH');
  await page.getByLabel('Name').fill('North goods');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'NORTH' }).click();
  const change = page.getByRole('form', { name: 'Change North goods' });
  await change.getByLabel('Name').fill('North goods Ltd');
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('cell', { name: 'North goods Ltd' }).first()).toBeVisible();
});

test('a rule is added, explains itself, and is withdrawn with a reason', async ({ page }) => {
  await page.goto('/catalog/policy');
  await expect(page.getByText('Nobody has set a rule')).toBeVisible();
  await page.getByRole('button', { name: 'New rule' }).click();
  const rule = page.getByRole('form', { name: 'New rule' });
  await rule.getByLabel('Serials').selectOption('are asked for');
  await rule.getByLabel('From').fill('2026-01-01');
  await rule.getByLabel('Hand-off').selectOption('Sale');
  await rule.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('row', { name: /#1/ })).toContainText('are asked for');
  await expect(page.getByText('From 2026-01-01 on, for sale: serials are asked for.')).toBeVisible();
  await page.getByRole('button', { name: '#1', exact: true }).click();
  await page.getByRole('button', { name: 'Withdraw #1' }).click();
  await page.getByLabel('Reason').fill('The trial is over');
  await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await expect(page.getByText('Nothing else is said, so every unit is scanned.')).toBeVisible();
  await page.getByLabel('Show', { exact: true }).selectOption('All that were ever set');
  await page.getByRole('button', { name: '#1', exact: true }).click();
  await expect(page.getByText('The trial is over')).toBeVisible();
});

const pages = ['/catalog', '/catalog/products/PHONE-128', '/catalog/products/PHONE-128/change'];
const others = ['/catalog/categories', '/catalog/suppliers?open=EXAMPLE', '/catalog/policy'];

for (const path of [...pages, ...others])
  test(`nothing stands in anybody’s way at ${path}, on a handheld or a desk, in light or dark`, async ({
    page,
  }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await settled(page);
    await expectGoodLooks(page);
  });
