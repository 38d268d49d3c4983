import { expect, type Page } from '@playwright/test';
import { expectGoodLooks, settled, test } from './station.ts';

const table = (page: Page, name = 'Units') => page.getByRole('table', { name, exact: true });
const rowNames = (page: Page) => table(page).locator('tbody').getByRole('rowheader');
const address = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

test.describe('a list', () => {
  test('has its filters in the address, and the way back takes them off again', async ({ page }) => {
    await page.goto('/stock');
    await expect(table(page)).toBeVisible();
    expect(address(page)).toEqual({ site: 'DC' });
    await page.getByLabel('Status').selectOption('Wherever they are');
    await expect.poll(() => address(page)).toEqual({ site: 'DC', status: 'any' });
    await page.getByLabel('Number holds').fill('1A0000');
    await expect.poll(() => address(page).q).toBe('1A0000');
    await expect(rowNames(page).first()).toContainText('PH1A0000');
    await page.goBack();
    await expect.poll(() => address(page)).toEqual({ site: 'DC' });
    await expect(page.getByLabel('Number holds')).toHaveValue('');
  });

  test('is read page by page, forwards, back, and to the first', async ({ page }) => {
    await page.goto('/stock?site=DC&size=25');
    await expect(rowNames(page)).toHaveCount(25);
    const first = await rowNames(page).allTextContents();
    await expect(page.getByText(/25 shown · [\d,]+ in all/)).toBeVisible();
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect(rowNames(page).first()).not.toHaveText(first[0]!);
    const second = await rowNames(page).allTextContents();
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect(rowNames(page).first()).not.toHaveText(second[0]!);
    await page.getByRole('button', { name: 'Previous page' }).click();
    await expect(rowNames(page).first()).toHaveText(second[0]!);
    await page.getByRole('button', { name: 'Previous page' }).click();
    await expect(rowNames(page).first()).toHaveText(first[0]!);
    await expect(page.getByRole('button', { name: 'Previous page' })).toBeDisabled();
  });

  test('is walked by arrow keys, and Enter opens the row', async ({ page }) => {
    await page.goto('/stock?site=DC&sku=LAPTOP-14');
    await rowNames(page).first().getByRole('link').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const serial = await rowNames(page).nth(2).textContent();
    await expect(rowNames(page).nth(2).getByRole('link')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: serial! })).toBeVisible();
    await page.goBack();
    await rowNames(page).nth(1).locator('xpath=../td[2]').click();
    await expect(page).toHaveURL(/\/units\//);
  });

  test('shows the columns that this device was told, and takes them into the file', async ({ page }) => {
    await page.goto('/stock?site=DC&sku=LAPTOP-14');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Lot' }).check();
    await page.getByRole('checkbox', { name: 'Last event' }).uncheck();
    await page.keyboard.press('Escape');
    await page.reload();
    await expect(table(page).getByRole('columnheader', { name: 'Lot' })).toBeVisible();
    await expect(table(page).getByRole('columnheader', { name: 'Last event' })).toHaveCount(0);
    const count = (await page.getByText(/in all/).textContent())!.match(/(\d+) in all/)![1];
    const lines = await exportedLines(page);
    expect(lines[0]).toBe('serial,sku,name,status,site,location,condition,holds,lot');
    expect(lines.slice(1)).toHaveLength(Number(count));
    expect(lines[1]).toContain('LAPTOP-14');
  });

  test('gives what is seen as a file, whatever list it is', async ({ page }) => {
    await page.goto('/sites');
    await expect(page.getByRole('rowheader').first()).toBeVisible();
    const [head, ...lines] = await exportedLines(page);
    expect(head).toMatch(/^code,name,kind,timeZone,/);
    expect(lines.map((line) => line.split(',')[0])).toEqual(expect.arrayContaining(['DC', 'STORE-1']));
  });

  test('says what it could not find, and how to see more again', async ({ page }) => {
    await page.goto('/stock?site=DC&lot=NO-SUCH-LOT');
    await expect(page.getByText('Nothing fits these filters.')).toBeVisible();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await expect(table(page)).toBeVisible();
    await page.goto('/stock?site=NOWHERE');
    await expect(page.getByRole('alert').first()).toContainText('There is no site "NOWHERE"');
  });

  test('has the counts above it, and each figure leads to its units', async ({ page }) => {
    await page.goto('/stock?site=STORE-1');
    const sold = page.getByRole('link', { name: /^\d+ Returned$/ });
    const count = Number((await sold.textContent())!.match(/\d+/)![0]);
    await sold.click();
    await expect(rowNames(page)).toHaveCount(count);
    expect(address(page)).toEqual({ site: 'STORE-1', status: 'returned' });
  });
});

test.describe('on a handheld', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test('a list is cards, its filters unfold, and nothing is wider than the screen', async ({ page }) => {
    await page.goto('/stock');
    await expect(page.getByRole('list', { name: 'Units' }).getByRole('listitem').first()).toBeVisible();
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByLabel('Status').selectOption('Picked');
    await expect(page.getByRole('button', { name: 'Filters (1)' })).toBeVisible();
    await page.getByText('By product', { exact: true }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    for (const button of await page.locator('main').getByRole('button').all()) {
      const box = await button.boundingBox();
      if (box)
        expect([await button.textContent(), box.height >= 44]).toEqual([await button.textContent(), true]);
    }
  });
});

test('nothing stands in anybody’s way, on a handheld or a desk, in light or dark', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 800 });
  await page.goto('/stock?site=*&sku=DRONE-4&size=25');
  await page.getByText('By product', { exact: true }).click();
  await settled(page);
  await expectGoodLooks(page);
  await page.goto('/exceptions?site=*');
  await page.getByRole('button', { name: /^#\d+ · Returned, but never sold/ }).click();
  await expect(page.getByRole('article')).toContainText('The record said');
  await expectGoodLooks(page);
  await page.goto('/stock?site=DC&status=returned');
  await page.getByRole('button', { name: 'Columns' }).click();
  await expect(page.getByRole('checkbox', { name: 'Lot' })).toBeVisible();
  await expectGoodLooks(page);
});

async function exportedLines(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'Export' }).click();
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const stream = await (await file).createReadStream();
  let text = '';
  for await (const piece of stream) text += piece;
  return text.trim().split('\r\n');
}
