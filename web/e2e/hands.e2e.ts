import { expect } from '@playwright/test';
import { badgeOf, lastEvent, leave, pairedPage, personNamed, signIn, signInFirst, typePin } from './hands.ts';
import { ask, expectAccessible, newUnit, openScan, test, verdict, wedge } from './station.ts';

test.describe('hands change', () => {
  test.beforeEach(({ page }) => page.addInitScript(() => sessionStorage.removeItem('unitrail.key')));

  test('what waits on the device is recorded under whoever scanned it, and under nobody else', async ({
    page,
    api,
    context,
  }) => {
    const [ana, ben] = [await personNamed(api, 'Ana'), await personNamed(api, 'Ben')];
    const serials = [await newUnit(api), await newUnit(api), await newUnit(api)];
    await page.goto('/scan');
    await signInFirst(page, ana);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Scan', exact: true }).click();
    await page.getByLabel('Each scan').selectOption('count');
    await context.setOffline(true);
    for (const serial of serials) await wedge(page, serial);
    await expect(page.getByText('No connection. 3 scans wait on this device')).toBeVisible();
    await leave(page, 'Ana');
    await expect(page.getByRole('alert')).toContainText('3 scans of yours are not sent yet');
    await page.getByRole('button', { name: 'Sign out all the same' }).click();
    await expect(page.getByText('3 scans of Ana wait until Ana signs in')).toBeVisible();
    await expectAccessible(page);
    await context.setOffline(false);
    await signInFirst(page, ben);
    await page.getByRole('link', { name: 'Scan', exact: true }).click();
    await expect(page.getByText('3 scans of Ana wait until Ana signs in')).toBeVisible();
    const own = await newUnit(api);
    await page.getByLabel('Each scan').selectOption('count');
    await wedge(page, own);
    await expect(verdict(page)).toContainText('Counted');
    expect((await lastEvent(api, own)).actor).toBe(`person:${ben.login}`);
    for (const serial of serials) expect((await lastEvent(api, serial)).move).toBe('receive');
    await leave(page, 'Ben');
    await signIn(page, ana);
    await expect(page.getByRole('link', { name: 'Signed in: Ana' })).toBeVisible();
    await expect
      .poll(async () =>
        (await Promise.all(serials.map((one) => lastEvent(api, one)))).map(({ move }) => move),
      )
      .toEqual(['count', 'count', 'count']);
    for (const serial of serials) expect((await lastEvent(api, serial)).actor).toBe(`person:${ana.login}`);
    await expect(page.getByText(/scans of Ana/)).toHaveCount(0);
  });

  test('a page that is still open for one person records nothing when another has signed in beside it', async ({
    page,
    api,
    context,
  }) => {
    const [ana, ben] = [await personNamed(api, 'Ana'), await personNamed(api, 'Ben')];
    const serial = await newUnit(api);
    // Its stream would tell it that nobody is signed in, on a slow machine before somebody else is.
    await page.route('**/api/live', (route) => route.fulfill({ status: 503 }));
    await page.goto('/scan');
    await signInFirst(page, ana);
    await page.getByLabel('Each scan').selectOption('count');
    const beside = await context.newPage();
    await beside.goto('/settings');
    await beside.getByRole('button', { name: 'Sign out' }).click();
    await signInFirst(beside, ben);
    await wedge(page, serial);
    await expect(page.getByRole('link', { name: 'Signed in: Ben' })).toBeVisible();
    await expect(page.getByText('1 scan of Ana waits until Ana signs in')).toBeVisible();
    expect((await lastEvent(api, serial)).move).toBe('receive');
  });

  test('a scan that is answered with no when nobody stood before it waits to be seen, and holds up no other', async ({
    page,
    api,
    context,
  }) => {
    const ana = await personNamed(api, 'Ana');
    const [sold, left] = [await newUnit(api), await newUnit(api)];
    await page.goto('/scan');
    await signInFirst(page, ana);
    await page.getByLabel('Each scan').selectOption('undo_pick');
    await context.setOffline(true);
    await wedge(page, sold);
    await expect(page.getByText('No connection. 1 scan waits')).toBeVisible();
    await page.getByLabel('Each scan').selectOption('count');
    await wedge(page, left);
    await expect(page.getByText('No connection. 2 scans wait')).toBeVisible();
    await page.close();
    await context.setOffline(false);
    const later = await context.newPage();
    await later.goto('/scan');
    await expect.poll(async () => (await lastEvent(api, left)).move).toBe('count');
    const aside = later.getByRole('region', { name: 'Not recorded: look at these' });
    await expect(aside).toContainText(sold);
    await expectAccessible(later);
    await aside.getByRole('button', { name: `Seen: ${sold}` }).click();
    await expect(aside).toHaveCount(0);
  });

  test('a scan that the server breaks over is set aside, can be sent again, and holds up no other', async ({
    page,
    api,
    context,
  }) => {
    const ana = await personNamed(api, 'Ana');
    const [bad, good] = [await newUnit(api), await newUnit(api)];
    await page.goto('/scan');
    await signInFirst(page, ana);
    await page.getByLabel('Each scan').selectOption('count');
    await context.route('**/api/scans', (route) => {
      const isBad = route.request().postData()?.includes(bad);
      return isBad
        ? route.fulfill({ status: 500, json: { code: 'internal_fault', detail: 'A bug.' } })
        : route.continue();
    });
    await wedge(page, bad);
    await wedge(page, good);
    const aside = page.getByRole('region', { name: 'Not recorded: look at these' });
    await expect(aside).toContainText(bad, { timeout: 20_000 });
    await expect.poll(async () => (await lastEvent(api, good)).move).toBe('count');
    await context.unroute('**/api/scans');
    await aside.getByRole('button', { name: `Send again: ${bad}` }).click();
    await expect.poll(async () => (await lastEvent(api, bad)).move).toBe('count');
    await expect(aside).toHaveCount(0);
  });
});

