import { expect } from '@playwright/test';
import { firstLoad, firstLoadMax } from '../../tools/first-load.mjs';
import {
  adminKey,
  ask,
  expectGoodLooks,
  newUnit,
  openScan,
  pagesOf,
  settled,
  test,
  verdict,
  wedge,
} from './station.ts';

test('the first load of the scan box is within its limit', () => {
  expect(firstLoad('dist-web').bytes).toBeLessThanOrEqual(firstLoadMax);
});

test.describe('signing in', () => {
  test.use({ at: '' });
  test.beforeEach(({ page }) => page.addInitScript(() => sessionStorage.removeItem('unitrail.key')));

  test('by key, then the site is chosen once and remembered', async ({ page }) => {
    await page.goto('/scan');
    await page.getByRole('button', { name: 'Sign in with an API key' }).click();
    await page.getByRole('textbox', { name: 'API key' }).fill('no-such-key-at-all-here');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('That did not work');
    await page.getByRole('textbox', { name: 'API key' }).fill(adminKey);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Distribution centre · DC' }).click();
    await expect(page.getByLabel('Scan or type a number')).toBeFocused();
    await expect(page.getByRole('button', { name: 'Site: DC' })).toBeVisible();
  });

  test('with the company’s account, where there is a provider', async ({ page }) => {
    await page.goto('/exceptions');
    await expect(page.getByLabel('Login')).toBeVisible();
    await expect(page.getByRole('link', { name: 'company’s account' })).toHaveCount(0);
    await page.route('/api/session/ways', (route) => route.fulfill({ json: { singleSignOn: true } }));
    await page.reload();
    const address = '/api/session/oidc/start?to=%2Fexceptions';
    await expect(page.getByRole('link', { name: 'company’s account' })).toHaveAttribute('href', address);
  });

  test('by password; one that somebody else gave is changed first; then out again', async ({
    page,
    request,
  }) => {
    const grants = [{ role: 'lead', site: 'DC' }];
    const made = await ask(request, 'POST', '/api/people', { login: 'ana', name: 'Ana', grants });
    await page.goto('/scan');
    await page.getByRole('textbox', { name: 'Login' }).fill('ana');
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill(made.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Choose your own password' })).toBeVisible();
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill(made.password);
    await page.getByRole('textbox', { name: 'New password' }).fill('seven green bicycles');
    await page.getByRole('button', { name: 'Choose your own password' }).click();
    await page.getByRole('button', { name: 'Distribution centre · DC' }).click();
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect(page.getByText('Signed in as Ana')).toBeVisible();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('textbox', { name: 'Login' })).toBeVisible();
  });
});

test('a unit’s page shows its six facts and its life, the correction beside the original', async ({
  page,
  api,
}) => {
  const serial = await newUnit(api);
  await openScan(page);
  await wedge(page, serial);
  await page.getByRole('button', { name: 'Pick', exact: true }).click();
  await page.getByRole('button', { name: `Undo ${serial}` }).click();
  await expect(verdict(page)).toContainText('Taken back');
  await page.getByRole('link', { name: /^Open its life/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: serial })).toBeVisible();
  for (const fact of ['Status', 'Condition', 'Holds', 'Place', 'Owner', 'Use'])
    await expect(page.getByRole('term').filter({ hasText: new RegExp(`^${fact}$`) })).toBeVisible();
  const life = page.locator('section[aria-labelledby="life"]');
  await expect(life.getByRole('heading', { level: 3 })).toHaveText(['Corrected', 'Picked', 'Received']);
  await expect(page.getByText('Corrected by event 3')).toBeVisible();
  await page.getByText('As it is kept').first().click();
  await expect(page.getByText('"move": "annul"')).toBeVisible();
});

test('search finds a unit by the end of its number, and opens it', async ({ page }) => {
  await openScan(page);
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Search units, documents').fill('1A000077');
  await page.getByRole('button', { name: /PHONE-128 PH1A000077/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'PH1A000077' })).toBeVisible();
});

