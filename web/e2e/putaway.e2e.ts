import { expect, type Page } from '@playwright/test';
import { expectGoodLooks, newUnit, settled, test, verdict, wedge } from './station.ts';

type Api = (method: string, path: string, data?: unknown) => Promise<unknown>;

/** A unit that stands at the dock. */
async function atDock(api: Api): Promise<string> {
  const serial = await newUnit(api);
  await scan(api, 'move_spot', serial, { location: 'DOCK' });
  return serial;
}

async function scan(api: Api, move: string, code: string, more: Record<string, unknown> = {}): Promise<void> {
  const { details, ...rest } = more;
  const scans = [
    { id: crypto.randomUUID(), codes: [code], input: 'scanned', ...(details ? { details } : {}) },
  ];
  await api('POST', '/api/scans', { move, site: 'DC', ...rest, scans });
}

async function open(page: Page, way?: string): Promise<void> {
  await page.goto('/putaway');
  if (way !== undefined) await page.getByText(way, { exact: true }).click();
  await expect(page.getByLabel('Scan or type a number')).toBeVisible();
  await settled(page);
}

const placeOf = async (api: Api, serial: string) =>
  ((await api('GET', `/api/units/by-code/${serial}`)) as { units: { place: string }[] }).units[0]!.place;

// Other tests leave units at the dock: of a list that scrolls only what is seen is there.
test.use({ viewport: { width: 1280, height: 4_000 } });

test('the morning at the dock: a spot, its units, the next spot', async ({ page, api }) => {
  const [one, two, three] = [await atDock(api), await atDock(api), await atDock(api)];
  await open(page);
  const waiting = page.getByRole('list', { name: 'Waiting at the dock' });
  await expect(waiting.getByText(one)).toBeVisible();
  await wedge(page, 'BIN:DC:B-01');
  await expect(verdict(page)).toContainText('goes to B-01, until the next spot');
  await expect(page.getByRole('status', { name: 'Now to' })).toContainText('B-01');
  await wedge(page, one);
  await expect(verdict(page)).toContainText('DC/B-01');
  await wedge(page, two);
  await expect(page.getByTestId('count-done')).toContainText('2');
  await wedge(page, 'A-02');
  await wedge(page, three);
  await expect(verdict(page)).toContainText('DC/A-02');
  await expect(waiting.getByText(one)).toHaveCount(0);
  expect([await placeOf(api, one), await placeOf(api, two), await placeOf(api, three)]).toEqual([
    'DC/B-01',
    'DC/B-01',
    'DC/A-02',
  ]);
  await page.getByRole('button', { name: `Undo ${three}` }).click();
  await expect(verdict(page)).toContainText('Taken back');
  expect(await placeOf(api, three)).toBe('DC/DOCK');
});

test('a unit in one’s hand is shown where it best goes, on the map too, and goes to the spot scanned next', async ({
  page,
  api,
}) => {
  const serial = await atDock(api);
  await open(page);
  await wedge(page, serial);
  const where = page.getByRole('region', { name: 'Where it best goes' });
  await expect(where.getByRole('listitem').first()).toContainText(/Aisle [AB]/);
  await expect(where.getByText('Here', { exact: true })).toBeVisible();
  await wedge(page, 'B-01');
  await expect(verdict(page)).toContainText('DC/B-01');
  await expect(where).toHaveCount(0);
  await expect(page.getByRole('status', { name: 'Now to' })).toContainText('Scan a spot, or a unit');
  const next = await atDock(api);
  await page.reload();
  await page.getByRole('button', { name: new RegExp(next) }).click();
  await page
    .getByRole('button', { name: /^Put it into/ })
    .first()
    .click();
  await expect(verdict(page)).toHaveAttribute('data-tone', 'good');
  expect(await placeOf(api, next)).toMatch(/^DC\/[AB]-0/);
});

test('a container goes with all that is in it, scanned before its spot or after', async ({ page, api }) => {
  const serial = await atDock(api);
  const at = { site: 'DC', location: 'DOCK' };
  const { number } = (await api('POST', '/api/containers', {
    ...{ request: crypto.randomUUID(), kind: 'tote', ...at },
  })) as { number: string };
  await scan(api, 'move_spot', serial, { ...at, document: { kind: 'container', number } });
  await open(page);
  await wedge(page, number);
  await expect(page.getByRole('list', { name: 'In it' }).getByText(serial)).toBeVisible();
  await wedge(page, 'B-01');
  await expect(verdict(page)).toContainText(`${number} is at B-01 now. Units in it: 1`);
  await wedge(page, 'A-02');
  await wedge(page, number);
  await expect(verdict(page)).toContainText(`${number} is at A-02 now. Units in it: 1`);
  expect(await placeOf(api, serial)).toBe('DC/A-02');
});

