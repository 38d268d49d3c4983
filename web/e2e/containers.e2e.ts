import { expect, type Page } from '@playwright/test';
import { containerPages, expectAccessible, newUnit, settled, test, verdict, wedge } from './station.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
type Api = (method: string, path: string, data?: unknown) => Promise<any>;

async function made(api: Api, more: Record<string, unknown> = {}): Promise<string> {
  const asked = { request: crypto.randomUUID(), kind: 'tote', site: 'DC', location: 'A-01', ...more };
  return (await api('POST', '/api/containers', asked)).number;
}

const pack = (api: Api, number: string, serial: string) =>
  api('POST', '/api/scans', {
    move: 'move_spot',
    site: 'DC',
    location: 'A-01',
    document: { kind: 'container', number },
    scans: [{ id: crypto.randomUUID(), codes: [serial], input: 'scanned' }],
  });

const placeOf = async (api: Api, serial: string) =>
  (await api('GET', `/api/units/by-code/${serial}`)).units[0].place;

async function open(page: Page, number: string, way?: string): Promise<void> {
  await page.goto(`/containers/${number}`);
  await expect(page.getByLabel('Scan or type a number')).toBeVisible();
  await settled(page);
  if (way !== undefined) await page.getByText(way, { exact: true }).click();
}

test('a day with a tote: begun by its label, packed, moved, on a pallet, and broken up', async ({
  page,
  api,
}) => {
  const [one, two, three] = [await newUnit(api), await newUnit(api), await newUnit(api)];
  const code = `TOTE-${Date.now() % 1_000_000}`;
  await page.goto('/containers');
  await expect(page.getByLabel('Scan or type a number')).toBeFocused();
  await settled(page);
  await wedge(page, code);
  await expect(verdict(page)).toContainText('No container has this code');
  await page.getByRole('link', { name: `Begin a container ${code}` }).click();
  await page.getByLabel('Where it stands').selectOption('A-01');
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('heading', { name: code })).toBeVisible();
  for (const serial of [one, two, three]) await wedge(page, serial);
  await expect(page.getByTestId('count-units')).toContainText('3');
  await expect(page.getByRole('list', { name: 'In it' }).getByText(one)).toBeVisible();
  await page.getByText('Take out', { exact: true }).click();
  await wedge(page, three);
  await expect(page.getByTestId('count-units')).toContainText('2');
  await page.getByText('Move', { exact: true }).click();
  await wedge(page, 'BIN:DC:B-01');
  await expect(verdict(page)).toContainText('2 units went along to B-01');
  expect([await placeOf(api, one), await placeOf(api, two), await placeOf(api, three)]).toEqual([
    'DC/B-01',
    'DC/B-01',
    'DC/A-01',
  ]);
  const pallet = await made(api, { kind: 'pallet' });
  await wedge(page, pallet);
  await expect(verdict(page)).toContainText(`stands in ${pallet} now`);
  await page.getByRole('link', { name: `in ${pallet}` }).click();
  await expect(page.getByTestId('count-boxes')).toContainText('1');
  await expect(page.getByTestId('count-units')).toContainText('2');
  await page.goto('/scan');
  await settled(page);
  await wedge(page, code);
  await expect(verdict(page)).toContainText('DC/A-01');
  await expect(page.getByRole('list', { name: 'In it' }).getByText(one)).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.getByRole('link', { name: one }).click();
  await expect(page.getByText(`In a container ${code}`)).toBeVisible();
  await open(page, code);
  await page.getByRole('button', { name: 'Break up' }).click();
  await page.getByRole('button', { name: 'Break up' }).click();
  await expect(page.getByText('broken up')).toBeVisible();
  await page.getByRole('tab', { name: /History/ }).click();
  await expect(page.getByRole('list', { name: 'History' })).toContainText('Broken up with 2 units in it');
});

test('what is refused: packed elsewhere meanwhile, and a unit that may not go where the rest goes', async ({
  page,
  api,
}) => {
  const [one, two] = [await newUnit(api), await newUnit(api)];
  const [tote, other] = [await made(api), await made(api)];
  await pack(api, other, one);
  await open(page, tote);
  await wedge(page, one);
  await expect(verdict(page)).toContainText(`is in ${other}`);
  await page.getByRole('button', { name: `Take it over into ${tote}` }).click();
  await expect(page.getByTestId('count-units')).toContainText('1');
  await wedge(page, two);
  await expect(page.getByTestId('count-units')).toContainText('2');
  const full = `F-${Date.now() % 100_000}`;
  await api('POST', '/api/sites/DC/locations', { locations: [{ code: full, capacity: 1 }] });
  await page.reload();
  await settled(page);
  await page.getByText('Move', { exact: true }).click();
  await wedge(page, full);
  const stays = page.getByRole('region', { name: 'Nothing has moved yet' });
  await expect(stays).toContainText('is full: it holds 1 already');
  await stays.getByRole('button', { name: 'Leave them at A-01, move the others' }).click();
  await expect(verdict(page)).toContainText(`1 units went along to ${full}`);
  await expect(page.getByTestId('count-units')).toContainText('1');
});

test('list, form and station: axe objects to nothing and nothing is too wide, light and dark', async ({
  page,
  api,
}) => {
  test.setTimeout(60_000);
  const number = await made(api);
  await pack(api, number, await newUnit(api));
  for (const address of [...containerPages, `/containers/${number}`]) {
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
