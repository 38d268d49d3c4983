import { expect } from '@playwright/test';
import { openFakePrinter } from '../../src/testing/fake-printer.ts';
import { newUnit, settled, test, verdict, wedge } from './station.ts';

/** Pictures of the label bench to look at: `npm run pictures`. */
for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1440]) {
    test.describe(`${width} ${colorScheme}`, () => {
      test.use({
        colorScheme,
        viewport: { width, height: width === 360 ? 740 : 900 },
        hasTouch: width === 360,
      });

      test('the label bench', async ({ page, api }) => {
        test.setTimeout(120_000);
        const fake = await openFakePrinter();
        const take = (name: string) =>
          page.screenshot({ path: `pictures/${name}-${width}-${colorScheme}.png`, fullPage: true });
        const job = (more: object) =>
          api('POST', '/api/print-jobs', { id: crypto.randomUUID(), site: 'DC', ...more });
        await api('POST', '/api/numbers', { sku: 'HEADPHONES', kind: 'sequence', prefix: 'HP8', width: 7 });
        const name = `Bench ${width} ${colorScheme}`;
        const stock = { widthMm: 50, heightMm: 30, dpi: 203, material: 'polyester' };
        const place = { site: 'DC', name, host: '127.0.0.1', port: fake.port };
        const printer = (await api('POST', '/api/printers', { ...place, ...stock })).id;
        const made = await job({ printer, sku: 'HEADPHONES', count: 4 });
        await page.goto(`/label-bench/${made.id}`);
        await expect(page.getByTestId('count-printed').getByRole('definition')).toHaveText('4');
        await take('bench-job');
        const { items } = await api('GET', `/api/labels?job=${made.id}`);
        await wedge(page, `(01)${items[0].content.slice(2, 16)}(21)${items[0].number}`);
        await expect(verdict(page)).toHaveAttribute('data-tone', 'good');
        await take('bench-applied');
        const other = await job({ printer: null, sku: 'HEADPHONES' });
        const [stranger] = (await api('GET', `/api/labels?job=${other.id}`)).items;
        await wedge(page, `(01)${stranger.content.slice(2, 16)}(21)${stranger.number}`);
        await expect(verdict(page)).toHaveAttribute('data-tone', 'bad');
        await take('bench-wrong');
        await page.getByRole('button', { name: new RegExp(items[1].number) }).click();
        await page.getByRole('button', { name: 'Print again' }).click();
        await take('bench-again');
        fake.status = { paperOut: true };
        const owed = await job({ printer, sku: 'HEADPHONES', count: 3 });
        await page.goto(`/label-bench/${owed.id}`);
        await expect(page.getByRole('heading', { name: /does not print/ })).toBeVisible();
        await take('bench-trouble');
        const serial = await newUnit(api);
        const { units } = await api('GET', `/api/units/by-code/${serial}`);
        await job({ printer: null, units: [units[0].id] });
        for (const path of ['/label-bench', '/label-bench/owed', '/printers', `/units/${units[0].id}`]) {
          await page.goto(path);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await settled(page);
          await take(`printing-${path.split('/').at(-1)}`.replace(/\d+/, 'unit'));
        }
        await page.goto('/printers');
        await page.getByRole('button', { name }).click();
        await expect(page.getByRole('button', { name: 'Print a test label' })).toBeVisible();
        await take('printing-printer');
        await fake.close();
      });
    });
  }
}
