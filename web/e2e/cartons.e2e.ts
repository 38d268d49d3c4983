import { expect, type Page } from '@playwright/test';
import { expectAccessible, test, verdict, wedge } from './station.ts';

// A morning at the dock: a pallet of three cartons whose supplier is trusted for all but two units of a delivery.

const withCheckDigit = (digits: string) => {
  const sum = [...digits].reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
};
const [pallet, first, second, third] = ['1', '2', '3', '4'].map((nth) =>
  withCheckDigit(`3401234500000770${nth}`),
) as [string, string, string, string];

const count = (page: Page, of: string) => page.getByTestId(`count-${of}`).getByRole('definition');
const cartons = (page: Page) => page.getByRole('region', { name: 'Cartons' });

async function openReceipt(page: Page, number: string) {
  await page.goto(`/receipts/${number}`);
  await expect(page.getByLabel('Scan or type a number')).toBeFocused();
}

test.describe.configure({ mode: 'serial' });

test('a supplier gets its rules beside its record', async ({ page, api }) => {
  await api('POST', '/api/suppliers', { code: 'DOCKSIDE', name: 'Dockside Goods', sampleSize: 2 });
  await api('PATCH', '/api/suppliers/DOCKSIDE/rules', { serials: [] });
  await page.goto('/catalog/suppliers');
  await page.getByRole('button', { name: 'DOCKSIDE' }).click();
  const rules = page.getByRole('form', { name: 'At the dock' });
  await rules.getByLabel('More than announced, in pieces').fill('1');
  await rules.getByRole('button', { name: 'One more product' }).click();
  await rules.getByLabel('Product (SKU)').fill('PHONE-256');
  await rules.getByRole('textbox', { name: 'Serials' }).fill('PH2A810000-PH2A839999');
  await rules.getByRole('button', { name: 'Save the rules' }).click();
  await expect
    .poll(async () => (await api('GET', '/api/suppliers/DOCKSIDE/rules')).serials)
    .toEqual([{ sku: 'PHONE-256', ranges: 'PH2A810000-PH2A839999' }]);
  await expectAccessible(page);
});

test('the label of a carton asks for a sample, and then brings everything in it', async ({ page, api }) => {
  // Tried again it is the same message, and nothing is there twice.
  const serials = (from: number) => Array.from({ length: 10 }, (_, nth) => `PH2A8${from}000${nth}`);
  await api('POST', '/api/receipts', {
    number: 'DOCK-1',
    site: 'DC',
    supplier: 'DOCKSIDE',
    lines: [{ line: 1, sku: 'PHONE-256' }],
    cartons: [
      { sscc: pallet },
      ...[first, second, third].map((sscc, nth) => ({
        sscc,
        inside: pallet,
        units: [{ line: 1, serials: serials(nth + 1) }],
      })),
    ],
  });
  await openReceipt(page, 'DOCK-1');
  await expect(cartons(page).getByText('Sample: 0 of 2 scanned')).toBeVisible();
  await wedge(page, `00${first}`);
  await expect(verdict(page)).toContainText('Scan 2 of the 10 units in it.');
  for (const serial of ['PH2A810003', 'PH2A810007']) {
    await wedge(page, serial);
    await expect(verdict(page)).toContainText(serial);
  }
  await expect(cartons(page).getByText('Sample: 2 of 2 scanned')).toBeVisible();
  await wedge(page, `00${first}`);
  await expect(verdict(page)).toContainText('Carton received');
  await expect(count(page, 'scanned')).toHaveText('10');
  await wedge(page, `00${first}`);
  await expect(verdict(page)).toContainText('Everything in this carton was received before.');
  await expect(count(page, 'scanned')).toHaveText('10');
  await expectAccessible(page);
});

test('what is not of the supplier’s numbers is stopped; a carton of nobody is named', async ({ page }) => {
  await openReceipt(page, 'DOCK-1');
  await wedge(page, `00${withCheckDigit('34012345000009999')}`);
  await expect(verdict(page)).toHaveAttribute('data-tone', 'bad');
  await wedge(page, 'PH2A990000');
  await expect(verdict(page)).toHaveAttribute('data-tone', /bad|ask/);
  await expect(count(page, 'scanned')).toHaveText('10');
});

test('one carton that holds something else: from then on every unit is scanned', async ({ page }) => {
  await openReceipt(page, 'DOCK-1');
  await cartons(page)
    .getByRole('button', { name: `Something else is in carton ${second}` })
    .click();
  await page
    .getByRole('form', { name: `Something else is in carton ${second}` })
    .getByRole('button', { name: 'Something else is in it' })
    .click();
  await expect(cartons(page).getByText('Not as announced')).toBeVisible();
  await wedge(page, `00${third}`);
  await expect(verdict(page)).toContainText('Scan every unit');
  await expect(count(page, 'scanned')).toHaveText('10');
  await wedge(page, 'PH2A830000');
  await expect(verdict(page)).toContainText('Received');
  await expect(count(page, 'scanned')).toHaveText('11');
});
