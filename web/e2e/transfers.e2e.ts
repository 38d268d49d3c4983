import { expect, type Page } from '@playwright/test';
import { expectAccessible, expectGoodLooks, newUnit, settled, test, verdict, wedge } from './station.ts';

// A day between two sites: a store asks, the warehouse picks and sends, one piece is short, and a claim is made.

const count = (page: Page, of: string) => page.getByTestId(`count-${of}`).getByRole('definition');

async function counters(page: Page) {
  const all = ['asked', 'picked', 'inTransit', 'received', 'extra', 'lost'];
  return (await Promise.all(all.map((of) => count(page, of).textContent()))).map(Number);
}

async function standAt(page: Page, site: string, address: string) {
  await page.addInitScript((code) => localStorage.setItem('unitrail.site', code), site);
  await page.goto(address);
}

test.describe.configure({ mode: 'serial' });

let number = '';
const serials: string[] = [];

test('a store asks the warehouse for three pieces', async ({ page }) => {
  await standAt(page, 'STORE-1', '/transfers');
  await page.getByRole('link', { name: 'Ask for a transfer' }).click();
  const from = page.getByRole('combobox', { name: 'From', exact: true });
  await expect(async () => {
    await from.selectOption('DC');
    await expect(from).toHaveValue('DC');
  }).toPass();
  await expect(page.getByRole('combobox', { name: 'To', exact: true })).toHaveValue('STORE-1');
  await page.getByRole('combobox', { name: 'Product (SKU)' }).fill('PHONE-128');
  await page.getByRole('textbox', { name: 'Pieces' }).fill('3');
  await page.getByLabel('Note').fill('for the weekend');
  await page.getByRole('button', { name: 'Ask for it' }).click();
  await expect(page.getByRole('heading', { name: /^Transfer T-/ })).toBeVisible();
  number = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1)!);
  expect(await counters(page)).toEqual([3, 0, 0, 0, 0, 0]);
  await expect(page.getByText('It goes from DC to STORE-1.')).toHaveCount(0);
});

test('the warehouse picks by scan and sends', async ({ page, api }) => {
  for (let nth = 0; nth < 4; nth += 1) serials.push(await newUnit(api));
  await page.goto(`/transfers/${number}`);
  await expect(page.getByLabel('Scan or type a number')).toBeFocused();
  for (const [nth, serial] of serials.slice(0, 3).entries()) {
    await wedge(page, serial);
    await expect(verdict(page)).toContainText(serial);
    await expect(count(page, 'picked')).toHaveText(String(nth + 1));
  }
  await wedge(page, serials[3]!);
  await expect(page.getByRole('heading', { name: /Why does it go along/ })).toBeVisible();
  await page.getByRole('button', { name: 'Leave it' }).click();
  await page.getByRole('button', { name: 'Send 3' }).click();
  await page.getByLabel('Carrier').fill('Parcel Co');
  await page.getByLabel('Vehicle or parcel number').fill('PC-1001');
  await page.getByRole('button', { name: 'Send 3' }).last().click();
  await expect(count(page, 'inTransit')).toHaveText('3');
  expect(await counters(page)).toEqual([3, 0, 3, 0, 0, 0]);
  await expect(page.getByText('Parcel Co · PC-1001')).toBeVisible();
});

test('what is on the way stands on the board, the longest first', async ({ page }) => {
  await page.goto('/in-transit');
  await expect(page.getByText(serials[0]!)).toBeVisible();
  await expectAccessible(page);
});

test('the store receives two, and one that nobody scanned out', async ({ page }) => {
  await standAt(page, 'STORE-1', `/transfers/${number}`);
  await expect(page.getByLabel('Scan or type a number')).toBeFocused();
  for (const [nth, serial] of serials.slice(0, 2).entries()) {
    await wedge(page, serial);
    await expect(verdict(page)).toContainText(serial);
    await expect(count(page, 'received')).toHaveText(String(nth + 1));
  }
  await wedge(page, serials[3]!);
  await page.getByRole('button', { name: 'It was in the box' }).click();
  await expect(page.getByText(`${serials[3]} is received.`)).toBeVisible();
  expect(await counters(page)).toEqual([3, 0, 1, 3, 0, 0]);
});

test('the one that is short is reported lost with a claim, and the transfer is closed', async ({ page }) => {
  await standAt(page, 'STORE-1', `/transfers/${number}`);
  await page.getByRole('button', { name: 'Report a loss' }).click();
  await expect(page.getByRole('checkbox', { name: new RegExp(serials[2]!) })).toBeChecked();
  await expectAccessible(page);
  await page.getByLabel('What happened').fill('The box was torn open');
  await page.getByLabel('Carrier').fill('Parcel Co');
  await page.getByLabel('Claim number').fill('CL-77');
  await page.getByLabel('Claimed amount').fill('499.00');
  await page.getByRole('button', { name: 'Report 1 as lost' }).click();
  await expect(count(page, 'lost')).toHaveText('1');
  expect(await counters(page)).toEqual([3, 0, 0, 3, 0, 1]);
  await expect(page.getByRole('list', { name: 'Losses and claims' })).toContainText('CL-77');
  await expect(page.getByRole('list', { name: 'Losses and claims' })).toContainText('€499.00');
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByLabel('Reason').fill('Claimed of Parcel Co');
  await page.getByRole('button', { name: 'Finish now' }).click();
  await expect(page.getByText('Claimed of Parcel Co')).toBeVisible();
});