test('a wrong spot, a full one and one of elsewhere are told, and the unit stays', async ({ page, api }) => {
  const held = await atDock(api);
  await scan(api, 'place_hold', held, { details: { kind: 'quality' } });
  const full = `F-${Date.now() % 100_000}`;
  await api('POST', '/api/sites/DC/locations', { locations: [{ code: full, capacity: 1 }] });
  const [first, second] = [await atDock(api), await atDock(api)];
  await scan(api, 'put_away', first, { location: full });
  await open(page);
  await wedge(page, 'A-01');
  await wedge(page, held);
  await expect(verdict(page)).toContainText('take it to quarantine or a cage');
  await wedge(page, full);
  await wedge(page, second);
  await expect(verdict(page)).toContainText('is full: it holds 1 already');
  await wedge(page, 'BIN:STORE-1:BACK');
  await expect(verdict(page)).toContainText('This spot is at another site');
  await wedge(page, 'BIN:NOWHERE');
  await expect(verdict(page)).toContainText('There is no such spot here');
  expect([await placeOf(api, held), await placeOf(api, second)]).toEqual(['DC/DOCK', 'DC/DOCK']);
});

test('of a plain product one says how many pieces, and from where', async ({ page, api }) => {
  const { items } = (await api('GET', '/api/products?serialized=false')) as { items: { sku: string }[] };
  const { sku } = items[0]!;
  const scans = [{ id: crypto.randomUUID(), codes: [sku], input: 'keyed', quantity: 10 }];
  await api('POST', '/api/scans', { move: 'receive', site: 'DC', location: 'DOCK', scans });
  await open(page);
  await wedge(page, 'B-01');
  await wedge(page, sku);
  const form = page.getByRole('form', { name: 'Pieces to B-01' });
  await form.getByLabel('How many').fill('4');
  await expect(form.getByLabel('From')).toHaveValue('DOCK');
  await form.getByRole('button', { name: 'Put it there' }).click();
  await expect(verdict(page)).toHaveAttribute('data-tone', 'good');
  await expect(form).toHaveCount(0);
});

test('all that lies at a spot moves at once; what may not move stays, with its reason', async ({
  page,
  api,
}) => {
  const stamp = Date.now() % 100_000;
  const [from, to] = [`O-${stamp}`, `N-${stamp}`];
  await api('POST', '/api/sites/DC/locations', { locations: [{ code: from }, { code: to, capacity: 2 }] });
  for (const serial of [await newUnit(api), await newUnit(api), await newUnit(api)])
    await scan(api, 'move_spot', serial, { location: from });
  await open(page, 'Move a whole spot');
  await wedge(page, from);
  await expect(page.getByRole('list', { name: `At ${from}` }).getByRole('listitem')).toHaveCount(3);
  await wedge(page, to);
  await page.getByRole('button', { name: 'Move 3 units' }).click();
  await expect(page.getByText(`2 units are at ${to} now.`)).toBeVisible();
  await expect(page.getByRole('list', { name: 'What stayed, and why' })).toContainText(
    'is full: it holds 2 already',
  );
});

test('who may only look is offered no station', async ({ page, api }) => {
  const { key } = (await api('POST', '/api/keys', { name: 'Looks on', role: 'auditor' })) as { key: string };
  await page.addInitScript((own) => sessionStorage.setItem('unitrail.key', own), key);
  await page.goto('/putaway');
  await expect(page.getByText('You may not record anything at this site')).toBeVisible();
  await expect(page.getByLabel('Scan or type a number')).toHaveCount(0);
});

test('nothing stands in anybody’s way, on a handheld or a desk, in light or dark', async ({ page, api }) => {
  await atDock(api);
  const serial = await atDock(api);
  await open(page);
  await wedge(page, serial);
  await expect(page.getByRole('region', { name: 'Where it best goes' })).toBeVisible();
  await settled(page);
  await expectGoodLooks(page);
  await open(page, 'Move a whole spot');
  await wedge(page, 'A-01');
  await wedge(page, 'A-02');
  await expect(page.getByRole('heading', { name: /units from A-01 to A-02/ })).toBeVisible();
  await expectGoodLooks(page);
});