test.describe('what one may not do', () => {
  test.beforeEach(({ page }) => page.addInitScript(() => sessionStorage.removeItem('unitrail.key')));

  test('an auditor is offered no move, and is told why', async ({ page, api }) => {
    const eve = await personNamed(api, 'Eve', 'auditor');
    const serial = await newUnit(api);
    await page.goto('/scan');
    await signInFirst(page, eve);
    await expect(page.getByLabel('Each scan')).toBeDisabled();
    await wedge(page, serial);
    await expect(verdict(page)).toContainText('In stock');
    await expect(page.getByRole('button', { name: 'Pick', exact: true })).toHaveCount(0);
    await expect(page.getByText('You may not record anything at this site').first()).toBeVisible();
    await expectAccessible(page);
  });

  test('a hold of the law is lifted by a lead alone; where there is none, lifting is not offered', async ({
    page,
    api,
  }) => {
    const ana = await personNamed(api, 'Ana');
    const [held, free] = [await newUnit(api), await newUnit(api)];
    const details = { kind: 'legal', reference: 'CASE-7' };
    const scans = [{ id: crypto.randomUUID(), codes: [held], input: 'scanned', details }];
    await api('POST', '/api/scans', { move: 'place_hold', site: 'DC', scans });
    await page.goto('/scan');
    await signInFirst(page, ana);
    for (const [serial, why] of [
      [free, 'It is not on hold'],
      [held, 'A lead has to do this'],
    ] as const) {
      await wedge(page, serial);
      await expect(verdict(page)).toContainText(serial);
      await expect(page.getByRole('button', { name: 'Lift a hold' })).toHaveCount(0);
      await page.getByText(/^Not now/).click();
      await expect(page.getByRole('listitem').filter({ hasText: 'Lift a hold' })).toContainText(why);
    }
  });
});

test('a lead lifts one of several holds, and the others stay', async ({ page, api }) => {
  const serial = await newUnit(api);
  for (const details of [{ kind: 'legal', reference: 'CASE-7' }, { kind: 'quality' }]) {
    const scans = [{ id: crypto.randomUUID(), codes: [serial], input: 'scanned', details }];
    await api('POST', '/api/scans', { move: 'place_hold', site: 'DC', scans });
  }
  await openScan(page);
  await wedge(page, serial);
  await page.getByRole('button', { name: 'Lift a hold' }).click();
  await page.getByLabel('Hold', { exact: true }).selectOption({ label: 'legal CASE-7' });
  await page.getByRole('button', { name: 'Do it: Lift a hold' }).click();
  await expect(verdict(page)).toContainText('Released from a hold');
  const { units } = await api('GET', `/api/units/by-code/${serial}`);
  expect(units[0].holds).toEqual(['quality']);
});

