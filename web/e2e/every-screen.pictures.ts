import { expect } from '@playwright/test';
import { aPng } from '../../src/testing/pictures.ts';
import { openJudgedImport } from './files.ts';
import { hearPhones } from './radio.ts';
import {
  containerPages,
  kitPages,
  labelPages,
  listPages,
  officePages,
  openScan,
  pagesOf,
  settled,
  stockPages,
  test,
  transferPages,
  valuePages,
  vendorPages,
  verdict,
  wedge,
} from './station.ts';

/** Pictures to look at, not to compare: `npm run pictures`. */
for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1440]) {
    test.describe(`${width} ${colorScheme}`, () => {
      test.use({
        colorScheme,
        viewport: { width, height: width === 360 ? 740 : 900 },
        hasTouch: width === 360,
      });

      test('every screen', async ({ page, api, context }) => {
        test.setTimeout(120_000);
        const take = (name: string) =>
          page.screenshot({ path: `pictures/${name}-${width}-${colorScheme}.png`, fullPage: true });
        await openScan(page);
        await expect(page.getByLabel('Scan or type a number')).toBeVisible();
        await take('scan-ready');
        const scans = {
          unit: 'PH1A000078',
          misread: 'PH1AO00078',
          unreadable: 'https:--x',
          held: 'TB0000022',
        };
        for (const [name, text] of Object.entries(scans)) {
          await wedge(page, text);
          await expect(verdict(page)).toContainText(text);
          await expect(verdict(page)).not.toHaveAttribute('data-tone', 'wait');
          await take(`scan-${name}`);
        }
        await wedge(page, 'PH1A000078');
        await expect(page.getByRole('button', { name: 'Count', exact: true })).toBeVisible();
        await page.getByRole('button', { name: 'Count', exact: true }).click();
        await expect(verdict(page)).toContainText('Counted');
        await take('scan-done');
        await page.getByLabel('Each scan').selectOption('count');
        await context.setOffline(true);
        await wedge(page, 'PH1A000077');
        await wedge(page, 'PH1A000076');
        await expect(page.getByText('No connection. 2 scans wait')).toBeVisible();
        await take('scan-offline');
        await context.setOffline(false);
        await expect(page.getByText('scans wait on this device')).toHaveCount(0);
        await page.keyboard.press('Control+k');
        await page.getByPlaceholder('Search units, documents').fill('0078');
        await expect(page.getByRole('button', { name: /PH1A000078/ })).toBeVisible();
        await take('search');
        await page.keyboard.press('Escape');
        const rfidPages = [
          '/rfid',
          `/rfid/find?units=${await hearPhones(api)}`,
          '/rfid/unknown',
          '/rfid/readers',
        ];
        const pages = [
          ...(await pagesOf(api)).slice(1),
          '/bulk-moves',
          ...listPages,
          ...labelPages,
          ...stockPages,
          ...containerPages,
          ...kitPages,
          ...officePages,
        ];
        for (const path of [...pages, ...rfidPages, ...transferPages, ...vendorPages, ...valuePages]) {
          await page.goto(path);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await settled(page);
          await take(path.split('?')[0]!.slice(1).replaceAll('/', '-') || 'home');
        }
        await page.goto('/unread/new');
        await page.getByLabel('What is it?').fill('PHONE-128');
        await page.getByRole('button', { name: /PHONE-128/ }).click();
        const photo = { name: 'a.png', mimeType: 'image/png', buffer: aPng(320, 240) };
        await page.locator('input[type=file]').last().setInputFiles([photo]);
        await expect(page.getByText('Sent', { exact: true })).toBeVisible();
        await take('unread-new');
        await page.getByRole('button', { name: 'Take in and make a label' }).click();
        await expect(page.getByRole('heading', { name: /^Its label is/ })).toBeVisible();
        await take('unread-label');
        await page.goto('/unread');
        await page
          .getByRole('button', { name: /^The number is known/ })
          .first()
          .click();
        await take('unread');
        const { gtins } = await api('GET', '/api/products/PHONE-128');
        await page.goto(`/about/01/${gtins[0].gtin}/21/PH1A000077`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await take('customers-page');
        await page.goto('/numbering');
        await expect(page.getByRole('region', { name: 'Who was given which' })).toBeVisible();
        await take('numbering');
        await page.goto('/imports?tab=export');
        await expect(page.getByRole('heading', { name: 'Take a list out' })).toBeVisible();
        await take('export');
        await openJudgedImport(page);
        await take('import-judged');
        await page.getByRole('button', { name: /^Import the/ }).click();
        await expect(page.getByRole('button', { name: 'Take it back' })).toBeVisible();
        await take('import-done');
        await page.getByRole('button', { name: /^Site:/ }).click();
        await expect(page.getByRole('button', { name: /Harbour street/ })).toBeVisible();
        await take('site');
        await page.addInitScript(() => sessionStorage.removeItem('unitrail.key'));
        await page.goto('/');
        await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
        await take('sign-in');
        await page.goto('/pair#K7QF-M2XW');
        await expect(page.getByLabel('Pairing code')).toHaveValue('K7QF-M2XW');
        await take('pair');
        const invited = await api('POST', '/api/devices/pairings', { name: 'Handheld 3', site: 'DC' });
        await page.getByLabel('Pairing code').fill(invited.code);
        await page.getByRole('button', { name: 'Let it in' }).click();
        await page.getByRole('button', { name: 'Start work' }).click();
        await expect(page.getByRole('heading', { name: 'Scan your badge' })).toBeVisible();
        await take('badge');
        await wedge(page, '7001234');
        await page.keyboard.type('2580');
        await take('pin');
      });
    });
  }
}
