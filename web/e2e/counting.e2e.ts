import { type Browser, expect, type Page } from '@playwright/test';
import { hear, phoneGtin } from './radio.ts';
import { expectGoodLooks, expectThumbSized, newUnit, settled, test, verdict, wedge } from './station.ts';

// An aisle is counted by two people while the till sells; then the lead decides.

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
type Api = (method: string, path: string, data?: unknown) => Promise<any>;

const figure = (page: Page, of: string) => page.getByTestId(`count-${of}`).getByRole('definition');

let spots = 0;
/** An aisle of its own with one spot, and so many units there. */
async function anAisle(api: Api, units: number) {
  spots += 1;
  const aisle = `Q${process.pid % 1_000}${spots}`;
  const spot = `${aisle}-01`;
  await api('POST', '/api/sites/DC/locations', {
    locations: [{ code: spot, name: spot, kind: 'bin', aisle }],
  });
  const serials: string[] = [];
  for (let nth = 0; nth < units; nth += 1) serials.push(await newUnit(api));
  const scans = serials.map((serial) => ({ id: crypto.randomUUID(), codes: [serial], input: 'scanned' }));
  if (units > 0) await api('POST', '/api/scans', { move: 'move_spot', site: 'DC', location: spot, scans });
  return { aisle, spot, serials };
}

async function begun(api: Api, scope: object, more: object = {}): Promise<string> {
  const { number } = await api('POST', '/api/counts', {
    id: crypto.randomUUID(),
    site: 'DC',
    scope,
    ...more,
  });
  return number;
}

async function openCount(page: Page, number: string) {
  await page.goto(`/counts/${number}`);
  await expect(page.getByLabel('Scan or type a number')).toBeFocused();
}

/** Somebody else at another device. */
async function another(browser: Browser, api: Api): Promise<Page> {
  const { key } = await api('POST', '/api/keys', { name: 'Ben', role: 'associate', sites: ['DC'] });
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript((secret) => {
    sessionStorage.setItem('unitrail.key', secret);
    localStorage.setItem('unitrail.site', 'DC');
  }, key as string);
  return page;
}

test('two people count an aisle while the till sells, and the lead settles what differs', async ({
  page,
  api,
  browser,
}) => {
  const { aisle, spot, serials } = await anAisle(api, 4);
  const [mine, bens, sold, gone] = serials as [string, string, string, string];
  const stray = await newUnit(api);
  await page.goto('/counts');
  await page.getByRole('button', { name: 'Begin a count' }).click();
  await page.getByLabel('Count', { exact: true }).selectOption('aisle');
  await page.getByRole('combobox', { name: /An aisle/ }).fill(aisle);
  await page.getByRole('button', { name: 'Begin a count' }).click();
  await expect(page.getByRole('heading', { name: /^Count C-/ })).toBeVisible();
  const number = (await page.getByRole('heading', { level: 1 }).textContent())!.replace('Count ', '');
  await expect(figure(page, 'missing')).toHaveText('4');

  const ben = await another(browser, api);
  await openCount(ben, number);
  await wedge(ben, bens);
  await expect(verdict(ben)).toContainText('Found');
  await expect(figure(page, 'found')).toHaveText('1');

  await api('POST', '/api/scans', {
    move: 'sell',
    site: 'DC',
    scans: [{ id: crypto.randomUUID(), codes: [sold], input: 'scanned' }],
  });
  await wedge(page, mine);
  await expect(verdict(page)).toContainText('Found');
  await wedge(page, bens);
  await expect(verdict(page)).toContainText('Already counted');
  await expect(verdict(page)).toContainText('Ben');
  await wedge(page, stray);
  await expect(verdict(page)).toContainText('Not expected here');
  await expect(verdict(page)).toContainText('DC/A-01');
  await expect(figure(page, 'found')).toHaveText('2');
  await expect(figure(page, 'missing')).toHaveText('1');
  await expect(figure(page, 'wrong')).toHaveText('1');
  await expect(figure(page, 'explained')).toHaveText('1');
  await ben.close();

  await page.getByRole('button', { name: 'Counting is done' }).click();
  await expect(page.getByText('Open differences: 2')).toBeVisible();
  await page.getByRole('tab', { name: /^Wrong place/ }).click();
  await page.getByRole('button', { name: new RegExp(stray) }).click();
  await page.getByRole('button', { name: 'Move it here' }).click();
  await expect(page.getByText('Open differences: 1')).toBeVisible();
  await page.getByRole('button', { name: 'Settle all' }).click();
  await expect(page.getByText('No difference is open.')).toBeVisible();
  const { units } = await api('GET', `/api/units/by-code/${stray}`);
  expect(units[0].place).toBe(`DC/${spot}`);
  expect((await api('GET', `/api/units/by-code/${gone}`)).units[0].status).toBe('missing');
  await page.getByRole('button', { name: 'Close the count' }).click();
  await page.getByRole('button', { name: 'Close the count' }).click();
  await expect(page.getByText('Closed', { exact: true })).toBeVisible();
  await page.goto('/count-accuracy');
  await expect(page.getByRole('row', { name: new RegExp(`^${number}`) })).toContainText('50%');
});