test.describe('a shared device', () => {
  test.beforeEach(({ page }) => page.addInitScript(() => sessionStorage.removeItem('unitrail.key')));

  test('is let in by the link of its code, and changes hands by badge and PIN', async ({ page, api }) => {
    const [ana, ben] = [await personNamed(api, 'Ana'), await personNamed(api, 'Ben')];
    const [badge, bens] = [await badgeOf(api, ana), await badgeOf(api, ben)];
    const serial = await newUnit(api);
    await pairedPage(page, api);
    await expectAccessible(page);
    await wedge(page, badge);
    await expectAccessible(page);
    await typePin(page, '2580');
    await expect(page.getByRole('link', { name: 'Signed in: Ana' })).toBeVisible();
    await page.getByLabel('Each scan').selectOption('count');
    await wedge(page, serial);
    await expect(verdict(page)).toContainText('Counted');
    const event = await lastEvent(api, serial);
    expect([event.actor, event.device.name]).toEqual([`person:${ana.login}`, 'Handheld 3']);
    await page.getByRole('button', { name: 'Lock this device for Ana' }).click();
    await expect(page.getByRole('heading', { name: 'Scan your badge' })).toBeVisible();
    await wedge(page, bens);
    await page.keyboard.type('2580');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('link', { name: 'Signed in: Ben' })).toBeVisible();
    await expect(page.getByText('Counted')).toHaveCount(0);
  });

  test('lets nobody in by a wrong PIN, and begins with the badge again', async ({ page, api }) => {
    const badge = await badgeOf(api, await personNamed(api, 'Ana'));
    await pairedPage(page, api);
    await wedge(page, badge);
    await typePin(page, '9999');
    await expect(page.getByRole('alert')).toContainText('That did not work');
    await expect(page.getByRole('heading', { name: 'Scan your badge' })).toBeVisible();
    await wedge(page, badge);
    await typePin(page, '2580');
    await expect(page.getByRole('link', { name: 'Signed in: Ana' })).toBeVisible();
  });

  test('locks itself when nobody has touched it for two minutes; reading with a hand on it keeps it open', async ({
    page,
    api,
  }) => {
    const badge = await badgeOf(api, await personNamed(api, 'Ana'));
    await page.clock.install();
    await pairedPage(page, api);
    await wedge(page, badge);
    await typePin(page, '2580');
    const ana = page.getByRole('link', { name: 'Signed in: Ana' });
    await expect(ana).toBeVisible();
    await page.clock.runFor(100_000);
    await page.mouse.wheel(0, 10);
    await page.mouse.move(200, 300);
    await page.mouse.down();
    await page.mouse.up();
    await page.clock.runFor(100_000);
    await expect(ana).toBeVisible();
    await page.clock.runFor(25_000);
    await expect(page.getByRole('heading', { name: 'Scan your badge' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Scan your badge' })).toBeVisible();
  });

  test('whose code is wrong is not let in, and says so in place', async ({ page }) => {
    await page.goto('/pair#K7QF-M2XW');
    await expect(page.getByLabel('Pairing code')).toHaveValue('K7QF-M2XW');
    await page.getByRole('button', { name: 'Let it in' }).click();
    await expect(page.getByRole('alert')).toContainText('This code is wrong, was used, or is past its time');
    await expectAccessible(page);
  });

  test('that was shut out says so, and where to let it in again', async ({ page, api, request }) => {
    await pairedPage(page, api);
    const { items } = await ask(request, 'GET', '/api/devices?limit=1000');
    const open = items.filter((one: { revokedAt: string | null }) => one.revokedAt === null);
    for (const { id } of open) await api('DELETE', `/api/devices/${id}`);
    await page.reload();
    await expect(page.getByRole('alert')).toContainText('This device was shut out');
    await page.getByRole('link', { name: 'Let this device in' }).click();
    await expect(page.getByRole('heading', { name: 'Let this device in' })).toBeVisible();
  });
});
