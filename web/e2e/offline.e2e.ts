import { expect } from '@playwright/test';
import { newUnit, openScan, test, verdict, wedge } from './station.ts';

test.use({ serviceWorkers: 'allow' });

test('the scan page opens without a network, says so, and sends what was scanned when it is back', async ({
  page,
  api,
  context,
}) => {
  const serial = await newUnit(api);
  await openScan(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText('No connection.')).toBeVisible();
  await page.getByLabel('Each scan').selectOption('count');
  await wedge(page, serial);
  await expect(page.getByText('No connection. 1 scan waits on this device')).toBeVisible();
  await page.goto('/scan');
  await expect(page.getByText('No connection. 1 scan waits on this device')).toBeVisible();
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await context.setOffline(false);
  await expect
    .poll(async () => (await api('GET', `/api/units/by-code/${serial}`)).units[0].lastMove)
    .toBe('count');
});

test('no answer of the API is ever kept', async ({ page, api }) => {
  const serial = await newUnit(api);
  await openScan(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await openScan(page);
  await wedge(page, serial);
  await expect(verdict(page)).toContainText('In stock');
  const keptPaths = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(keptPaths).toContain('/');
  expect(keptPaths.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
  expect(keptPaths.filter((path) => !/^\/(?:$|assets\/|[\w-]+\.svg$)/.test(path))).toEqual([]);
});