test('scanner and RFID count one shelf: a lead lets count what is heard, and the rest is searched for', async ({
  page,
  api,
}) => {
  const { spot, serials } = await anAisle(api, 3);
  const [scanned, heard, gone] = serials as [string, string, string];
  const person = `E2E${spot.replace('-', '')}`;
  await api('POST', '/api/people', {
    login: person.toLowerCase(),
    name: person,
    grants: [{ role: 'associate', site: 'DC' }],
  });
  const number = await begun(api, { locations: [spot] });
  await openCount(page, number);
  await wedge(page, scanned);
  await expect(verdict(page)).toContainText('Found');
  await wedge(page, `${gone.slice(0, -1)}O`);
  await expect(verdict(page)).toContainText('Nobody knows it');
  await expect(page.getByRole('heading', { name: 'It may be' })).toBeVisible();
  await api('POST', '/api/rfid/readers', {
    ...{ code: `EAR-${spot}`, name: `Shelf ${spot}`, site: 'DC', purpose: 'shelf', location: spot },
  });
  const gtin = await phoneGtin(api);
  for (const serial of [scanned, heard]) await hear(api, `EAR-${spot}`, gtin, serial);
  await page.reload();
  const panel = page.getByRole('region', { name: 'Heard by RFID' });
  await expect(panel.getByRole('listitem')).toHaveCount(1);
  await expect(panel).toContainText(heard);
  await panel.getByRole('button', { name: 'Let all count' }).click();
  await expect(panel).toHaveCount(0);
  await expect(figure(page, 'found')).toHaveText('2');

  await page.getByRole('button', { name: 'Hand over' }).click();
  await page.getByLabel('To whom').selectOption({ label: person });
  await page.getByRole('button', { name: 'Hand over' }).click();
  await expect(page.getByText(`with ${person}`)).toBeVisible();
  await page.getByRole('tab', { name: /^Found/ }).click();
  await page.getByRole('button', { name: new RegExp(scanned) }).click();
  await page.getByRole('button', { name: `Count again ${scanned}` }).click();
  await page.getByRole('button', { name: 'Count again', exact: true }).click();
  await expect(figure(page, 'found')).toHaveText('1');
  await wedge(page, scanned);
  await expect(figure(page, 'found')).toHaveText('2');

  await page.getByRole('button', { name: 'Counting is done' }).click();
  await page.getByRole('button', { name: 'Settle all' }).click();
  await expect(page.getByText('1 settled.')).toBeVisible();
  await page.goto('/counts');
  await page.getByRole('link', { name: 'Search list' }).click();
  const row = page.getByRole('row').filter({ hasText: gone });
  await expect(row).toContainText(`DC/${spot}`);
  await row.click();
  await expect(page.getByText(number)).toBeVisible();
});

