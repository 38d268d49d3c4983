import { expect, type Page } from '@playwright/test';
import { aPng } from '../../src/testing/pictures.ts';
import { expectGoodLooks, newUnit, settled, test } from './station.ts';

type Api = Parameters<typeof newUnit>[0];

async function gtinOf(api: Api): Promise<string> {
  return (await api('GET', '/api/products/PHONE-128')).gtins[0].gtin;
}

/** A phone that was sold, and the number of its receipt. */
async function soldUnit(api: Api): Promise<{ serial: string; receipt: string }> {
  const serial = await newUnit(api);
  const receipt = `R-${serial}`;
  const scan = { id: crypto.randomUUID(), codes: [serial], input: 'scanned' };
  const document = { kind: 'sale', number: receipt };
  const told = await api('POST', '/api/scans', { move: 'sell', site: 'DC', document, scans: [scan] });
  expect(told.answers[0].outcome).toBe('recorded');
  return { serial, receipt };
}

async function show(page: Page, receipt: string, last: string): Promise<void> {
  await page.getByLabel(/^Number on your receipt/).fill(receipt);
  await page.getByLabel(/^Last four characters/).fill(last);
  await page.getByRole('button', { name: 'Show me' }).click();
}

test.describe('a customer', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test('scans a label, proves with the receipt that the phone is his, and sees that it is genuine', async ({
    page,
    api,
  }) => {
    const { serial, receipt } = await soldUnit(api);
    await api('POST', '/api/products/PHONE-128/warranties', {
      ...{ kind: 'maker', months: 24, starts: 'sale', from: '2020-01-01' },
    });
    await page.goto(`/01/${await gtinOf(api)}/21/${serial}`);
    await expect(page).toHaveURL(/\/about\/01\//);
    await expect(page.getByText(serial)).toBeVisible();
    await expect(page.getByText('Genuine', { exact: true })).toHaveCount(0);
    await show(page, 'R-0', serial.slice(-4));
    await expect(page.getByRole('alert')).toContainText('That does not fit');
    await show(page, receipt, serial.slice(-4));
    await expect(page.getByRole('status')).toContainText('Genuine');
    await expect(page.getByRole('heading', { name: 'Warranty' })).toBeVisible();
    await expect(page.getByText(/until /).first()).toBeVisible();
    const { units } = await api('GET', `/api/units/by-code/${serial}`);
    expect(units[0].serial).toBe(serial);
  });

  test('reads the page in another language by one touch', async ({ page, api }) => {
    await page.goto(`/01/${await gtinOf(api)}/21/ANY-1`);
    await page.getByRole('link', { name: 'Deutsch' }).click();
    await expect(page.getByRole('heading', { name: 'Ist es echt? Gilt die Garantie noch?' })).toBeVisible();
    await page.getByRole('link', { name: 'Español' }).click();
    await expect(page.getByRole('button', { name: 'Mostrar' })).toBeVisible();
  });

  test('is told at a product that is none of ours', async ({ page }) => {
    await page.goto('/01/04012345678901');
    await expect(page.getByRole('heading', { name: 'We do not know this product' })).toBeVisible();
  });
});

test('the office gives a product its picture and links, and customers see them', async ({ page, api }) => {
  await page.goto('/catalog/products/PHONE-128');
  const panel = page.getByRole('region', { name: 'For customers' });
  await panel.getByRole('button', { name: 'Change' }).click();
  const form = page.getByRole('form', { name: 'For customers' });
  const photo = { name: 'a.png', mimeType: 'image/png', buffer: aPng(320, 240) };
  await form.locator('input[type=file]').last().setInputFiles([photo]);
  await expect(form.getByText('Sent', { exact: true })).toBeVisible();
  await form.getByRole('button', { name: 'Add a link' }).click();
  await form.getByLabel('Address').fill('https://evil.example/');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText(/^Only these hosts may be linked to/).first()).toBeVisible();
  await form.getByLabel('Address').fill('https://help.maker.example/phone');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(panel.getByRole('list', { name: 'Links' })).toContainText('help.maker.example/phone');
  await expect(panel.getByRole('img', { name: 'Picture of the product' })).toBeVisible();
  await page.goto(`/01/${await gtinOf(api)}`);
  await expect(page.getByRole('img', { name: /^Picture of/ })).toBeVisible();
  const link = page.getByRole('link', { name: 'Instructions' });
  await expect(link).toHaveAttribute('href', 'https://help.maker.example/phone');
});

test('nothing stands in anybody’s way, on a handheld or a desk, in light or dark', async ({ page, api }) => {
  const { serial, receipt } = await soldUnit(api);
  const gtin = await gtinOf(api);
  await page.goto(`/01/${gtin}/21/${serial}`);
  await expectGoodLooks(page);
  await show(page, receipt, 'ZZZZ');
  await expect(page.getByRole('alert')).toBeVisible();
  await expectGoodLooks(page);
  await show(page, receipt, serial.slice(-4));
  await expect(page.getByRole('status')).toContainText('Genuine');
  await expectGoodLooks(page);
  await page.goto('/catalog/products/PHONE-128');
  await settled(page);
  await page.getByRole('region', { name: 'For customers' }).getByRole('button', { name: 'Change' }).click();
  await page.getByRole('button', { name: 'Add a link' }).click();
  await expectGoodLooks(page);
});