test.describe('exceptions', () => {
  test.use({ at: 'STORE-1' });

  test('show both facts, have an owner, and are settled with a word', async ({ page }) => {
    await page.goto('/exceptions');
    await page.getByRole('button', { name: /^#\d+ · Sold twice/ }).click();
    const question = page.getByRole('article');
    await expect(question).toContainText('The record said');
    await expect(question).toContainText('What was seen');
    await question.getByLabel('Looked after by').selectOption('Me');
    await expect(question).toContainText('looks after it since');
    await question.getByRole('button', { name: /^Settle/ }).click();
    await page.getByLabel('What was found out and decided').fill('The till was offline; one was refunded.');
    await page.getByRole('button', { name: 'Settle with a word', exact: true }).click();
    await expect(page.getByText('No open questions. Well done.')).toBeVisible();
    await page.getByLabel('Show', { exact: true }).selectOption('Settled');
    await page.getByRole('button', { name: /^#\d+ · Sold twice/ }).click();
    await expect(page.getByText('one was refunded')).toBeVisible();
  });

  test('are repaired with one touch: what sets them right is recorded, and they are settled', async ({
    page,
    api,
  }) => {
    const serial = await newUnit(api);
    const scan = { id: crypto.randomUUID(), codes: [serial], input: 'scanned' };
    await api('POST', '/api/scans', { move: 'take_into_custody', site: 'DC', scans: [scan] });
    await page.goto('/exceptions?site=DC');
    await page
      .getByRole('row')
      .filter({ hasText: serial })
      .getByRole('button', { name: /Returned, but never sold/ })
      .click();
    await page.getByRole('button', { name: 'Put it into quarantine' }).click();
    await expect(page.getByRole('row').filter({ hasText: serial })).toHaveCount(0);
    const { units } = await api('GET', `/api/units/by-code/${serial}`);
    expect(units[0].place).toBe('DC/QUARANTINE');
  });
});

test('an address that is none says so and leads back', async ({ page }) => {
  await page.goto('/units/999999999');
  await expect(page.getByRole('alert')).toContainText('There is no unit 999999999');
});

test('the words follow the language that is chosen', async ({ page }) => {
  await page.goto('/settings');
  await page.getByLabel('Language').selectOption('de');
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();
  await page.getByLabel('Sprache').selectOption('es');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Ajustes' })).toBeVisible();
});

test('no page has anything that axe objects to, or is wider than the screen', async ({ page, api }) => {
  for (const path of await pagesOf(api)) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await settled(page);
    await expectGoodLooks(page);
  }
});

test('nor have verdicts and the palette', async ({ page }) => {
  await openScan(page);
  for (const text of ['PH1A000078', 'PH1AO00078', 'https:--x', 'TB0000022']) {
    await wedge(page, text);
    await expect(verdict(page)).toContainText(text);
    await expect(verdict(page)).not.toHaveAttribute('data-tone', 'wait');
    await expectGoodLooks(page);
  }
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Search units, documents').fill('0078');
  await expect(page.getByRole('button', { name: /PH1A000078/ })).toBeVisible();
  await expectGoodLooks(page);
});

test('nor has signing in', async ({ page }) => {
  await page.addInitScript(() => sessionStorage.removeItem('unitrail.key'));
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await expectGoodLooks(page);
});

test.describe('on a handheld of 360 points', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test('nothing is wider than the screen, and what is touched is thumb-sized', async ({ page, api }) => {
    for (const path of await pagesOf(api)) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      if (path === '/scan') {
        await expect(page.getByLabel('Scan or type a number')).toBeFocused();
        await wedge(page, 'PH1A000079');
        await expect(page.getByRole('button', { name: 'Pick', exact: true })).toBeVisible();
      }
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 360]);
    }
    await openScan(page);
    await wedge(page, 'PH1A000079');
    await expect(page.getByRole('button', { name: 'Pick', exact: true })).toBeVisible();
    for (const button of await page.locator('main').getByRole('button').all()) {
      const box = await button.boundingBox();
      if (box)
        expect([await button.textContent(), box.height >= 44]).toEqual([await button.textContent(), true]);
    }
  });
});
