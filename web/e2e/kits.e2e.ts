import { expect } from '@playwright/test';
import { expectAccessible, kitPages, newUnit, settled, test, verdict, wedge } from './station.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
type Api = (method: string, path: string, data?: unknown) => Promise<any>;

/** A set of two telephones and three pieces of something plain, of which there are enough. */
async function aKit(api: Api) {
  const { items } = await api('GET', '/api/products?serialized=false');
  const plain = items[0].sku as string;
  const sku = `SET-${Date.now() % 10_000_000}`;
  const parts = [
    { sku: 'PHONE-128', quantity: 2 },
    { sku: plain, quantity: 3 },
  ];
  await api('POST', '/api/products', { sku, name: 'Two of a kind', unknownSerials: 'arrivals', parts });
  await api('POST', '/api/numbers', { sku, kind: 'sequence', prefix: `${sku}-`, width: 3 });
  const scans = [{ id: crypto.randomUUID(), codes: [plain], input: 'keyed', quantity: 10 }];
  await api('POST', '/api/scans', { move: 'receive', site: 'DC', location: 'A-01', scans });
  return sku;
}

const statusOf = async (api: Api, serial: string) =>
  (await api('GET', `/api/units/by-code/${serial}`)).units[0].status;

test('a kit is built against its parts list, tick by tick, opened, and taken apart', async ({
  page,
  api,
}) => {
  const sku = await aKit(api);
  const [one, two, three] = [await newUnit(api), await newUnit(api), await newUnit(api)];
  await page.goto(`/build-kit?sku=${sku}`);
  await page.getByLabel('Spot').selectOption('A-01');
  await expect(page.getByLabel('Scan or type a number')).toBeFocused();
  await settled(page);
  await wedge(page, one);
  await expect(verdict(page)).toContainText('1 of 2');
  await wedge(page, one);
  await expect(verdict(page)).toContainText('Already in');
  await wedge(page, 'TB0000022');
  await expect(verdict(page)).toContainText('Cannot go in');
  await wedge(page, two);
  await expect(verdict(page)).toContainText('All parts are there');
  await wedge(page, three);
  await expect(verdict(page)).toContainText('Only 2 of');
  await page.getByRole('button', { name: 'Build the kit' }).click();
  await expect(verdict(page)).toContainText('is in stock at A-01');
  expect(await statusOf(api, one)).toBe('installed');
  await page.getByRole('link', { name: /^Open the kit/ }).click();
  await expect(page.getByRole('region', { name: 'Its parts' })).toContainText(one);
  await page.getByRole('button', { name: 'Take apart' }).click();
  await page.getByRole('button', { name: 'Take apart' }).click();
  await expect(page.getByText('Taken apart', { exact: true })).toBeVisible();
  expect([await statusOf(api, one), await statusOf(api, two)]).toEqual(['in_stock', 'in_stock']);
});

test('list, choice, station and kit: axe objects to nothing and nothing is too wide, light and dark', async ({
  page,
  api,
}) => {
  test.setTimeout(90_000);
  const sku = await aKit(api);
  const parts = [{ codes: [await newUnit(api)] }, { codes: [await newUnit(api)] }];
  const request = crypto.randomUUID();
  const { kit } = await api('POST', '/api/kits', { request, sku, site: 'DC', location: 'A-01', parts });
  for (const address of [...kitPages, `/build-kit?sku=${sku}`, `/kits/${kit.number}`]) {
    await page.goto(address);
    await settled(page);
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([address, width, wide <= 0]).toEqual([address, width, true]);
    }
  }
});
