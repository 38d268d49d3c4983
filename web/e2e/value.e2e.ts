import { expect, type Page } from '@playwright/test';
import { ask, expectGoodLooks, settled, test } from './station.ts';

// A day of a finance clerk: goods came, the carrier's invoice comes later, and somebody asks what the stock is worth.

test.describe.configure({ mode: 'serial' });

const receipt = `ASN-V${Date.now() % 1_000_000}`;
const units: { id: number; serial: string }[] = [];

/** Signed in by a key of a role, as who uses it is. */
async function as(page: Page, role: string, request: Parameters<typeof ask>[0]): Promise<void> {
  const { key } = await ask(request, 'POST', '/api/keys', { name: `A ${role}`, role });
  await page.addInitScript((shown) => sessionStorage.setItem('unitrail.key', shown!), key);
}

test.beforeAll(async ({ request }) => {
  const lines = [{ line: 1, sku: 'PHONE-128', quantity: 3, price: 30_000 }];
  const order = { number: `PO-${receipt}`, site: 'DC', supplier: 'Example', currency: 'EUR', lines };
  await ask(request, 'POST', '/api/purchase-orders', order);
  await ask(request, 'POST', '/api/receipts', {
    number: receipt,
    site: 'DC',
    lines: [{ line: 1, sku: 'PHONE-128', quantity: 3, order: order.number, orderLine: 1 }],
  });
  const scan = async (move: string, codes: readonly string[], more: object = {}) => {
    const scans = [{ id: crypto.randomUUID(), codes, input: 'scanned' }];
    return (await ask(request, 'POST', '/api/scans', { move, site: 'DC', scans, ...more })).answers[0];
  };
  const first = 50_000 + (Date.now() % 40_000);
  for (const serial of [0, 1, 2].map((nth) => `PH1A8${first + nth}`)) {
    const document = { kind: 'receipt', number: receipt };
    const told = await scan('receive', ['PHONE-128', serial], { document, location: 'DOCK' });
    units.push({ id: told.unit.id, serial });
  }
  await scan('record_sale', ['PHONE-128', units[2]!.serial]);
});

test('a finance clerk shares the carrier’s invoice out, and sees what each unit cost and the stock is worth', async ({
  page,
  request,
}) => {
  await as(page, 'finance', request);
  await page.goto(`/receipts/${receipt}`);
  await expect(page.getByText('No freight, duty or insurance has been added.')).toBeVisible();
  await page.getByRole('link', { name: 'Add freight or duty' }).click();
  await page.getByLabel('Invoice number').fill(`F-${receipt}`);
  await page.getByLabel('From', { exact: true }).fill('Parcel Co');
  await page.getByRole('textbox', { name: 'Amount' }).fill('10.00');
  await expect(page.getByLabel('Receipts')).toHaveValue(receipt);
  await page.getByRole('button', { name: 'See the shares' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'over 3 units' })).toContainText(
    '1 of them have left our stock',
  );
  await page.getByRole('button', { name: 'Share it out' }).click();
  await expect(page.getByRole('region', { name: `Shares F-${receipt}` })).toContainText('€3.34');
  await page.getByRole('link', { name: units[0]!.serial }).click();
  const book = page.getByRole('region', { name: 'What it cost' });
  await expect(book).toContainText('€300.00');
  await expect(book).toContainText(`invoice F-${receipt}`);
  await book.getByRole('button', { name: 'Add a cost' }).click();
  await page.getByLabel('For', { exact: true }).selectOption('Repair');
  await page.getByRole('textbox', { name: 'Amount' }).fill('12,50');
  await page.getByRole('textbox', { name: 'Reason' }).fill('new screen');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(book).toContainText('new screen');
  await page.goto('/valuation?by=product&site=DC');
  await expect(page.getByRole('list', { name: 'In all' })).toContainText('€');
  await page
    .getByRole('table')
    .getByRole('link', { name: /PHONE-128/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Units behind the value' })).toBeVisible();
  await expect(page.getByRole('table')).toContainText('€');
});

test('who may not see costs is shown none', async ({ page, request }) => {
  await as(page, 'lead', request);
  await page.goto(`/units/${units[0]!.id}`);
  await expect(page.getByRole('heading', { level: 1, name: units[0]!.serial })).toBeVisible();
  await settled(page);
  await expect(page.getByText('What it cost')).toHaveCount(0);
  await expect(page.getByText('€')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Stock value' })).toHaveCount(0);
  await page.goto('/valuation');
  await expect(page.getByRole('alert').first()).toBeVisible();
});

test('a lead sees what lies where since when, as units, by product and on the map', async ({
  page,
  request,
}) => {
  await as(page, 'lead', request);
  await page.goto('/inventory?site=DC');
  const ages = page.getByRole('list', { name: 'By age' });
  await ages.getByRole('link', { name: /0–30 days/ }).click();
  await expect(page).toHaveURL(/age=0-30/);
  await expect(page.getByRole('table').getByRole('row').nth(1)).toContainText(/days|today/);
  await page.getByText('Products', { exact: true }).click();
  await expect(page.getByRole('columnheader', { name: 'over 365 days' })).toBeVisible();
  await page.getByText('Map', { exact: true }).click();
  await page.getByRole('button', { name: /^A-01: .* units/ }).click();
  await expect(page).toHaveURL(/location=A-01/);
  await expect(page.getByRole('table').getByRole('row').nth(1)).toContainText('DC/A-01');
});

test('nothing stands in anybody’s way, small or large, light or dark', async ({ page }) => {
  test.setTimeout(180_000);
  const inventory = '/inventory?site=DC&location=DOCK&view=';
  const looks = [`${inventory}map`, `${inventory}products`, '/valuation', '/valuation/units?known=bought'];
  for (const path of [...looks, '/valuation/invoices', '/valuation/invoices/new', `/units/${units[0]!.id}`]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await settled(page);
    await expectGoodLooks(page);
  }
});