test('it turns up after all: the dock receives it, and the claim says so', async ({ page }) => {
  await standAt(page, 'STORE-1', `/transfers/${number}`);
  await expect(page.getByLabel('Scan or type a number')).toBeFocused();
  await wedge(page, serials[2]!);
  await page.getByRole('button', { name: 'Found: receive it' }).click();
  await expect(count(page, 'received')).toHaveText('4');
  await expect(page.getByText('1 found again')).toBeVisible();
});

test('pieces of a plain product go and come by the number, and what is short is reported', async ({
  page,
  api,
}) => {
  const sku = `CABLE-${process.pid}`;
  await api('POST', '/api/products', { sku, name: 'USB-C cable', serialized: false });
  await api('POST', '/api/scans', {
    ...{ move: 'receive', site: 'DC', location: 'A-01' },
    scans: [{ id: crypto.randomUUID(), codes: [sku], input: 'scanned', quantity: 50 }],
  });
  const asked = { request: crypto.randomUUID(), from: 'DC', to: 'STORE-1', lines: [{ sku, quantity: 12 }] };
  const { number: plain } = await api('POST', '/api/transfers', asked);
  await page.goto(`/transfers/${plain}`);
  await expect(page.getByLabel('Scan or type a number')).toBeFocused();
  await wedge(page, sku);
  await page.getByLabel(`How many pieces of ${sku} go?`).fill('12');
  await page.getByLabel('From which spot').selectOption('A-01');
  await page.getByRole('button', { name: 'Send them' }).click();
  await expect(count(page, 'inTransit')).toHaveText('12');
  await standAt(page, 'STORE-1', `/transfers/${plain}`);
  await expect(page.getByLabel('Scan or type a number')).toBeFocused();
  await wedge(page, sku);
  await page.getByLabel(`How many pieces of ${sku} have come?`).fill('10');
  await page.getByRole('button', { name: 'Receive them' }).click();
  await expect(count(page, 'received')).toHaveText('10');
  await page.getByRole('button', { name: 'Report a loss' }).click();
  await expect(page.getByLabel('Pieces of USB-C cable that are lost')).toHaveValue('2');
  await page.getByLabel('What happened').fill('Two fewer in the box');
  await page.getByRole('button', { name: 'Report 2 as lost' }).click();
  await expect(count(page, 'lost')).toHaveText('2');
  expect(await counters(page)).toEqual([12, 0, 0, 10, 0, 2]);
  await expect(page.getByRole('list', { name: 'Losses and claims' })).toContainText(`2 × ${sku}`);
});

test('between two companies a unit is posted in both books, and the office takes its book along', async ({
  page,
  api,
}) => {
  await api('POST', '/api/companies', { code: 'E2E-BV', name: 'Shop BV' });
  await api('POST', '/api/sites', {
    code: 'E2E-BV-1',
    name: 'Shop of BV',
    kind: 'store',
    timeZone: 'UTC',
    owner: 'E2E-BV',
  });
  const own = (await api('GET', '/api/companies')).items.find(
    ({ code }: { code: string }) => code !== 'E2E-BV',
  );
  await page.goto('/transfers');
  await page.getByRole('link', { name: 'Company books' }).click();
  await page.getByLabel('From company').selectOption(own.code);
  await page.getByLabel('To company').selectOption('E2E-BV');
  await page.getByLabel('The unit passes').selectOption('sent');
  await page.getByRole('button', { name: 'Agree' }).click();
  await expect(page.getByText(`${own.name} to Shop BV: when sent`)).toBeVisible();
  const serial = await newUnit(api);
  const lines = [{ sku: 'PHONE-128', price: 40_000, currency: 'EUR' }];
  const asked = { request: crypto.randomUUID(), from: 'DC', to: 'E2E-BV-1', lines };
  const { number: sold } = await api('POST', '/api/transfers', asked);
  await api('POST', '/api/scans', {
    ...{ move: 'pick', site: 'DC', document: { kind: 'transfer', number: sold } },
    scans: [{ id: crypto.randomUUID(), codes: [serial], input: 'scanned', details: { for: 'inside' } }],
  });
  await api('POST', `/api/transfers/${sold}/send`, { request: crypto.randomUUID() });
  for (const [company, side] of [
    ['E2E-BV', 'In'],
    [own.code, 'Out'],
  ]) {
    await page.goto(`/company-books?company=${company}`);
    const row = page.getByRole('row').filter({ hasText: serial });
    await expect(row).toContainText('€400.00');
    await expect(row).toContainText(side);
  }
  await expectAccessible(page);
});

test('nothing stands in anybody’s way, on a handheld or a desk, in light or dark', async ({ page }) => {
  const books = '/company-books?company=E2E-BV';
  for (const address of ['/transfers?status=all', '/new-transfer', `/transfers/${number}`, books]) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await settled(page);
    await expectGoodLooks(page);
  }
});
