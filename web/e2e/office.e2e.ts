import { expect, type Page } from '@playwright/test';
import {
  ask,
  expectGoodLooks,
  newUnit,
  officePages,
  openScan,
  settled,
  test,
  verdict,
  wedge,
} from './station.ts';

const pages = [...officePages, '/settings'];

async function opened(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await settled(page);
}

/** Signed in by a key of a role, as who uses it is. */
async function as(page: Page, role: string, request: Parameters<typeof ask>[0]): Promise<void> {
  const { key } = await ask(request, 'POST', '/api/keys', { name: `A ${role}`, role });
  await page.addInitScript((shown) => sessionStorage.setItem('unitrail.key', shown!), key);
}

test.describe('home', () => {
  test('a lead sees what is open, how old, and how the day goes; each figure opens its list', async ({
    page,
    api,
  }) => {
    await openScan(page);
    await page.getByLabel('Each scan').selectOption('pick');
    await wedge(page, 'NO-SUCH-UNIT-1');
    await expect(verdict(page)).toHaveAttribute('data-tone', 'bad');
    await opened(page, '/');
    const { scans } = await api('GET', '/api/home?site=DC');
    const today = page.getByRole('region', { name: 'Scans today' });
    await expect(today).toContainText(`Refused ${scans.refused}`);
    await today.getByRole('link', { name: /were not recorded/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Refused scans' })).toBeVisible();
    await expect(page.getByRole('table').getByRole('row').nth(1)).toContainText('Pick');
    await opened(page, '/');
    await page.getByRole('region', { name: 'Open questions' }).getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1, name: 'Exceptions' })).toBeVisible();
  });

  test('an associate for whom nothing waits goes on to the scan box', async ({ page, request }) => {
    await as(page, 'associate', request);
    await page.goto('/');
    await expect(page.getByLabel('Scan or type a number')).toBeFocused();
  });

  test('an associate sees a question that an own scan opened', async ({ page, request, api }) => {
    await as(page, 'associate', request);
    const serial = await newUnit(api);
    await openScan(page);
    await page.getByLabel('Each scan').selectOption('take_into_custody');
    await wedge(page, serial);
    await expect(verdict(page)).toContainText(serial);
    await page.goto('/');
    const waits = page.getByRole('region', { name: 'Waits for you' });
    await waits.getByRole('link', { name: new RegExp(serial) }).click();
    await expect(page.getByRole('heading', { level: 1, name: serial })).toBeVisible();
  });

  test('an administrator is led through what is still to set up', async ({ page }) => {
    await opened(page, '/');
    const list = page.getByRole('region', { name: /^To set up/ });
    const people = list.getByRole('listitem').filter({ hasText: 'People' });
    await people.getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible();
  });
});

