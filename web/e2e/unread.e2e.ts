import { expect, type Page } from '@playwright/test';
import { aPng } from '../../src/testing/pictures.ts';
import { expectGoodLooks, newUnit, openScan, test, verdict, wedge } from './station.ts';

type Api = (method: string, path: string, data?: unknown) => Promise<unknown>;

const picture = (shade = 90) => ({
  name: 'label.png',
  mimeType: 'image/png',
  buffer: aPng(320, 240, shade),
});

async function choosePhone(page: Page): Promise<void> {
  await page.getByLabel('What is it?').fill('PHONE-128');
  await page.getByRole('button', { name: /PHONE-128/ }).click();
}

/** A thing that was taken in without its number; answers its label. */
async function takenIn(api: Api, more: Record<string, unknown> = {}): Promise<string> {
  const asked = { id: crypto.randomUUID(), move: 'receive', site: 'DC', sku: 'PHONE-128', reason: 'damaged' };
  const told = (await api('POST', '/api/unread', { ...asked, ...more })) as { number: string };
  return told.number;
}

/** A photograph that the server has; answers its hash. */
async function sentPhoto(page: Page, shade: number): Promise<string> {
  const reply = await page.request.post('/api/photos', {
    headers: {
      authorization: 'Bearer screens-admin-key-for-this-run-alone',
      'content-type': 'image/png',
    },
    data: aPng(320, 240, shade),
  });
  return (await reply.json()).hash;
}

test('what cannot be read gets a label, which counts when it is scanned, and its true serial later', async ({
  page,
  api,
}) => {
  await openScan(page);
  await page.getByRole('link', { name: 'I cannot read it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'I cannot read the number' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take in and make a label' })).toBeDisabled();
  await expect(page.getByText('Choose the product first.')).toBeVisible();
  await choosePhone(page);
  await page.getByLabel('Why can it not be read?').selectOption('damaged');
  await page.locator('input[type=file]').last().setInputFiles([picture()]);
  await expect(page.getByText('Sent', { exact: true })).toBeVisible();
  await page.getByLabel('What else should be known').fill('wet box');
  await page.getByRole('button', { name: 'Take in and make a label' }).click();
  const heading = page.getByRole('heading', { name: /^Its label is UR-/ });
  await expect(heading).toBeVisible();
  const number = (await heading.textContent())!.replace('Its label is ', '');
  // Where no printer was added there is nothing to choose.
  const { items: printers } = (await api('GET', '/api/printers?site=DC')) as { items: unknown[] };
  if (printers.length > 0)
    await page.getByLabel('Printer', { exact: true }).selectOption({ label: 'No printer: as a file' });
  await page.getByRole('button', { name: 'Print a label' }).click();
  const kept = page.waitForEvent('download');
  await page.getByRole('button', { name: 'As ZPL' }).click();
  expect((await kept).suggestedFilename()).toBe('labels.zpl');
  await expect(page.getByTestId('count-printed').getByRole('definition')).toHaveText('1');
  await wedge(page, 'UR-0000000-0');
  await expect(verdict(page)).toHaveAttribute('data-tone', 'bad');
  await wedge(page, number);
  await expect(verdict(page)).toHaveAttribute('data-tone', 'good');

  await page.goto('/unread');
  const thing = page.getByRole('article').filter({ hasText: number });
  await expect(thing).toContainText('Label scanned');
  await expect(thing).toContainText('wet box');
  await thing.getByRole('button', { name: 'Open photograph 1 of 1' }).click();
  await expect(page.getByRole('img', { name: 'Photograph 1' })).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await thing.getByRole('button', { name: `The number is known: ${number}` }).click();
  await page.getByLabel('Scan the true serial').fill('PH1A600001');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Its serial is PH1A600001 from now on.')).toBeVisible();
  await expect(thing).toHaveCount(0);
});

test('a serial that another unit has is not given twice: a question is opened, and leads there', async ({
  page,
  api,
}) => {
  const serial = await newUnit(api);
  const number = await takenIn(api);
  await page.goto('/unread');
  await page.getByRole('button', { name: `The number is known: ${number}` }).click();
  await page.getByLabel('Scan the true serial').fill(serial);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('already belongs to another unit');
  await page.getByRole('alert').getByRole('link').click();
  const question = page.getByRole('row').filter({ hasText: number });
  await expect(question.filter({ hasText: 'Another unit’s number' })).toBeVisible();
});

