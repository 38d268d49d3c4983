import { expect, type Page } from '@playwright/test';
import { expectGoodLooks, newUnit, settled, test, vendorPages, verdict, wedge } from './station.ts';

// A day with what goes back: defective phones are scanned, sent under an RMA number, and the supplier answers.

test.describe.configure({ mode: 'serial' });

const count = (page: Page, of: string) => page.getByTestId(`count-${of}`).getByRole('definition');
const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name });

let address = '';
let serials: readonly string[] = [];

async function answer(page: Page, said: string, serial: string, fill: Readonly<Record<string, string>> = {}) {
  await page.getByRole('button', { name: 'Supplier’s answer' }).click();
  const panel = page.getByRole('form', { name: 'Supplier’s answer' });
  await panel.getByLabel('The supplier has').selectOption({ label: said });
  await panel.getByLabel(new RegExp(`^${serial}`)).check();
  for (const [label, value] of Object.entries(fill)) await panel.getByLabel(label).fill(value);
  await panel.getByRole('button', { name: 'Record for 1' }).click();
  await expect(panel).toHaveCount(0);
}

test('defective phones go back: scanned, sent, credited, replaced, and one comes back', async ({
  page,
  api,
}) => {
  serials = [await newUnit(api), await newUnit(api), await newUnit(api)];
  const [first, second, third] = serials as [string, string, string];
  await page.goto('/vendor-returns');
  await page.getByRole('button', { name: 'New return' }).click();
  await page.getByRole('combobox', { name: 'Supplier' }).selectOption('EXAMPLE');
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Return VR-/ })).toBeVisible();
  address = new URL(page.url()).pathname;
  await expect(page.getByLabel('Scan or type a number')).toBeFocused();
  await wedge(page, first);
  await expect(verdict(page)).toContainText('On the return');
  await wedge(page, second);
  await wedge(page, third);
  await expect(count(page, 'listed')).toHaveText('3');
  await wedge(page, first);
  await expect(verdict(page)).toContainText('On it already');
  await page.getByRole('button', { name: 'Send it' }).click();
  await page.getByLabel('RMA number').fill('RMA-4711');
  await page.getByLabel('Carrier').fill('Own van');
  await page.getByRole('button', { name: 'Send 3' }).click();
  await expect(count(page, 'sent')).toHaveText('3');
  await answer(page, 'credited it', first, { 'Amount for each': '499.00', 'Credit note': 'CN-1' });
  const replacement = `PH1A7${String(Date.now() % 100_000).padStart(5, '0')}`;
  await answer(page, 'sent another unit', second, { 'Serial of the new unit': replacement });
  await answer(page, 'refused it and sent it back', third);
  await expect(count(page, 'answered')).toHaveText('3');
  await tab(page, /^Answered/).click();
  const answered = page.getByRole('list', { name: 'Answered' });
  await expect(answered).toContainText('Credited');
  await expect(answered.getByRole('link', { name: replacement })).toBeVisible();
  await expect(answered).toContainText('Refused, here again');
});

test('one answer is taken back without the others; what may not go stays here', async ({ page, api }) => {
  await page.goto(address);
  await tab(page, /^Answered/).click();
  await page.getByRole('button', { name: `Take back: ${serials[0]}` }).click();
  await page
    .getByRole('form', { name: `Take back: ${serials[0]}` })
    .getByLabel(/Reason|why/i)
    .fill('another one');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Take back', exact: true }).click();
  await expect(count(page, 'sent')).toHaveText('1');
  await expect(count(page, 'answered')).toHaveText('2');
  const held = await newUnit(api);
  const { units } = await api('GET', `/api/units/by-code/${held}`);
  await api('POST', '/api/scans', {
    ...{ move: 'place_hold', site: 'DC' },
    scans: [
      {
        ...{ id: crypto.randomUUID(), codes: [`UNIT:${units[0].id}`], input: 'keyed' },
        details: { kind: 'legal' },
      },
    ],
  });
  await expect(page.getByLabel('Scan or type a number')).toBeVisible();
  await page.getByLabel('Scan or type a number').fill(held);
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toContainText('Stays here');
  await expect(verdict(page)).toContainText('on hold');
});

test('nothing stands in anybody’s way on these pages', async ({ page }) => {
  for (const path of [...vendorPages, address]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await settled(page);
    await expectGoodLooks(page);
  }
});
