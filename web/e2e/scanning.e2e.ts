import { expect } from '@playwright/test';
import { newUnit, openScan, test, verdict, wedge } from './station.ts';

test('a scan says what the unit is, and what may be done with it now', async ({ page, api }) => {
  const serial = await newUnit(api);
  await openScan(page);
  await wedge(page, serial);
  await expect(verdict(page)).toContainText('In stock');
  await expect(verdict(page)).toContainText('Phone, 128 GB');
  await expect(page.getByRole('button', { name: 'Pick', exact: true })).toBeEnabled();
  await page.getByText(/^Not now/).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'End the loan' })).toContainText(
    'The unit is: In stock',
  );
});

test('a move is made by its button, seen at once, and taken back by one touch', async ({ page, api }) => {
  const serial = await newUnit(api);
  await openScan(page);
  await wedge(page, serial);
  await page.getByRole('button', { name: 'Pick', exact: true }).click();
  await expect(verdict(page)).toContainText('Picked');
  await page.getByRole('button', { name: `Undo ${serial}` }).click();
  await expect(verdict(page)).toContainText('Taken back');
  const found = await api('GET', `/api/units/by-code/${serial}`);
  expect(found.units[0].status).toBe('in_stock');
});

test('a move by a button rests on how the number came in: scanned, or typed', async ({ page, api }) => {
  await openScan(page);
  const evidences: string[] = [];
  for (const delay of [0, 150]) {
    const serial = await newUnit(api);
    await page.keyboard.type(serial, { delay });
    await page.keyboard.press('Enter');
    await expect(verdict(page)).toContainText('In stock');
    await page.getByRole('button', { name: 'Pick', exact: true }).click();
    await expect(verdict(page)).toContainText('Picked');
    const { units } = await api('GET', `/api/units/by-code/${serial}`);
    const { events } = await api('GET', `/api/units/${units[0].id}/history`);
    evidences.push(events.at(-1).evidence);
  }
  expect(evidences).toEqual(['scanned', 'keyed']);
});

test('a move that needs a word asks for it in place', async ({ page, api }) => {
  const serial = await newUnit(api);
  await openScan(page);
  await wedge(page, serial);
  await page.getByRole('button', { name: 'Inspect' }).click();
  await page.getByLabel('Condition').selectOption('damaged');
  await page.getByRole('button', { name: 'Do it: Inspect' }).click();
  await expect(verdict(page)).toContainText('Inspected');
  const found = await api('GET', `/api/units/by-code/${serial}`);
  expect(found.units[0].condition).toBe('damaged');
});

test('30 scans without a rest are 30 scans, and a second scan of the same is harmless', async ({
  page,
  api,
}) => {
  const serials = Array.from({ length: 30 }, (_, i) => `PH1A${String(31 + i).padStart(6, '0')}`);
  await openScan(page);
  await page.getByLabel('Each scan').selectOption('count');
  for (const serial of serials) await wedge(page, serial);
  await expect(page.getByRole('listitem').filter({ hasText: 'Counted' })).toHaveCount(30);
  const moves = await Promise.all(
    serials.map(async (serial) => (await api('GET', `/api/units/by-code/${serial}`)).units[0].lastMove),
  );
  expect(moves).toEqual(serials.map(() => 'count'));
});

test('a scanner is heard also while a button or another field has the focus', async ({ page, api }) => {
  const [first, second] = [await newUnit(api), await newUnit(api)];
  await openScan(page);
  await wedge(page, first);
  await page.getByRole('button', { name: 'Inspect' }).click();
  await page.getByLabel('Condition').focus();
  await wedge(page, second);
  await expect(verdict(page)).toContainText(second);
  await page.getByRole('button', { name: 'Pick', exact: true }).focus();
  await wedge(page, first);
  await expect(verdict(page)).toContainText(first);
  const found = await api('GET', `/api/units/by-code/${second}`);
  expect(found.units[0].status).toBe('in_stock');
});

