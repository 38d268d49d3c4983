import { expect } from '@playwright/test';
import { newUnit, settled, test, verdict, wedge } from './station.ts';

/** A count from its beginning to its end, to look at: `npm run pictures`. */
for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [360, 1440])
    test.describe(`${width} ${colorScheme}`, () => {
      test.use({
        colorScheme,
        viewport: { width, height: width === 360 ? 740 : 900 },
        hasTouch: width === 360,
      });

      test('counting', async ({ page, api }) => {
        const take = (name: string) =>
          page.screenshot({ path: `pictures/${name}-${width}-${colorScheme}.png`, fullPage: true });
        const spot = `C${width}-${colorScheme === 'light' ? '01' : '02'}`;
        const locations = [{ code: spot, name: spot, kind: 'bin', aisle: `C${width}` }];
        await api('POST', '/api/sites/DC/locations', { locations });
        const serials: string[] = [];
        for (let nth = 0; nth < 6; nth += 1) serials.push(await newUnit(api));
        const stray = await newUnit(api);
        const scans = serials.map((serial) => ({
          id: crypto.randomUUID(),
          codes: [serial],
          input: 'scanned',
        }));
        await api('POST', '/api/scans', { move: 'move_spot', site: 'DC', location: spot, scans });
        await page.goto('/counts');
        await settled(page);
        await page.getByRole('button', { name: 'Begin a count' }).click();
        await take('counts-begin');
        const id = crypto.randomUUID();
        const { number } = await api('POST', '/api/counts', { id, site: 'DC', scope: { locations: [spot] } });
        await page.goto(`/counts/${number}`);
        await expect(page.getByLabel('Scan or type a number')).toBeFocused();
        for (const serial of serials.slice(0, 3)) {
          await wedge(page, serial);
          await expect(verdict(page)).toContainText(serial);
        }
        await wedge(page, 'SN-NOBODY-1');
        await expect(page.getByLabel(/^Which product is/)).toBeVisible();
        await take('count-unknown');
        await wedge(page, stray);
        await expect(verdict(page)).toContainText('DC/A-01');
        await expect(page.getByTestId('count-wrong')).toContainText('1');
        await take('count-station');
        await page.getByRole('button', { name: 'Counting is done' }).click();
        await page.getByRole('tab', { name: /^Missing/ }).click();
        await page
          .getByRole('tabpanel')
          .getByRole('button', { name: new RegExp(serials[4]!) })
          .click();
        await expect(page.getByRole('button', { name: 'Give up as missing' })).toBeVisible();
        await take('count-approval');
        await page.getByRole('button', { name: 'Settle all' }).click();
        await expect(page.getByText(/settled\.$/)).toBeVisible();
        await take('count-settled');
        await page.getByRole('button', { name: 'Close the count' }).click();
        await page.getByRole('textbox', { name: 'Why differences stay open' }).fill('Asked the supplier.');
        await page.getByRole('button', { name: 'Close the count' }).click();
        await expect(page.getByText('Closed', { exact: true })).toBeVisible();
        await take('count-closed');
        await page.goto('/counts');
        await settled(page);
        await take('counts');
        await page.goto('/count-accuracy');
        await settled(page);
        await take('count-accuracy');
      });
    });
