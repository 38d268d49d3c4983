import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { expectGoodLooks, test } from './station.ts';

const fact = (page: Page, name: string) => page.locator(`dt:text-is("${name}") + dd`);

type Api = (method: string, path: string, data?: unknown) => Promise<{ answers: { outcome: string }[] }>;

/** Tablets in a bin, that no other test touches. */
async function inTheBin(api: Api, count: number): Promise<string[]> {
  const own = `BM${Date.now().toString(36).toUpperCase()}`;
  const serials = Array.from({ length: count }, (_, nth) => `${own}-${nth}X`);
  const scans = serials.map((serial) => ({
    id: randomUUID(),
    codes: [serial],
    input: 'scanned',
    details: { sku: 'TABLET-10' },
  }));
  const { answers } = await api('POST', '/api/scans', {
    move: 'receive',
    site: 'DC',
    location: 'B-01',
    scans,
  });
  expect(answers.every(({ outcome }) => outcome === 'recorded')).toBe(true);
  return serials;
}

async function open(page: Page): Promise<void> {
  await page.goto('/bulk-moves');
  await expect(page.getByRole('heading', { name: 'Move many units' })).toBeVisible();
}

test('a lead moves 1,000 units by a list, mends two wrong lines, and takes all of it back', async ({
  page,
  api,
}) => {
  const serials = await inTheBin(api as Api, 1_000);
  const [late] = (await inTheBin(api as Api, 1)) as [string];
  await open(page);
  await page.getByLabel('Spot', { exact: true }).selectOption('A-01');
  const wrong = [`${serials[3]}Y`, 'NO-SUCH-UNIT'];
  const list = [...serials.slice(0, 3), wrong[0], ...serials.slice(4), wrong[1]];
  await page.getByLabel('Numbers and ranges').fill(list.join('\n'));
  await page.getByRole('button', { name: 'Choose these units' }).click();
  await expect(page.getByText('to DC/A-01')).toBeVisible();

  await page.getByRole('button', { name: 'Check them' }).click();
  await expect(page.getByRole('button', { name: 'Move the 999 good ones' })).toBeVisible();
  await expect(page.getByText(`NO-SUCH-UNIT`).first()).toBeVisible();
  await page.getByRole('button', { name: 'Move the 999 good ones' }).click();
  await expect(fact(page, 'moved')).toHaveText('999');
  const address = page.url();

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Get the refused units as a file' }).click();
  const refused = await readFile(await (await saving).path(), 'utf8');
  const mended = refused.replace(wrong[0]!, serials[3]!).replace(wrong[1]!, late);
  const file = { name: 'mended.csv', mimeType: 'text/csv', buffer: Buffer.from(mended) };
  await page.getByLabel(/^Send the mended file/).setInputFiles(file);
  await page.getByRole('button', { name: 'Send the file' }).click();
  await expect(page.getByRole('link', { name: /^Mends bulk move \d+/ })).toBeVisible();
  await page.getByRole('button', { name: 'Move them' }).click();
  await expect(fact(page, 'moved')).toHaveText('2');

  await page.goto(address);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByRole('button', { name: 'Yes: Take it back' }).click();
  await expect(page.getByText('999 of 999 units')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Move them again' })).toBeVisible();
  const { units } = (await api('GET', `/api/units/by-code/${serials[0]}`)) as unknown as {
    units: { place: string }[];
  };
  expect(units[0]!.place).toBe('DC/B-01');
});

test('a plain list is a file, and what the move needs is asked for', async ({ page, api }) => {
  const serials = await inTheBin(api as Api, 3);
  await open(page);
  await page.getByLabel('What do they do?').selectOption('place_hold');
  await page.getByLabel('Kind of hold').selectOption('quality');
  await page.getByText('A file', { exact: true }).click();
  const file = { name: 'held.txt', mimeType: 'text/csv', buffer: Buffer.from(serials.join('\n')) };
  await page.getByLabel(/^Drop a list here/).setInputFiles(file);
  await page.getByRole('button', { name: 'Send the file' }).click();
  await page.getByRole('button', { name: 'Move them' }).click();
  await expect(fact(page, 'moved')).toHaveText('3');
});

test('what cannot be done is said where one stands, and nothing is made of it', async ({ page }) => {
  await open(page);
  await page.getByLabel('Numbers and ranges').fill('TAB-9..TAB-1');
  await page.getByRole('button', { name: 'Choose these units' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByText('A document', { exact: true }).click();
  await page.getByLabel('Its number').fill('NO-SUCH-ORDER');
  await page.getByRole('button', { name: 'Choose these units' }).click();
  await expect(page.getByRole('alert')).toHaveText('No unit is meant by this.');
  await expect(page).toHaveURL(/\/bulk-moves$/);
});

test('its pages are good to look at, light and dark, in a hand and on a desk', async ({ page }) => {
  test.setTimeout(90_000);
  await open(page);
  await page.getByText('What is there', { exact: true }).click();
  await expectGoodLooks(page);
  await page.getByText('A list', { exact: true }).click();
  await page.getByLabel('Numbers and ranges').fill('NO-SUCH-UNIT-1..NO-SUCH-UNIT-3');
  await page.getByRole('button', { name: 'Choose these units' }).click();
  await page.getByRole('button', { name: 'Check them' }).click();
  await expect(page.getByText('NO-SUCH-UNIT-1').first()).toBeVisible();
  await expectGoodLooks(page);
});
