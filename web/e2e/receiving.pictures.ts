import { expect } from '@playwright/test';
import { test, verdict, wedge } from './station.ts';

/** The receiving station at work, to look at: `npm run pictures`. */
for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [360, 1440])
    test.describe(`${width} ${colorScheme}`, () => {
      test.use({
        colorScheme,
        viewport: { width, height: width === 360 ? 740 : 900 },
        hasTouch: width === 360,
      });

      test('receiving', async ({ page, api }) => {
        const number = `PO-${width}-${colorScheme}`;
        const serial = (nth: number) =>
          `GC5-${width === 360 ? 8 : 9}${colorScheme === 'light' ? 1 : 2}00${nth}0`;
        const take = (name: string) =>
          page.screenshot({ path: `pictures/${name}-${width}-${colorScheme}.png`, fullPage: true });
        const order = `BUY-${width}-${colorScheme}`;
        await api('POST', '/api/purchase-orders', {
          number: order,
          site: 'DC',
          supplier: 'Example Electronics',
          expectedOn: '2026-12-01',
          lines: [
            { line: 10, sku: 'CONSOLE-5', quantity: 8 },
            { line: 20, sku: 'HEADPHONES', quantity: 4 },
          ],
        });
        const lines = [{ line: 2, sku: 'HEADPHONES', quantity: 4, order, orderLine: 20 }];
        await api('POST', '/api/receipts', { number, site: 'DC', supplier: 'Example Electronics', lines });
        const scans = [1, 2, 3, 4, 5, 6].map((nth) => ({
          id: crypto.randomUUID(),
          codes: ['CONSOLE-5', serial(nth)],
          input: 'pasted',
          line: 1,
        }));
        const document = { kind: 'receipt', number };
        await api('POST', '/api/scans', { move: 'announce', site: 'DC', document, scans });
        await page.goto('/receipts');
        await expect(page.getByRole('link', { name: number })).toBeVisible();
        await take('receipts');
        await page.getByRole('link', { name: number }).click();
        await expect(page.getByLabel('Scan or type a number')).toBeFocused();
        await take('receipt-begun');
        for (const nth of [1, 2]) {
          await wedge(page, serial(nth));
          await expect(verdict(page)).toContainText(serial(nth));
          await expect(verdict(page)).toContainText('Received');
        }
        await page.getByRole('button', { name: 'The next one is damaged' }).click();
        await page.getByLabel('What is wrong with it?').fill('Corner pressed in');
        await page.getByRole('button', { name: 'Then scan it' }).click();
        await wedge(page, serial(3));
        await expect(verdict(page)).toContainText('QUARANTINE');
        await page.getByRole('tab', { name: /^Scanned/ }).click();
        await expect(page.getByRole('tabpanel').getByRole('listitem')).toHaveCount(3);
        await take('receipt-damaged');
        const { gtins } = await api('GET', '/api/products/CONSOLE-5');
        await wedge(page, `(01)${gtins[0].gtin}(21)${serial(9)}`);
        await expect(page.getByRole('button', { name: 'Sent along' })).toBeVisible();
        await take('receipt-extra-asked');
        await page.getByRole('button', { name: 'Sent along' }).click();
        await expect(page.getByTestId('count-extra')).toContainText('1');
        await page.getByRole('button', { name: 'Paste a list' }).click();
        await page
          .getByRole('textbox', { name: 'Paste a list' })
          .fill(`${serial(1)}\n${serial(4)}\n${serial(5)}`);
        await page.getByRole('button', { name: 'Take 3 numbers' }).click();
        await expect(page.getByText('2 can be received')).toBeVisible();
        await take('receipt-list');
        await page.getByRole('button', { name: 'Leave it' }).click();
        const typed = { id: crypto.randomUUID(), codes: [serial(6)], input: 'keyed' };
        await api('POST', '/api/scans', {
          move: 'receive',
          site: 'DC',
          location: 'DOCK',
          document,
          scans: [typed],
        });
        await page.reload();
        await expect(page.getByRole('region', { name: /^Need a label/ })).toBeVisible();
        await take('receipt-needs-label');
        await page.getByRole('button', { name: 'Finish', exact: true }).click();
        await take('receipt-finish');
        await page.getByRole('textbox', { name: 'Reason', exact: true }).fill('The rest comes on Friday.');
        await page.getByRole('button', { name: 'Finish now' }).click();
        await expect(page.getByText('The rest comes on Friday.')).toBeVisible();
        await take('receipt-closed');
        await page.goto(`/purchase-orders?open=${order}`);
        await expect(page.getByRole('region', { name: `Purchase order ${order}` })).toBeVisible();
        await take('purchase-orders');
        await page.goto('/receipts?status=all');
        await expect(page.getByRole('link', { name: number })).toBeVisible();
        await take('receipts-all');
        await page.goto('/announce');
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await page.getByLabel('What is known').selectOption('serials');
        await take('announce');
      });
    });
