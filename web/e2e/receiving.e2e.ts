import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { expectGoodLooks, expectThumbSized, test, verdict, wedge } from './station.ts';

// A day at the dock: goods are announced, scanned by two people, some too many and some damaged; then the papers.

const count = (page: Page, of: string) => page.getByTestId(`count-${of}`).getByRole('definition');

async function counters(page: Page) {
  const all = ['expected', 'scanned', 'extra', 'missing', 'damaged'];
  return (await Promise.all(all.map((of) => count(page, of).textContent()))).map(Number);
}

async function openReceipt(page: Page, number: string) {
  await page.goto(`/receipts/${number}`);
  await expect(page.getByLabel('Scan or type a number')).toBeFocused();
}

const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test.describe.configure({ mode: 'serial' });

test('a receipt is announced by hand: some by their serials, some by number of pieces', async ({ page }) => {
  await page.goto('/receipts');
  await page.getByRole('link', { name: 'Announce a receipt' }).click();
  await page.getByRole('textbox', { name: 'Number of the receipt' }).fill('PO-7001');
  await page.getByLabel('Supplier').selectOption('Example Electronics');
  await page.getByRole('combobox', { name: 'Product (SKU)' }).fill('PHONE-256');
  await page.getByLabel('What is known').selectOption('serials');
  await page.getByRole('textbox', { name: /^Serials, one a line/ }).fill('PH2A700001-PH2A700004');
  await expect(page.getByText('4 serials')).toBeVisible();
  await page.getByRole('button', { name: 'One more product' }).click();
  const second = page.getByRole('group', { name: 'Line 2' });
  await second.getByRole('combobox', { name: 'Product (SKU)' }).fill('HEADPHONES');
  await second.getByLabel('Pieces').fill('2');
  await page.getByRole('button', { name: 'Announce', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Receipt PO-7001' })).toBeVisible();
  expect(await counters(page)).toEqual([6, 0, 0, 6, 0]);
});

test('a serial that cannot be announced leaves nothing half done', async ({ page, api }) => {
  await page.goto('/announce');
  await page.getByRole('textbox', { name: 'Number of the receipt' }).fill('PO-7002');
  await page.getByRole('combobox', { name: 'Product (SKU)' }).fill('PHONE-128');
  await page.getByLabel('What is known').selectOption('serials');
  await page.getByRole('textbox', { name: /^Serials, one a line/ }).fill('PH1A000071\nPH1A700001');
  await page.getByRole('button', { name: 'Announce', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('PH1A000071');
  expect((await api('GET', '/api/receipts/PO-7002')).code).toBe('receipt_not_found');
});

test('each scan takes one unit in, the newest stands first, and a second scan counts nothing', async ({
  page,
}) => {
  await openReceipt(page, 'PO-7001');
  for (const serial of ['PH2A700001', 'PH2A700002']) {
    await wedge(page, serial);
    await expect(verdict(page)).toContainText(serial);
    await expect(verdict(page)).toContainText('Received');
  }
  await expect(count(page, 'scanned')).toHaveText('2');
  await page.getByRole('tab', { name: /^Scanned/ }).click();
  await expect(page.getByRole('tabpanel').getByRole('listitem')).toContainText(['PH2A700002', 'PH2A700001']);
  await wedge(page, 'PH2A700001');
  await expect(verdict(page)).toHaveAttribute('data-tone', 'bad');
  expect(await counters(page)).toEqual([6, 2, 0, 4, 0]);
});

test('a number that nobody knows asks which product it is', async ({ page }) => {
  await openReceipt(page, 'PO-7001');
  await wedge(page, 'HP70000001');
  await page.getByRole('button', { name: 'Headphones (HEADPHONES)' }).click();
  await expect(verdict(page)).toContainText('Received');
  await expect(count(page, 'scanned')).toHaveText('3');
});

test('what nobody announced is taken with a reason, and counted apart', async ({ page, api }) => {
  const { gtins } = await api('GET', '/api/products/PHONE-256');
  await openReceipt(page, 'PO-7001');
  await wedge(page, `(01)${gtins[0].gtin}(21)PH2A700009`);
  await expect(verdict(page)).toContainText('not on receipt PO-7001');
  await page.getByRole('button', { name: 'Sent along' }).click();
  await expect(count(page, 'extra')).toHaveText('1');
  expect(await counters(page)).toEqual([6, 3, 1, 3, 0]);
});

test('a damaged one goes apart, whether that is seen before the scan or after it', async ({ page, api }) => {
  await openReceipt(page, 'PO-7001');
  await page.getByRole('button', { name: 'The next one is damaged' }).click();
  await page.getByLabel('What is wrong with it?').fill('Corner pressed in');
  await page.getByRole('button', { name: 'Then scan it' }).click();
  await wedge(page, 'PH2A700003');
  await expect(verdict(page)).toContainText('DC/QUARANTINE');
  await expect(count(page, 'damaged')).toHaveText('1');
  await page.getByRole('button', { name: 'The next one is damaged' }).click();
  await page.getByLabel('What is wrong with it?').fill('Display broken');
  const picture = Buffer.from(onePixel, 'base64');
  await page
    .locator('input[type=file]')
    .last()
    .setInputFiles({ name: 'damage.png', mimeType: 'image/png', buffer: picture });
  await expect(page.getByRole('img', { name: 'Photograph 1' })).toBeVisible();
  await page.getByRole('button', { name: 'Then scan it' }).click();
  await wedge(page, 'PH2A700001');
  await page.getByRole('button', { name: 'Mark it as damaged' }).click();
  await expect(count(page, 'damaged')).toHaveText('2');
  expect(await counters(page)).toEqual([6, 4, 1, 2, 2]);
  await page.getByRole('tab', { name: /^Scanned/ }).click();
  await page
    .getByRole('tabpanel')
    .getByRole('button', { name: /PH2A700001/ })
    .click();
  await expect(page.getByRole('list', { name: 'Photographs' }).getByRole('button')).toHaveCount(1);
  const { units } = await api('GET', '/api/units/by-code/PH2A700001');
  expect([units[0].place, units[0].condition]).toEqual(['DC/QUARANTINE', 'damaged']);
  const { events } = await api('GET', `/api/units/${units[0].id}/history`);
  expect(events.at(-1).details).toMatchObject({ damage: 'Display broken', photos: [expect.any(String)] });
});

test('a range is judged first, and what can be taken is taken at once', async ({ page }) => {
  await openReceipt(page, 'PO-7001');
  await page.getByRole('button', { name: 'Paste a list' }).click();
  await page.getByRole('textbox', { name: 'Paste a list' }).fill('PH2A700001-PH2A700004');
  await page.getByRole('button', { name: /^Take 1 number/ }).click();
  await expect(page.getByText('1 can be received')).toBeVisible();
  await expect(page.getByText('3 cannot be received')).toBeVisible();
  await page.getByRole('button', { name: 'Receive 1' }).click();
  await expect(page.getByText('1 received.')).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(count(page, 'scanned')).toHaveText('5');
});

test('somebody else goes on at another device: both see the same, and he cannot finish', async ({
  page,
  api,
  browser,
}) => {
  const { key } = await api('POST', '/api/keys', {
    name: 'Ana at the dock',
    role: 'associate',
    sites: ['DC'],
  });
  await openReceipt(page, 'PO-7001');
  const context = await browser.newContext({ baseURL: new URL(page.url()).origin, locale: 'en-GB' });
  const hers = await context.newPage();
  await hers.addInitScript((given) => {
    sessionStorage.setItem('unitrail.key', given);
    localStorage.setItem('unitrail.site', 'DC');
  }, key);
  await openReceipt(hers, 'PO-7001');
  await expect(hers.getByText(/^6 scanned by .+, yours from here\.$/)).toBeVisible();
  await expect(hers.getByRole('button', { name: /^Finish/ })).toBeDisabled();
  await wedge(hers, 'HP70000002');
  await hers.getByRole('button', { name: 'Headphones (HEADPHONES)' }).click();
  await expect(count(hers, 'scanned')).toHaveText('6');
  await expect(count(page, 'scanned')).toHaveText('6');
  await expect(page.getByText('Also here: Ana at the dock')).toBeVisible();
  await context.close();
});

test('pausing leaves it where it is, in the list of what is open', async ({ page }) => {
  await openReceipt(page, 'PO-7001');
  await page.getByRole('button', { name: 'Pause' }).click();
  const row = page.getByRole('row').filter({ hasText: 'PO-7001' });
  await expect(row).toContainText('In progress');
  await expect(row.getByRole('cell').filter({ hasText: /^[0-9]$/ })).toHaveText(['6', '6', '1', '0', '2']);
  await page.getByLabel('State').selectOption('closed');
  await expect(row).toHaveCount(0);
  await page.getByLabel('State').selectOption('receiving');
  await page.getByLabel('Number', { exact: true }).fill('po-7');
  await row.getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Receipt PO-7001' })).toBeVisible();
});

test('what was typed by hand needs a label: printed for all in one go, and off the list once it was read', async ({
  page,
  api,
}) => {
  const path = '/api/receipts/PO-7001';
  const typed = { id: crypto.randomUUID(), codes: ['PHONE-256', 'PH2A700004'], input: 'keyed' };
  await api('POST', '/api/scans', {
    move: 'annul',
    site: 'DC',
    scans: [{ ...typed, id: crypto.randomUUID(), details: { seq: 2, reason: 'typed instead' } }],
  });
  const document = { kind: 'receipt', number: 'PO-7001' };
  await api('POST', '/api/scans', {
    move: 'receive',
    site: 'DC',
    location: 'DOCK',
    document,
    scans: [typed],
  });
  await openReceipt(page, 'PO-7001');
  const needs = page.getByRole('region', { name: /^Need a label/ });
  await expect(needs.getByRole('listitem')).toContainText(['PH2A700004']);
  await needs.getByRole('button', { name: 'Print 1' }).click();
  await expect(needs.getByRole('link', { name: 'is being printed' })).toBeVisible();
  const { items } = await api('GET', `${path}/needs-label`);
  const labels = await api('GET', `/api/labels?job=${items[0].label.job}`);
  await needs.getByRole('link', { name: '1 × PHONE-256' }).click();
  await expect(page.getByLabel('Scan or type a number')).toBeFocused();
  const [{ content }] = labels.items;
  await wedge(page, `(01)${content.slice(2, 16)}(21)${content.slice(18)}`);
  await expect(verdict(page)).toHaveAttribute('data-tone', 'good');
  await openReceipt(page, 'PO-7001');
  await expect(count(page, 'scanned')).toHaveText('6');
  await expect(needs).toHaveCount(0);
});

test('what differs is finished with a reason', async ({ page }) => {
  await openReceipt(page, 'PO-7001');
  await page.getByRole('button', { name: 'Finish', exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Extra: 1' })).toBeVisible();
  await page
    .getByRole('textbox', { name: 'Reason', exact: true })
    .fill('One more than ordered; the supplier knows.');
  await page.getByRole('button', { name: 'Finish now' }).click();
  await expect(page.getByText('One more than ordered; the supplier knows.')).toBeVisible();
  await expect(page.getByLabel('Scan or type a number')).toHaveCount(0);
});

test('one wrong serial is corrected on the closed receipt', async ({ page, api }) => {
  await page.goto('/receipts/PO-7001');
  await page.getByRole('tab', { name: /^Extra/ }).click();
  await page.getByRole('button', { name: /PH2A700009/ }).click();
  await page.getByRole('button', { name: 'Wrong serial' }).click();
  await page.getByLabel('The right serial').fill('PH2A700010');
  await page.getByRole('textbox', { name: 'Reason', exact: true }).fill('The label was read badly');
  await page.getByRole('button', { name: 'Wrong serial' }).click();
  await expect(page.getByRole('button', { name: /PH2A700010/ })).toBeVisible();
  const { units } = await api('GET', '/api/units/by-code/PH2A700010');
  expect(units[0].status).toBe('in_stock');
  expect((await api('GET', '/api/receipts/PO-7001')).status).toBe('closed');
});

test('a lead opens it again, and that stays on record', async ({ page }) => {
  await page.goto('/receipts/PO-7001');
  await page.getByLabel('Why is it opened again?').fill('One more box was found');
  await page.getByRole('button', { name: 'Open it again' }).click();
  await expect(page.getByLabel('Scan or type a number')).toBeVisible();
  await expect(page.getByText('One more box was found')).toBeVisible();
});

test.describe('the difference report', () => {
  test('is a table to keep', async ({ page }) => {
    await page.goto('/receipts/PO-7001');
    const kept = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Difference report as CSV' }).click();
    const text = readFileSync(await (await kept).path(), 'utf8');
    expect(text).toContain('PH2A700010');
    expect(text).toContain('Corner pressed in');
  });

  test('is shown and printed where the browser has a viewer', async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'pdfViewerEnabled', { value: true }));
    await page.goto('/receipts/PO-7001');
    await page.getByRole('button', { name: 'Report', exact: true }).click();
    await expect(page.getByTitle('Difference report PO-7001')).toHaveAttribute('src', /^blob:/);
    await expect(page.getByRole('button', { name: 'Print' })).toBeVisible();
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(page.getByRole('heading', { name: 'Receipt PO-7001' })).toBeVisible();
  });

  test('is downloaded where it has none', async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'pdfViewerEnabled', { value: false }));
    await page.goto('/documents?file=/api/receipts/PO-7001/report.pdf&name=Report');
    await expect(page.getByText('This browser shows no papers.')).toBeVisible();
    const kept = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    expect(
      readFileSync(await (await kept).path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  test('shows nothing of elsewhere', async ({ page }) => {
    await page.goto('/documents?file=https://example.com/x.pdf');
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  });
});

test.describe('at another site', () => {
  test.use({ at: 'STORE-1' });

  test('a receipt is looked at, and not scanned', async ({ page }) => {
    await page.goto('/receipts/PO-7001');
    await expect(page.getByText('These goods are announced for DC')).toBeVisible();
    await expect(page.getByLabel('Scan or type a number')).toHaveCount(0);
    await page.getByRole('button', { name: 'This device stands at DC' }).click();
    await expect(page.getByLabel('Scan or type a number')).toBeVisible();
  });
});

test('four thousand announced units scroll as ten do: only those in sight are drawn', async ({
  page,
  api,
}) => {
  const scans = Array.from({ length: 4_000 }, (_, nth) => ({
    id: crypto.randomUUID(),
    codes: ['DRONE-4', `DR4${String(20_000 + nth)}`],
    input: 'pasted',
    line: 1,
  }));
  const document = { kind: 'receipt', number: 'PO-4000' };
  await api('POST', '/api/scans', { move: 'announce', site: 'DC', document, scans });
  await openReceipt(page, 'PO-4000');
  await expect(page.getByRole('tab', { name: 'To come 4,000' })).toBeVisible();
  const rows = page.getByRole('tabpanel').getByRole('listitem');
  expect(await rows.count()).toBeLessThan(60);
  await page.locator('.task-rows').evaluate((frame) => frame.scrollTo(0, frame.scrollHeight));
  await expect(page.getByRole('button', { name: /DR423999/ })).toBeVisible();
  await wedge(page, 'DR421234');
  await expect(count(page, 'scanned')).toHaveText('1');
  await expect(page.getByRole('tab', { name: 'To come 3,999' })).toBeVisible();
});

const pages = [
  '/receipts',
  '/receipts/PO-7001',
  '/announce',
  '/documents?file=/api/receipts/PO-7001/report.pdf&name=R',
];

test('nothing stands in anybody’s way, on a handheld or a desk, in light or dark', async ({ page }) => {
  for (const path of pages) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    if (path === '/receipts/PO-7001') {
      await page.getByRole('tab', { name: /^Scanned/ }).click();
      await page.getByRole('button', { name: /PH2A700003/ }).click();
      await page.getByRole('button', { name: 'Wrong serial' }).click();
    }
    await expectGoodLooks(page);
    await expectThumbSized(page);
  }
});