test.describe('people', () => {
  test('one is added, works with a role and a badge, and is disabled with a reason', async ({
    page,
    api,
  }) => {
    await opened(page, '/people');
    await page.getByRole('button', { name: 'New person' }).click();
    const form = page.getByRole('form', { name: 'New person' });
    await form.getByLabel('Name').fill('Bo Berg');
    await form.getByLabel('Login').fill('bo');
    await form.getByLabel('Role', { exact: true }).selectOption('lead');
    await form.getByLabel('Site', { exact: true }).selectOption('DC');
    await form.getByRole('button', { name: 'Add the person' }).click();
    const told = page.getByRole('region', { name: 'Password for one time: Bo Berg' });
    const password = await told.getByRole('status').textContent();
    await told.getByRole('button', { name: 'I have it' }).click();
    expect(await page.content()).not.toContain(password!);
    await page.getByRole('link', { name: 'Bo Berg' }).click();
    await expect(page.getByText('Lead · DC')).toBeVisible();
    await page.getByRole('button', { name: 'Give a badge' }).click();
    await page.getByLabel('Badge number').fill('4711-0001');
    await page.getByLabel('PIN').fill('1234');
    await page
      .getByRole('form', { name: 'Give a badge' })
      .getByRole('button', { name: 'Give a badge' })
      .click();
    await expect(page.getByRole('alert')).toContainText('Everybody would try this PIN first');
    await page.getByLabel('PIN').fill('2580');
    await page
      .getByRole('form', { name: 'Give a badge' })
      .getByRole('button', { name: 'Give a badge' })
      .click();
    await expect(page.getByText('With a PIN.')).toBeVisible();
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByLabel('Reason').fill('Left the company');
    await page.getByRole('form', { name: 'Disable' }).getByRole('button', { name: 'Disable' }).click();
    await expect(page.getByRole('button', { name: 'Enable again' })).toBeVisible();
    const { items } = await api('GET', '/api/audit?subject=person:bo&order=newest');
    expect([items[0].action, items[0].after.reason]).toEqual(['person_disabled', 'Left the company']);
    await page.getByRole('link', { name: 'What was changed here' }).click();
    await expect(page.getByRole('table')).toContainText('Disabled a person');
  });

  test('a role that is given and taken away is what the server has', async ({ page, api }) => {
    const grants = [{ role: 'associate', site: 'DC' }];
    const { id } = await api('POST', '/api/people', { login: 'cy', name: 'Cy', grants });
    await opened(page, `/people/${id}`);
    await page.getByRole('button', { name: 'Add a role' }).click();
    await page.getByLabel('Role', { exact: true }).nth(1).selectOption('care');
    await page.getByLabel('Site', { exact: true }).nth(1).selectOption('STORE-1');
    await page.getByRole('button', { name: 'Take away: Associate, DC' }).click();
    await page.getByRole('button', { name: 'Save the roles' }).click();
    await expect(page.getByText('Customer care · STORE-1')).toBeVisible();
    const { grants: now } = await api('GET', `/api/people/${id}`);
    expect(now).toEqual([{ role: 'care', site: 'STORE-1', bySignOn: false }]);
  });

  test('who may keep people at one store only is offered no more', async ({ page, api }) => {
    const made = await api('POST', '/api/keys', { name: 'M', role: 'manager', sites: ['STORE-1'] });
    await page.addInitScript((key) => sessionStorage.setItem('unitrail.key', key!), made.key);
    await opened(page, '/people');
    await page.getByRole('button', { name: 'New person' }).click();
    const roles = page.getByLabel('Role', { exact: true }).getByRole('option');
    await expect(roles).toHaveText(['Associate', 'Lead', 'Manager', 'Finance', 'Customer care', 'Repair']);
    await expect(page.getByLabel('Site', { exact: true }).getByRole('option')).toHaveText(['STORE-1']);
    await expect(page.getByRole('link', { name: 'Access log' })).toHaveCount(0);
  });
});

test('a key is shown once, and revoked with a reason', async ({ page, api }) => {
  await opened(page, '/keys');
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByLabel('Name').fill('Web shop');
  await page.getByLabel('Some sites').check();
  await expect(page.getByRole('button', { name: 'Make the key' })).toBeDisabled();
  await page.getByRole('checkbox', { name: 'STORE-1' }).check();
  await page.getByLabel('Only some of it').check();
  await page.getByRole('button', { name: 'Make the key' }).click();
  const told = page.getByRole('region', { name: 'The key: Web shop' });
  await expect(told.getByRole('status')).toContainText(/^utk_/);
  await told.getByRole('button', { name: 'I have it' }).click();
  const { items } = await api('GET', '/api/keys?limit=1000');
  const made = items.find(({ name }: { name: string }) => name === 'Web shop');
  expect([made.role, made.sites, made.scopes]).toEqual(['integration', ['STORE-1'], ['read']]);
  await page.getByRole('button', { name: 'Web shop' }).click();
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByLabel('Reason').fill('The shop moved');
  await page.getByRole('form', { name: 'Revoke' }).getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText(/^Revoked since/)).toBeVisible();
  const log = await api('GET', `/api/audit?subject=key:${made.prefix}&action=key_revoked`);
  expect(log.items[0].after.reason).toBe('The shop moved');
});

