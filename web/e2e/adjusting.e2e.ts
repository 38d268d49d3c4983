import { expect, type Page } from '@playwright/test';
import { expectGoodLooks, newUnit, settled, test, verdict, wedge } from './station.ts';

async function open(page: Page): Promise<void> {
  await page.goto('/adjustments/new');
  await expect(page.getByLabel('Scan or type a number')).toBeFocused();
}

test('a unit that is not on its shelf: who had it last is seen, then it is missing, for a reason, and on the list', async ({
  page,
  api,
}) => {
  const serial = await newUnit(api);
  await open(page);
  await wedge(page, serial);
  const last = page.getByRole('region', { name: 'Its last scan' });
  await expect(last).toContainText('Received');
  await expect(last).toContainText('DC/A-01');
  await expect(last).toContainText('no device that was let in');
  const form = page.getByRole('form', { name: 'What is so' });
  await form.getByLabel('What', { exact: true }).selectOption('Missing');
  await form.getByLabel('Reason').selectOption('Stolen, as far as we know');
  await form.getByLabel('Note').fill('The box is empty');
  await form.getByRole('button', { name: 'Record it' }).click();
  await expect(verdict(page)).toContainText('Put right');
  await expect(form).toHaveCount(0);
  await page.getByRole('main').getByRole('link', { name: 'What was put right' }).click();
  const row = page.getByRole('row').filter({ hasText: serial });
  await expect(row).toContainText('Missing');
  await expect(row).toContainText('Stolen, as far as we know');
  await row.getByText(serial).click();
  await expect(page.getByText('Last scan before it')).toBeVisible();
  await expect(page.getByText('The box is empty')).toBeVisible();
});

test('what is missing is found elsewhere; what is destroyed takes proof', async ({ page, api }) => {
  const serial = await newUnit(api);
  const scans = [{ id: crypto.randomUUID(), codes: [serial], input: 'scanned' }];
  await api('POST', '/api/scans', { move: 'lose', site: 'DC', scans });
  await open(page);
  await wedge(page, serial);
  const form = page.getByRole('form', { name: 'What is so' });
  await form.getByLabel('What', { exact: true }).selectOption('Found');
  await form.getByLabel('Found at').selectOption('QUARANTINE');
  await form.getByLabel('Reason').selectOption('Found at another spot');
  await form.getByRole('button', { name: 'Record it' }).click();
  await expect(verdict(page)).toContainText('Put right');
  await wedge(page, serial);
  await form.getByLabel('What', { exact: true }).selectOption('Leaves for good');
  await form.getByLabel('How it leaves').selectOption('Scrapped');
  await expect(form.getByText('This takes proof.')).toBeVisible();
  await form.getByLabel(/^Proof/).fill('Certificate 12');
  await form.getByRole('button', { name: 'Record it' }).click();
  await expect(verdict(page)).toContainText('Put right');
  const { units } = await api('GET', `/api/units/by-code/${serial}`);
  expect(units[0].status).toBe('retired');
});

test('one without a reason stands out, and can be asked for', async ({ page, api }) => {
  const serial = await newUnit(api);
  const scans = [{ id: crypto.randomUUID(), codes: [serial], input: 'scanned' }];
  await api('POST', '/api/scans', { move: 'lose', site: 'DC', scans });
  await page.goto('/adjustments');
  await page.getByLabel('Reason').selectOption('No reason given');
  await expect(page.getByRole('row').filter({ hasText: serial })).toContainText('No reason given');
});

test('nothing stands in anybody’s way, on a handheld or a desk, in light or dark', async ({ page, api }) => {
  const serial = await newUnit(api);
  await open(page);
  await wedge(page, serial);
  await expect(page.getByRole('form', { name: 'What is so' })).toBeVisible();
  await settled(page);
  await expectGoodLooks(page);
  await page.goto('/adjustments');
  await settled(page);
  await expectGoodLooks(page);
});