test('a photograph on a bad line is sent again by itself; one that is no picture says so', async ({
  page,
}) => {
  let tries = 0;
  await page.route('**/api/photos', (route) => {
    tries += 1;
    return tries < 3 ? route.abort() : route.continue();
  });
  await page.goto('/unread/new');
  const files = page.locator('input[type=file]').last();
  await files.setInputFiles([picture(120)]);
  await expect(page.getByText('No connection: it is sent again by itself')).toBeVisible();
  await expect(page.getByText('Sent', { exact: true })).toBeVisible();
  expect(tries).toBe(3);
  await files.setInputFiles([{ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no picture') }]);
  await expect(page.getByText('Not sent: this is no picture that can be shown')).toBeVisible();
  await page.getByRole('button', { name: 'Remove photograph 2' }).click();
  await expect(page.getByText(/^Not sent/)).toHaveCount(0);
});

test('a unit’s photograph opens from its life, and is erased with a reason', async ({ page, api }) => {
  const hash = await sentPhoto(page, 60);
  const number = await takenIn(api, { photos: [hash] });
  await page.goto('/unread');
  await page.getByRole('link', { name: number }).click();
  await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
  await page.getByRole('button', { name: 'Open photograph 1 of 1' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Erase this photograph …' }).click();
  await dialog.getByLabel('Why').fill('A customer is seen on it.');
  await dialog.getByRole('button', { name: 'Erase for ever' }).click();
  await expect(dialog.getByRole('alert')).toContainText('It was erased');
});

test('a product’s code shows where its serial is', async ({ page, api }) => {
  const hash = await sentPhoto(page, 200);
  const hints = [{ number: 'serial', where: 'under the battery', picture: `photo:${hash}` }];
  await api('PATCH', '/api/products/PHONE-128', { labelHints: hints });
  const { gtins } = (await api('GET', '/api/products/PHONE-128')) as { gtins: { gtin: string }[] };
  await openScan(page);
  await wedge(page, gtins[0]!.gtin);
  await expect(verdict(page)).toContainText('under the battery');
  await expect(verdict(page).getByRole('img', { name: 'Where the number is' })).toBeVisible();
  await page.getByLabel('Each scan').selectOption('receive');
  await wedge(page, gtins[0]!.gtin);
  await expect(verdict(page)).toHaveAttribute('data-tone', 'ask');
  await expect(verdict(page).getByRole('img', { name: 'Where the number is' })).toBeVisible();
});

test('a product’s picture of where its serial is can be taken in its form', async ({ page, api }) => {
  await api('PATCH', '/api/products/TV-55', { labelHints: [{ number: 'serial', where: 'on the back' }] });
  await page.goto('/catalog/products/TV-55/change');
  await page
    .locator('input[type=file]')
    .last()
    .setInputFiles([picture(170)]);
  await expect(page.getByLabel('Picture', { exact: true })).toHaveValue(/^photo:[0-9a-f]{64}$/);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('img', { name: 'Where the number is' })).toBeVisible();
});

test('nothing stands in anybody’s way, on a handheld or a desk, in light or dark', async ({ page, api }) => {
  const hash = await sentPhoto(page, 33);
  const number = await takenIn(api, { photos: [hash], note: 'The sticker came off in the rain.' });
  await page.goto('/unread');
  await page.getByRole('button', { name: `The label of ${number}` }).click();
  await expect(page.getByRole('button', { name: 'Print a label' })).toBeVisible();
  await expect(page.getByRole('article').filter({ hasText: number }).locator('img')).toBeVisible();
  await expectGoodLooks(page);
  await page.goto('/unread/new');
  await choosePhone(page);
  await page
    .locator('input[type=file]')
    .last()
    .setInputFiles([picture(140)]);
  await expect(page.getByText('Sent', { exact: true })).toBeVisible();
  await expectGoodLooks(page);
  await page.getByRole('button', { name: 'Take in and make a label' }).click();
  await expect(page.getByRole('heading', { name: /^Its label is/ })).toBeVisible();
  await expectGoodLooks(page);
});