test('a device is invited, comes in, is renamed, and is shut out', async ({ page, api }) => {
  await opened(page, '/devices');
  await page.getByRole('button', { name: 'Let a device in' }).click();
  await page.getByLabel('Name').fill('Handheld 7');
  await page.getByLabel('Station').fill('Dock 1');
  await page.getByRole('button', { name: 'Make a code' }).click();
  const invitation = page.getByRole('region', { name: 'Let a device in' });
  await expect(invitation.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  await expect(invitation.getByRole('timer')).toContainText(/Good for another 1[45]:\d\d/);
  const code = await invitation.getByRole('status').first().textContent();
  await settled(page);
  await api('POST', '/api/devices/pair', { code });
  await expect(invitation).toContainText('Handheld 7 is in.');
  await invitation.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Handheld 7' }).click();
  await page.getByRole('textbox', { name: 'Station' }).fill('Dock 2');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('cell', { name: 'Dock 2', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Shut out' }).click();
  await page.getByLabel('Reason').fill('Lost');
  await page.getByRole('form', { name: 'Shut out' }).getByRole('button', { name: 'Shut out' }).click();
  await expect(page.getByText(/^Shut out since/)).toBeVisible();
});

test.describe('sites', () => {
  test('a site is added, gets an aisle by a range that is seen before, and its map shows what lies where', async ({
    page,
    api,
  }) => {
    await opened(page, '/sites');
    await page.getByRole('button', { name: 'New site' }).click();
    await page.getByRole('textbox', { name: 'Code', exact: true }).fill('DC');
    await page.getByLabel('Name').fill('North');
    await page.getByLabel('Kind').selectOption('warehouse');
    await page.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Madrid');
    await page.getByRole('button', { name: 'Add the site' }).click();
    await expect(page.getByRole('alert')).toContainText('There is a site DC already');
    await page.getByRole('textbox', { name: 'Code', exact: true }).fill('NORTH');
    await page.getByRole('button', { name: 'Add the site' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'North' })).toBeVisible();
    await page.getByRole('button', { name: 'Add spots' }).click();
    await page.getByLabel('From').fill('A-01-02');
    await page.getByLabel('To', { exact: true }).fill('A-01-01');
    await expect(page.getByText('The second code comes before the first.')).toBeVisible();
    await page.getByLabel('From').fill('A-01-01');
    await page.getByLabel('To', { exact: true }).fill('A-04-12');
    await expect(page.getByText('48 spots: A-01-01 to A-04-12')).toBeVisible();
    await page.getByRole('button', { name: 'Add 48 spots' }).click();
    await expect(page.getByText('48 spots were added.')).toBeVisible();
    const aisle = page.getByRole('region', { name: 'Aisle A' });
    await expect(aisle.getByRole('button')).toHaveCount(48);
    const { items } = await api('GET', '/api/sites/NORTH/locations?limit=1000');
    expect(items.filter((one: { aisle: string | null }) => one.aisle === 'A')).toHaveLength(48);
    await page.getByRole('button', { name: 'Add spots' }).click();
    await page.getByLabel('From').fill('A-04-12');
    await expect(page.getByText(/1 of them are there already: A-04-12/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Add 1 spots' })).toBeDisabled();
  });

  test('a spot says what it is and leads to its units; what is not empty cannot be closed', async ({
    page,
    api,
  }) => {
    const serial = await newUnit(api);
    await opened(page, '/sites/DC');
    await page.getByRole('region', { name: 'Aisle A' }).getByRole('button', { name: /^A-01/ }).click();
    const spot = page.getByRole('region', { name: 'Spot A-01' });
    await expect(spot).toContainText('blue');
    await spot.getByRole('button', { name: 'Change' }).click();
    await spot.getByLabel('In use').uncheck({ force: true });
    await spot.getByRole('button', { name: 'Save' }).click();
    await expect(spot.getByRole('alert')).toContainText('There is still something at DC/A-01');
    await spot.getByLabel('In use').check({ force: true });
    await spot.getByLabel('Place on the way').fill('5');
    await spot.getByRole('button', { name: 'Save' }).click();
    await expect(spot.getByRole('button', { name: 'Save' })).toHaveCount(0);
    await spot.getByRole('link', { name: /^Units here/ }).click();
    await expect(page).toHaveURL(/\/stock\?.*location=A-01/);
    await expect(page.getByRole('link', { name: serial })).toBeVisible();
  });

  test('serial scanning is taken back and rolled out again, each with its reason', async ({ page, api }) => {
    await opened(page, '/sites/STORE-2');
    await page.getByRole('button', { name: 'Take serial scanning back' }).click();
    await page.getByLabel('Reason').fill('The scanners are away');
    await page.getByRole('form').getByRole('button', { name: 'Take serial scanning back' }).click();
    await expect(page.getByText(/The scanners are away/)).toBeVisible();
    const rules = async () => (await api('GET', '/api/policy?inForce=true&limit=1000')).items;
    const back = (some: { rollBack: boolean; site: string }[]) =>
      some.filter((one) => one.rollBack && one.site === 'STORE-2').length;
    expect(back(await rules())).toBe(1);
    await page.getByRole('button', { name: 'Roll serial scanning out again' }).click();
    await page.getByLabel('Reason').fill('They are back');
    await page.getByRole('form').getByRole('button', { name: 'Roll serial scanning out again' }).click();
    await expect(page.getByRole('button', { name: 'Take serial scanning back' })).toBeVisible();
    expect(back(await rules())).toBe(0);
  });

  test('who may not change a site sees it, and is offered nothing', async ({ page, request }) => {
    await as(page, 'lead', request);
    await opened(page, '/sites/DC');
    await expect(page.getByRole('region', { name: 'Aisle A' })).toBeVisible();
    for (const name of ['Add spots', 'Change', 'Take serial scanning back'])
      await expect(page.getByRole('button', { name })).toHaveCount(0);
  });
});

test('a unit’s page marks its spot on the map, and says who placed a hold and why', async ({ page, api }) => {
  const serial = await newUnit(api);
  const scan = { id: crypto.randomUUID(), codes: [serial], input: 'scanned' };
  const details = { kind: 'quality', reason: 'The box is wet' };
  const told = await api('POST', '/api/scans', {
    move: 'place_hold',
    site: 'DC',
    scans: [{ ...scan, details }],
  });
  await opened(page, `/units/${told.answers[0].unit.id}`);
  await expect(page.getByRole('region', { name: 'Holds and why' })).toContainText('The box is wet');
  const map = page.getByRole('region', { name: 'On the map of DC' });
  await expect(map).toContainText('It is here.');
  await map.getByRole('link', { name: 'Open the whole map' }).click();
  await expect(page.getByRole('region', { name: 'Spot A-01' })).toBeVisible();
});

test('one changes one’s own password and ends another session', async ({
  page,
  playwright,
  baseURL,
  api,
}) => {
  const made = await api('POST', '/api/people', {
    login: 'di',
    name: 'Di',
    grants: [{ role: 'lead', site: 'DC' }],
  });
  const other = await playwright.request.newContext({
    baseURL: baseURL!,
    extraHTTPHeaders: { 'x-unitrail-request': '1' },
  });
  const first = 'seven blue kettles';
  const signIn = (password: string) => other.post('/api/session', { data: { login: 'di', password } });
  await signIn(made.password);
  await other.post('/api/session/password', { data: { password: made.password, newPassword: first } });
  await page.addInitScript(() => sessionStorage.removeItem('unitrail.key'));
  await page.goto('/settings');
  await page.getByRole('textbox', { name: 'Login' }).fill('di');
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(first);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const sessions = page.getByRole('region', { name: 'Where you are signed in' });
  await expect(sessions.getByRole('listitem')).toHaveCount(2);
  await sessions.getByRole('button', { name: /^End:/ }).click();
  await expect(sessions.getByRole('listitem')).toHaveCount(1);
  expect((await other.get('/api/session')).status()).toBe(401);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByLabel('The one in force').fill('not that one at all');
  await page.getByLabel('The new one').fill('eight green bicycles');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByRole('alert')).toContainText('The password in force is another one');
  await page.getByLabel('The one in force').fill(first);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('The password is changed.')).toBeVisible();
  expect((await signIn('eight green bicycles')).status()).toBe(201);
  await other.dispose();
});

test('nothing stands in anybody’s way, on a handheld or a desk, in light or dark', async ({ page }) => {
  test.setTimeout(180_000);
  for (const path of pages) {
    await opened(page, path);
    await expectGoodLooks(page);
  }
  await opened(page, '/people');
  await page.getByRole('button', { name: 'New person' }).click();
  await expectGoodLooks(page);
  await opened(page, '/sites/DC?spot=A-01');
  await page.getByRole('button', { name: 'Add spots' }).click();
  await page.getByLabel('From').fill('Z-01');
  await page.getByLabel('To', { exact: true }).fill('Z-40');
  await expectGoodLooks(page);
  await opened(page, '/keys');
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByLabel('Only some of it').check();
  await expectGoodLooks(page);
});

test.describe('on a handheld of 360 points', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test('four pages are under the thumb, the rest under one button', async ({ page }) => {
    await opened(page, '/settings');
    const menu = page.getByRole('navigation', { name: 'Menu' });
    await expect(menu.getByRole('link')).toHaveCount(4);
    await menu.getByRole('button', { name: 'More' }).click();
    await menu.getByRole('link', { name: 'People' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible();
    await expect(menu.getByRole('link')).toHaveCount(4);
  });
});