test('of four thousand units only those in sight are drawn, and no scan is lost while one scrolls', async ({
  page,
  api,
}) => {
  test.slow();
  const { spot } = await anAisle(api, 0);
  const serial = (nth: number) => `HP${spot.replace('-', '')}${String(nth).padStart(5, '0')}`;
  const all = Array.from({ length: 4_000 }, (_, nth) => serial(nth));
  const scanned = (codes: string[]) => ({ id: crypto.randomUUID(), codes, input: 'scanned' });
  const move = { move: 'receive', site: 'DC', location: spot };
  const { answers } = await api('POST', '/api/scans', {
    ...move,
    scans: all.map((one) => scanned(['HEADPHONES', one])),
  });
  expect(answers.every(({ outcome }: { outcome: string }) => outcome === 'recorded')).toBe(true);
  const number = await begun(api, { locations: [spot] });
  await openCount(page, number);
  await page.getByRole('tab', { name: /^Not yet/ }).click();
  const rows = page.getByRole('tabpanel').getByRole('listitem');
  await expect(rows.first()).toHaveAttribute('aria-setsize', '4000');
  expect(await rows.count()).toBeLessThan(60);
  const frame = page.locator('.task-rows');
  for (let nth = 0; nth < 30; nth += 1) {
    await frame.evaluate((element, top) => element.scrollTo(0, top), nth * 7_000);
    await wedge(page, serial(nth));
  }
  await expect(figure(page, 'found')).toHaveText('30');
  await frame.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(page.getByRole('button', { name: new RegExp(serial(3_999)) })).toBeVisible();
});

test('a plain product asks how many, an unknown number which product, and a spot’s label where one stands', async ({
  page,
  api,
}) => {
  const { spot } = await anAisle(api, 0);
  const other = await anAisle(api, 0);
  const number = await begun(api, { locations: [spot, other.spot] }, { opening: true });
  await openCount(page, number);
  await wedge(page, `BIN:DC:${spot}`);
  await expect(page.getByLabel('Spot you are at')).toHaveValue(spot);
  await wedge(page, `NEW${spot.replace('-', '')}`);
  await expect(verdict(page)).toContainText('Nobody knows it');
  await page.getByLabel(/^Which product is/).fill('HEADPHONES');
  await page.getByRole('button', { name: 'Note it' }).click();
  await expect(verdict(page)).toContainText('New');
  await expect(figure(page, 'unknown')).not.toHaveText('0');
});

test('a blind count shows who counts only what he has counted', async ({ api, browser }) => {
  const { spot, serials } = await anAisle(api, 2);
  const number = await begun(api, { locations: [spot] }, { blind: true });
  const ben = await another(browser, api);
  await openCount(ben, number);
  await wedge(ben, serials[0]!);
  await expect(verdict(ben)).toContainText('Counted');
  await expect(figure(ben, 'counted')).toHaveText('1');
  await expect(ben.getByRole('tab')).toHaveCount(1);
  await expect(ben.getByText(serials[1]!)).toHaveCount(0);
  await ben.close();
});

test('counting can be read and reached by everybody, on a handheld or a desk, in light or dark', async ({
  page,
  api,
}) => {
  const { spot, serials } = await anAisle(api, 2);
  const number = await begun(api, { locations: [spot] });
  await page.goto('/counts');
  await settled(page);
  await page.getByRole('button', { name: 'Begin a count' }).click();
  await expectFit(page);
  await openCount(page, number);
  await wedge(page, serials[0]!);
  await expect(figure(page, 'found')).toHaveText('1');
  await expectFit(page);
  await page.getByRole('button', { name: 'Counting is done' }).click();
  await page.getByRole('tab', { name: /^Missing/ }).click();
  await page.getByRole('button', { name: new RegExp(serials[1]!) }).click();
  await expect(page.getByRole('button', { name: 'Give up as missing' })).toBeVisible();
  await expectFit(page);
  await page.goto('/count-accuracy');
  await settled(page);
  await expectFit(page);
});

async function expectFit(page: Page) {
  await expectGoodLooks(page);
  await expectThumbSized(page);
}
