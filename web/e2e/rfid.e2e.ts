import { expect } from '@playwright/test';
import { type Api, hear, phoneGtin } from './radio.ts';
import { expectGoodLooks, newUnit, settled, test } from './station.ts';

let made = (process.pid % 97) * 1_000;

/** A reader that no other test sends for. */
async function aReader(api: Api, purpose: string, location = 'A-01'): Promise<string> {
  made += 1;
  const code = `E2E-${purpose}-${made}`;
  await api('POST', '/api/rfid/readers', { code, name: `Reader ${made}`, site: 'DC', purpose, location });
  return code;
}

test('what a reader hears stands in the list with its confidence, and on the unit’s page beside its place', async ({
  page,
  api,
}) => {
  const serial = await newUnit(api);
  const reader = await aReader(api, 'shelf', 'DOCK');
  await hear(api, reader, await phoneGtin(api), serial);
  await page.goto('/rfid');
  await expect(page.getByRole('heading', { level: 1, name: 'RFID' })).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: serial });
  await expect(row).toContainText('DC/DOCK');
  await expect(row).toContainText(/High · \d\d%/);
  await expect(row).toContainText('DC/A-01');
  await page.getByLabel('Readers').selectOption('gate');
  await expect(row).toHaveCount(0);
  const { units } = await api('GET', `/api/units/by-code/${serial}`);
  await page.goto(`/units/${units[0].id}`);
  const sighted = page.getByRole('region', { name: 'Heard by radio' });
  await expect(sighted).toContainText('DC/DOCK');
  await expect(page.getByRole('region', { name: 'Status' })).toContainText('DC/A-01');
  await sighted.getByRole('link', { name: 'Look for it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Find' })).toBeVisible();
});

test('who looks for a unit sees it come nearer, and is told when it is not heard', async ({ page, api }) => {
  const serial = await newUnit(api);
  const reader = await aReader(api, 'handheld');
  await page.goto('/rfid/find');
  await page.getByLabel('Number of the unit').fill('NO-SUCH-NUMBER');
  await page.getByRole('button', { name: 'Look for it' }).click();
  await expect(page.getByText('No unit has this number.')).toBeVisible();
  await page.getByLabel('Number of the unit').fill(serial);
  await page.getByRole('button', { name: 'Look for it' }).click();
  const looking = page.getByRole('region', { name: 'Strength' });
  await expect(looking.getByText('Not heard yet')).toBeVisible();
  const meter = looking.getByRole('meter', { name: 'Strength' });
  await expect(meter).toHaveJSProperty('value', 0);
  await hear(api, reader, await phoneGtin(api), serial);
  await expect(meter).not.toHaveJSProperty('value', 0);
  await expect(looking.getByText(/Very near|^Near$/)).toBeVisible();
  await expect(looking.getByText(/Not heard for \d+ s/)).toBeVisible({ timeout: 10_000 });
  await expect(meter).toHaveJSProperty('value', 0);
  await page.getByRole('button', { name: `Stop looking for ${serial}` }).click();
  await expect(looking).toHaveCount(0);
});

test('what was announced and is heard at the dock is received by a person, not by the reader', async ({
  page,
  api,
}) => {
  made += 1;
  const serial = `PH1A8${String(made).padStart(5, '0')}`;
  const gtin = await phoneGtin(api);
  const scans = [{ id: crypto.randomUUID(), codes: [`(01)${gtin}(21)${serial}`], input: 'scanned' }];
  const document = { kind: 'receipt', number: `ASN-RFID-${made}` };
  await api('POST', '/api/scans', { move: 'announce', site: 'DC', document, scans });
  await hear(api, await aReader(api, 'dock', 'DOCK'), gtin, serial);
  await page.goto('/rfid?purpose=dock&waiting=true');
  await page.getByRole('row').filter({ hasText: serial }).getByRole('button').first().click();
  await expect(page.getByText(document.number)).toBeVisible();
  await page.getByRole('button', { name: 'It is here: receive it' }).click();
  await expect(page.getByRole('row').filter({ hasText: serial })).toHaveCount(0);
  const { units } = await api('GET', `/api/units/by-code/${serial}`);
  expect([units[0].status, units[0].place]).toEqual(['in_stock', 'DC/DOCK']);
});

test('a reader is added, changed and shut off', async ({ page, api }) => {
  made += 1;
  const code = `FORM-${made}`;
  await page.goto('/rfid/readers');
  await page.getByRole('button', { name: 'New reader' }).click();
  const form = page.getByRole('form', { name: 'New reader' });
  await form.getByLabel('Code').fill(code);
  await form.getByLabel('Name').fill('Front door');
  await form.getByLabel('What for').selectOption('gate');
  await form.getByLabel('Antennas that hear another spot').fill('2 = NOWHERE');
  await form.getByRole('button', { name: 'Add it' }).click();
  await expect(form.getByRole('alert')).toContainText('There is no location "NOWHERE" at DC');
  await form.getByLabel('Antennas that hear another spot').fill('2 = DOCK');
  await form.getByRole('button', { name: 'Add it' }).click();
  await expect(form).toHaveCount(0);
  const row = page.getByRole('row', { name: `Front door ${code}` });
  await row.getByRole('button').first().click();
  await expect(page.getByText(`It sends to /api/rfid/readers/${code}/reads`)).toBeVisible();
  await page.getByRole('button', { name: 'Shut it off' }).click();
  await page.getByRole('button', { name: 'Shut it off' }).click();
  await expect(row).toContainText('Shut off');
  const told = await api('POST', `/api/rfid/readers/${code}/reads`, []);
  expect(told.code).toBe('wrong_state');
});

test('nothing stands in anybody’s way, on a handheld or a desk, in light or dark', async ({ page, api }) => {
  const serial = await newUnit(api);
  await hear(api, await aReader(api, 'handheld'), await phoneGtin(api), serial);
  const { units } = await api('GET', `/api/units/by-code/${serial}`);
  const missing = (await api('GET', '/api/units/by-code/PH1A000077')).units[0].id;
  const find = `/rfid/find?units=${units[0].id},${missing}`;
  for (const path of ['/rfid', find, '/rfid/unknown', '/rfid/readers']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await settled(page);
    if (path === find) await expect(page.getByText('Not heard yet').first()).toBeVisible();
    if (path === '/rfid/readers') await page.getByRole('button', { name: 'New reader' }).click();
    await expectGoodLooks(page);
  }
});
