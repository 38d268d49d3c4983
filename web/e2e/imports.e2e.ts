import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { bringFile, openJudgedImport, stockFile } from './files.ts';
import { adminKey, expectGoodLooks, newUnit, openScan, test, verdict, wedge } from './station.ts';

const fact = (name: string) => `dt:text-is("${name}") + dd`;

test('a file is mapped, checked, imported, mended and taken back', async ({ page }) => {
  await openJudgedImport(page);
  for (const what of ['Unknown product', 'No serial at all'])
    await expect(page.getByRole('listitem').filter({ hasText: what }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Show these lines: Unknown product' }).click();
  await expect(page).toHaveURL(/outcome=refused&code=unknown_product/);
  await expect(page.getByRole('heading', { name: 'Refused lines: Unknown product' })).toBeVisible();
  await expect(page.getByText('Line 5')).toBeVisible();

  await page.getByRole('button', { name: 'Import the 3 good lines' }).click();
  await expect(page.locator(fact('recorded'))).toHaveText('3');
  await expect(page.locator(fact('refused'))).toHaveText('2');

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Get the refused lines as a file' }).click();
  const refused = await readFile(await (await saving).path(), 'utf8');
  expect(refused.split('\n')[1]).toMatch(/^NO-SUCH-ITEM,IMP.*,DC,5,/);
  const mended = refused.replace('NO-SUCH-ITEM', 'TABLET-10');
  const address = page.url();
  await bringFile(page, 'mended.csv', mended, /^Send the mended file/);
  await expect(page.getByRole('link', { name: /^Mends import \d+/ })).toBeVisible();
  await page.getByLabel('What “Nr” means').selectOption({ label: 'Serial' });
  await page.getByRole('button', { name: 'Import it' }).click();
  await expect(page.locator(fact('recorded'))).toHaveText('1');

  await page.goto(address);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByRole('button', { name: 'Yes: Take it back' }).click();
  await expect(page.getByRole('button', { name: 'Record it again' })).toBeVisible();
  await expect(page.getByText('3 of 3 units')).toBeVisible();
});

test('what cannot be read yet says why, and one value for all lines helps', async ({ page }) => {
  await page.goto('/imports');
  await page.getByLabel('Site, for lines that name none').selectOption('');
  await bringFile(page, 'numbers.csv', 'Item,Serial\nTABLET-10,IMPWHY1\n');
  await expect(page.getByRole('button', { name: 'Check the file' })).toBeDisabled();
  await expect(page.getByText('Say which column holds: Site.')).toBeVisible();
  await page.getByLabel('Site', { exact: true }).selectOption('DC');
  await expect(page.getByRole('button', { name: 'Check the file' })).toBeEnabled();
});

test('columns that were kept under a name are known for the next file', async ({ page }) => {
  await page.goto('/imports');
  await bringFile(page, 'one.csv', 'Item;Nr;Standort\nTABLET-10;IMPKEEP1;DC\n');
  await page.getByLabel('What “Nr” means').selectOption({ label: 'Serial' });
  await page.getByText('Keep these columns under a name').click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Our stock list');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByText('Kept. It can be chosen')).toBeVisible();
  await page.getByRole('link', { name: 'All imports' }).click();
  await page.getByLabel('Whose columns are they?').selectOption({ label: 'Our stock list (saved)' });
  await bringFile(page, 'two.csv', 'Item;Nr;Standort\nTABLET-10;IMPKEEP2;DC\n');
  await expect(page.getByLabel('What “Nr” means')).toHaveValue('serial');
});

test('a file that cannot be read is told, and nothing is kept', async ({ page }) => {
  await page.goto('/imports');
  await page
    .getByLabel(/^Drop a CSV/)
    .setInputFiles({ name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
  await page.getByRole('button', { name: 'Send the file' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page).toHaveURL(/\/imports$/);
});

test('the list is filtered by its address', async ({ page }) => {
  await page.goto('/imports');
  await bringFile(page, 'waits.csv', stockFile());
  await page.goto('/imports?state=ready');
  await expect(page.getByRole('link', { name: /waits\.csv/ })).toBeVisible();
  await page.getByLabel('State').selectOption('failed');
  await expect(page).toHaveURL(/state=failed/);
  await expect(page.getByText('No import of this kind and state.')).toBeVisible();
});

test.describe('a list is taken out', () => {
  for (const format of ['csv', 'json', 'xlsx'])
    test(`as ${format}`, async ({ page }) => {
      await page.goto('/imports?tab=export');
      await page.getByLabel('List', { exact: true }).selectOption('products');
      await page.getByLabel('As', { exact: true }).selectOption(format);
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save the file' }).click();
      const file = await saving;
      expect(file.suggestedFilename()).toBe(`products.${format}`);
      const bytes = await readFile(await file.path());
      if (format === 'xlsx') expect(bytes.subarray(0, 2).toString()).toBe('PK');
      else expect(bytes.toString()).toContain('PHONE-128');
    });

  test('or why not is said', async ({ page }) => {
    await page.goto('/imports?tab=export');
    await page.getByLabel('Product (SKU)').fill('NO-SUCH-ITEM');
    await page.getByRole('button', { name: 'Save the file' }).click();
    await expect(page.getByRole('alert')).toContainText('There is no product "NO-SUCH-ITEM"');
  });
});

test.describe('live', () => {
  test('a scan on one page shows on the other by itself', async ({ page, api, context }) => {
    const serial = await newUnit(api);
    const { units } = await api('GET', `/api/units/by-code/${serial}`);
    await page.goto(`/units/${units[0].id}`);
    await expect(page.getByRole('img', { name: /^Live/ })).toBeVisible();
    const life = page.locator('section[aria-labelledby="life"]').getByRole('heading', { level: 3 });
    await expect(life).toHaveText(['Received']);
    const other = await context.newPage();
    await other.addInitScript(
      ([key]) => {
        sessionStorage.setItem('unitrail.key', key!);
        localStorage.setItem('unitrail.site', 'DC');
      },
      [adminKey],
    );
    await openScan(other);
    await wedge(other, serial);
    await other.getByRole('button', { name: 'Pick', exact: true }).click();
    await expect(verdict(other)).toContainText('Picked');
    await expect(life).toHaveText(['Picked', 'Received']);
    await expect(page.getByText('Picked', { exact: true }).first()).toBeVisible();
  });

  test('an import that somebody else runs moves by itself, on its page and in the list', async ({
    page,
    api,
    context,
  }) => {
    await page.goto('/imports');
    await bringFile(page, 'moves.csv', 'sku,serial,site\nTABLET-10,IMPMOVES1,DC\nTABLET-10,IMPMOVES2,DC\n');
    const id = page.url().split('/').at(-1)!;
    await expect(page.getByRole('img', { name: /^Live/ })).toBeVisible();
    const list = await context.newPage();
    await list.addInitScript(
      ([key]) => {
        sessionStorage.setItem('unitrail.key', key!);
        localStorage.setItem('unitrail.site', 'DC');
      },
      [adminKey],
    );
    await list.goto('/imports');
    const row = list.getByRole('listitem').filter({ hasText: `#${id} moves.csv` });
    await expect(row).toContainText('Ready');
    await expect(list.getByRole('img', { name: /^Live/ })).toBeVisible();
    await api('POST', `/api/imports/${id}/task`, { do: 'run' });
    await expect(page.locator(fact('recorded'))).toHaveText('2');
    await expect(page.getByRole('button', { name: 'Take it back' })).toBeVisible();
    await expect(row).toContainText('Done');
  });

  test('without the stream it says so, and an import is asked for instead', async ({ page, api }) => {
    await page.route('**/api/live', (route) => route.abort());
    await page.goto('/imports');
    await expect(page.getByRole('img', { name: /^Not live/ })).toBeVisible();
    await bringFile(page, 'asked.csv', 'sku,serial,site\nTABLET-10,IMPASKED1,DC\n');
    await page.getByRole('button', { name: 'Import it' }).click();
    await expect(page.locator(fact('recorded'))).toHaveText('1');
    await page.unroute('**/api/live');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(page.getByRole('img', { name: /^Live/ })).toBeVisible();
    expect((await api('GET', '/api/imports')).items.length).toBeGreaterThan(0);
  });
});

test('nothing stands in anybody’s way, on a handheld or a desk, in light or dark', async ({ page }) => {
  await page.goto('/imports?tab=export');
  await expect(page.getByRole('heading', { name: 'Take a list out' })).toBeVisible();
  await expectGoodLooks(page);
  await openJudgedImport(page);
  await expectGoodLooks(page);
  await page.getByRole('button', { name: 'Import the 3 good lines' }).click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByRole('button', { name: 'Yes: Take it back' })).toBeVisible();
  await expectGoodLooks(page);
  await page.getByRole('link', { name: 'All imports' }).click();
  await expect(page.getByRole('link', { name: /stock\.csv/ }).first()).toBeVisible();
  await expectGoodLooks(page);
});