test('a product’s code is amber: right product, now the serial, and where it is', async ({ page, api }) => {
  const { gtins } = await api('GET', '/api/products/PHONE-128');
  await openScan(page);
  await wedge(page, gtins[0].gtin.slice(1));
  await expect(verdict(page)).toContainText('Right product');
  await expect(verdict(page)).toContainText('On the end of the box, under the bar code');
  await wedge(page, 'PH1A900006');
  await expect(verdict(page)).toContainText('Not known');
  await page.getByRole('button', { name: 'Receive', exact: true }).click();
  await expect(verdict(page)).toContainText('Received');
});

test('a refusal is red, says why, and changes nothing', async ({ page, api }) => {
  const serial = await newUnit(api);
  await openScan(page);
  await page.getByLabel('Each scan').selectOption('hand_over');
  await wedge(page, serial);
  await expect(verdict(page)).toContainText('Handed over');
  await wedge(page, serial);
  await expect(verdict(page)).toHaveAttribute('data-tone', 'bad');
  await expect(verdict(page)).toContainText('This unit was already sold');
});

test('a misread serial is explained, and the right one is a touch away', async ({ page }) => {
  await openScan(page);
  await wedge(page, 'PH1AO00070');
  await expect(verdict(page)).toContainText('Not known');
  await page.getByRole('button', { name: 'Use this one: PH1A000070' }).click();
  await expect(verdict(page)).toContainText('In stock');
});

test('of several units with one number the one that is chosen is shown', async ({ page, api }) => {
  for (const sku of ['TWIN-A', 'TWIN-B']) {
    await api('POST', '/api/products', { sku, name: `A twin of ${sku}` });
    const scans = [{ id: crypto.randomUUID(), codes: [sku, 'TWIN-0001'], input: 'scanned' }];
    await api('POST', '/api/scans', { move: 'receive', site: 'DC', scans });
  }
  await openScan(page);
  await wedge(page, 'TWIN-0001');
  await expect(verdict(page)).toContainText('Which one?');
  await page.getByRole('button', { name: 'Use this one: TWIN-B TWIN-0001' }).click();
  await expect(verdict(page)).toContainText('A twin of TWIN-B');
  await page.getByRole('button', { name: 'Count', exact: true }).click();
  await expect(verdict(page)).toContainText('Counted');
});

test('a scanner that swaps Y and Z is told so', async ({ page, api }) => {
  const id = crypto.randomUUID();
  const scan = {
    id,
    codes: ['TV5590017'],
    input: 'scanned',
    details: { identifier: 'own_label:LZY-77', reason: 'new label' },
  };
  const told = await api('GET', '/api/products/TV-55');
  await api('POST', '/api/scans', {
    move: 'receive',
    site: 'DC',
    scans: [{ id: crypto.randomUUID(), codes: [`(01)${told.gtins[0].gtin}(21)TV5590017`], input: 'scanned' }],
  });
  await api('POST', '/api/scans', { move: 'reidentify', site: 'DC', scans: [scan] });
  await openScan(page);
  await wedge(page, 'LYZ-77');
  await expect(verdict(page)).toContainText('swaps Y and Z');
});

test('an answer that makes no sense is told, and the next scan goes on', async ({ page }) => {
  await openScan(page);
  await page.route('**/api/units/by-code/PH1A000075', (route) => route.fulfill({ json: {} }));
  await wedge(page, 'PH1A000075');
  await expect(verdict(page)).toContainText('Something went wrong');
  await wedge(page, 'PH1A000074');
  await expect(verdict(page)).toContainText('PH1A000074');
  await expect(verdict(page)).toContainText('In stock');
});

test('a pasted list is taken line by line', async ({ page }) => {
  await openScan(page);
  await page.getByRole('button', { name: 'Paste a list' }).click();
  await page.getByRole('textbox', { name: 'Paste a list' }).fill('PH1A000061\nPH1A000062\n\nPH1A000063');
  await page.getByRole('button', { name: 'Take 3 numbers' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'In stock' })).toHaveCount(3);
});

test('without a connection a scan is kept, and sent by itself', async ({ page, api, context }) => {
  const serial = await newUnit(api);
  await openScan(page);
  await page.getByLabel('Each scan').selectOption('pick');
  await context.setOffline(true);
  await wedge(page, serial);
  await expect(verdict(page)).toContainText('No connection');
  await context.setOffline(false);
  await expect(verdict(page)).toContainText('Picked');
});
